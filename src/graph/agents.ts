import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentKind, AgentState } from '../domain/agent/agent.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { Database } from './database.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';

const viewerStatement = statement<Viewing, { viewer: ViewerRow; agent: string; organization: string; groups: string[] }>('agent/viewer');
const byIds = statement<Viewing & { ids: readonly string[] }, { agents: string[] }>('agent/by-ids');
const byName = statement<{ org: string; name: string; limit: number }, { agents: string[] }>('agent/find-by-name');
const list = statement<
  Viewing & { kinds: readonly AgentKind[] | null; active: boolean | null; afterName: string; afterId: string; limit: number; withTotal: boolean },
  { agents: string[]; total: number | null }
>('agent/list');
const listAsOf = statement<
  Viewing & { at: Moment; kinds: readonly AgentKind[] | null; active: boolean | null; afterId: string; limit: number; withTotal: boolean },
  { agents: string[]; total: number | null }
>('agent/list-as-of');
const statesAsOf = statement<Viewing & { ids: readonly string[]; kind: string; at: Moment }, { states: string[] }>('act/states-as-of');
const members = statement<Viewing & { ids: readonly string[]; at: Moment }, { members: MembershipRow[] }>('agent/members');
const groups = statement<Viewing & { ids: readonly string[]; at: Moment }, { groups: MembershipRow[] }>('agent/groups');

export interface MembershipRow {
  /** The one it was asked of. */
  readonly of: string;
  /** The one at the other end. */
  readonly agent: string;
  readonly representative: boolean;
  readonly from: Moment;
}

const parseAgent = (text: string): AgentState => JSON.parse(text) as AgentState;

export interface ViewerFound {
  readonly viewer: ViewerRow;
  readonly agent: AgentState;
  readonly organization: OrganizationState;
  readonly groups: readonly AgentState[];
}

export async function readViewer(reader: Reader): Promise<ViewerFound> {
  const row = await reader.one(viewerStatement, {});
  return { viewer: row.viewer, agent: parseAgent(row.agent), organization: JSON.parse(row.organization) as OrganizationState, groups: row.groups.map(parseAgent) };
}

export async function readAgents(reader: Reader, ids: readonly string[], asOf: Moment | null): Promise<readonly AgentState[]> {
  if (asOf === null) return (await reader.one(byIds, { ids })).agents.map(parseAgent);
  return (await reader.one(statesAsOf, { ids, kind: 'AGENT', at: asOf })).states.map(parseAgent);
}

export interface AgentListing {
  readonly kinds: readonly AgentKind[] | null;
  readonly active: boolean | null;
  readonly limit: number;
  readonly withTotal: boolean;
}

export interface AgentPage {
  readonly agents: readonly AgentState[];
  readonly total: number | null;
}

export async function listAgents(reader: Reader, listing: AgentListing, after: { readonly value: string; readonly id: string } | null): Promise<AgentPage> {
  const row = await reader.one(list, { ...listing, afterName: after?.value ?? '', afterId: after?.id ?? '' });
  return { agents: row.agents.map(parseAgent), total: row.total };
}

export async function listAgentsAsOf(reader: Reader, at: Moment, listing: AgentListing, after: { readonly id: string } | null): Promise<AgentPage> {
  const row = await reader.one(listAsOf, { ...listing, at, afterId: after?.id ?? '' });
  return { agents: row.agents.map(parseAgent), total: row.total };
}

export async function readMembers(reader: Reader, ids: readonly string[], at: Moment): Promise<readonly MembershipRow[]> {
  return (await reader.one(members, { ids, at })).members;
}

export async function readGroups(reader: Reader, ids: readonly string[], at: Moment): Promise<readonly MembershipRow[]> {
  return (await reader.one(groups, { ids, at })).groups;
}

/** Agents of an organisation whose name, or a word of it, begins so; those called exactly so come first. */
export async function findAgents(database: Database, org: string, name: string, limit: number): Promise<readonly AgentState[]> {
  const [row] = await database.read(byName, { org, name, limit });
  return (row?.agents ?? []).map(parseAgent);
}
