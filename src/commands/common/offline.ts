import { join } from 'node:path';
import type { Configuration } from '../../config.js';
import { Database } from '../../graph/database.js';
import { ImportFiles, dialect } from '../../graph/import-files.js';
import { allOrganizations } from '../../graph/organizations.js';
import { loadStatements } from '../../graph/statement.js';
import { OfflineDatabase, startLocalDatabase } from '../../local/index.js';
import { packageRoot } from '../../root.js';
import { CommandError } from './command.js';
import type { World } from './command.js';

/**
 * Makes the embedded database, which is stopped and empty, of what `fill` writes. Until all of it was checked and made
 * into a store, nothing of it is there.
 */
export async function intoEmptyDatabase<Result>(configuration: Configuration, world: World, dryRun: boolean, fill: (files: ImportFiles) => Promise<Result>): Promise<Result> {
  if (configuration.neo4j !== undefined) throw new CommandError('--offline: It is the embedded database that is made offline, and NEO4J_URI names another. Unset it, or leave --offline out.');
  const options = { ...configuration.local, say: world.say };
  await refuseUnlessEmpty(options);
  const database = await OfflineDatabase.open(options);
  try {
    const files = new ImportFiles(join(database.draftFolder(), 'rows'));
    let result: Result;
    let manifest: ReturnType<ImportFiles['close']>;
    try {
      result = await fill(files);
    } finally {
      manifest = files.close();
    }
    if (!dryRun) {
      world.say(`Neo4j's importer makes ${String(manifest.counts.nodes)} nodes and ${String(manifest.counts.edges)} edges of it ...`);
      await database.importFiles(manifest, dialect);
    }
    return result;
  } finally {
    database.removeDraft();
    database.release();
  }
}

/** One that was started before anybody founded an organisation is as good as none; only the database itself can say so. */
async function refuseUnlessEmpty(options: Configuration['local'] & { readonly say: (line: string) => void }): Promise<void> {
  const offline = await OfflineDatabase.open(options);
  const { exists } = offline;
  offline.release();
  if (!exists) return;
  loadStatements(join(packageRoot, 'cypher'));
  const local = await startLocalDatabase(options);
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
