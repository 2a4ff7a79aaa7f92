import { compareTexts } from '../common/order.rules.js';
import { dualConditions } from './duties.rules.js';
import type { DualCondition, EndedDuty } from './duties.rules.js';
import { countsOf } from './dual.rules.js';
import type { DutyCounts } from './dual.rules.js';
import { meanOf, percentile, shareOf } from './figures.rules.js';
import type { EndedPromise } from './outcomes.rules.js';

/** A duty as far as figures are made of it. */
export type JudgedDuty = Pick<EndedDuty, 'condition' | 'done' | 'lateSeconds' | 'answerSeconds' | 'occasions' | 'withWords' | 'horizonDays'>;

/** How somebody did on one of the four conditions. */
export interface ConditionFigures extends DutyCounts {
  readonly condition: DualCondition;
  /** In time, of all that was asked. Of check-ins this is the cadence kept. */
  readonly inTimeShare: number | null;
  /** How long it took them, from when they were asked: half of the answers came within the one, nine in ten within the other. */
  readonly medianAnswerSeconds: number | null;
  readonly nineInTenAnswerSeconds: number | null;
  /** Of assessments that were given: how many came with words. */
  readonly withWords: number | null;
  readonly withWordsShare: number | null;
}

export function conditionFigures(duties: readonly JudgedDuty[]): readonly ConditionFigures[] {
  return dualConditions.map((condition) => {
    const some = duties.filter((duty) => duty.condition === condition);
    const counts = countsOf(some);
    const answers = some.flatMap(({ answerSeconds }) => (answerSeconds === null ? [] : [answerSeconds])).sort((one, other) => one - other);
    const given = some.filter(({ done, withWords }) => done && withWords !== null);
    const withWords = given.filter((duty) => duty.withWords === true).length;
    return {
      condition, ...counts, inTimeShare: shareOf(counts.inTime, counts.asked),
      medianAnswerSeconds: percentile(answers, 0.5), nineInTenAnswerSeconds: percentile(answers, 0.9),
      withWords: condition === 'GIVES_FEEDBACK' ? withWords : null,
      withWordsShare: condition === 'GIVES_FEEDBACK' ? shareOf(withWords, given.length) : null,
    };
  });
}

export interface ReviewFigures {
  readonly count: number;
  readonly clarity: number | null;
  readonly helpfulness: number | null;
}

export function reviewFigures(reviews: readonly { readonly clarity: number; readonly helpfulness: number }[]): ReviewFigures {
  return { count: reviews.length, clarity: meanOf(reviews.map(({ clarity }) => clarity)), helpfulness: meanOf(reviews.map(({ helpfulness }) => helpfulness)) };
}

/** What a Customer has on their hands now. */
export interface CustomerLoad {
  /** Promises of duals that are in force: workflows in which they are the Customer, and both have engaged. */
  readonly openDuals: number;
  /** How much waits for them as a Customer, and how much of that is overdue. */
  readonly waiting: number;
  readonly overdue: number;
  /** Promises of their own that are in force. */
  readonly performing: number;
}

/** From when to when somebody carried a promise. */
export type CarriedSpan = Pick<EndedPromise, 'madeAt' | 'endedAt'>;

/** As many as were carried at the same time when it was most. What ends at a moment is no longer carried at it. */
export function mostAtOnce(spans: readonly CarriedSpan[]): number {
  const begins = spans.map(({ madeAt }) => madeAt).sort(compareTexts);
  const ends = spans.map(({ endedAt }) => endedAt).sort(compareTexts);
  let most = 0;
  let ended = 0;
  for (const [begun, at] of begins.entries()) {
    for (let next = ends[ended]; next !== undefined && next <= at; next = ends[++ended]);
    most = Math.max(most, begun + 1 - ended);
  }
  return most;
}
