import type { Finding, FindingKind } from './diagnosis.types.js';

/**
 * What a finding of each kind may weigh at most: how much of what two promised each other is lost by it. What stops many
 * weighs most, what breaks a duty more than what is only slow, and least what says how people work together and harms nobody
 * today.
 */
export const gravity: Readonly<Record<FindingKind, number>> = {
  EVERYONE_WAITS_FOR_ONE: 1,
  RING_NOBODY_SETTLES: 0.9,
  DELIVERED_NEVER_ASSESSED: 0.9,
  CUSTOMER_SILENT: 0.8,
  RENEGOTIATED_LAST_MINUTE_AGAIN: 0.8,
  NEGOTIATING_IN_CIRCLES: 0.7,
  EXECUTING_WITHOUT_A_PROMISE: 0.6,
  CONCERN_WITH_TWO_CUSTOMERS: 0.6,
  LISTENING_TOO_LONG: 0.6,
  TOO_MANY_HORIZONS: 0.5,
  PROMISE_WITHOUT_MEASURABLE_CONDITIONS: 0.4,
  SERVES_NOTHING: 0.3,
  PARTIES_NEVER_CHANGE_PLACES: 0.2,
};

/**
 * gravity × (1 − threshold ÷ (2 × measured)): half of what its kind weighs at the threshold, three quarters at twice as much,
 * and never more than all. In thousandths, so that a moment more does not turn an order round.
 */
export function weightOf({ kind, measured, threshold }: Pick<Finding, 'kind' | 'measured' | 'threshold'>): number {
  const beyond = measured <= 0 ? 0 : Math.min(1, threshold / measured);
  return Math.round(gravity[kind] * (1 - beyond / 2) * 1_000) / 1_000;
}
