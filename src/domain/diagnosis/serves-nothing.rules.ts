import type { Moment } from '../common/moment.rules.js';
import type { Finding, WorkflowCandidate } from './diagnosis.types.js';
import { findingOf } from './of-one-workflow.rules.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, daysBefore, daysSince } from './time.rules.js';

/** A promise in force that serves no other. `serving`: how many serve it. */
export interface RootlessCandidate extends WorkflowCandidate {
  readonly root: boolean;
  readonly serving: number;
}

export function servingNothingBefore({ servesNothingDays }: Thresholds, now: Moment): Moment {
  return daysBefore(servesNothingDays, now);
}

export function judgeServingNothing(candidates: readonly RootlessCandidate[], thresholds: Thresholds, now: Moment): readonly Finding[] {
  return candidates.flatMap((one) => {
    const measured = daysSince(one.since, now);
    if (one.root || measured < thresholds.servesNothingDays || one.horizonDays < thresholds.servesNothingHorizonDays) return [];
    const { workflow, customer, serving } = one;
    return findingOf('SERVES_NOTHING', one, {
      measured, threshold: thresholds.servesNothingDays, unit: 'DAYS',
      says: `It has been promised for ${counted(measured, 'day')}, and nobody has said what for${serving === 0 ? '' : `, though ${counted(serving, 'other')} ${serving === 1 ? 'serves' : 'serve'} it`}.`,
      next: [
        { by: customer, act: 'SERVE', workflow, says: 'Say which conditions of your own promise it helps to keep.' },
        { by: customer, act: 'DECLARE_ROOT', workflow, says: 'Or declare that it serves nothing, and should not.' },
      ],
    });
  });
}
