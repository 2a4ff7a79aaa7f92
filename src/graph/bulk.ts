import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { RoundState } from '../domain/round/round.types.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import type { Bond } from './bond-history.js';
import type { WriteTransaction } from './database.js';
import { agentProperties, concernProperties, roundProperties, workflowRows } from './projection.js';
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
  readonly bonds: Bond[];
  readonly acts: ActNode[];
  readonly externals: ExternalRow[];
}

export function emptyBulk(): Bulk {
  return { agents: [], memberships: [], concerns: [], workflows: [], rounds: [], bonds: [], acts: [], externals: [] };
}

export function agentRow(org: string, state: AgentState, wordsKey: string): Row {
  return { org, id: state.id, ...agentProperties(org, state), wordsKey };
}

export function concernRow(org: string, state: ConcernState): Bulk['concerns'][number] {
  return { holder: state.holder, properties: { org, id: state.id, ...concernProperties(org, state) } };
}

export function roundRow(org: string, state: RoundState): Bulk['rounds'][number] {
  return { workflows: state.workflows, properties: { org, id: state.id, ...roundProperties(state) } };
}

/** A workflow with all that its acts have made, each thing as it stands after the last of them. */
export function workflowRow(org: string, states: readonly WorkflowState[]): WorkflowRow {
  const { properties, customers, performers, concerns, successors, awaited, proposals, promises, assessments } = workflowRows(org, null, states);
  const [[customer], [performer], [concern]] = [customers, performers, concerns];
  if (customer === undefined || performer === undefined || concern === undefined) throw new RangeError('a new workflow has two parties and a concern');
  const id = states[states.length - 1]?.id;
  return { properties: { org, id, ...properties }, customer, performer, concern, successors: successors ?? [], awaited: awaited ?? [], proposals, promises: lastOf(promises), assessments };
}

/** A promise changes with many acts: its last properties, and every edge that any of them made. */
function lastOf(rows: readonly PromiseRow[]): readonly PromiseRow[] {
  const byId = new Map<unknown, PromiseRow>();
  for (const row of rows) {
    const before = byId.get(row.properties['id']);
    byId.set(row.properties['id'], before === undefined ? row : {
      properties: row.properties,
      conditions: row.conditions.length > 0 ? row.conditions : before.conditions,
      supersedes: [...new Set([...before.supersedes, ...row.supersedes])],
      madeOf: [...new Set([...before.madeOf, ...row.madeOf])],
    });
  }
  return [...byId.values()];
}

const agents = statement<{ agents: readonly Row[] }, object>('import/agents');
const memberships = statement<{ org: string; memberships: readonly MembershipSpan[] }, object>('import/memberships');
const concerns = statement<{ org: string; concerns: Bulk['concerns'] }, object>('import/concerns');
const workflows = statement<{ org: string; workflows: readonly WorkflowRow[] }, object>('import/workflows');
const rounds = statement<{ org: string; rounds: Bulk['rounds'] }, object>('import/rounds');
const bonds = statement<{ org: string; bonds: readonly Bond[] }, object>('import/bonds');
const acts = statement<{ acts: readonly ActNode[] }, object>('import/acts');
const externalIds = statement<{ externals: readonly ExternalRow[] }, object>('import/external-ids');

/** As many rows as travel in one statement: enough to make a round trip cheap, few enough to be planned for and sent at once. */
const rowsAtOnce = 500;

/** Writes it, what others hang on first. One statement is under way while the rows of the next are made. */
export async function writeBulk(transaction: WriteTransaction, org: string, bulk: Bulk, written: (rows: number) => void = () => undefined): Promise<void> {
  const each = async <One>(rows: readonly One[], write: (some: One[]) => Promise<unknown>): Promise<void> => {
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const some = rows.slice(from, from + rowsAtOnce);
      await write(some);
      written(some.length);
    }
  };
  await each(bulk.agents, (some) => transaction.run(agents, { agents: some }));
  await each(bulk.memberships, (some) => transaction.run(memberships, { org, memberships: some }));
  await each(bulk.concerns, (some) => transaction.run(concerns, { org, concerns: some }));
  await each(bulk.workflows, (some) => transaction.run(workflows, { org, workflows: some }));
  await each(bulk.rounds, (some) => transaction.run(rounds, { org, rounds: some }));
  await each(bulk.bonds, (some) => transaction.run(bonds, { org, bonds: some }));
  await each(bulk.acts, (some) => transaction.run(acts, { acts: some }));
  await each(bulk.externals, (some) => transaction.run(externalIds, { externals: some }));
}

