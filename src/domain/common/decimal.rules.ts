import { Decimal } from 'decimal.js';

/** Exact decimals travel and rest as plain strings: `"99.95"`, never a float and never an exponent. */
export type DecimalText = string;

// 38 digits, as PostgreSQL's and Neo4j's neighbours commonly carry; more is a mistake or an attack.
const NUMBER = /^[+-]?\d{1,20}(?:\.\d{1,18})?$/;
const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

export function readDecimal(text: string): DecimalText | null {
  if (!NUMBER.test(text)) return null;
  const value = new Exact(text);
  return value.isZero() ? '0' : value.toFixed();
}

export function compareDecimals(left: DecimalText, right: DecimalText): number {
  return new Exact(left).comparedTo(right);
}

/** Where `value` stands on the way from `from` to `to`, as a share from 0 to 1. */
export function shareOfWay(from: DecimalText, to: DecimalText, value: DecimalText): number {
  const way = new Exact(to).minus(from);
  if (way.isZero()) return compareDecimals(value, to) === 0 ? 1 : 0;
  return Decimal.max(0, Decimal.min(1, new Exact(value).minus(from).div(way))).toDecimalPlaces(6).toNumber();
}

/** What decimals add up to, exactly. */
export function sumOf(values: Iterable<DecimalText>): DecimalText {
  let sum = new Exact(0);
  for (const value of values) sum = sum.plus(value);
  return sum.toFixed();
}

export function differenceOf(left: DecimalText, right: DecimalText): DecimalText {
  return new Exact(left).minus(right).toFixed();
}

export function productOf(left: DecimalText, right: DecimalText): DecimalText {
  return new Exact(left).times(right).toFixed();
}

/** A share of a whole, to the 18 places that a decimal may have; rounded down, so that shares never add up to more than their whole. */
export function ratioOf(part: DecimalText, whole: DecimalText): DecimalText {
  return new Exact(part).div(whole).toDecimalPlaces(18, Decimal.ROUND_DOWN).toFixed();
}

/** Σ part × value, over a whole, to the millionth. One division at the end, so that a tie is still a tie when it is rounded. */
export function weightedSum(parts: readonly DecimalText[], values: readonly number[], whole: DecimalText): number {
  let sum = new Exact(0);
  parts.forEach((part, index) => {
    const value = values[index] ?? 0;
    if (value !== 0) sum = sum.plus(new Exact(part).times(value));
  });
  return sum.div(whole).toDecimalPlaces(6).toNumber();
}
