import { millisecondsOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import type { Finding, WorkflowCandidate } from './diagnosis.types.js';
import { findingOf } from './of-one-workflow.rules.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, daysSince } from './time.rules.js';

/** A check-in that fell due. `since`: when the Customer was last heard, or the promise began; `due`: when they should have been. */
export interface SilentCandidate extends WorkflowCandidate {
  readonly due: Moment;
}

/** How many check-ins have fallen due: one more with each cadence that goes by. */
export function missedCheckIns({ since, due }: Pick<SilentCandidate, 'since' | 'due'>, now: Moment): number {
  if (due > now) return 0;
  const cadence = Math.max(1, millisecondsOf(due) - millisecondsOf(since));
  return 1 + Math.floor((millisecondsOf(now) - millisecondsOf(due)) / cadence);
}

export function judgeSilent(candidates: readonly SilentCandidate[], thresholds: Thresholds, now: Moment): readonly Finding[] {
  return candidates.flatMap((one) => {
    const measured = missedCheckIns(one, now);
    if (measured < thresholds.missedCheckIns) return [];
    return findingOf('CUSTOMER_SILENT', one, {
      measured, threshold: thresholds.missedCheckIns, unit: 'CHECK_INS',
      says: `The Customer has not been heard for ${counted(daysSince(one.since, now), 'day')}: ${counted(measured, 'check-in')} fell due.`,
      next: [{ by: one.customer, act: 'CHECK_IN', workflow: one.workflow, says: 'Ask how it goes.' }],
    });
  });
}
