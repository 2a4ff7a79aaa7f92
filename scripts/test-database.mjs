/*
 * node scripts/test-database.mjs <file>
 * A throw-away Neo4j that stays until it is stopped, for running tests again and again without waiting for one:
 * source the file it writes, and `npm test` and jest use this database.
 */
import { writeFileSync } from 'node:fs';
import { tell } from './lib/launch.mjs';
import { build, checkNode, install, PreparationError, say } from './lib/prepare.mjs';
import { ofTests, startTestDatabase } from './lib/test-database.mjs';

const [file] = process.argv.slice(2);
const stopped = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopped.abort());

try {
  if (file === undefined) throw new PreparationError('Usage: node scripts/test-database.mjs <file for the export lines>');
  checkNode();
  await install();
  // Half a change elsewhere must not keep anyone from a database.
  await build().catch(() => say('Not everything compiles; going on with what the compiler wrote all the same.'));
  const database = await startTestDatabase({ say, signal: stopped.signal, ...ofTests });
  const lines = Object.entries(database.environment).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  say(`Ready. In another shell: source ${file}`);
  // A pending promise does not keep Node alive; the database's process does.
  if (!stopped.signal.aborted) await new Promise((resolve) => stopped.signal.addEventListener('abort', resolve));
  await database.stop();
} catch (error) {
  if (!stopped.signal.aborted) {
    tell(error);
    process.exitCode = 1;
  }
}
