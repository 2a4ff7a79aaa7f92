import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { Voice } from '../domain/workflow/speaker.rules.js';
import type { Awaited, Phase, Side, WorkflowState } from '../domain/workflow/workflow.types.js';
import { readToTheEnd, rowsAtOnce } from './in-pieces.js';
import { actHead } from './records.js';
import type { ActHead, HeadRow } from './records.js';
import { voiceOf } from './reader.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';

/** A workflow as it was found: its state, the agents in it, and whose eyes it is seen with (null: of the past). */
export interface WorkflowFound {
  readonly state: WorkflowState;
  readonly cast: ReadonlyMap<string, AgentState>;
  readonly voice: Voice | null;
  readonly asOf: Moment | null;
}

export interface WorkflowRow {
  readonly state: string;
  readonly cast: readonly string[];
}

export function castOf(states: readonly string[]): ReadonlyMap<string, AgentState> {
  return new Map(states.map((text) => JSON.parse(text) as AgentState).map((agent) => [agent.id, agent]));
}

export function workflowFound(row: WorkflowRow, viewer: ViewerRow | null, asOf: Moment | null = null): WorkflowFound {
  return { state: JSON.parse(row.state) as WorkflowState, cast: castOf(row.cast), voice: viewer === null ? null : voiceOf(viewer), asOf };
}


const read = statement<Viewing & { id: string }, { viewer: ViewerRow; workflow: string | null; cast: string[] }>('workflow/read');
const byIds = statement<Viewing & { ids: readonly string[] }, { viewer: ViewerRow; workflows: WorkflowRow[] }>('workflow/by-ids');
const byIdsAsOf = statement<Viewing & { ids: readonly string[]; at: Moment }, { workflows: WorkflowRow[] }>('workflow/by-ids-as-of');
const aboutConcern = statement<Viewing & { concerns: readonly string[]; afterConcern: string; afterId: string; limit: number }, { viewer: ViewerRow; rows: (WorkflowRow & { concern: string })[] }>('workflow/list-about-concern');

/** One workflow by id: one round trip. Null when there is none that the viewer may see. */
export async function readWorkflow(reader: Reader, id: string): Promise<WorkflowFound | null> {
  const row = await reader.one(read, { id });
  return row.workflow === null ? null : workflowFound({ state: row.workflow, cast: row.cast }, row.viewer);
}

export async function readWorkflows(reader: Reader, ids: readonly string[], asOf: Moment | null): Promise<readonly WorkflowFound[]> {
  if (asOf !== null) {
    const { workflows } = await reader.one(byIdsAsOf, { ids, at: asOf });
    return workflows.map((row) => workflowFound(row, null, asOf));
  }
  const { viewer, workflows } = await reader.one(byIds, { ids });
  return workflows.map((row) => workflowFound(row, viewer));
}

export async function readWorkflowsAbout(reader: Reader, concerns: readonly string[]): Promise<readonly { concern: string; found: WorkflowFound }[]> {
  return readToTheEnd<{ concern: string; found: WorkflowFound }>(async (last) => {
    const { viewer, rows } = await reader.one(aboutConcern, { concerns, afterConcern: last?.concern ?? '', afterId: last?.found.state.id ?? '', limit: rowsAtOnce });
    return rows.map((row) => ({ concern: row.concern, found: workflowFound(row, viewer) }));
  });
}

interface UnseenRow { readonly concern: string; readonly since: Moment; readonly until: Moment }

const unseenAbout = statement<Viewing & { concerns: readonly string[] }, { unseen: UnseenRow[] }>('workflow/unseen-about-concerns');

/** From when to when there has been a workflow about each of some concerns that the viewer may not see; none for one that has none. */
export async function readUnseenAbout(reader: Reader, concerns: readonly string[]): Promise<readonly UnseenRow[]> {
  return (await reader.one(unseenAbout, { concerns })).unseen;
}

export type WorkflowOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST' | 'DUE_FIRST';

/** What narrows a list of workflows; null does not. */
export interface WorkflowListing {
  readonly phases: readonly Phase[] | null;
  readonly explicit: boolean | null;
  readonly horizonFrom: number | null;
  readonly horizonTo: number | null;
  readonly dueFrom: Moment | null;
  readonly dueTo: Moment | null;
  readonly limit: number;
  readonly withTotal: boolean;
  readonly withHidden: boolean;
}

interface ListedWorkflows {
  viewer: ViewerRow;
  workflows: WorkflowRow[];
  total: number | null;
  hidden: number | null;
}

interface Beginning {
  readonly afterId: string;
}
interface BeginningByDue extends Beginning {
  readonly afterDue: string;
}
/** The agent on either side it is looked for on; null on a side that is not asked for. */
interface OfParty {
  readonly customer: string | null;
  readonly performer: string | null;
}

