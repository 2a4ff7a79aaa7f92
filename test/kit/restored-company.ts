import { join } from 'node:path';
import { Database } from '../../src/graph/database.js';
import { migrate } from '../../src/graph/migrations.js';
import { startThrowawayDatabase } from '../../src/local/index.js';
import { packageRoot } from '../../src/root.js';
import { openApi } from './api.js';
import { exported, graphOf, restored } from './exports.js';
import { wholeCompany } from './whole-company.js';

/** An organisation of everything, restored into a database of its own, and its graph as it was before that. */
export interface RestoredCompany {
  readonly database: Database;
  readonly org: string;
  readonly live: readonly unknown[];
  close(): Promise<void>;
}

/** For what takes something away that each start of an API would put on record again for all who share a database. */
export async function restoredCompany(now: string): Promise<RestoredCompany> {
  const api = await openApi();
  const { org } = await wholeCompany(api);
  const live = await graphOf(api.database, org);
  const local = await startThrowawayDatabase({ say: () => undefined, inMemory: true });
  const database = new Database({ uri: local.uri, user: local.user, password: local.password, poolSize: 10, queryTimeout: 60_000 });
  await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => now);
  await restored(database, await exported(api.database, org));
  return {
    database, org, live,
    close: async () => {
      await database.close();
      await local.stop();
      await api.close();
    },
  };
}
