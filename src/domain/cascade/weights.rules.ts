import { compareDecimals, differenceOf, productOf, ratioOf, readDecimal, sumOf } from '../common/decimal.rules.js';
import type { DecimalText } from '../common/decimal.rules.js';
import { invalid } from '../common/refusal.js';

/**
 * How weights were made complete. GIVEN: as they were said. EQUAL_PARTS: none was said, so each gets the same.
 * REST_IN_EQUAL_PARTS: those that weren't said share what the others leave. SCALED: they add up to more than the whole,
 * which only an import can bring about, and were divided by their sum.
 */
export const weighings = ['GIVEN', 'EQUAL_PARTS', 'REST_IN_EQUAL_PARTS', 'SCALED'] as const;

/** Complete weights, as parts of one whole, so that thirds stay exact. */
export interface Weighing {
  readonly parts: readonly DecimalText[];
  readonly whole: DecimalText;
  readonly how: (typeof weighings)[number];
  /** How much of 1 they leave over. */
  readonly rest: DecimalText;
}

// Most conditions are served by nobody or by one, whose weight nobody has said.
const none: Weighing = { parts: [], whole: '1', how: 'GIVEN', rest: '1' };
const oneAlone: Weighing = { parts: ['1'], whole: '1', how: 'EQUAL_PARTS', rest: '0' };

/** Completes weights of which some, or all, were never said. */
export function weigh(given: readonly (DecimalText | null)[]): Weighing {
  if (given.length === 0) return none;
  if (given.length === 1 && given[0] === null) return oneAlone;
  const said = given.filter((one) => one !== null);
  const sum = sumOf(said);
  if (compareDecimals(sum, '1') > 0) {
    return { parts: given.map((one) => one ?? '0'), whole: sum, how: 'SCALED', rest: '0' };
  }
  const silent = given.length - said.length;
  const left = differenceOf('1', sum);
  if (silent === 0) return { parts: said, whole: '1', how: 'GIVEN', rest: left };
  const whole = String(silent);
  return {
    parts: given.map((one) => (one === null ? left : productOf(one, whole))),
    whole,
    how: said.length === 0 ? 'EQUAL_PARTS' : 'REST_IN_EQUAL_PARTS',
    rest: '0',
  };
}

/** One of the weights, to be shown. */
export function weightAt({ parts, whole }: Weighing, index: number): DecimalText {
  const part = parts[index] ?? '0';
  return whole === '1' ? part : ratioOf(part, whole);
}

/** A weight as it was given: more than 0, at most 1; null for one that was left out. @throws Refusal INVALID_INPUT */
export function checkWeight(text: string | null | undefined, field: readonly (string | number)[]): DecimalText | null {
  if (text === null || text === undefined) return null;
  const weight = readDecimal(text);
  if (weight === null || compareDecimals(weight, '0') <= 0 || compareDecimals(weight, '1') > 0) {
    throw invalid(field, 'Give a plain decimal greater than 0 and at most 1, such as "0.25", or leave it out.');
  }
  return weight;
}

/** What others leave of 1; "0" when they leave nothing. */
export function leftBy(others: readonly (DecimalText | null)[]): DecimalText {
  const left = differenceOf('1', sumOf(others.filter((one) => one !== null)));
  return compareDecimals(left, '0') < 0 ? '0' : left;
}

/** Whether weights that were said add up to more than the whole. */
export function isOverfull(weights: readonly (DecimalText | null)[]): boolean {
  return compareDecimals(sumOf(weights.filter((one) => one !== null)), '1') > 0;
}
