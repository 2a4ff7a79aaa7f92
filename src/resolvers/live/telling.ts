import type { Context } from '../../context.js';
import { invariant } from '../../domain/common/refusal.js';
import { readPlace, writePlace } from '../../domain/live/place.rules.js';
import type { Place } from '../../domain/live/place.rules.js';
import { expired, markOf, seenActs } from '../../graph/event-stream.js';
import type { EventStream } from '../../graph/event-stream.js';
import { tellsOf, waitsOf } from '../../graph/outbox.js';
import type { DueWait, NumberedEvent } from '../../graph/outbox.js';
import type { DueWait as DueWaitType, LiveEvent } from '../../schema/live/live.types.js';
import { actView } from '../act/act.view.js';
import { loadAgent } from '../agent/agent.view.js';
import type { Lazy } from '../common/lazy.js';
import { workflowView } from '../workflow/workflow.view.js';
import type { WorkflowView } from '../workflow/workflow.view.js';

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
  readonly common: Omit<Lazy<LiveEvent>, 'id' | 'kind'> & { readonly id: string; readonly kind: LiveEvent['kind']; readonly acts: readonly ReturnType<typeof actView>[]; readonly cameDue: readonly Lazy<DueWaitType>[] };
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
    return { event: null, context: fresh, common: { id: `${epoch}/${at.number}`, cursor: writePlace(at), kind, at: fresh.now, acts: [], isPartial: false, cameDue: [] } };
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
    const { acts, isPartial } = await seenActs(event.acts, mostActs, (id) => fresh.loaders.acts.load(id));
    // What was said where the listener may not look is not told, and not counted.
    if (event.acts.length > 0 && acts.length === 0) {
      outOfSight();
      continue;
    }
    yield {
      event,
      context: fresh,
      common: {
        id: event.id, cursor: writePlace(here), kind: tellsOf(event), at: event.at,
        acts: acts.map(actView), isPartial, cameDue: waitsOf(event).map(dueWaitView),
      },
    };
  }
}

function dueWaitView({ agent, side, move, since, due }: DueWait): Lazy<DueWaitType> {
  return { agent: (_: never, context) => loadAgent(agent, null, context), side, move, since, due };
}

/** The one workflow that an event is of, as it stands for the listener: null where it is of none, of several, or of one out of their sight. */
export function workflowOf({ event, context }: Heard): () => Promise<WorkflowView | null> {
  const [id, ...more] = event?.workflows ?? [];
  return async () => {
    const found = id === undefined || more.length > 0 ? null : await context.loaders.workflows.load({ id, asOf: null });
    return found === null ? null : workflowView(found);
  };
}

/** Whether the clock tells it, and not somebody: there are no acts in it by which to judge who may hear. */
export function isOfClock({ kind }: Pick<Heard['common'], 'kind'>): boolean {
  return kind === 'CAME_DUE' || kind === 'FELL_OVERDUE';
}
