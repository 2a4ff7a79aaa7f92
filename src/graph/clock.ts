import { randomUUID } from 'node:crypto';
import { momentOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { cameDueBetween, lapsedBy, lapsedSince, nextClock } from '../domain/workflow/clock.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { settled } from './change.js';
import type { Sources } from './change.js';
import { compose, idsFrom } from './composing.js';
import type { SubjectChange } from './composing.js';
import { appendEvents, eventOf, eventOfClock } from './outbox.js';
import { statement } from './statement.js';

/** A workflow in which the clock has something to do. */
export interface ClockDue {
  readonly org: string;
  readonly id: string;
  readonly clockAt: Moment;
}

const due = statement<{ orgs: readonly string[] | null; now: Moment; limit: number }, { workflows: ClockDue[] }>('clock/due');
const lock = statement<{ org: string; workflow: string; operationId: string }, { locked: string }>('clock/lock');
const read = statement<{ org: string; workflow: string }, { state: string; clockAt: Moment | null }>('clock/read');
const setClock = statement<{ org: string; workflow: string; clockAt: Moment | null }, object>('clock/set');

/** Workflows in which the clock has something to do by now, the longest overdue first. */
export async function clockDue(sources: Sources, orgs: readonly string[] | null, limit: number): Promise<readonly ClockDue[]> {
  const [row] = await sources.database.read(due, { orgs, now: momentOf(sources.clock()), limit });
  return row?.workflows ?? [];
}

/**
 * Does what the clock has to do in a workflow: tells whose waits have come due or fallen overdue, and says that a proposal
 * or a deferral has run out, on the record. Under the workflow's lock and by its rules, so that whoever does it again, late
 * or beside another, finds nothing left to do.
 */
export async function strikeClock(sources: Sources, org: string, workflow: string): Promise<'LAPSED' | 'TOLD' | 'NOTHING'> {
  const { result } = await sources.database.inTransaction(async (transaction) => {
    const locking = transaction.run(lock, { org, workflow, operationId: randomUUID() });
    const reading = transaction.run(read, { org, workflow });
    await settled([locking, reading]);
    transaction.holdsItsLocks();
    const [row] = await reading;
    if (row === undefined) return 'NOTHING';
    const state = JSON.parse(row.state) as WorkflowState;
    const present = momentOf(sources.clock());
    // The record of one thing never runs backwards, whatever this server's clock says.
    const now = present < state.changedAt ? state.changedAt : present;
    const newId = idsFrom(sources.clock);
    const lapse = lapsedBy(state, now);
    const { asked, overdue } = row.clockAt === null || row.clockAt > now ? { asked: [], overdue: [] } : cameDueBetween(state, before(row.clockAt), now);
    const told = [
      // The end of a deferral is on the record, and what was put off is asked for by it.
      ...(asked.length === 0 || lapse !== null ? [] : [eventOfClock(org, newId(), now, workflow, 'CAME_DUE', asked)]),
      ...(overdue.length === 0 ? [] : [eventOfClock(org, newId(), now, workflow, 'FELL_OVERDUE', overdue)]),
    ];
    if (lapse !== null) {
      const change: SubjectChange = { kind: 'WORKFLOW', id: workflow, before: state, said: [{ act: 'LAPSE', data: lapse }] };
      const written = compose({ org, at: now, saidAt: lapsedSince(state, lapse, now), speaker: null, newId }, change);
      const writing = written.write(transaction);
      const setting = transaction.run(setClock, { org, workflow, clockAt: nextClock(written.states[0] as WorkflowState, now) });
      await settled([...writing, setting, appendEvents(transaction, [...told, eventOf(org, newId(), now, [change], written.records)])]);
      return 'LAPSED';
    }
    const setting = transaction.run(setClock, { org, workflow, clockAt: nextClock(state, now) });
    if (told.length === 0) {
      await setting;
      return 'NOTHING';
    }
    await settled([setting, appendEvents(transaction, told)]);
    return 'TOLD';
  });
  return result;
}

/** The last moment before one; the one that was set first, on data from before there was a clock, is the earliest there is. */
function before(moment: Moment): Moment {
  return moment === '' ? moment : momentOf(Date.parse(moment) - 1);
}
