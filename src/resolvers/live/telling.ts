import type { Context } from '../../context.js';
import { invalid, invariant } from '../../domain/common/refusal.js';
import { expired, markOf } from '../../graph/event-stream.js';
import type { EventStream } from '../../graph/event-stream.js';
import type { NumberedEvent } from '../../graph/outbox.js';
import type { LiveEvent } from '../../schema/live/live.types.js';
import { actView } from '../act/act.view.js';
import type { ActHead } from '../../graph/records.js';
import type { Lazy } from '../common/lazy.js';

/** An event on its way to one listener, with the context it was read in and is answered in. */
export interface Told<Event extends LiveEvent> {
  readonly event: Lazy<Event>;
  readonly context: Context;
}

type Teller<Event extends LiveEvent> = (signal: AbortSignal) => AsyncGenerator<Told<Event>, void>;

/**
 * What a teller tells, until its listener goes away. A generator that waits cannot be ended from outside, so its wait is
 * broken off first.
 */
export function telling<Event extends LiveEvent>(context: Context, teller: Teller<Event>): AsyncIterableIterator<Told<Event>> {
  // Whoever has no valid token hears so at once, as everywhere.
  void context.identity;
  const leaving = new AbortController();
  const told = teller(leaving.signal);
  const end = async (): Promise<IteratorResult<Told<Event>>> => {
    leaving.abort();
    await told.return();
    return { done: true, value: undefined };
  };
  const iterator: AsyncIterableIterator<Told<Event>> = { next: () => told.next(), return: end, throw: end, [Symbol.asyncIterator]: () => iterator };
  return iterator;
}

/** Where a listener is in the stream of an organisation. */
export interface Place {
  readonly epoch: string;
  readonly number: number;
  /** Of the event that has the number; null where it is not kept. */
  readonly mark: string | null;
}

const version = 1;

export function writePlace({ epoch, number, mark }: Place): string {
  return Buffer.from(JSON.stringify([version, epoch, number, mark])).toString('base64url');
}

/** @throws Refusal INVALID_INPUT for what we never wrote */
function readPlace(cursor: string): Place {
  try {
    const parts: unknown = cursor.length > 200 ? null : JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 4) {
      const [made, epoch, number, mark] = parts as unknown[];
      if (made === version && typeof epoch === 'string' && Number.isSafeInteger(number) && Number(number) >= 0 && (mark === null || typeof mark === 'string')) return { epoch, number: Number(number), mark };
    }
  } catch {
    // What cannot be read is told of below, like what reads as something else.
  }
  throw invalid('after', 'This is no cursor of an event: use the `cursor` of one that you heard.');
}

export function streamOf(context: Context): EventStream {
  const { events } = context.sources;
  invariant(events !== undefined, 'whoever serves subscriptions has a stream of events');
  return events;
}

/**
 * The place to begin at: after the cursor, or now.
 * @throws Refusal CURSOR_EXPIRED when what came after it is no longer kept, or it is of a history that a restore took back
 */
export async function beginAt(context: Context, after: string | null | undefined): Promise<Place> {
  const wanted = after == null ? null : readPlace(after);
  const { org } = context.identity;
  const { epoch, last, floor } = await streamOf(context).head(org);
  if (wanted === null) return { epoch, number: last, mark: await streamOf(context).markAt(org, last) };
  if (wanted.epoch !== epoch || wanted.number < floor || wanted.number > last) throw expired();
  const mark = wanted.mark === null ? null : await streamOf(context).markAt(org, wanted.number);
  if (mark !== null && mark !== wanted.mark) throw expired();
  return wanted;
}

/** As many acts as one event carries. */
const mostActs = 100;

/** After so many events that were not for this listener it is told how far it has come, so that its cursor stays young. */
const passedAtMost = 500;

export interface Heard {
  /** Null where a listener is only told its place. */
  readonly event: NumberedEvent | null;
  readonly context: Context;
  /** What every event has, whatever it is about. */
  readonly common: Omit<Lazy<LiveEvent>, 'id' | 'kind'> & { readonly id: string; readonly kind: LiveEvent['kind']; readonly acts: readonly ReturnType<typeof actView>[] };
}

/**
 * The events after a place, each with a context of its own, in which the listener's token and standing are looked at anew.
 * Begins with one that says where it begins.
 * @param concerns whether an event can be for this listener at all; what is not costs nothing
 * @param outOfSight hears of an event that was for this listener, were it not kept from them
 */
export async function* hear(context: Context, after: string | null | undefined, signal: AbortSignal, concerns: (event: NumberedEvent) => boolean, outOfSight: () => void = () => undefined): AsyncGenerator<Heard, void> {
  const place = await beginAt(context, after);
  const { epoch } = place;
  const placed = (kind: 'OPENED' | 'PASSED', at: Place): Heard => {
    const fresh = context.afresh();
    return { event: null, context: fresh, common: { id: `${epoch}/${at.number}`, cursor: writePlace(at), kind, at: fresh.now, acts: [], isPartial: false } };
  };
  yield placed('OPENED', place);
  let passed = 0;
  for await (const event of streamOf(context).follow(context.identity.org, place.number, signal)) {
    const here: Place = { epoch, number: event.number, mark: markOf(event) };
    if (!concerns(event)) {
      passed++;
      if (passed >= passedAtMost) {
        yield placed('PASSED', here);
        passed = 0;
      }
      continue;
    }
    passed = 0;
    const fresh = context.afresh();
    const acts = await actsOf(event, fresh);
    // What was said where the listener may not look is not told, and not counted.
    if (event.acts.length > 0 && acts.length === 0) {
      outOfSight();
      continue;
    }
    yield {
      event,
      context: fresh,
      common: {
        id: event.id, cursor: writePlace(here), kind: event.acts.length === 0 ? 'CAME_DUE' : 'HAPPENED', at: event.at,
        acts: acts.map(actView), isPartial: event.acts.length > mostActs,
      },
    };
  }
}

async function actsOf(event: NumberedEvent, context: Context): Promise<readonly ActHead[]> {
  const found = await Promise.all(event.acts.slice(0, mostActs).map((id) => context.loaders.acts.load(id)));
  return found.filter((act) => act !== null);
}
