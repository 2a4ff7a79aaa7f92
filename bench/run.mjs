/*
 * npm run bench [-- <names>] [--workflows=10000] [--rounds=15] [--neo4j-graphql] [--write]
 *   by-id list-20 list-100 my-moves writes import settle   what to measure; all of it when nothing is named
 *   --neo4j-graphql                                   against @neo4j/graphql too; installs it in bench/ the first time
 *   --write                                           puts what was measured into docs/figures.md
 *   --smoke                                           a little of everything, to see that it runs; measures nothing
 *
 * A database of its own is started, unless the environment names the tests' one (scripts/test-database.mjs).
 */
import { parseArgs } from 'node:util';
import { main } from '../scripts/lib/launch.mjs';
import { PreparationError, prepare, say } from '../scripts/lib/prepare.mjs';
import { startTestDatabase } from '../scripts/lib/test-database.mjs';
import { installCompetition } from './lib/competition.mjs';

const everything = ['by-id', 'list-20', 'list-100', 'my-moves', 'writes', 'import', 'settle'];

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { workflows: { type: 'string' }, rounds: { type: 'string' }, 'neo4j-graphql': { type: 'boolean' }, write: { type: 'boolean' }, smoke: { type: 'boolean' } },
  });
  const strange = positionals.filter((name) => !everything.includes(name));
  if (strange.length > 0) throw new PreparationError(`There is nothing called ${strange.join(', ')} to measure. Usage: npm run bench -- [${everything.join(' | ')}]`);
  const smoke = values.smoke === true;
  const wanted = {
    names: positionals.length === 0 ? everything : positionals,
    workflows: count(values.workflows, '--workflows', smoke ? 60 : 10_000),
    rounds: count(values.rounds, '--rounds', smoke ? 1 : 15),
    smoke,
    neo4jGraphql: values['neo4j-graphql'] === true,
  };
  await prepare();
  if (wanted.neo4jGraphql) await installCompetition(['@neo4j/graphql'], say);
  const database = await findDatabase();
  try {
    // Imported late: before the build there may be no dist/.
    const { measure } = await import('./lib/measure.mjs');
    const { print, writeFigures } = await import('./lib/report.mjs');
    const figures = await measure(database.settings, wanted, say);
    print(figures, say);
    if (values.write === true) writeFigures(figures, `npm run bench -- ${process.argv.slice(2).join(' ')}`);
  } finally {
    await database.stop();
  }
});

function count(text, option, byDefault) {
  if (text === undefined) return byDefault;
  if (!/^[1-9]\d*$/.test(text)) throw new PreparationError(`${option} takes a whole number.`);
  return Number(text);
}

async function findDatabase() {
  const settingsIn = (environment) => ({ uri: environment.PROMISEGRAPH_TEST_NEO4J_URI, user: environment.PROMISEGRAPH_TEST_NEO4J_USER, password: environment.PROMISEGRAPH_TEST_NEO4J_PASSWORD });
  if (process.env.PROMISEGRAPH_TEST_NEO4J_URI !== undefined) return { settings: settingsIn(process.env), stop: async () => {} };
  const { environment, stop } = await startTestDatabase({ say, shortLived: false });
  return { settings: settingsIn(environment), stop };
}