const newestFirst = statement<Viewing & WorkflowListing & Beginning, ListedWorkflows>('workflow/list-newest-first');
const oldestFirst = statement<Viewing & WorkflowListing & Beginning, ListedWorkflows>('workflow/list-oldest-first');
const dueFirst = statement<Viewing & WorkflowListing & BeginningByDue, ListedWorkflows>('workflow/list-due-first');
const newestFirstOfParty = statement<Viewing & WorkflowListing & OfParty & Beginning, ListedWorkflows>('workflow/list-of-party-newest-first');
const oldestFirstOfParty = statement<Viewing & WorkflowListing & OfParty & Beginning, ListedWorkflows>('workflow/list-of-party-oldest-first');
const dueFirstOfParty = statement<Viewing & WorkflowListing & OfParty & BeginningByDue, ListedWorkflows>('workflow/list-of-party-due-first');
const asOfList = statement<
  Viewing & { at: Moment; party: string | null; side: string | null; phases: readonly Phase[] | null; afterId: string; limit: number; withTotal: boolean; withHidden: boolean },
  { workflows: WorkflowRow[]; total: number | null; hidden: number | null }
>('workflow/list-as-of');

/** Greater than every UUID: where a list that runs backwards begins. */
const lastId = 'g';

const sideEdges: Readonly<Record<Side, string>> = { CUSTOMER: 'CUSTOMER_OF', PERFORMER: 'PERFORMER_OF' };

export interface Page {
  readonly found: readonly WorkflowFound[];
  readonly total: number | null;
  /** How many more there are that the viewer may not see, whatever the filter says of them. */
  readonly hidden: number | null;
}

/** The values a cursor of a list of workflows holds: its place in the order, and the id that breaks ties. */
export interface After {
  readonly value: string;
  readonly id: string;
}

export async function listWorkflows(
  reader: Reader,
  order: WorkflowOrder,
  listing: WorkflowListing,
  party: { readonly id: string; readonly side: Side | null } | null,
  after: After | null,
): Promise<Page> {
  const afterId = after?.id ?? (order === 'NEWEST_FIRST' ? lastId : '');
  const rows = await pageFrom(reader, order, listing, party, { afterId, afterDue: after?.value ?? '' });
  return { found: rows.workflows.map((row) => workflowFound(row, rows.viewer)), total: rows.total, hidden: rows.hidden };
}

async function pageFrom(
  reader: Reader,
  order: WorkflowOrder,
  listing: WorkflowListing,
  party: { readonly id: string; readonly side: Side | null } | null,
  { afterId, afterDue }: BeginningByDue,
): Promise<ListedWorkflows> {
  if (party === null) {
    if (order === 'DUE_FIRST') return reader.one(dueFirst, { ...listing, afterId, afterDue });
    return reader.one(order === 'NEWEST_FIRST' ? newestFirst : oldestFirst, { ...listing, afterId });
  }
  const sought = { ...listing, customer: party.side === 'PERFORMER' ? null : party.id, performer: party.side === 'CUSTOMER' ? null : party.id };
  if (order === 'DUE_FIRST') return reader.one(dueFirstOfParty, { ...sought, afterId, afterDue });
  return reader.one(order === 'NEWEST_FIRST' ? newestFirstOfParty : oldestFirstOfParty, { ...sought, afterId });
}

export async function listWorkflowsAsOf(
  reader: Reader,
  at: Moment,
  listing: { readonly phases: readonly Phase[] | null; readonly limit: number; readonly withTotal: boolean; readonly withHidden: boolean },
  party: { readonly id: string; readonly side: Side | null } | null,
  after: After | null,
): Promise<Page> {
  const side = party?.side ?? null;
  const { workflows, total, hidden } = await reader.one(asOfList, {
    ...listing, at, party: party?.id ?? null, side: side === null ? null : sideEdges[side], afterId: after?.id ?? lastId,
  });
  return { found: workflows.map((row) => workflowFound(row, null, at)), total, hidden };
}

export interface MoveFound {
  readonly id: string;
  readonly wait: Awaited;
  readonly found: WorkflowFound;
}

interface MoveRow extends WorkflowRow {
  readonly id: string;
  readonly wait: Awaited;
}

const myMoves = statement<
  Viewing & { now: Moment; afterDue: string; afterId: string; limit: number; withTotal: boolean },
  { viewer: ViewerRow; moves: MoveRow[]; total: number | null }
>('workflow/my-moves');

export async function listMyMoves(
  reader: Reader,
  now: Moment,
  page: { readonly limit: number; readonly withTotal: boolean },
  after: After | null,
): Promise<{ readonly moves: readonly MoveFound[]; readonly total: number | null }> {
  const rows = await reader.one(myMoves, { ...page, now, afterDue: after?.value ?? '', afterId: after?.id ?? '' });
  return {
    moves: rows.moves.map((row) => ({ id: row.id, wait: row.wait, found: workflowFound(row, rows.viewer) })),
    total: rows.total,
  };
}

const changes = statement<
  Viewing & { id: string; from: Moment; to: Moment; limit: number },
  { before: string | null; after: string | null; acts: HeadRow[] }
>('workflow/changes');

export interface ChangesFound {
  readonly before: WorkflowState | null;
  readonly after: WorkflowState | null;
  readonly acts: readonly ActHead[];
}

export async function readChanges(reader: Reader, id: string, from: Moment, to: Moment, limit: number): Promise<ChangesFound> {
  const row = await reader.one(changes, { id, from, to, limit });
  const parse = (text: string | null): WorkflowState | null => (text === null ? null : (JSON.parse(text) as WorkflowState));
  return { before: parse(row.before), after: parse(row.after), acts: row.acts.map(actHead) };
}
