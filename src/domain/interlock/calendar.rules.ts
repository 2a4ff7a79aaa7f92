import { dayOf, momentOf, millisecondsOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';

/** Where there is no day; earlier than every day there can be. */
export const NO_DAY = -0x8000_0000;

const dayLength = 24 * 60 * 60 * 1_000;

// Clocks have been set by quarters of an hour since 1972: of a quarter, its first and its last moment nearly always share a day.
const quarter = 15 * 60 * 1_000;

/**
 * Days as numbers, so that "how many days late" is a subtraction: judged in the organisation's time zone, since between
 * two evenings in October there may be 25 hours. Moments of plans share few quarters of an hour, so each is looked up once.
 */
export class Calendar {
  private readonly days = new Map<number, number>();

  constructor(readonly zone: string) {}

  dayNumber(moment: Moment): number {
    return this.dayNumberAt(millisecondsOf(moment));
  }

  dayNumberAt(milliseconds: number): number {
    const start = Math.floor(milliseconds / quarter);
    const known = this.days.get(start);
    if (known !== undefined) return known;
    const first = this.reckon(start * quarter);
    const last = this.reckon((start + 1) * quarter - 1);
    if (first !== last) return this.reckon(milliseconds);
    this.days.set(start, first);
    return first;
  }

  private reckon(milliseconds: number): number {
    return Date.parse(dayOf(momentOf(milliseconds), this.zone)) / dayLength;
  }
}
