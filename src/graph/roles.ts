import type { AgentKind, AgentState } from '../domain/agent/agent.rules.js';
import { PRESENTLY } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import { takingsUntold, withLinesTaken } from '../domain/role/role.rules.js';
import type { RoleState, RoleStatus } from '../domain/role/role.types.js';
import type { Parties } from '../domain/role/linking.rules.js';
import type { Anchor, Candidate } from '../domain/role/suggestions.rules.js';
import type { Cast, Voice } from '../domain/workflow/speaker.rules.js';
import type { Phase, WorkflowState } from '../domain/workflow/workflow.types.js';
import type { AlsoRead, OtherWorkflow } from './change.js';
import { voiceOf } from './reader.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';
import { castOf, workflowFound } from './workflows.js';
import type { Page, WorkflowRow } from './workflows.js';

/** A role as it was found, and whose eyes it is seen with (null: of the past). */
export interface RoleFound {
  readonly state: RoleState;
  readonly voice: Voice | null;
  readonly asOf: Moment | null;
}

/** That an agent holds a role, or held it, as its edge has it. */
export interface HoldingFound {
  readonly id: string;
  readonly agent: string;
  readonly from: Moment;
  readonly until: Moment | null;
  readonly to: Moment;
}

export type HoldingOfAgent = HoldingFound & { readonly role: string };

/** The driver leaves out what is null. */
type HoldingRow<Of extends HoldingFound = HoldingFound> = Omit<Of, 'until'> & { readonly until?: Moment | null };

const byIds = statement<Viewing & { ids: readonly string[] }, { viewer: ViewerRow; roles: string[] }>('role/by-ids');
const statesAsOf = statement<Viewing & { ids: readonly string[]; kind: string; at: Moment }, { states: string[] }>('act/states-as-of');
const list = statement<
  Viewing & { statuses: readonly RoleStatus[] | null; agent: string | null; afterId: string; limit: number; withTotal: boolean },
  { viewer: ViewerRow; roles: string[]; total: number | null }
>('role/list');
const listHolders = statement<
  Viewing & { role: string; at: Moment; known: Moment; present: boolean; afterId: string; limit: number; withTotal: boolean },
  { holdings: HoldingRow[]; total: number | null }
>('role/list-holders');
const ofAgents = statement<Viewing & { ids: readonly string[]; at: Moment; known: Moment }, { holdings: HoldingRow<HoldingOfAgent>[] }>('role/of-agents');
interface ListedWorkflows { viewer: ViewerRow; workflows: WorkflowRow[]; total: number | null; hidden: number | null }
const listWorkflows = statement<
  Viewing & { role: string; phases: readonly Phase[] | null; performer: string | null; afterId: string; limit: number; withTotal: boolean; withHidden: boolean },
  ListedWorkflows
>('role/list-workflows');
const listHeldAlone = statement<
  Viewing & { role: string | null; at: Moment; afterRole: string; afterId: string; limit: number; withTotal: boolean; withHidden: boolean },
  ListedWorkflows
>('role/list-held-alone');
interface SceneRow {
  readonly role: string | null;
  readonly workflows: readonly { readonly state: string; readonly seen: boolean }[];
  readonly concerns: readonly string[];
  readonly cast: readonly string[];
  readonly represents: readonly { readonly person: string; readonly group: string }[];
}
type CandidateRow = [workflow: string, customer: string, performer: string, statement: string, starts: Moment, due: Moment, horizonDays: number, conditions: string[], line?: string | null];
const candidatesForRoles = statement<
  Viewing & { limit: number; roles: number; each: number },
  { viewer: ViewerRow; zone: string; workflows: CandidateRow[]; kinds: [id: string, kind: AgentKind, active: boolean][]; roles: { state: string; workflows: CandidateRow[] }[] }
>('role/candidates');
const partiesWithoutRole = statement<Viewing & { agents: number; workflows: number }, { pairs: [customer: string, performer: string][]; isPartial: boolean }>('role/parties-without-role');
const takenWith = statement<Viewing & { acts: readonly string[] }, { taken: [act: string, state: string][] }>('role/taken-with');
const scene = statement<Viewing & { role: string; ofViewer: boolean; performer: string | null; workflows: readonly string[]; agents: readonly string[] }, SceneRow>('role/scene');

const parse = (text: string): RoleState => JSON.parse(text) as RoleState;

