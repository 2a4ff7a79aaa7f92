import { millisecondsOf, momentOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { Database } from './database.js';
import { statement } from './statement.js';

/*
 * What no statement of a migration can make of what was written before, page by page of workflows, by organisation and id; where it
 * was stopped it goes on. An API process of the version before may write meanwhile, and leave workflows behind. So for a day after
 * it was done every start looks once more; by then nothing of the version before is running.
 */

interface Progress {
  readonly afterOrg: string;
  readonly afterId: string;
  /** When it first came to the end; null until then. */
  readonly doneAt: Moment | null;
  /** It need not be looked at again. */
  readonly settled: boolean;
}

const listOrganizations = statement<{ from: string; limit: number }, { ids: string[] }>('catching-up/list-organizations');
const readProgress = statement<{ name: string }, { progress: Progress[] }>('catching-up/read-progress');
const setProgress = statement<Progress & { name: string }, object>('catching-up/set-progress');

export interface CaughtUp {
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

/**
 * One process at a time: under the lock of the migrations.
 * @param name under which it is noted how far it has come
 * @param bringUp brings those of one page up, and says the last id of the page, null where there is none, and how many were behind
 */
export async function catchUp(database: Database, name: string, now: Moment, bringUp: (org: string, afterId: string) => Promise<{ readonly lastId: string | null; readonly workflows: number }>, onPage?: (workflows: number) => void): Promise<CaughtUp> {
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
export async function nothingToCatchUp(database: Database, name: string, now: Moment): Promise<void> {
  await note(database, name, { afterOrg: '', afterId: '', doneAt: now, settled: true });
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

async function note(database: Database, name: string, progress: Progress): Promise<void> {
  await database.inTransaction((transaction) => transaction.run(setProgress, { name, ...progress }));
}
