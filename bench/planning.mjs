/*
 * npm run bench:planning [-- <names>] [--promises=10000,100000] [--rounds=7] [--folder=<where the stores stay>] [--write]
 *   nearest-100 nearest-100-read count agents full what-if chain-up chain-down my-promises my-moves critical-path gaps
 *   accountability current                            what to measure; all of it when nothing is named
 *   --promises=1000000                                organisations of these sizes, one after the other
 *   --folder=...                                      their stores stay there, and are made once; left out, they go at the end
 *   --prepare                                         makes the stores, and measures nothing
 *   --without=neo4j-graphql,postgres                  asks only the others
 *   --heap=1500m --page-cache=1500m                   what each database has
 *   --smoke                                           a little of everything, to see that it runs; measures nothing
 *   --write                                           puts what was measured into docs/figures.md, with what was in that folder before
 *
 * How long questions about plans take beside the same by hand, and whether they take longer the larger an organisation is. Each
 * has an embedded database of its own (bench/lib/lean-store.mjs says what is in it): a million promises take some 10 GB and,
 * on two cores, a quarter of an hour until they are there.
 */
import { chmodSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { main } from '../scripts/lib/launch.mjs';
import { PreparationError, prepare, say } from '../scripts/lib/prepare.mjs';
import { installCompetition } from './lib/competition.mjs';
import { commandOf, count, inFolder, keepFigures, keptFigures } from './lib/stores.mjs';

await main(async () => {
  const text = { type: 'string' };
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { promises: text, rounds: text, folder: text, without: text, heap: text, 'page-cache': text, prepare: { type: 'boolean' }, write: { type: 'boolean' }, smoke: { type: 'boolean' } },
  });
  const smoke = values.smoke === true;
  const counts = (values.promises ?? (smoke ? '500' : '10000,100000')).split(',').map((each) => count(each, '--promises'));
  const without = (values.without ?? '').split(',').filter((each) => each !== '');
  const strange = without.filter((each) => !['neo4j-graphql', 'postgres'].includes(each));
  if (strange.length > 0) throw new PreparationError(`--without: There is no ${strange.join(', ')} to leave out.`);
  await prepare();
  if (without.length < 2) await installCompetition(['pg', '@neo4j/graphql'], say);
  await inFolder(values.folder, 'planning', async (folder) => {
    // The user that PostgreSQL runs as has to get through.
    chmodSync(folder, 0o755);
    const wanted = {
      folder, smoke, names: positionals, rounds: count(values.rounds ?? (smoke ? '1' : '7'), '--rounds'), prepare: values.prepare === true,
      neo4jGraphql: !without.includes('neo4j-graphql'), postgres: !without.includes('postgres'), heap: values.heap ?? '1500m', pageCache: values['page-cache'] ?? '1500m',
      ...(smoke ? { warmUp: 3, warmUpFor: 100 } : { warmUp: 1_000, warmUpFor: 3_000 }),
    };
    // Imported late: before the build there may be no dist/.
    const { measurePlanning } = await import('./lib/planning-measure.mjs');
    const { impacts, reads, whole } = await import('./lib/planning-questions.mjs');
    const unknown = positionals.filter((name) => ![...Object.keys({ ...impacts, ...reads, ...whole }), 'current'].includes(name));
    if (unknown.length > 0) throw new PreparationError(`There is nothing called ${unknown.join(', ')} to measure.`);
    for (const promises of counts) {
      const figures = await measurePlanning(promises, wanted, say);
      if (figures !== null) keepFigures(folder, promises, figures);
    }
    if (wanted.prepare) return;
    const { printPlanning, writePlanning } = await import('./lib/planning-report.mjs');
    const all = keptFigures(folder);
    printPlanning(all, say);
    if (values.write === true) writePlanning(all, commandOf('bench:planning'));
  });
});
