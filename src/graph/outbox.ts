import { randomUUID } from 'node:crypto';
import { millisecondsOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { Awaited } from '../domain/workflow/workflow.types.js';
import type { Sources } from './change.js';
import type { SubjectChange } from './composing.js';
import type { Database, WriteTransaction } from './database.js';
import { inOrder } from './event-order.js';
import type { ActRecord } from './records.js';
import { statement } from './statement.js';

/**
 * What changed, for those who listen. An event is written in the transaction of its change, so that it is there exactly
 * when the change is, and has no number yet: a counter would make each writer of an organisation wait for every other.
 * One holder of a lease numbers committed events afterwards, without a gap; whoever reads in the order of numbers then
 * misses nothing, whichever change was the slower to commit.
 */
export interface EventNode {
  readonly org: string;
  readonly id: string;
  readonly at: Moment;
  readonly pending: true;
  readonly acts: readonly string[];
  /** For each thing that changed, its id and the number of its first act here: what came first is told first. */
  readonly marks: readonly string[];
  readonly workflows: readonly string[];
  /** Whoever is, or was before, waited for in it, and whose place on the roster changed. */
  readonly agents: readonly string[];
  /** Whether the roster changed: who represents whom may be different from here on. */
  readonly roster: boolean;
  /** What the clock tells of waits, where nothing was said. */
  readonly told?: ClockTells | null;
  /** The waits that it tells of, as they were, each as JSON. */
  readonly waits?: readonly string[] | null;
}

/** Waits are asked for from now on, or were not answered in time. */
export type ClockTells = 'CAME_DUE' | 'FELL_OVERDUE';

/** A wait whose time has come, as it was then. */
export type DueWait = Pick<Awaited, 'agent' | 'side' | 'move' | 'since' | 'due'>;

/** An event as it was numbered. */
export interface NumberedEvent extends Omit<EventNode, 'org' | 'pending'> {
  readonly number: number;
}

export interface PendingEvent {
  readonly org: string;
  readonly id: string;
  readonly at: Moment;
  readonly marks: readonly string[];
}

/** How far an outbox goes. */
export interface OutboxHead {
  readonly org: string;
  /** The last number given. */
  readonly last: number;
  /** The last number whose event has been forgotten. */
  readonly floor: number;
  /** Another one after a restore that began to count anew: numbers of before mean nothing then. */
  readonly epoch: string;
}

const append = statement<{ events: readonly EventNode[] }, object>('outbox/append');
const lockLease = statement<{ lease: string; holder: string }, object>('outbox/lock-lease');
const holdLease = statement<{ lease: string; holder: string; milliseconds: number }, { token: number }>('outbox/hold-lease');
const checkLease = statement<{ lease: string; holder: string; token: number }, { held: boolean }>('outbox/check-lease');
const leaveLease = statement<{ lease: string; holder: string }, object>('outbox/leave-lease');
const pending = statement<{ orgs: readonly string[] | null; until: Moment; limit: number }, { events: PendingEvent[] }>('outbox/pending');
const number = statement<{ batches: readonly { org: string; epoch: string; ids: readonly string[] }[]; at: Moment }, object>('outbox/number');
const open = statement<{ org: string; epoch: string }, object>('outbox/open');
const heads = statement<{ orgs: readonly string[] }, { heads: OutboxHead[] }>('outbox/heads');
const after = statement<{ org: string; after: number; limit: number }, { events: NumberedEvent[] }>('outbox/after');
const lag = statement<{ limit: number }, { pending: number; oldest: Moment | null }>('outbox/lag');
const forget = statement<{ before: Moment; limit: number }, { forgotten: number }>('outbox/forget');

/** The one event of a change. */
export function eventOf(org: string, id: string, at: Moment, subjects: readonly SubjectChange[], records: readonly ActRecord[]): EventNode {
  const agents = new Set<string>();
  for (const subject of subjects) {
    if (subject.kind === 'AGENT') agents.add(subject.id);
    if (subject.kind === 'AGENT' && subject.membership !== undefined) agents.add(subject.membership.member);
  }
  for (const record of records) {
    if (record.kind !== 'WORKFLOW') continue;
    for (const state of [record.before, record.state]) for (const wait of state !== null && 'awaited' in state ? state.awaited : []) agents.add(wait.agent);
  }
  const marks = new Map<string, number>();
  for (const { about, sequence } of records) if (!marks.has(about)) marks.set(about, sequence);
  return {
    org, id, at, pending: true,
    acts: records.map((record) => record.id),
    marks: [...marks].map(([about, sequence]) => `${about} ${String(sequence)}`),
    workflows: subjects.flatMap((subject) => (subject.kind === 'WORKFLOW' ? [subject.id] : [])),
    agents: [...agents],
    roster: subjects.some(({ kind }) => kind === 'AGENT'),
  };
}

/** What the clock tells of waits in a workflow: that they are due, or overdue. Nothing is said by it, and no state changes. */
export function eventOfClock(org: string, id: string, at: Moment, workflow: string, told: ClockTells, waits: readonly Awaited[]): EventNode {
  return {
    org, id, at, pending: true, acts: [], marks: [], workflows: [workflow], agents: [...new Set(waits.map(({ agent }) => agent))], roster: false, told,
    waits: waits.map(({ agent, side, move, since, due }) => JSON.stringify({ agent, side, move, since, due } satisfies DueWait)),
  };
}

/** What an event tells: what was said, or what the clock found. Before it told which, it told of what is asked for. */
export function tellsOf(event: Pick<EventNode, 'acts' | 'told'>): 'HAPPENED' | ClockTells {
  return event.acts.length > 0 ? 'HAPPENED' : (event.told ?? 'CAME_DUE');
}

export function waitsOf(event: Pick<EventNode, 'waits'>): readonly DueWait[] {
  return (event.waits ?? []).map((wait) => JSON.parse(wait) as DueWait);
}

/** Writes events in the transaction of the change they tell of. */
export function appendEvents(transaction: WriteTransaction, events: readonly EventNode[]): Promise<unknown> {
  return transaction.run(append, { events });
}

/** What a process holds while it does what only one may do at a time. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Higher for each new holder: what an earlier one still sends is refused by it. */
  readonly token: number;
}

