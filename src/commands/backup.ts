import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { readConfiguration } from '../config.js';
import { exportOrganization } from '../graph/export.js';
import { allOrganizations } from '../graph/organizations.js';
import { OfflineDatabase, dumpName } from '../local/index.js';
import { CommandError, readArguments, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';

const usage = 'Usage: npm run backup -- <a new folder>';

/**
 * npm run backup: the embedded database as a dump of Neo4j's own, while it is stopped; the organisations of one by
 * NEO4J_URI as an export each, while it runs. `npm run restore` takes either back.
 */
export async function backup(parameters: readonly string[], world: World): Promise<void> {
  const { operands } = readArguments(parameters, { options: [], flags: [], operands: ['folder'] }, usage);
  const [folder = ''] = operands;
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new CommandError(`${folder} is there already, and a backup overwrites nothing.\n${usage}`);
  const configuration = readConfiguration(world.environment);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (configuration.neo4j === undefined) {
    const database = await OfflineDatabase.open({ ...configuration.local, say: world.say });
    try {
      if (!database.exists) throw new CommandError('There is no embedded database yet: nothing to back up.');
      await database.dump(join(folder, dumpName));
    } finally {
      database.release();
    }
    world.say(`The embedded database is in ${join(folder, dumpName)}: everything but its password and the development key, which each folder has of its own.`);
    return;
  }
  await withDatabase(configuration, async (database) => {
    let organizations = 0;
    for await (const { id, name } of allOrganizations(database)) {
      const acts = await writeExport(database, id, join(folder, `${id}.ndjson`), world);
      organizations += 1;
      world.say(`${name}: ${String(acts)} acts`);
    }
    world.say(`Backed up ${String(organizations)} of them into ${folder}.`);
  });
}

/** Under another name until it is whole. */
async function writeExport(database: Parameters<Parameters<typeof withDatabase>[1]>[0], org: string, file: string, world: World): Promise<number> {
  const draft = `${file}.part`;
  const stream = createWriteStream(draft, { mode: 0o600 });
  // Listened to from the beginning: a disk that is full says so between two lines as well.
  const written = finished(stream);
  written.catch(() => undefined);
  const exporting = exportOrganization({ database, clock: () => world.now }, org, async (line) => {
    if (!stream.write(`${line}\n`)) await Promise.race([once(stream, 'drain'), written]);
  });
  const { acts } = await exporting.finally(() => stream.end());
  await written;
  renameSync(draft, file);
  return acts;
}

runIfMain(import.meta.url, backup);
