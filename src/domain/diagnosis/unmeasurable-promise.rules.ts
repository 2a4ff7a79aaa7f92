import type { Finding, WorkflowCandidate } from './diagnosis.types.js';
import { findingOf } from './of-one-workflow.rules.js';
import type { Thresholds } from './thresholds.rules.js';

/** A promise that stands, none of whose mandatory conditions has a measure. Its horizon is the promise's own. */
export interface UnmeasuredCandidate extends WorkflowCandidate {
  readonly conditions: number;
}

export function judgeUnmeasured(candidates: readonly UnmeasuredCandidate[], { unmeasuredHorizonDays }: Thresholds): readonly Finding[] {
  return candidates.filter(({ horizonDays }) => horizonDays >= unmeasuredHorizonDays).map((one) => {
    const { workflow, customer, performer, conditions } = one;
    return findingOf('PROMISE_WITHOUT_MEASURABLE_CONDITIONS', one, {
      measured: one.horizonDays, threshold: unmeasuredHorizonDays, unit: 'DAYS',
      says: `The promise reaches ${String(one.horizonDays)} days, and ${conditions === 1 ? 'its one mandatory condition has no measure' : `none of its ${String(conditions)} mandatory conditions has a measure`}: whether it is kept will be an opinion.`,
      next: [
        { by: performer, act: 'RENEGOTIATE', workflow, says: 'Go back to Q2 and propose by what both will see that it is kept.' },
        { by: customer, act: 'RENEGOTIATE', workflow, says: 'Go back to Q2 and ask by what both will see that it is kept.' },
      ],
    });
  });
}
