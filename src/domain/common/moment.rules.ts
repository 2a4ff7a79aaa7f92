import { Temporal } from 'temporal-polyfill';
import { invalid } from './refusal.js';
import { after, daysBetween, instantAt, readLength, wallAt } from './zone.rules.js';
import type { Length } from './zone.rules.js';

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
const DAY_LENGTH = 86_400_000;

/** Days as they were last written, by their number since 1970. */
const daysWritten = new Map<number, Day>();
const mostDaysWritten = 10_000;

/** As toISOString has it, which takes ten times as long. */
export function momentOf(milliseconds: number): Moment {
  const number = Math.floor(milliseconds / DAY_LENGTH);
  let day = daysWritten.get(number);
  if (day === undefined) {
    const text = new Date(milliseconds).toISOString();
    // Beyond the years of four digits there is nothing that we write.
    if (text.length !== 24 || !Number.isSafeInteger(milliseconds)) return text;
    day = text.slice(0, 10);
    if (daysWritten.size >= mostDaysWritten) daysWritten.clear();
    daysWritten.set(number, day);
  }
  const time = milliseconds - number * DAY_LENGTH;
  if (!Number.isInteger(time)) return new Date(milliseconds).toISOString();
  const [minutes, rest] = [Math.floor(time / 60_000), time % 60_000];
  return `${day}T${twoDigits[Math.floor(minutes / 60)] ?? ''}:${twoDigits[minutes % 60] ?? ''}:${twoDigits[Math.floor(rest / 1_000)] ?? ''}.${String(rest % 1_000).padStart(3, '0')}Z`;
}

const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));

/** As Date.parse has it: of a day, its beginning in UTC. */
export function millisecondsOf(moment: Moment | Day): number {
  if (!isMoment(moment)) return Date.parse(moment);
  const day = daysSince1970(digits(moment, 0, 4), digits(moment, 5, 7), digits(moment, 8, 10));
  return day * DAY_LENGTH + ((digits(moment, 11, 13) * 60 + digits(moment, 14, 16)) * 60 + digits(moment, 17, 19)) * 1_000 + digits(moment, 20, 23);
}

/** Days from 1 January 1970 to a day of the calendar, by the length of its four hundred years. */
function daysSince1970(year: number, month: number, day: number): number {
  // Counted from March, a leap day is the last of its year.
  const [years, months] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  const century = Math.floor(years / 100);
  return years * 365 + Math.floor(years / 4) - century + Math.floor(century / 4) + Math.floor((153 * months + 2) / 5) + day - 719_469;
}

function inRange(moment: Moment): boolean {
  const year = Number(moment.slice(0, 4));
  return moment.length === 24 && year >= EARLIEST_YEAR && year <= LATEST_YEAR;
}

const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a moment as it is kept: `readMoment` would give it back as it is. */
export function isMoment(text: string): boolean {
  if (text.length !== 24 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || text[19] !== '.' || text[23] !== 'Z') return false;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  if (!(year >= EARLIEST_YEAR && year <= LATEST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= (monthLengths[month - 1] ?? 0))) return false;
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return false;
  return digits(text, 11, 13) <= 23 && digits(text, 14, 16) <= 59 && digits(text, 17, 19) <= 59 && digits(text, 20, 23) <= 999;
}

/** The number that these digits are; not a number where they are none. Thousands of moments are read for each promise that comes in. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Reads an ISO 8601 date-time with an offset; null when it isn't one, or lies outside 1900 to 2200. */
export function readMoment(text: string): Moment | null {
  if (isMoment(text)) return text;
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

/** Zones that were asked about and are some, in one spelling or another. */
const timeZones = new Set<string>();

export function isTimeZone(zone: string): boolean {
  if (timeZones.has(zone)) return true;
  if (zone.length > 64) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    if (timeZones.size < 1_000) timeZones.add(zone);
    return true;
  } catch {
    return false;
  }
}

export function startOfDay(day: Day, zone: string): Moment {
  const plain = instantAt(millisecondsOf(day), zone);
  if (plain !== null) return momentOf(plain);
  return momentOf(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }).epochMilliseconds);
}

/** The last millisecond of a day: what a bare date means as a due. */
export function endOfDay(day: Day, zone: string): Moment {
  const plain = instantAt(millisecondsOf(day) + DAY_LENGTH, zone);
  if (plain !== null) return momentOf(plain - 1);
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime({ timeZone: zone });
  return momentOf(next.epochMilliseconds - 1);
}

export function dayOf(moment: Moment, zone: string): Day {
  return momentOf(wallAt(millisecondsOf(moment), zone)).slice(0, 10);
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
  const length = lengthOf(duration);
  const plain = length === null ? null : after(millisecondsOf(moment), length, zone);
  if (plain !== null) return momentOf(plain);
  const sum = Temporal.Instant.from(moment).toZonedDateTimeISO(zone).add(Temporal.Duration.from(duration));
  return momentOf(sum.epochMilliseconds);
}

/** Durations that were read: all customerships together have a dozen. */
const lengths = new Map<Duration, Length | null>();

function lengthOf(duration: Duration): Length | null {
  const known = lengths.get(duration);
  if (known !== undefined) return known;
  const read = readLength(duration);
  if (lengths.size < 1_000) lengths.set(duration, read);
  return read;
}

/** A length of time in seconds as ISO 8601 writes it, in days, hours, minutes and seconds: what took so long, not what is agreed on. */
export function durationOf(seconds: number): Duration {
  const whole = Math.max(0, Math.round(seconds));
  const part = (value: number, unit: string): string => (value === 0 ? '' : `${String(value)}${unit}`);
  const days = part(Math.floor(whole / 86_400), 'D');
  const time = part(Math.floor(whole / 3_600) % 24, 'H') + part(Math.floor(whole / 60) % 60, 'M') + part(whole % 60, 'S');
  if (days === '' && time === '') return 'PT0S';
  return `P${days}${time === '' ? '' : `T${time}`}`;
}

export interface Horizon {
  /** Calendar length as ISO 8601, the largest units first: `P3Y`, `P1Y`, `P3M`. */
  readonly duration: Duration;
  /** Whole days, rounded up; at least 1. */
  readonly days: number;
}

/** How far a window reaches. A due at the end of a day counts as the start of the next: 1 January to 31 December is P1Y. */
export function horizonOf(starts: Moment, due: Moment, zone: string): Horizon {
  const days = horizonDays(starts, due, zone);
  const from = Temporal.PlainDate.from(dayOf(starts, zone));
  return { duration: from.until(from.add({ days }), { largestUnit: 'year' }).toString(), days };
}

/** The days of `horizonOf` alone: most who ask want no more, and the rest is dear. */
export function horizonDays(starts: Moment, due: Moment, zone: string): number {
  const plain = daysBetween(millisecondsOf(starts), millisecondsOf(due) + 1, zone);
  if (plain !== null) return Math.max(1, plain);
  const from = Temporal.Instant.from(starts).toZonedDateTimeISO(zone);
  const until = Temporal.Instant.fromEpochMilliseconds(millisecondsOf(due) + 1).toZonedDateTimeISO(zone);
  return Math.max(1, Math.ceil(from.until(until, { largestUnit: 'day' }).total({ unit: 'day', relativeTo: from })));
}
