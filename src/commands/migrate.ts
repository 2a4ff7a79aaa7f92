import { join } from 'node:path';
import { readConfiguration } from '../config.js';
import { momentOf } from '../domain/common/moment.rules.js';
import { migrate } from '../graph/migrations.js';
import { packageRoot } from '../root.js';
import { readOptions, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';

/** npm run migrate: what a start does first, on its own, for those who migrate before they deploy. */
export async function migrateDatabase(parameters: readonly string[], world: World): Promise<void> {
  readOptions(parameters, [], 'Usage: npm run migrate');
  const applied = await withDatabase(readConfiguration(world.environment), (database) => migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(world.now), world.say));
  for (const id of applied) await world.print(id);
  world.say(applied.length === 0 ? 'Nothing to migrate.' : `Applied ${String(applied.length)} of them.`);
}

runIfMain(import.meta.url, migrateDatabase);