/** Takes or keeps a lease for so many milliseconds. @returns null while another holds it */
export async function takeLease(database: Database, name: string, holder: string, milliseconds: number): Promise<Lease | null> {
  const { result } = await database.inTransaction(async (transaction) => {
    const locking = transaction.run(lockLease, { lease: name, holder });
    const holding = transaction.run(holdLease, { lease: name, holder, milliseconds });
    await Promise.all([locking, holding]);
    return holding;
  });
  return result[0] === undefined ? null : { name, holder, token: result[0].token };
}

export async function giveLeaseBack(database: Database, { name, holder }: Lease): Promise<void> {
  await database.inTransaction(async (transaction) => {
    await Promise.all([transaction.run(lockLease, { lease: name, holder }), transaction.run(leaveLease, { lease: name, holder })]);
  });
}

/** As many events as are numbered in one transaction. */
export const batchSize = 500;
/** No batch has more: those read again are its own and the few that committed meanwhile. */
const readAgainAtMost = 100_000;

/**
 * Gives numbers to events that have committed, as the holder of the lease.
 * @returns how many; null when the lease was lost, and nothing was done
 */
export async function numberEvents(sources: Sources, lease: Lease, orgs: readonly string[] | null): Promise<number | null> {
  const { database } = sources;
  const [first] = await database.read(pending, { orgs, until: '9999', limit: batchSize });
  const seen = first?.events ?? [];
  const latest = seen[seen.length - 1];
  if (latest === undefined) return 0;
  const { result } = await database.inTransaction(async (transaction) => {
    const locking = transaction.run(lockLease, { lease: lease.name, holder: lease.holder });
    const checking = transaction.run(checkLease, { lease: lease.name, holder: lease.holder, token: lease.token });
    /*
     * Read again: while the first reading went on, a change and the one before it can both have committed, and the later
     * one alone have been seen. Whatever was seen then has all that came before it in what is read now.
     */
    const reading = transaction.run(pending, { orgs, until: latest.at, limit: readAgainAtMost });
    await Promise.all([locking, checking, reading]);
    transaction.holdsItsLocks();
    if ((await checking)[0]?.held !== true) return null;
    const batches = inOrder(seen, (await reading)[0]?.events ?? []);
    if (batches.size === 0) return 0;
    const at = new Date(sources.clock()).toISOString();
    await transaction.run(number, { at, batches: [...batches].map(([org, ids]) => ({ org, ids, epoch: randomUUID() })) });
    return [...batches.values()].reduce((sum, ids) => sum + ids.length, 0);
  });
  return result;
}

/** How far the outbox of an organisation goes; begins it where there is none yet. */
export async function outboxHead(database: Database, org: string): Promise<OutboxHead> {
  for (;;) {
    const [found] = await outboxHeads(database, [org]);
    if (found !== undefined) return found;
    await database.inTransaction((transaction) => transaction.run(open, { org, epoch: randomUUID() }));
  }
}

export async function outboxHeads(database: Database, orgs: readonly string[]): Promise<readonly OutboxHead[]> {
  return (await database.read(heads, { orgs }))[0]?.heads ?? [];
}

/** How far the numbering is behind what was written, in all organisations together. */
export interface OutboxLag {
  /** Events without a number, counted up to `mostCounted`. */
  readonly pending: number;
  /** The age of the oldest of them; 0 where there is none. */
  readonly oldestSeconds: number;
}

const mostCounted = 10_000;

export async function outboxLag({ database, clock }: Sources): Promise<OutboxLag> {
  const [found] = await database.read(lag, { limit: mostCounted });
  const oldest = found?.oldest ?? null;
  return { pending: found?.pending ?? 0, oldestSeconds: oldest === null ? 0 : Math.max(0, clock() - millisecondsOf(oldest)) / 1_000 };
}

/**
 * Events after a number, in order and without a gap: a commit becomes visible bit by bit, so what lies behind a number
 * that isn't there yet is left for the next time.
 */
export async function eventsAfter(database: Database, org: string, number: number, limit: number): Promise<readonly NumberedEvent[]> {
  const events = (await database.read(after, { org, after: number, limit }))[0]?.events ?? [];
  const gap = events.findIndex((event, index) => event.number !== number + index + 1);
  return gap === -1 ? events : events.slice(0, gap);
}

/** Forgets a batch of the events that were numbered before a moment. @returns how many; none when there are no more */
export async function forgetEvents(sources: Sources, before: Moment): Promise<number> {
  const { result } = await sources.database.inTransaction((transaction) => {
    transaction.holdsItsLocks(); // nobody waits for this one, so it may
    return transaction.run(forget, { before, limit: 1_000 });
  });
  return result[0]?.forgotten ?? 0;
}
