import { readConfiguration } from '../config.js';
import { exportOrganization } from '../graph/export.js';
import { readArguments, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';
import { organizationOf } from './common/organization.js';

const usage = 'Usage: npm run -s export -- [--organization <name or id>] > <file>';

/** npm run export: everything an organisation remembers, on standard output. */
export async function exportAll(parameters: readonly string[], world: World): Promise<void> {
  const { options } = readArguments(parameters, { options: ['organization'], flags: [], operands: [] }, usage);
  await withDatabase(readConfiguration(world.environment), async (database) => {
    const organization = await organizationOf(database, options.organization);
    const { upTo, acts } = await exportOrganization({ database, clock: () => world.now }, organization.id, world.print);
    world.say(`Exported ${organization.name}: ${String(acts)} acts, up to change ${String(upTo)}. It holds what everybody said, and who may sign in: keep it as you keep the database.`);
  });
}

runIfMain(import.meta.url, exportAll);
