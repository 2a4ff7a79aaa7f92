/*
 * npm run bench:diagnosis [-- <names>] [--promises=100000] [--rounds=5] [--folder=<where the stores stay>] [--write]
 *   customership performership suggestions diagnosis-organisation diagnosis-group diagnosis-agent
 *   CUSTOMER_SILENT ... trend-CUSTOMER_SILENT ...     what to measure, by how its name begins; all of it when nothing is named
 *   --promises=10000,100000                           organisations of these sizes, one after the other
 *   --folder=...                                      their stores stay there, and are made once; left out, they go at the end
 *   --prepare                                         makes the stores, and measures nothing
 *   --heap=1500m --page-cache=1500m                   what the database has
 *   --smoke                                           a little of everything, to see that it runs; measures nothing
 *   --write                                           puts what was measured into docs/figures.md, with what was in that folder before
 *
 * How long it takes to ask how well an organisation listens, beside the same statements by hand. Its organisations are whole, with
 * all that was ever said in them: 100,000 promises take some five minutes and 20 GB while they are made, and 11 GB then.
 */
import { parseArgs } from 'node:util';
import { main } from '../scripts/lib/launch.mjs';
import { PreparationError, prepare, say } from '../scripts/lib/prepare.mjs';
import { commandOf, count, inFolder, keepFigures, keptFigures } from './lib/stores.mjs';

await main(async () => {
  const text = { type: 'string' };
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { promises: text, rounds: text, folder: text, heap: text, 'page-cache': text, prepare: { type: 'boolean' }, write: { type: 'boolean' }, smoke: { type: 'boolean' } },
  });
  const smoke = values.smoke === true;
  const counts = (values.promises ?? (smoke ? '100' : '100000')).split(',').map((each) => count(each, '--promises'));
  const rounds = count(values.rounds ?? (smoke ? '1' : '5'), '--rounds');
  await prepare();
  // Imported late: before the build there may be no dist/.
  const { questions } = await import('./lib/diagnosis-questions.mjs');
  const { measureDiagnosis } = await import('./lib/diagnosis-measure.mjs');
  const { printDiagnosis, writeDiagnosis } = await import('./lib/diagnosis-report.mjs');
  const unknown = positionals.filter((name) => !Object.keys(questions).some((known) => known.startsWith(name)));
  if (unknown.length > 0) throw new PreparationError(`There is nothing called ${unknown.join(', ')} to measure.`);
  await inFolder(values.folder, 'diagnosis', async (folder) => {
    const wanted = {
      folder, smoke, names: positionals, rounds, prepare: values.prepare === true, heap: values.heap ?? '1500m', pageCache: values['page-cache'] ?? '1500m',
      ...(smoke ? { warmUp: 2, warmUpFor: 50 } : { warmUp: 100, warmUpFor: 1_000 }),
    };
    for (const promises of counts) {
      const figures = await measureDiagnosis(promises, wanted, say);
      if (figures !== null) keepFigures(folder, promises, figures);
    }
    if (wanted.prepare) return;
    const all = keptFigures(folder);
    printDiagnosis(all, say);
    if (values.write === true) writeDiagnosis(all, commandOf('bench:diagnosis'));
  });
});
