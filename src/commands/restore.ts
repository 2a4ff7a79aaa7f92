import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readConfiguration } from '../config.js';
import type { Configuration } from '../config.js';
import { momentOf } from '../domain/common/moment.rules.js';
import { linesOf } from '../domain/import/lines.rules.js';
import type { Database } from '../graph/database.js';
import { migrate } from '../graph/migrations.js';
import { restoreOrganization } from '../graph/restore.js';
import type { RestoreReport } from '../graph/restore.js';
import { OfflineDatabase, dumpName } from '../local/index.js';
import { packageRoot } from '../root.js';
import { CommandError, readArguments, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';
import { storeOfExports, tellActs } from './common/offline.js';
import { explaining } from './common/refusals.js';
import { patience } from './import.js';

const usage = 'Usage: npm run restore -- <folder of npm run backup | file of npm run export> [--dry-run] [--offline]';

/** npm run restore: what `npm run backup` and `npm run export` wrote, where it is not. */
export async function restore(parameters: readonly string[], world: World): Promise<void> {
  const { flags, operands } = readArguments(parameters, { options: [], flags: ['dry-run', 'offline'], operands: ['file or folder'] }, usage);
  const [path = ''] = operands;
  const dryRun = flags['dry-run'];
  if (!existsSync(path)) throw new CommandError(`There is no file ${path}.\n${usage}`);
  const files = statSync(path).isDirectory() ? readdirSync(path).sort().map((name) => join(path, name)) : [path];
  const configuration = readConfiguration(world.environment);
  if (files.some((file) => basename(file) === dumpName)) {
    await loadDump(path, dryRun, configuration, world);
    return;
  }
  const exports = files.filter((file) => files.length === 1 || file.endsWith('.ndjson'));
  if (exports.length === 0) throw new CommandError(`There is no backup in ${path}.\n${usage}`);
  if (flags.offline) {
    await restoreOffline(exports, dryRun, configuration, world);
    return;
  }
  await withDatabase({ ...configuration, queryTimeoutMs: patience }, async (database) => {
    await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(world.now));
    // All of them are read before the first is written.
    if (exports.length > 1 && !dryRun) for (const file of exports) await restoreOne(database, file, true, world);
    for (const file of exports) {
      await tell(await restoreOne(database, file, dryRun, world), dryRun, world);
    }
  });
}

/** All of them at once, as one database. */
async function restoreOffline(files: readonly string[], dryRun: boolean, configuration: Configuration, world: World): Promise<void> {
  const exports = files.map((file) => ({ name: file, size: statSync(file).size, chunks: () => createReadStream(file, { highWaterMark: 256 * 1024 }) }));
  for (const report of await storeOfExports(configuration, world, exports, dryRun)) await tell(report, dryRun, world);
  if (!dryRun) world.say('The next start makes its indexes: npm start');
}

async function tell({ organization, things, acts }: RestoreReport, dryRun: boolean, world: World): Promise<void> {
  await world.print(`organization   ${organization.id}`);
  world.say(`${dryRun ? 'Nothing was written. Without --dry-run this would restore' : 'Restored'} ${organization.name}: ${String(acts)} acts about ${String(things)} things.`);
}

async function loadDump(path: string, dryRun: boolean, configuration: Configuration, world: World): Promise<void> {
  if (dryRun) throw new CommandError('A dump is taken as a whole, and not looked into before: there is no --dry-run of one.');
  if (!statSync(path).isDirectory()) throw new CommandError(`Name the folder that ${dumpName} is in.\n${usage}`);
  if (configuration.neo4j !== undefined) throw new CommandError('A dump is of the embedded database, and NEO4J_URI names another: unset it, or load the dump with the tools of that one.');
  const database = await OfflineDatabase.open({ ...configuration.local, say: world.say });
  try {
    await database.load(path);
  } finally {
    database.release();
  }
  world.say(`The embedded database in ${configuration.local.folder} is what was backed up. Start it as ever: npm start`);
}

function restoreOne(database: Database, file: string, dryRun: boolean, world: World): Promise<RestoreReport> {
  return explaining(file, () => restoreOrganization({ database, clock: () => world.now }, () => linesOf(createReadStream(file)), { dryRun, progress: tellActs(world) }));
}

runIfMain(import.meta.url, restore);
