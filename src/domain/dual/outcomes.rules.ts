import { bandOf, horizonBands } from '../cascade/accountability.rules.js';
import { millisecondsOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import type { HorizonBand } from '../interlock/facets.rules.js';
import type { PromiseStatus } from '../workflow/workflow.types.js';
import { meanOf, shareOf } from './figures.rules.js';

/** A promise that has ended, as far as it says how. */
export interface EndedPromise {
  readonly status: Extract<PromiseStatus, 'REDEEMED' | 'BROKEN' | 'RELEASED' | 'SUPERSEDED'>;
  readonly horizonDays: number;
  readonly madeAt: Moment;
  readonly due: Moment;
  readonly deliveredAt: Moment | null;
  readonly endedAt: Moment;
  /** Of one that was superseded: when the renegotiation began. */
  readonly renegotiatedAt: Moment | null;
  /** The last that its Performer said of it, before it ended. */
  readonly confidence: number | null;
}

/** How promises ended. A renegotiation is one way: another promise stands in its place, and is counted when that ends. */
export interface Outcomes {
  readonly kept: number;
  readonly keptLate: number;
  readonly renegotiatedEarly: number;
  readonly renegotiatedLate: number;
  readonly broken: number;
  readonly released: number;
}

/**
 * A renegotiation comes at the last minute when less than a tenth of the promise's time is left: whoever counts on it has
 * that much to find another way.
 */
export const lastMinuteShare = 0.1;

export function outcomeOf(promise: EndedPromise): keyof Outcomes {
  switch (promise.status) {
    case 'REDEEMED':
      return promise.deliveredAt !== null && promise.deliveredAt > promise.due ? 'keptLate' : 'kept';
    case 'BROKEN':
      return 'broken';
    case 'RELEASED':
      return 'released';
    case 'SUPERSEDED': {
      const [made, due, asked] = [promise.madeAt, promise.due, promise.renegotiatedAt ?? promise.endedAt].map(millisecondsOf) as [number, number, number];
      return due - asked < lastMinuteShare * (due - made) ? 'renegotiatedLate' : 'renegotiatedEarly';
    }
  }
}

export function outcomesOf(promises: Iterable<EndedPromise>): Outcomes {
  const counts = { kept: 0, keptLate: 0, renegotiatedEarly: 0, renegotiatedLate: 0, broken: 0, released: 0 };
  for (const promise of promises) counts[outcomeOf(promise)]++;
  return counts;
}

/** Kept in time, of all that were to be: what was released or renegotiated was not to be kept any more. */
export function keptShare({ kept, keptLate, broken }: Outcomes): number | null {
  return shareOf(kept, kept + keptLate + broken);
}

export const readinesses = ['READY', 'NOT_YET', 'UNPROVEN'] as const;
export type Readiness = (typeof readinesses)[number];

/** When somebody counts as ready for a horizon: they have shown it often enough, and kept what they promised. */
export const readyWith = { promises: 3, keptShare: 0.8 } as const;

export interface HorizonOutcomes {
  readonly band: HorizonBand;
  readonly outcomes: Outcomes;
  readonly keptShare: number | null;
  readonly readiness: Readiness;
}

/** What became of promises on each horizon on which there are any, the longest first. */
export function outcomesByHorizon(promises: readonly EndedPromise[]): readonly HorizonOutcomes[] {
  const byBand = new Map<HorizonBand, EndedPromise[]>();
  for (const promise of promises) {
    const band = bandOf(promise.horizonDays);
    const some = byBand.get(band);
    if (some === undefined) byBand.set(band, [promise]);
    else some.push(promise);
  }
  return horizonBands.flatMap((band) => {
    const some = byBand.get(band);
    if (some === undefined) return [];
    const outcomes = outcomesOf(some);
    return [{ band, outcomes, keptShare: keptShare(outcomes), readiness: readinessFor(outcomes) }];
  });
}

function readinessFor(outcomes: Outcomes): Readiness {
  if (outcomes.kept + outcomes.keptLate + outcomes.broken < readyWith.promises) return 'UNPROVEN';
  return (keptShare(outcomes) ?? 0) >= readyWith.keptShare ? 'READY' : 'NOT_YET';
}

/** The longest horizon on which one of them was kept, in days. */
export function longestKept(promises: Iterable<EndedPromise>): number | null {
  let longest: number | null = null;
  for (const { status, horizonDays } of promises) if (status === 'REDEEMED') longest = Math.max(longest ?? 0, horizonDays);
  return longest;
}

export interface CalibrationBand {
  /** From and up to this confidence: the first holds it, the second only at 1. */
  readonly from: number;
  readonly to: number;
  readonly promises: number;
  readonly meanConfidence: number;
  readonly keptShare: number;
}

export interface Calibration {
  /** How many promises it is of: those that were kept or broken, and of which a confidence was ever said. */
  readonly promises: number;
  /** The mean of (confidence − outcome)², where kept is 1 and broken 0: 0 is perfect, 0.25 what saying 0.5 always gets. */
  readonly brierScore: number | null;
  readonly curve: readonly CalibrationBand[];
}

const bandsOfConfidence = 10;

/**
 * How well the confidence that was stated matched what happened. The last that was said before the end counts: it knew
 * most. Kept late is kept, since the conditions were met; released and renegotiated promises proved nothing either way.
 */
export function calibrationOf(promises: Iterable<EndedPromise>): Calibration {
  const stated: { confidence: number; outcome: 0 | 1 }[] = [];
  for (const { status, confidence } of promises) {
    if (confidence !== null && (status === 'REDEEMED' || status === 'BROKEN')) stated.push({ confidence, outcome: status === 'REDEEMED' ? 1 : 0 });
  }
  const bands = Array.from({ length: bandsOfConfidence }, (): typeof stated => []);
  // What is exactly on a border, like 0.3, belongs to the band that begins there, whatever its binary fraction says.
  for (const one of stated) bands[Math.min(bandsOfConfidence - 1, Math.floor(one.confidence * bandsOfConfidence + 1e-9))]?.push(one);
  return {
    promises: stated.length,
    brierScore: meanOf(stated.map(({ confidence, outcome }) => (confidence - outcome) ** 2)),
    curve: bands.flatMap((some, index) => some.length === 0 ? [] : [{
      from: index / bandsOfConfidence, to: (index + 1) / bandsOfConfidence, promises: some.length,
      meanConfidence: meanOf(some.map(({ confidence }) => confidence)) ?? 0,
      keptShare: meanOf(some.map(({ outcome }) => outcome)) ?? 0,
    }]),
  };
}
