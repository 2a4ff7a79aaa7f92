import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import { standingSpans } from '../domain/diagnosis/standing.rules.js';
import type { EndingAct } from '../domain/dual/duties.rules.js';
import { holdingSpans } from '../domain/role/role.rules.js';
import type { RoleState } from '../domain/role/role.types.js';
import type { RoundState } from '../domain/round/round.types.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import type { Bond } from './bond-history.js';
import type { WriteTransaction } from './database.js';
import { agentProperties, concernProperties, roleProperties, roundProperties, standingProperties, workflowRows } from './projection.js';
import type { PromiseRow } from './projection.js';
import type { ActNode } from './records.js';
import { statement } from './statement.js';

/**
 * The same states and acts as one change writes, for thousands of new things at once: rows that a few statements create,
 * or that Neo4j's importer reads. Nothing here is looked for first; what is already there is changed in `change`.
 */
type Row = Readonly<Record<string, unknown>>;

export interface MembershipSpan {
  readonly group: string;
  readonly member: string;
  readonly representative: boolean;
  readonly from: Moment;
  readonly to: Moment;
}

export interface WorkflowRow {
  readonly properties: Row;
  readonly customer: string;
  readonly performer: string;
  readonly concern: string;
  readonly successors: readonly Row[];
  readonly awaited: readonly { readonly agent: string; readonly properties: Row }[];
  readonly proposals: readonly Row[];
  readonly promises: readonly PromiseRow[];
  readonly assessments: readonly Row[];
  readonly duties: readonly Row[];
  readonly reviews: readonly Row[];
  readonly standings: readonly Row[];
}

export interface ExternalRow {
  readonly org: string;
  readonly source: string;
  readonly kind: string;
  readonly external: string;
  readonly about: string;
  readonly digest: string;
}

/** New things, ready to be written. */
export interface Bulk {
  readonly agents: Row[];
  readonly memberships: MembershipSpan[];
  readonly concerns: { readonly holder: string; readonly properties: Row }[];
  readonly workflows: WorkflowRow[];
  readonly rounds: { readonly properties: Row; readonly workflows: readonly string[] }[];
  readonly roles: { readonly properties: Row; readonly holdings: readonly { readonly agent: string; readonly properties: Row }[] }[];
  readonly bonds: Bond[];
  readonly acts: ActNode[];
  readonly externals: ExternalRow[];
}

export function emptyBulk(): Bulk {
  return { agents: [], memberships: [], concerns: [], workflows: [], rounds: [], roles: [], bonds: [], acts: [], externals: [] };
}

/** @param text the state as JSON, where it was written out before; of those below, too */
export function agentRow(org: string, state: AgentState, wordsKey: string, text?: string): Row {
  return { org, id: state.id, ...agentProperties(org, state, text), wordsKey };
}

export function concernRow(org: string, state: ConcernState, text?: string): Bulk['concerns'][number] {
  return { holder: state.holder, properties: { org, id: state.id, ...concernProperties(org, state, text) } };
}

export function roundRow(org: string, state: RoundState): Bulk['rounds'][number] {
  return { workflows: state.workflows, properties: { org, id: state.id, ...roundProperties(state) } };
}

/** A role with everybody who ever held it. */
export function roleRow(org: string, states: readonly RoleState[]): Bulk['roles'][number] {
  const last = states[states.length - 1];
  if (last === undefined) throw new RangeError('a role has at least one act');
  return { properties: { org, id: last.id, ...roleProperties(last) }, holdings: holdingSpans(states).map(({ agent, ...properties }) => ({ agent, properties })) };
}

/** A workflow with all that its acts have made, each thing as it stands after the last of them. */
export function workflowRow(org: string, states: readonly WorkflowState[], acts: readonly EndingAct[], text?: string): WorkflowRow {
  const { properties, customers, performers, concerns, successors, awaited, proposals, promises, assessments, duties, reviews } = workflowRows(org, null, states, acts, text);
  const [[customer], [performer], [concern]] = [customers, performers, concerns];
  if (customer === undefined || performer === undefined || concern === undefined) throw new RangeError('a new workflow has two parties and a concern');
  const { id, version } = states[states.length - 1] ?? {};
  return { properties: { org, id, dutiesTo: version, standingsTo: version, ...properties }, standings: standingSpans(states).map((span) => standingProperties(org, id ?? '', span)), customer, performer, concern, successors: successors ?? [], awaited: awaited ?? [], proposals, promises, assessments, duties, reviews };
}

/** Nodes are created by rows that are all of their properties, edges by the ids of their ends. */
const createNodes = {
  agents: statement<{ rows: readonly Row[] }, object>('import/agents'),
  concerns: statement<{ rows: readonly Row[] }, object>('import/concerns'),
  workflows: statement<{ rows: readonly Row[] }, object>('import/workflows'),
  proposals: statement<{ rows: readonly Row[] }, object>('import/proposals'),
  promises: statement<{ rows: readonly Row[] }, object>('import/promises'),
  conditions: statement<{ rows: readonly Row[] }, object>('import/conditions'),
  assessments: statement<{ rows: readonly Row[] }, object>('import/assessments'),
  duties: statement<{ rows: readonly Row[] }, object>('import/duties'),
  reviews: statement<{ rows: readonly Row[] }, object>('import/reviews'),
  standings: statement<{ rows: readonly Row[] }, object>('import/standings'),
  rounds: statement<{ rows: readonly Row[] }, object>('import/rounds'),
  roles: statement<{ rows: readonly Row[] }, object>('import/roles'),
  acts: statement<{ rows: readonly Row[] }, object>('import/acts'),
  externals: statement<{ rows: readonly Row[] }, object>('import/external-ids'),
} as const;
const createEdges = {
  memberships: statement<EdgeRows, object>('import/memberships'),
  held: statement<EdgeRows, object>('import/concerns-held'),
  between: statement<EdgeRows, object>('import/workflows-between'),
  successors: statement<EdgeRows, object>('import/workflows-successors'),
  awaited: statement<EdgeRows, object>('import/workflows-awaited'),
  proposed: statement<EdgeRows, object>('import/proposals-made'),
  promised: statement<EdgeRows, object>('import/promises-made'),
  madeOf: statement<EdgeRows, object>('import/promises-made-of'),
  supersedes: statement<EdgeRows, object>('import/promises-supersede'),
  conditionsOf: statement<EdgeRows, object>('import/conditions-of'),
  assessed: statement<EdgeRows, object>('import/assessments-of'),
  duties: statement<EdgeRows, object>('import/duties-of'),
  reviewed: statement<EdgeRows, object>('import/reviews-of'),
  inRounds: statement<EdgeRows, object>('import/rounds-of'),
  rolesHeld: statement<EdgeRows, object>('import/roles-held'),
  bonds: statement<EdgeRows, object>('import/bonds'),
  said: statement<EdgeRows, object>('import/acts-said'),
} as const;

