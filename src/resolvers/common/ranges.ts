import type { Context } from '../../context.js';
import { dueMoment, readMoment, startMoment } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import type { HorizonFilter, TimeRange } from '../../schema/common/payloads.js';

export interface Ranges {
  readonly horizonFrom: number | null;
  readonly horizonTo: number | null;
  readonly dueFrom: Moment | null;
  readonly dueTo: Moment | null;
}

/** A filter's horizons and dues as a statement takes them. */
export async function rangesOf(filter: { readonly horizon?: HorizonFilter | null; readonly due?: TimeRange | null } | null | undefined, context: Context): Promise<Ranges> {
  const { horizon, due } = filter ?? {};
  return {
    horizonFrom: horizon?.atLeastDays ?? null,
    horizonTo: horizon?.atMostDays ?? null,
    dueFrom: due?.from == null ? null : await momentIn(due.from, startMoment, ['filter', 'due', 'from'], context),
    dueTo: due?.to == null ? null : await momentIn(due.to, dueMoment, ['filter', 'due', 'to'], context),
  };
}

/**
 * The moment of the past that an argument means: a bare date is the end of that day in the organisation's time zone.
 * The record knows no future, so what lies ahead (today's end, say) means now: another moment for the next page, so a cursor of
 * a list holds the text.
 */
export async function untilMoment(text: string | null | undefined, field: string, context: Context): Promise<Moment | null> {
  if (text == null) return null;
  const moment = await momentIn(text, dueMoment, [field], context);
  return moment < context.now ? moment : context.now;
}

/** The moment of the past that a span begins at: a bare date is the beginning of that day. */
export async function sinceMoment(text: string | null | undefined, field: string, context: Context): Promise<Moment | null> {
  return text == null ? null : momentIn(text, startMoment, [field], context);
}

// Only a bare date needs the time zone, and the round trip to read it.
async function momentIn(text: string, read: typeof dueMoment, field: readonly string[], context: Context): Promise<Moment> {
  const moment = readMoment(text);
  return moment ?? read(text, await context.zone, field);
}
