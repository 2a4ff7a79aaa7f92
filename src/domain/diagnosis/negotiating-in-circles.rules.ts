import type { Moment } from '../common/moment.rules.js';
import type { Finding, WaitFound, WorkflowCandidate } from './diagnosis.types.js';
import { answersTo, findingOf, sleeps } from './of-one-workflow.rules.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, daysBefore, daysSince } from './time.rules.js';

/** A workflow in Q2: since when, and how many proposals were put on the table since then. */
export interface NegotiatingCandidate extends WorkflowCandidate {
  readonly proposals: number;
  readonly waits: readonly WaitFound[];
}

export function negotiatingBefore({ negotiatingDays }: Thresholds, now: Moment): Moment {
  return daysBefore(negotiatingDays, now);
}

export function judgeNegotiating(candidates: readonly NegotiatingCandidate[], thresholds: Thresholds, now: Moment): readonly Finding[] {
  return candidates.flatMap((one) => {
    const days = { measured: daysSince(one.since, now), threshold: Math.max(thresholds.negotiatingDays, thresholds.negotiatingShare * one.horizonDays), unit: 'DAYS' } as const;
    const proposals = { measured: one.proposals, threshold: thresholds.proposals, unit: 'PROPOSALS' } as const;
    // Time that was agreed to let go by is no circle; words that go round are one all the same.
    const isLong = days.measured >= days.threshold && !sleeps(one.waits, now);
    const isCircle = proposals.measured >= proposals.threshold;
    if (!isLong && !isCircle) return [];
    const further = isCircle && (!isLong || proposals.measured / proposals.threshold >= days.measured / days.threshold) ? proposals : days;
    return findingOf('NEGOTIATING_IN_CIRCLES', one, {
      ...further,
      says: one.proposals === 0
        ? `They have been about to negotiate for ${counted(days.measured, 'day')}, and neither has put terms on the table.`
        : `They have negotiated for ${counted(days.measured, 'day')} over ${counted(one.proposals, 'proposal')}, and neither accepts what the other proposes.`,
      next: [
        ...answersTo(one.waits, one.workflow, now),
        ...(isCircle ? [{ by: one.customer, act: 'ARTICULATE', workflow: one.workflow, says: 'Say anew what you are concerned about: what keeps you apart is not in the terms.' } as const] : []),
      ],
    });
  });
}
