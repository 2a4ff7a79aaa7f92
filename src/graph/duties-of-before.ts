import { millisecondsOf, momentOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { addedReviews, endedDuties } from '../domain/dual/duties.rules.js';
import { apply } from '../domain/workflow/apply.rules.js';
import type { ActKind, AnyWorkflowAct, Side, WorkflowState } from '../domain/workflow/workflow.types.js';
import type { Database } from './database.js';
import { dutyProperties, reviewProperties } from './projection.js';
import { statement } from './statement.js';

/*
 * Workflows from before there were duties get them from their acts, by the same rules as those that are spoken in now. It goes
 * batch by batch, by organisation and id; where it was stopped it goes on. An API process of the version before may write
 * meanwhile: each workflow says up to which act its duties are on record, and whoever wrote without them leaves it behind. So
 * for a day after it was done every start looks once more; by then nothing of the version before is running.
 */

interface Behind {
  readonly id: string;
  /** The last act whose duties are on record; 0 for none. */
  readonly dutiesTo: number;
}

interface ActSaid {
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

interface Progress {
  readonly afterOrg: string;
  readonly afterId: string;
  /** When it first came to the end; null until then. */
  readonly doneAt: Moment | null;
  /** It need not be looked at again. */
  readonly settled: boolean;
}

const listOrganizations = statement<{ from: string; limit: number }, { ids: string[] }>('catching-up/list-organizations');
const listBehind = statement<{ org: string; afterId: string; limit: number }, { lastId: string | null; behind: Behind[] }>('catching-up/list-behind');
const listActs = statement<{ org: string; ids: readonly string[] }, { acts: ActSaid[] }>('catching-up/list-acts');
const recordDuties = statement<{ org: string; rows: readonly JudgedWorkflow[] }, { behind: Behind[] }>('catching-up/record-duties');
const readProgress = statement<object, { progress: Progress[] }>('catching-up/read-progress');
const setProgress = statement<Progress, object>('catching-up/set-progress');

export interface PuttingOnRecord {
  /** How many workflows were brought up to their last act. */
  readonly workflows: number;
}

export interface Pace {
  /** Workflows looked at in one go. */
  readonly page?: number;
  /** Workflows judged and written in one transaction. */
  readonly batch?: number;
  /** Told after each page; may throw to stop. */
  readonly onPage?: (workflows: number) => void;
}

/** An old process may run beside new ones for so long. */
const settlesAfter = 24 * 60 * 60 * 1_000;

/** Puts the duties of acts on record that were written without. One process at a time: under the lock of the migrations. */
export async function recordDutiesOfBefore(database: Database, now: Moment, { page: limit = 1_000, batch = 50, onPage }: Pace = {}): Promise<PuttingOnRecord> {
  const [row] = await database.read(readProgress, {});
  const before = row?.progress[0] ?? { afterOrg: '', afterId: '', doneAt: null, settled: false };
  const doneAt = before.doneAt ?? null;
  if (before.settled) return { workflows: 0 };
  let workflows = 0;
  for await (const org of organizationsFrom(database, before.afterOrg)) {
    for (let afterId = org === before.afterOrg ? before.afterId : ''; ; ) {
      const [page] = await database.read(listBehind, { org, afterId, limit });
      if (page === undefined || page.lastId === null) break;
      workflows += await bringUp(database, org, page.behind, batch);
      afterId = page.lastId;
      await note(database, { afterOrg: org, afterId, doneAt, settled: false });
      onPage?.(workflows);
    }
  }
  const settled = doneAt !== null && doneAt <= momentOf(millisecondsOf(now) - settlesAfter);
  await note(database, { afterOrg: '', afterId: '', doneAt: doneAt ?? now, settled });
  return { workflows };
}

async function* organizationsFrom(database: Database, first: string): AsyncGenerator<string> {
  for (let from = first, seen = ''; ; ) {
    const [row] = await database.read(listOrganizations, { from, limit: 100 });
    const ids = (row?.ids ?? []).filter((id) => id !== seen);
    yield* ids;
    if (ids.length === 0) return;
    from = seen = ids[ids.length - 1] ?? '';
  }
}

async function note(database: Database, progress: Progress): Promise<void> {
  await database.inTransaction((transaction) => transaction.run(setProgress, progress));
}

async function bringUp(database: Database, org: string, all: readonly Behind[], batch: number): Promise<number> {
  for (let from = 0; from < all.length; from += batch) {
    let some = all.slice(from, from + batch);
    // Where somebody has spoken meanwhile, what they said is judged with it. Who never stops is looked at again by the next start.
    for (let turn = 1; some.length > 0 && turn <= 5; turn++) some = await judgeAndRecord(database, org, some);
  }
  return all.length;
}

/** @returns those in which something was said meanwhile */
async function judgeAndRecord(database: Database, org: string, some: readonly Behind[]): Promise<Behind[]> {
  const [found] = await database.read(listActs, { org, ids: some.map(({ id }) => id) });
  const chains = new Map<string, ActSaid[]>(some.map(({ id }) => [id, []]));
  for (const act of found?.acts ?? []) chains.get(act.about)?.push(act);
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

/** What the acts after one have ended; the acts before it are told again, since what is owed follows from them. */
function judged(org: string, workflow: string, acts: readonly ActSaid[], after: number): JudgedWorkflow | null {
  if (acts.length === 0) return null;
  const [duties, reviews, superseded]: [object[], object[], { promise: string; at: Moment }[]] = [[], [], []];
  let before: WorkflowState | null = null;
  for (const said of acts) {
    const act = { id: said.id, act: said.act, side: said.side ?? null, person: said.person ?? null, at: said.recordedAt, data: JSON.parse(said.data) as unknown } as AnyWorkflowAct;
    const state: WorkflowState = asKept(apply(before, act), said.knowsRestated);
    if (state.version > after) {
      for (const duty of endedDuties(before, { id: said.id, act: said.act, side: said.side ?? null, withWords: said.withWords }, state)) duties.push(dutyProperties(org, workflow, duty));
      for (const review of addedReviews(before, state)) reviews.push(reviewProperties(org, workflow, review));
      const replaced = before?.promise ?? null;
      if (replaced !== null && before?.renegotiation != null && state.promise?.supersedes === replaced.id && state.promise.id !== replaced.id) superseded.push({ promise: replaced.id, at: before.renegotiation.at });
    }
    before = state;
  }
  return { workflow, dutiesTo: acts.length, duties, reviews, superseded };
}