export async function readRoles(reader: Reader, ids: readonly string[], asOf: Moment | null): Promise<readonly RoleFound[]> {
  if (asOf !== null) {
    const { states } = await reader.one(statesAsOf, { ids, kind: 'ROLE', at: asOf });
    return states.map((text) => ({ state: parse(text), voice: null, asOf }));
  }
  const { viewer, roles } = await reader.one(byIds, { ids });
  return roles.map((text) => ({ state: parse(text), voice: voiceOf(viewer), asOf }));
}

export interface RoleListing {
  readonly statuses: readonly RoleStatus[] | null;
  /** To whom they are offered. */
  readonly agent: string | null;
  readonly limit: number;
  readonly withTotal: boolean;
}

export async function listRoles(reader: Reader, listing: RoleListing, after: { readonly id: string } | null): Promise<{ readonly roles: readonly RoleFound[]; readonly total: number | null }> {
  const { viewer, roles, total } = await reader.one(list, { ...listing, afterId: after?.id ?? 'g' });
  return { roles: roles.map((text) => ({ state: parse(text), voice: voiceOf(viewer), asOf: null })), total };
}

/**
 * Who holds a role, or held it.
 * @param asked `present`: those alone who hold it at that moment
 */
export async function listHoldersOfRole(
  reader: Reader,
  role: string,
  asked: { readonly asOf: Moment | null; readonly now: Moment; readonly present: boolean; readonly limit: number; readonly withTotal: boolean },
  after: { readonly id: string } | null,
): Promise<{ readonly holdings: readonly HoldingFound[]; readonly total: number | null }> {
  const { asOf, now, ...listing } = asked;
  const { holdings, total } = await reader.one(listHolders, { ...listing, role, at: asOf ?? now, known: asOf ?? PRESENTLY, afterId: after?.id ?? '' });
  return { holdings: holdings.map(holdingFound), total };
}

/** The roles that agents hold, each by when it was taken. */
export async function readRolesOfAgents(reader: Reader, ids: readonly string[], asOf: Moment | null, now: Moment): Promise<readonly HoldingOfAgent[]> {
  const { holdings } = await reader.one(ofAgents, { ids, at: asOf ?? now, known: asOf ?? PRESENTLY });
  return holdings.map((row) => ({ ...row, ...holdingFound(row) }));
}

function holdingFound({ id, agent, from, until, to }: HoldingRow): HoldingFound {
  return { id, agent, from, until: until ?? null, to };
}

/** A role as the acts left it by which it was taken, by these: what tells with which lines, where its own state is from before that was kept. */
export async function readRolesTaken(reader: Reader, acts: readonly string[]): Promise<readonly { readonly act: string; readonly state: RoleState }[]> {
  const { taken } = await reader.one(takenWith, { acts });
  return taken.map(([act, text]) => ({ act, state: parse(text) }));
}

interface Listing {
  readonly limit: number;
  readonly withTotal: boolean;
  readonly withHidden: boolean;
}

/** The workflows of a role, by id. */
export async function listWorkflowsOfRole(
  reader: Reader,
  role: string,
  listing: Listing & { readonly phases: readonly Phase[] | null; readonly performer: string | null },
  after: { readonly id: string } | null,
): Promise<Page> {
  return pageOf(await reader.one(listWorkflows, { ...listing, role, afterId: after?.id ?? '' }));
}

/**
 * Workflows with a promise that hangs on the one holder of their role, by role and workflow.
 * @param role null: of every role
 */
export async function listHeldByOne(reader: Reader, role: string | null, now: Moment, listing: Listing, after: { readonly value: string; readonly id: string } | null): Promise<Page> {
  return pageOf(await reader.one(listHeldAlone, { ...listing, role, at: now, afterRole: after?.value ?? '', afterId: after?.id ?? '' }));
}

function pageOf({ viewer, workflows, total, hidden }: ListedWorkflows): Page {
  return { found: workflows.map((row) => workflowFound(row, viewer)), total, hidden };
}

/** As many of those who have left are looked at for what a viewer may put into a role, and as many workflows. */
const [mostGone, mostOfViewer] = [200, 1_000];

/** Between whom there are workflows that are of no role yet, and that the viewer may put into one. */
export interface PartiesWithoutRole {
  readonly pairs: readonly Parties[];
  /** Whether there may be more workflows than were looked at, of which nothing is known. */
  readonly isPartial: boolean;
}

export async function readPartiesWithoutRole(reader: Reader): Promise<PartiesWithoutRole> {
  const { pairs, isPartial } = await reader.one(partiesWithoutRole, { agents: mostGone, workflows: mostOfViewer });
  return { pairs: pairs.map(([customer, performer]) => ({ customer, performer })), isPartial };
}

/** As many workflows are compared for one answer: the newest. */
export const mostCandidates = 10_000;

