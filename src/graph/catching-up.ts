import { millisecondsOf, momentOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { apply } from '../domain/workflow/apply.rules.js';
import type { ActKind, AnyWorkflowAct, Side, WorkflowState } from '../domain/workflow/workflow.types.js';
import type { Database } from './database.js';
import { statement } from './statement.js';
import type { Statement } from './statement.js';

/*
 * What no statement of a migration can make of what was written before, page by page of workflows, by organisation and id; where it
 * was stopped it goes on. An API process of the version before may write meanwhile, and leave workflows behind. So for a day after
 * it was done every start looks once more; by then nothing of the version before is running.
 */

/** What is caught up on, each under a name by which it is noted how far it has come. */
const catchUps = ['duties', 'standings', 'performers', 'likeness', 'role-lines'] as const;
export type CatchUp = (typeof catchUps)[number];

interface Progress {
  readonly afterOrg: string;
  readonly afterId: string;
  /** When it first came to the end; null until then. */
  readonly doneAt: Moment | null;
  /** It need not be looked at again. */
  readonly settled: boolean;
}

const listOrganizations = statement<{ from: string; limit: number }, { ids: string[] }>('catching-up/list-organizations');
const readProgress = statement<{ name: CatchUp }, { progress: Progress[] }>('catching-up/read-progress');
const setProgress = statement<Progress & { name: CatchUp }, object>('catching-up/set-progress');

export interface CaughtUp {
  /** How many workflows, or concerns, were brought up to their last act. */
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

/**
 * One process at a time: under the lock of the migrations.
 * @param bringUp brings those of one page up, and says the last id of the page, null where there is none, and how many were behind
 */
export async function catchUp(database: Database, name: CatchUp, now: Moment, bringUp: (org: string, afterId: string) => Promise<{ readonly lastId: string | null; readonly workflows: number }>, onPage?: (workflows: number) => void): Promise<CaughtUp> {
  const [row] = await database.read(readProgress, { name });
  const before = row?.progress[0] ?? { afterOrg: '', afterId: '', doneAt: null, settled: false };
  const doneAt = before.doneAt ?? null;
  if (before.settled) return { workflows: 0 };
  let workflows = 0;
  for await (const org of organizationsFrom(database, before.afterOrg)) {
    for (let afterId = org === before.afterOrg ? before.afterId : ''; ; ) {
      const page = await bringUp(org, afterId);
      if (page.lastId === null) break;
      workflows += page.workflows;
      afterId = page.lastId;
      await note(database, name, { afterOrg: org, afterId, doneAt, settled: false });
      onPage?.(workflows);
    }
  }
  const settled = doneAt !== null && doneAt <= momentOf(millisecondsOf(now) - settlesAfter);
  await note(database, name, { afterOrg: '', afterId: '', doneAt: doneAt ?? now, settled });
  return { workflows };
}

/** For a database that begins with this version: nothing was written before, and whoever starts on it need not look. */
export async function nothingToCatchUp(database: Database, now: Moment): Promise<void> {
  for (const name of catchUps) await note(database, name, { afterOrg: '', afterId: '', doneAt: now, settled: true });
}

/**
 * Some at a time. Where somebody has spoken meanwhile, what they said is looked at with it. Who never stops is looked at again by
 * the next start.
 * @param record brings some up, and says which of them are behind once more
 */
export async function inBatches<Behind>(all: readonly Behind[], batch: number, record: (some: readonly Behind[]) => Promise<readonly Behind[]>): Promise<number> {
  for (let from = 0; from < all.length; from += batch) {
    let some = all.slice(from, from + batch);
    for (let turn = 1; some.length > 0 && turn <= 5; turn++) some = [...(await record(some))];
  }
  return all.length;
}

/** Writes what some are behind by, in one transaction. @returns what the statement says of them */
export async function putOnRecord<Rows extends { readonly org: string; readonly rows: readonly object[] }, Row extends object>(database: Database, statement: Statement<Rows, Row>, rows: Rows): Promise<Row | undefined> {
  const { result } = await database.inTransaction((transaction) => {
    transaction.holdsItsLocks(); // nobody waits for this one, so it may
    return transaction.run(statement, rows);
  });
  return result[0];
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

async function note(database: Database, name: CatchUp, progress: Progress): Promise<void> {
  await database.inTransaction((transaction) => transaction.run(setProgress, { name, ...progress }));
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

const listActs = statement<{ org: string; ids: readonly string[] }, { acts: ActSaid[] }>('catching-up/list-acts');

/** All that was said in some workflows, by their ids. */
export async function actsSaid(database: Database, org: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly ActSaid[]>> {
  const [found] = await database.read(listActs, { org, ids });
  const chains = new Map<string, ActSaid[]>(ids.map((id) => [id, []]));
  for (const act of found?.acts ?? []) chains.get(act.about)?.push(act);
  return chains;
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
