import type { Moment } from '../common/moment.rules.js';
import type { PromiseState } from './workflow.types.js';

/** A confidence below this puts a promise at risk: less likely kept than not. */
export const riskBelow = 0.5;

type Watched = Pick<PromiseState, 'status' | 'due' | 'forecast' | 'confidence' | 'deliveredAt'>;

export function isInForce(promise: Pick<PromiseState, 'status'>): boolean {
  return promise.status === 'IN_FORCE' || promise.status === 'UNDER_RENEGOTIATION';
}

/** In force, and past its due. */
export function isOverdue(promise: Watched, now: Moment): boolean {
  return isInForce(promise) && promise.due < now;
}

/** In force, and overdue, forecast after its due, or stated with too little confidence. */
export function isAtRisk(promise: Watched, now: Moment): boolean {
  if (!isInForce(promise)) return false;
  return promise.due < now || (promise.forecast !== null && promise.forecast > promise.due) || (promise.confidence !== null && promise.confidence < riskBelow);
}

/** Redeemed, but delivered after its due. */
export function isKeptLate(promise: Watched): boolean {
  return promise.status === 'REDEEMED' && promise.deliveredAt !== null && promise.deliveredAt > promise.due;
}
