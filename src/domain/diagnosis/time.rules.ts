import { millisecondsOf, momentOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';

const dayLength = 86_400_000;

/** Whole days that have gone by between two moments. */
export function daysSince(since: Moment, now: Moment): number {
  return Math.floor((millisecondsOf(now) - millisecondsOf(since)) / dayLength);
}

export function daysBefore(days: number, now: Moment): Moment {
  return momentOf(millisecondsOf(now) - Math.round(days * dayLength));
}

/** To one decimal, as people say it. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
