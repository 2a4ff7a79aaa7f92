import { millisecondsOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import type { Finding, WorkflowCandidate } from './diagnosis.types.js';
import { findingOf } from './of-one-workflow.rules.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, daysSince, rounded } from './time.rules.js';

/** A delivery whose assessment is overdue. `since`: when it was delivered, or came to be waited for here; `due`: by when it was to be assessed. */
export interface UnassessedCandidate extends WorkflowCandidate {
  readonly due: Moment;
}

/** How many times the time has gone by that an assessment was to take. */
export function assessmentTimes({ since, due }: Pick<UnassessedCandidate, 'since' | 'due'>, now: Moment): number {
  return (millisecondsOf(now) - millisecondsOf(since)) / Math.max(1, millisecondsOf(due) - millisecondsOf(since));
}

export function judgeUnassessed(candidates: readonly UnassessedCandidate[], thresholds: Thresholds, now: Moment): readonly Finding[] {
  return candidates.flatMap((one) => {
    const times = assessmentTimes(one, now);
    if (times < thresholds.assessmentTimes) return [];
    return findingOf('DELIVERED_NEVER_ASSESSED', one, {
      measured: rounded(times), threshold: thresholds.assessmentTimes, unit: 'ASSESSMENT_TIMES',
      says: `It was delivered ${counted(daysSince(one.since, now), 'day')} ago, and nobody has said whether it is what was promised.`,
      next: [{ by: one.customer, act: 'ASSESS', workflow: one.workflow, says: 'Say which conditions are met, and how satisfied you are.' }],
    });
  });
}
