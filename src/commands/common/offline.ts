import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from '../../config.js';
import { Database } from '../../graph/database.js';
import { ExportsToFiles } from '../../graph/offline/exports-to-files.js';
import type { Manifest } from '../../graph/offline/import-files.js';
import { dialect } from '../../graph/offline/tables.js';
import { allOrganizations } from '../../graph/organizations.js';
import type { RestoreReport } from '../../graph/restore.js';
import { loadStatements } from '../../graph/statement.js';
import { OfflineDatabase, startLocalDatabase } from '../../local/index.js';
import { packageRoot } from '../../root.js';
import { CommandError } from './command.js';
import type { World } from './command.js';
import { explaining } from './refusals.js';

/** What an embedded database is made of: files for Neo4j's importer, and what is to be told of them. */
export interface Filled<Result> {
  readonly result: Result;
  /** Null where there are none, in a rehearsal. */
  readonly manifest: Manifest | null;
}

/**
 * Makes the embedded database, which is stopped and empty, of what `fill` writes into a folder. Until all of it was checked
 * and made into a store, nothing of it is there. A rehearsal has no folder.
 */
export async function intoEmptyDatabase<Result>(configuration: Configuration, world: World, dryRun: boolean, fill: (folder: string | null) => Promise<Filled<Result>>): Promise<Result> {
  if (configuration.neo4j !== undefined) throw new CommandError('--offline: It is the embedded database that is made offline, and NEO4J_URI names another. Unset it, or leave --offline out.');
  const options = { ...configuration.local, say: world.say };
  await refuseUnlessEmpty(options);
  const database = await OfflineDatabase.open(options);
  try {
    const { result, manifest } = await fill(dryRun ? null : join(database.draftFolder(), 'rows'));
    if (manifest !== null) {
      world.say(`Neo4j's importer makes ${String(manifest.counts.nodes)} nodes and ${String(manifest.counts.edges)} edges of it ...`);
      await database.importFiles(manifest, dialect);
    }
    return result;
  } catch (error) {
    if ((error as { readonly code?: unknown } | null)?.code === 'ENOSPC') throw new CommandError(`There is no room left on the disk of ${options.folder}, and nothing was brought in. What comes in takes some ten times the room of its file there, until it is in.`);
    throw error;
  } finally {
    database.removeDraft();
    database.release();
  }
}

/** An export that becomes an organisation: a file, or what somebody makes up while it is read. */
export interface ExportSource {
  /** What it is called where something is wrong with it. */
  readonly name: string;
  /** About how many bytes it has. */
  readonly size: number;
  /** The text of the export (src/graph/export-text.ts), in pieces of any size. */
  readonly chunks: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Hears how many acts were brought in; left out, a line tells it now and then. */
  readonly progress?: (acts: number) => void;
}

/** Below this, threads take longer to start than they save. */
const smallestForThreads = 4_000_000;

/** Makes the embedded database, which is stopped and empty, of these exports, all at once: each is read once, as it comes. */
export async function storeOfExports(configuration: Configuration, world: World, exports: readonly ExportSource[], dryRun: boolean): Promise<readonly RestoreReport[]> {
  const size = exports.reduce((sum, one) => sum + one.size, 0);
  return intoEmptyDatabase(configuration, world, dryRun, async (folder) => {
    const making = new ExportsToFiles({ folder, threads: size < smallestForThreads ? 0 : availableParallelism() });
    try {
      const result: RestoreReport[] = [];
      for (const { name, chunks, progress = tellActs(world) } of exports) result.push(await explaining(name, () => making.add(chunks(), progress)));
      return { result, manifest: await making.close() };
    } finally {
      await making.stop();
    }
  });
}

/** Every ten thousand acts a line, on standard error; of a large export every hundred thousand. */
export function tellActs(world: World): (acts: number) => void {
  let next = 10_000;
  return (acts) => {
    if (acts < next) return;
    next = acts + (acts < 100_000 ? 10_000 : 100_000);
    world.say(`  ... ${String(acts)} acts`);
  };
}

/** One that was started before anybody founded an organisation is as good as none; only the database itself can say so. */
async function refuseUnlessEmpty(options: Configuration['local'] & { readonly say: (line: string) => void }): Promise<void> {
  const offline = await OfflineDatabase.open(options);
  const { exists } = offline;
  offline.release();
  if (!exists) return;
  loadStatements(join(packageRoot, 'cypher'));
  // It is asked one question.
  const local = await startLocalDatabase({ ...options, shortLived: true });
  const database = new Database({ uri: local.uri, user: local.user, password: local.password, poolSize: 1, queryTimeout: 60_000 });
  try {
    for await (const { name } of allOrganizations(database)) {
      throw new CommandError(`--offline: ${name} is in the database in ${options.folder} already, and only an empty one is made offline. Leave --offline out, or name another data folder with PROMISEGRAPH_DATA.`);
    }
  } finally {
    await database.close();
    await local.stop();
  }
}
