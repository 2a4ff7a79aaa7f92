import type { Moment } from '../domain/common/moment.rules.js';
import { addedReviews, endedDuties } from '../domain/dual/duties.rules.js';
import { apply } from '../domain/workflow/apply.rules.js';
import type { ActKind, AnyWorkflowAct, Side, WorkflowState } from '../domain/workflow/workflow.types.js';
import { catchUp } from './catching-up.js';
import type { CaughtUp, Pace } from './catching-up.js';
import type { Database } from './database.js';
import { dutyProperties, reviewProperties } from './projection.js';
import { statement } from './statement.js';

/*
 * Workflows from before there were duties get them from their acts, by the same rules as those that are spoken in now. Each says up
 * to which act its duties are on record, and whoever wrote without them leaves it behind.
 */

interface Behind {
  readonly id: string;
  /** The last act whose duties are on record; 0 for none. */
  readonly dutiesTo: number;
}

/** An act as it was said: what it led to is told anew, since states that are kept are as large as they are many. */
export interface ActSaid {
  readonly id: string;
  readonly about: string;
  readonly act: ActKind;
  readonly side?: Side | null;
  readonly person?: string | null;
  readonly recordedAt: Moment;
  readonly data: string;
  readonly withWords: boolean;
  /** Whether the state it led to, as it is kept, says of a renegotiation if the changed concern was restated. */
  readonly knowsRestated: boolean;
}

interface JudgedWorkflow {
  readonly workflow: string;
  readonly dutiesTo: number;
  readonly duties: readonly object[];
  readonly reviews: readonly object[];
  readonly superseded: readonly { readonly promise: string; readonly at: Moment }[];
}

const listBehind = statement<{ org: string; afterId: string; limit: number }, { lastId: string | null; behind: Behind[] }>('catching-up/list-behind');
const listActs = statement<{ org: string; ids: readonly string[] }, { acts: ActSaid[] }>('catching-up/list-acts');
const recordDuties = statement<{ org: string; rows: readonly JudgedWorkflow[] }, { behind: Behind[] }>('catching-up/record-duties');
/** Puts the duties of acts on record that were written without. One process at a time: under the lock of the migrations. */
export function recordDutiesOfBefore(database: Database, now: Moment, { page: limit = 1_000, batch = 50, onPage }: Pace = {}): Promise<CaughtUp> {
  return catchUp(database, 'duties', now, async (org, afterId) => {
    const [page] = await database.read(listBehind, { org, afterId, limit });
    return { lastId: page?.lastId ?? null, workflows: await bringUp(database, org, page?.behind ?? [], batch) };
  }, onPage);
}

async function bringUp(database: Database, org: string, all: readonly Behind[], batch: number): Promise<number> {
  for (let from = 0; from < all.length; from += batch) {
    let some = all.slice(from, from + batch);
    // Where somebody has spoken meanwhile, what they said is judged with it. Who never stops is looked at again by the next start.
    for (let turn = 1; some.length > 0 && turn <= 5; turn++) some = await judgeAndRecord(database, org, some);
  }
  return all.length;
}

/** All that was said in some workflows, by their ids. */
export async function actsSaid(database: Database, org: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly ActSaid[]>> {
  const [found] = await database.read(listActs, { org, ids });
  const chains = new Map<string, ActSaid[]>(ids.map((id) => [id, []]));
  for (const act of found?.acts ?? []) chains.get(act.about)?.push(act);
  return chains;
}

/** @returns those in which something was said meanwhile */
async function judgeAndRecord(database: Database, org: string, some: readonly Behind[]): Promise<Behind[]> {
  const chains = await actsSaid(database, org, some.map(({ id }) => id));
  const rows = some.flatMap(({ id, dutiesTo }) => judged(org, id, chains.get(id) ?? [], dutiesTo) ?? []);
  const { result } = await database.inTransaction((transaction) => {
    transaction.holdsItsLocks(); // nobody waits for this one, so it may
    return transaction.run(recordDuties, { org, rows });
  });
  return result[0]?.behind ?? [];
}

/** A state as the version that wrote it knew it: whether a concern was restated that this version asks for is not made up afterwards. */
function asKept(state: WorkflowState, knowsRestated: boolean): WorkflowState {
  if (knowsRestated || state.renegotiation === null) return state;
  const { side, at, concernChanged, act } = state.renegotiation;
  return { ...state, renegotiation: { side, at, concernChanged, act }, awaited: state.awaited.filter(({ move, subject }) => move !== 'ARTICULATE' || subject !== at) };
}

/** What an act led to. */
export function after(before: WorkflowState | null, said: ActSaid): WorkflowState {
  const act = { id: said.id, act: said.act, side: said.side ?? null, person: said.person ?? null, at: said.recordedAt, data: JSON.parse(said.data) as unknown } as AnyWorkflowAct;
  return asKept(apply(before, act), said.knowsRestated);
}

/** What the acts after one have ended; the acts before it are told again, since what is owed follows from them. */
function judged(org: string, workflow: string, acts: readonly ActSaid[], known: number): JudgedWorkflow | null {
  if (acts.length === 0) return null;
  const [duties, reviews, superseded]: [object[], object[], { promise: string; at: Moment }[]] = [[], [], []];
  let before: WorkflowState | null = null;
  for (const said of acts) {
    const state: WorkflowState = after(before, said);
    if (state.version > known) {
      for (const duty of endedDuties(before, { id: said.id, act: said.act, side: said.side ?? null, withWords: said.withWords }, state)) duties.push(dutyProperties(org, workflow, duty));
      for (const review of addedReviews(before, state)) reviews.push(reviewProperties(org, workflow, review));
      const replaced = before?.promise ?? null;
      if (replaced !== null && before?.renegotiation != null && state.promise?.supersedes === replaced.id && state.promise.id !== replaced.id) superseded.push({ promise: replaced.id, at: before.renegotiation.at });
    }
    before = state;
  }
  return { workflow, dutiesTo: acts.length, duties, reviews, superseded };
}
