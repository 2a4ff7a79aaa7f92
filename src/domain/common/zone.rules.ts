import { Temporal } from 'temporal-polyfill';

/*
 * The clock on the wall, by plain arithmetic where it is plain: far from any change of a zone's clocks its offset is the
 * same the whole time, and what Temporal says in twenty microseconds is an addition. Whoever asks near a change gets null,
 * and asks Temporal. Imports ask this thousands of times a second.
 */

const dayLength = 86_400_000;

/** The time between two changes of a zone's clocks. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** The stretches of each zone that were asked for, the one asked for last in front. */
const stretches = new Map<string, Stretch[]>();
/** Dozens of years of hundreds of zones; then it begins anew. */
const mostStretches = 20_000;
let stretchesKept = 0;

function stretchAt(instant: number, zone: string): Stretch {
  const ofZone = stretches.get(zone);
  const first = ofZone?.[0];
  if (first !== undefined && instant >= first.from && instant < first.to) return first;
  const at = ofZone?.findIndex(({ from, to }) => instant >= from && instant < to) ?? -1;
  const [found = readStretch(instant, zone)] = at === -1 ? [] : (ofZone?.splice(at, 1) ?? []);
  if (at === -1) stretchesKept += 1;
  if (stretchesKept > mostStretches) {
    stretches.clear();
    stretchesKept = 1;
  }
  stretches.set(zone, [found, ...(stretches.get(zone) ?? [])]);
  return found;
}

function readStretch(instant: number, zone: string): Stretch {
  const at = (milliseconds: number): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone);
  const here = at(instant);
  // The change before is one that is over: at the moment of a change itself, it is this one.
  const [from, to] = [at(instant + 1).getTimeZoneTransition('previous'), here.getTimeZoneTransition('next')];
  return { from: from?.epochMilliseconds ?? -Infinity, to: to?.epochMilliseconds ?? Infinity, offset: here.offsetNanoseconds / 1_000_000 };
}

/** What the wall shows at an instant, as if it were UTC. Both in milliseconds since 1970. */
export function wallAt(instant: number, zone: string): number {
  return instant + stretchAt(instant, zone).offset;
}

/** The instant at which the wall shows this; null near a change. */
export function instantAt(wall: number, zone: string): number | null {
  const { from, to, offset } = stretchAt(wall, zone);
  // No zone is more than a day away from UTC.
  return wall - dayLength >= from && wall + dayLength < to ? wall - offset : null;
}

/** How many days it is from one instant to a later one, those begun counted whole; null near a change. */
export function daysBetween(from: number, until: number, zone: string): number | null {
  const stretch = stretchAt(until, zone);
  // The last of the days may begin two days before its end, where a clock has gone back in between.
  const isPlain = from <= until && until - 2 * dayLength >= stretch.from && until + dayLength < stretch.to;
  return isPlain ? Math.ceil((until + stretch.offset - wallAt(from, zone)) / dayLength) : null;
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
