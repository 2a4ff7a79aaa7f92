import { demoOrganization } from '../../demo/load.js';
import type { OrganizationState } from '../../domain/organization/organization.rules.js';
import type { Database } from '../../graph/database.js';
import { findOrganization, findOrganizations } from '../../graph/organizations.js';
import { choose } from './choose.js';
import { CommandError } from './command.js';

/** More than this and the list helps nobody: type more of the name. */
export const mostCandidates = 20;

/** The organisation that is meant: by its name or id; or else the demo's, or the only one there is. */
export async function organizationOf(database: Database, name: string | undefined): Promise<OrganizationState> {
  if (name !== undefined) {
    const candidates = await findOrganizations(database, name.trim(), mostCandidates);
    return candidates.find(({ id }) => id === name.trim()) ?? choose('organisation', name, candidates, describe);
  }
  const { organization: demo } = await findOrganization(database, demoOrganization);
  if (demo !== null) return demo;
  const all = await findOrganizations(database, '', mostCandidates);
  const [only] = all;
  if (only === undefined) throw new CommandError('There is no organisation yet: found one (npm run organization).');
  if (all.length > 1) throw new CommandError(`Say which organisation (--organization):\n${all.map((one) => `  - ${describe(one)}`).join('\n')}`);
  return only;
}

const describe = ({ id, name }: OrganizationState): string => `${name} (${id})`;