/** As many roles are looked at for what others are alike to, the newest, and as many workflows of each: the earliest. */
const [mostRoles, mostOfRole] = [500, 20];

/** What is looked at where roles are looked for. */
export interface CandidatesFound {
  readonly voice: Voice;
  readonly zone: string;
  readonly candidates: readonly Candidate[];
  /** Workflows of roles that stand. */
  readonly anchors: readonly Anchor[];
  /** The roles of these, by id. */
  readonly roles: ReadonlyMap<string, RoleState>;
  /** Who of the parties is active. */
  readonly cast: Cast;
  /** Whether there are older workflows that were not read. */
  readonly isPartial: boolean;
}

/** Workflows in which a role may show: the newest that are of none. */
export async function readCandidates(reader: Reader, limit: number): Promise<CandidatesFound> {
  const { viewer, zone, workflows, kinds, roles: rows } = await reader.one(candidatesForRoles, { limit: limit + 1, roles: mostRoles, each: mostOfRole });
  const kindOf = new Map(kinds.map(([id, kind]) => [id, kind]));
  const candidateOf = ([workflow, customer, performer, statement, starts, due, horizonDays, conditions]: CandidateRow): Candidate => ({
    workflow, customer, performer, statement, starts, due, horizonDays, conditions, customerKind: kindOf.get(customer) ?? 'PERSON', performerKind: kindOf.get(performer) ?? 'PERSON',
  });
  const found = rows.map(({ state, workflows: own }) => ({ state: parse(state), own }));
  return {
    voice: voiceOf(viewer), zone, isPartial: workflows.length > limit,
    candidates: workflows.slice(0, limit).map(candidateOf),
    anchors: found.flatMap(({ state, own }) => own.flatMap((row): Anchor[] => {
      // Those whose line is none of the pattern's any more are taken to be of the first, so that nothing alike becomes a role of its own.
      const line = state.lines.find(({ key }) => key === row[8]) ?? state.lines[0];
      return line === undefined ? [] : [{ candidate: candidateOf(row), role: state.id, line: line.key, customer: line.customer }];
    })),
    roles: new Map(found.map(({ state }) => [state.id, state])),
    cast: new Map(kinds.map(([id, , active]) => [id, { id, name: '', active }])),
  };
}

/** A role with what a change of it has to do with. */
export interface RoleScene {
  /** Null where there is none. */
  readonly role: RoleState | null;
  readonly workflows: ReadonlyMap<string, OtherWorkflow>;
  readonly concerns: ReadonlyMap<string, ConcernState>;
  readonly cast: ReadonlyMap<string, AgentState>;
  /** Whether one of those that the role names speaks for a group today. */
  readonly represents: (person: string, group: string) => boolean;
}

export interface RoleSceneAsked {
  readonly role: string;
  readonly performer: string | null;
  readonly ofViewer: boolean;
  readonly workflows: readonly string[];
  readonly agents: readonly string[];
}

export function alsoRoleScene(viewing: Viewing, asked: RoleSceneAsked): AlsoRead<RoleScene> {
  const reading = async (transaction: Parameters<AlsoRead<RoleScene>>[0]): Promise<RoleScene> => {
    const [row] = await transaction.run(scene, { ...viewing, ...asked });
    const read = row === undefined || row.role === null ? null : parse(row.role);
    const untold = read === null ? [] : takingsUntold(read);
    const [told] = untold.length === 0 ? [] : await transaction.run(takenWith, { ...viewing, acts: untold });
    // What is said of the role next is kept with it.
    const role = read === null ? null : withLinesTaken(read, new Map(told?.taken.map(([act, text]) => [act, parse(text)])));
    const concerns = (row?.concerns ?? []).map((text) => JSON.parse(text) as ConcernState);
    const spoken = new Set((row?.represents ?? []).map(({ person, group }) => `${person} ${group}`));
    return {
      role,
      workflows: new Map((row?.workflows ?? []).map(({ state, seen }) => ({ state: JSON.parse(state) as WorkflowState, seen })).map((one) => [one.state.id, one])),
      concerns: new Map(concerns.map((concern) => [concern.id, concern])),
      cast: castOf(row?.cast ?? []),
      represents: (person, group) => spoken.has(`${person} ${group}`),
    };
  };
  const changedAt = ({ role, workflows, concerns }: RoleScene): readonly Moment[] =>
    [role, ...[...workflows.values()].map(({ state }) => state), ...concerns.values()].map((state) => state?.changedAt ?? '');
  return Object.assign(reading, { changedAt });
}
