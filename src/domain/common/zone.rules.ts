import { Temporal } from 'temporal-polyfill';

/*
 * The clock on the wall, by plain arithmetic where it is plain: far from any change of a zone's clocks its offset is the
 * same the whole time, and what Temporal says in twenty microseconds is an addition. Whoever asks near a change gets null,
 * and asks Temporal. Imports ask this thousands of times a second.
 */

const dayLength = 86_400_000;

/** The offset of each day (UTC) that was asked for, by zone; null on a day on which it changes. */
const offsets = new Map<string, Map<number, number | null>>();
/** So many days are half a century of one organisation; then it begins anew. */
const mostDays = 20_000;
let daysKept = 0;

function offsetOn(day: number, zone: string): number | null {
  const ofZone = offsets.get(zone);
  const known = ofZone?.get(day);
  if (known !== undefined) return known;
  const starts = Temporal.Instant.fromEpochMilliseconds(day * dayLength).toZonedDateTimeISO(zone);
  const change = starts.getTimeZoneTransition('next');
  const isPlain = (change === null || change.epochMilliseconds >= (day + 1) * dayLength) && starts.offsetNanoseconds % 1_000_000 === 0;
  const offset = isPlain ? starts.offsetNanoseconds / 1_000_000 : null;
  if (daysKept >= mostDays) {
    offsets.clear();
    daysKept = 0;
  }
  const kept = offsets.get(zone) ?? new Map<number, number | null>();
  offsets.set(zone, kept);
  kept.set(day, offset);
  daysKept += 1;
  return offset;
}

/** The one offset of all days from one to another; null where it changes in between. */
function offsetThrough(first: number, last: number, zone: string): number | null {
  const offset = offsetOn(first, zone);
  for (let day = first + 1; day <= last; day++) if (offset === null || offsetOn(day, zone) !== offset) return null;
  return offset;
}

/** What the wall shows at an instant, as if it were UTC; null near a change. Both in milliseconds since 1970. */
export function wallAt(instant: number, zone: string): number | null {
  const offset = offsetOn(Math.floor(instant / dayLength), zone);
  return offset === null ? null : instant + offset;
}

/** The instant at which the wall shows this; null near a change. */
export function instantAt(wall: number, zone: string): number | null {
  const day = Math.floor(wall / dayLength);
  // No zone is more than a day away from UTC.
  const offset = offsetThrough(day - 1, day + 1, zone);
  return offset === null ? null : wall - offset;
}

/** How many days it is from one instant to a later one, those begun counted whole; null near a change. */
export function daysBetween(from: number, until: number, zone: string): number | null {
  if (until < from) return null;
  const start = wallAt(from, zone);
  const day = Math.floor(until / dayLength);
  const offset = offsetThrough(day - 2, day + 1, zone);
  return start === null || offset === null ? null : Math.ceil((until + offset - start) / dayLength);
}

/** A length of time in the units of a calendar and of a clock; never less than nothing. */
export interface Length {
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
}

const LENGTH = /^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/** Reads a duration of whole units; null for any other, and what is none. */
export function readLength(text: string): Length | null {
  const match = LENGTH.exec(text);
  if (match === null || /[PT]$/.test(text)) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return { months: years * 12 + months, days: weeks * 7 + days, milliseconds: ((hours * 60 + minutes) * 60 + seconds) * 1_000 };
}

/** The instant after a length of time, as the wall clock sees it; null near a change. */
export function after(instant: number, { months, days, milliseconds }: Length, zone: string): number | null {
  const wall = wallAt(instant, zone);
  if (wall === null) return null;
  const reached = instantAt((months === 0 ? wall : monthsAfter(wall, months)) + days * dayLength, zone);
  return reached === null ? null : reached + milliseconds;
}

function monthsAfter(wall: number, months: number): number {
  const date = new Date(wall);
  const month = date.getUTCMonth() + months;
  const [year, monthOfYear] = [date.getUTCFullYear() + Math.floor(month / 12), month % 12];
  // The 31st of a month that has none is its last day.
  const lastDay = new Date(Date.UTC(year, monthOfYear + 1, 0)).getUTCDate();
  return Date.UTC(year, monthOfYear, Math.min(date.getUTCDate(), lastDay)) + (wall - Math.floor(wall / dayLength) * dayLength);
}
