import { join } from 'node:path';
import { readConfiguration } from '../config.js';
import { globalId } from '../domain/common/identifier.rules.js';
import { momentOf } from '../domain/common/moment.rules.js';
import { foundOrganization } from '../graph/founding.js';
import { migrate } from '../graph/migrations.js';
import { findOrganizations } from '../graph/organizations.js';
import { packageRoot } from '../root.js';
import { CommandError, readOptions, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';
import { foundingOptions, foundingUsage, readFounding } from './common/founding.js';

const usage = `Usage: npm run organization -- ${foundingUsage}`;

/**
 * npm run organization: founds an organisation with its first administrator. No viewer can ask for this, since before it
 * there is none; everything after it goes through the API.
 */
export async function organization(parameters: readonly string[], world: World): Promise<void> {
  const wish = readFounding(readOptions(parameters, foundingOptions, usage), usage);
  const configuration = readConfiguration(world.environment);
  const founded = await withDatabase(configuration, async (database) => {
    // The database of a first organisation may never have seen a server.
    await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(world.now));
    const [namesake] = await findOrganizations(database, wish.name, 1);
    if (namesake?.name.toLowerCase() === wish.name.toLowerCase()) {
      throw new CommandError(`There is an organisation called ${namesake.name} already (${namesake.id}). Choose a name that tells the two apart.`);
    }
    return foundOrganization({ database, clock: () => world.now }, wish);
  });
  await world.print(`organization   ${founded.org}`);
  await world.print(`administrator  ${globalId('Agent', founded.administrator)}`);
  world.say(`Founded ${wish.name}. ${wish.administrator.name} signs in with tokens that say "sub": "${wish.administrator.subject}" and "${configuration.token.organizationClaim}": "${founded.org}".`);
  if (configuration.mode === 'development' && configuration.token.keyFile === undefined) {
    world.say(`For one of the development key: npm run token -- --organization ${founded.org} --agent '${wish.administrator.name.replaceAll("'", "'\\''")}'`);
  }
  world.say('Next, as the administrator: createAgent for everybody who makes promises here.');
}

runIfMain(import.meta.url, organization);
