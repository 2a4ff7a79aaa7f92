import { millisecondsOf, momentOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';

/** Milliseconds after the first failure; each further one doubles them. */
const first = 5_000;
/** Nobody who is back waits longer than this. */
const most = 60 * 60 * 1_000;
/** What a receiver may ask for. Beyond it they would sooner be paused. */
const mostAskedFor = 6 * 60 * 60 * 1_000;

/**
 * When to try again after so many failures one after another: twice as long each time, up to an hour, and between half of
 * that and all of it, so that those who failed together don't come back together.
 * @param random from 0 up to 1
 * @param askedFor milliseconds that the receiver asks to be left alone
 */
export function retryAt(failures: number, now: Moment, random: number, askedFor: number | null): Moment {
  const whole = Math.min(most, first * 2 ** Math.min(failures - 1, 20));
  const wait = Math.round(whole * (0.5 + random / 2));
  return momentOf(millisecondsOf(now) + Math.max(wait, Math.min(askedFor ?? 0, mostAskedFor)));
}

/** Milliseconds that a `Retry-After` asks for, of either form; null for none, or one that says nothing. */
export function retryAfterIn(header: string | undefined, now: Moment): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1_000;
  // What an HTTP date begins with: `Date.parse` takes much that is none.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : Math.max(0, moment - millisecondsOf(now));
}

/** Whether it has failed for so long that nobody tries any more. */
export function isGivenUp(failingSince: Moment, now: Moment, giveUpAfter: number): boolean {
  return millisecondsOf(now) - millisecondsOf(failingSince) >= giveUpAfter;
}
