import { Temporal } from 'temporal-polyfill';
import { invalid } from './refusal.js';

/**
 * Moments are fixed-width UTC strings with milliseconds (`2026-11-21T09:30:00.000Z`): they sort as text, index as
 * text, and cross the driver without its temporal types. Days are `YYYY-MM-DD` and mean nothing without a time zone.
 */
export type Moment = string;
export type Day = string;
export type Duration = string;

/** The end of what has no end yet; greater than every moment there can be. */
export const FOREVER: Moment = '9999-12-31T23:59:59.999Z';

/** Within every span that has no end yet: "as of" this is the present, whatever the clocks say. */
export const PRESENTLY: Moment = '9999-12-31T23:59:59.998Z';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i;
// Outside these years a fixed-width text is no longer fixed, or no one means it.
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2200;

export function momentOf(milliseconds: number): Moment {
  return new Date(milliseconds).toISOString();
}

export function millisecondsOf(moment: Moment): number {
  return Date.parse(moment);
}

function inRange(moment: Moment): boolean {
  const year = Number(moment.slice(0, 4));
  return moment.length === 24 && year >= EARLIEST_YEAR && year <= LATEST_YEAR;
}

/** Reads an ISO 8601 date-time with an offset; null when it isn't one, or lies outside 1900 to 2200. */
export function readMoment(text: string): Moment | null {
  if (text.length > 40 || !MOMENT.test(text)) return null;
  try {
    const moment = momentOf(Temporal.Instant.from(text.toUpperCase()).epochMilliseconds);
    return inRange(moment) ? moment : null;
  } catch {
    return null;
  }
}

/** Reads a calendar day; null when there is no such day, or it lies outside 1900 to 2200. */
export function readDay(text: string): Day | null {
  if (!DAY.test(text)) return null;
  try {
    const day = Temporal.PlainDate.from(text, { overflow: 'reject' });
    return day.year >= EARLIEST_YEAR && day.year <= LATEST_YEAR ? day.toString() : null;
  } catch {
    return null;
  }
}

/** Reads a duration of calendar and clock units, greater than zero; null when it isn't one or is over 100 years. */
export function readDuration(text: string): Duration | null {
  if (text.length > 40) return null;
  try {
    const duration = Temporal.Duration.from(text);
    const start = Temporal.PlainDateTime.from('2000-01-01T00:00');
    const end = start.add(duration);
    if (Temporal.PlainDateTime.compare(end, start) <= 0 || end.year > 2100) return null;
    return duration.toString();
  } catch {
    return null;
  }
}

export function isTimeZone(zone: string): boolean {
  if (zone.length > 64) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

export function startOfDay(day: Day, zone: string): Moment {
  return momentOf(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }).epochMilliseconds);
}

/** The last millisecond of a day: what a bare date means as a due. */
export function endOfDay(day: Day, zone: string): Moment {
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime({ timeZone: zone });
  return momentOf(next.epochMilliseconds - 1);
}

export function dayOf(moment: Moment, zone: string): Day {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A due or other "until": a bare date means the end of that day in the organisation's time zone. */
export function dueMoment(text: string, zone: string, field: readonly (string | number)[]): Moment {
  return eitherMoment(text, (day) => endOfDay(day, zone), field);
}

/** A start: a bare date means the beginning of that day, since a window that starts today has started. */
export function startMoment(text: string, zone: string, field: readonly (string | number)[]): Moment {
  return eitherMoment(text, (day) => startOfDay(day, zone), field);
}

function eitherMoment(text: string, ofDay: (day: Day) => Moment, field: readonly (string | number)[]): Moment {
  const day = readDay(text);
  if (day !== null) return ofDay(day);
  const moment = readMoment(text);
  if (moment !== null) return moment;
  throw invalid(field, 'Give a date (2026-12-31) or a date-time with an offset (2026-12-31T17:00:00Z), from 1900 to 2200.');
}

/** Adds a calendar duration as the wall clock of the zone sees it, so that "in 3 days" survives a change of clocks. */
export function addDuration(moment: Moment, duration: Duration, zone: string): Moment {
  const sum = Temporal.Instant.from(moment).toZonedDateTimeISO(zone).add(Temporal.Duration.from(duration));
  return momentOf(sum.epochMilliseconds);
}

export interface Horizon {
  /** Calendar length as ISO 8601, the largest units first: `P3Y`, `P1Y`, `P3M`. */
  readonly duration: Duration;
  /** Whole days, rounded up; at least 1. */
  readonly days: number;
}

/** How far a window reaches. A due at the end of a day counts as the start of the next: 1 January to 31 December is P1Y. */
export function horizonOf(starts: Moment, due: Moment, zone: string): Horizon {
  const from = Temporal.Instant.from(starts).toZonedDateTimeISO(zone);
  const until = Temporal.Instant.fromEpochMilliseconds(millisecondsOf(due) + 1).toZonedDateTimeISO(zone);
  const days = Math.max(1, Math.ceil(from.until(until, { largestUnit: 'day' }).total({ unit: 'day', relativeTo: from })));
  const whole = from.toPlainDate().until(from.toPlainDate().add({ days }), { largestUnit: 'year' });
  return { duration: whole.toString(), days };
}
