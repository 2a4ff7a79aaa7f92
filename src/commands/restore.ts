import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../config.js';
import { momentOf } from '../domain/common/moment.rules.js';
import { linesOf } from '../domain/import/lines.rules.js';
import { ImportRefused } from '../graph/import.js';
import { migrate } from '../graph/migrations.js';
import { restoreOrganization } from '../graph/restore.js';
import { packageRoot } from '../root.js';
import { CommandError, readArguments, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';
import { listed, patience } from './import.js';

const usage = 'Usage: npm run restore -- <file of npm run export> [--dry-run]';

/** npm run restore: an organisation again out of its export, act by act, where it is not. */
export async function restore(parameters: readonly string[], world: World): Promise<void> {
  const { flags, operands } = readArguments(parameters, { options: [], flags: ['dry-run'], operands: ['file'] }, usage);
  const [file = ''] = operands;
  if (!existsSync(file) || !statSync(file).isFile()) throw new CommandError(`There is no file ${file}.\n${usage}`);
  await withDatabase({ ...readConfiguration(world.environment), queryTimeoutMs: patience }, async (database) => {
    await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(world.now));
    let told = 0;
    const progress = (acts: number): void => {
      if (acts < told + 10_000) return;
      told = acts;
      world.say(`  ... ${String(acts)} acts`);
    };
    try {
      const { organization, things, acts } = await restoreOrganization({ database, clock: () => world.now }, () => linesOf(createReadStream(file)), { dryRun: flags['dry-run'], progress });
      await world.print(`organization   ${organization.id}`);
      world.say(`${flags['dry-run'] ? 'Nothing was written. Without --dry-run this would restore' : 'Restored'} ${organization.name}: ${String(acts)} acts about ${String(things)} things.`);
    } catch (error) {
      if (error instanceof ImportRefused) throw new CommandError([...listed(error.problems, error.count), error.message].join('\n'));
      throw error;
    }
  });
}

runIfMain(import.meta.url, restore);