interface EdgeRows {
  readonly org: string;
  readonly rows: readonly Row[];
}

/**
 * The same rows by label and by type of edge. A statement that made a workflow with all that hangs on it would have to
 * remember every row of it before the first is written: the database knows no other way to keep what it reads apart from
 * what it makes. Flat, it makes each row and forgets it.
 */
function flat({ agents, memberships, concerns, workflows, rounds, roles, bonds, acts, externals }: Bulk): { nodes: Record<keyof typeof createNodes, readonly Row[]>; edges: Record<keyof typeof createEdges, readonly Row[]> } {
  const promises = workflows.flatMap((workflow) => workflow.promises);
  const madeIn = (of: (workflow: WorkflowRow) => readonly Row[]): Row[] => workflows.flatMap((workflow) => of(workflow).map(({ id }) => ({ from: workflow.properties['id'], to: id })));
  const ofPromises = (ids: (promise: PromiseRow) => readonly unknown[]): Row[] => promises.flatMap((promise) => ids(promise).map((id) => ({ from: promise.properties['id'], to: id })));
  return {
    nodes: {
      agents, acts: acts as readonly object[] as readonly Row[], externals: externals as readonly object[] as readonly Row[],
      concerns: concerns.map(({ properties }) => properties),
      workflows: workflows.map(({ properties }) => properties),
      proposals: workflows.flatMap(({ proposals }) => proposals),
      promises: promises.map(({ properties }) => properties),
      conditions: promises.flatMap(({ conditions }) => conditions),
      assessments: workflows.flatMap(({ assessments }) => assessments),
      duties: workflows.flatMap(({ duties }) => duties),
      reviews: workflows.flatMap(({ reviews }) => reviews),
      standings: workflows.flatMap(({ standings }) => standings),
      rounds: rounds.map(({ properties }) => properties),
      roles: roles.map(({ properties }) => properties),
    },
    edges: {
      memberships: memberships.map(({ member, group, ...properties }) => ({ from: member, to: group, properties })),
      held: concerns.map(({ holder, properties }) => ({ from: holder, to: properties['id'] })),
      between: workflows.map(({ properties, customer, performer, concern }) => ({ workflow: properties['id'], customer, performer, concern })),
      successors: workflows.flatMap(({ properties: { id }, successors }) => successors.map(({ agent, ...properties }) => ({ from: agent, to: id, properties }))),
      awaited: workflows.flatMap(({ properties: { id }, awaited }) => awaited.map(({ agent, properties }) => ({ from: agent, to: id, properties }))),
      proposed: madeIn(({ proposals }) => proposals),
      promised: madeIn((workflow) => workflow.promises.map(({ properties }) => properties)),
      madeOf: ofPromises(({ madeOf }) => madeOf),
      supersedes: ofPromises(({ supersedes }) => supersedes),
      conditionsOf: ofPromises(({ conditions }) => conditions.map(({ id }) => id)),
      assessed: workflows.flatMap(({ properties: { id }, assessments }) => assessments.map((assessment) => ({ workflow: id, assessment: assessment['id'], promise: assessment['promise'] }))),
      duties: madeIn(({ duties }) => duties),
      reviewed: madeIn(({ reviews }) => reviews),
      inRounds: rounds.flatMap(({ properties: { id }, workflows: within }) => within.map((workflow) => ({ from: workflow, to: id }))),
      rolesHeld: roles.flatMap(({ properties: { id }, holdings }) => holdings.map(({ agent, properties }) => ({ from: agent, to: id, properties }))),
      bonds: bonds as readonly object[] as readonly Row[],
      // What the clock said, nobody said.
      said: acts.flatMap(({ id, person }) => (person === null ? [] : [{ from: person, to: id }])),
    },
  };
}

/** As many rows as travel in one statement: enough to make a round trip cheap, few enough to be planned for and sent at once. */
const rowsAtOnce = 500;

/** Writes it: all nodes, and then what lies between them. */
export async function writeBulk(transaction: WriteTransaction, org: string, bulk: Bulk): Promise<void> {
  const { nodes, edges } = flat(bulk);
  for (const name of Object.keys(createNodes) as (keyof typeof createNodes)[]) {
    for (const rows of inParts(nodes[name])) await transaction.run(createNodes[name], { rows });
  }
  for (const name of Object.keys(createEdges) as (keyof typeof createEdges)[]) {
    for (const rows of inParts(edges[name])) await transaction.run(createEdges[name], { org, rows });
  }
}

function inParts(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, index) => rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce));
}
