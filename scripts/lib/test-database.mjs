import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './prepare.mjs';

/** Of a database that answers all tests: thorough compiling has paid for itself after two minutes, and saves a third from then on. */
export const ofTests = { shortLived: false, collector: 'Serial', heap: '1g', young: '400m', keepsPlans: true, inMemory: true };

/** A throw-away Neo4j that serves a whole run, and what tests read to find it. dist/ must have been built. */
export async function startTestDatabase({ say, signal, keepsPlans, shortLived, collector, heap, young, inMemory }) {
  // Imported late: before the build there may be no dist/.
  const { startThrowawayDatabase } = await import(pathToFileURL(join(root, 'dist', 'local', 'index.js')).href);
  const database = await startThrowawayDatabase({ say, signal, shortLived, collector, heap, young, keepsPlans, inMemory });
  return {
    environment: {
      PROMISEGRAPH_TEST_NEO4J_URI: database.uri,
      PROMISEGRAPH_TEST_NEO4J_USER: database.user,
      PROMISEGRAPH_TEST_NEO4J_PASSWORD: database.password,
    },
    stop: async () => {
      await database.stop();
    },
  };
}
