import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { Database } from './database.js';
import { statement } from './statement.js';

const first = statement<{ org: string }, { any: boolean; organization: string | null }>('organization/first');
const byName = statement<{ name: string; limit: number }, { organizations: string[] }>('organization/find-by-name');

/** Whether there is any organisation, and the one with this id: for start-up and commands, which have no viewer. */
export async function findOrganization(database: Database, org: string): Promise<{ readonly any: boolean; readonly organization: OrganizationState | null }> {
  const [row] = await database.read(first, { org });
  return { any: row?.any ?? false, organization: row?.organization == null ? null : (JSON.parse(row.organization) as OrganizationState) };
}

/** Organisations whose name begins so, or the one with this id; those called exactly so come first. */
export async function findOrganizations(database: Database, name: string, limit: number): Promise<readonly OrganizationState[]> {
  const [row] = await database.read(byName, { name, limit });
  return (row?.organizations ?? []).map((state) => JSON.parse(state) as OrganizationState);
}

const list = statement<{ afterId: string; limit: number }, { organizations: string[] }>('organization/list');

/** Every organisation there is, by id. */
export async function* allOrganizations(database: Database): AsyncGenerator<OrganizationState> {
  for (let afterId = ''; ; ) {
    const [row] = await database.read(list, { afterId, limit: 100 });
    const states = (row?.organizations ?? []).map((state) => JSON.parse(state) as OrganizationState);
    yield* states;
    const last = states[states.length - 1];
    if (last === undefined) return;
    afterId = last.id;
  }
}
