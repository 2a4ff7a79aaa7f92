import { invariant } from '../../domain/common/refusal.js';
import type { Assessment as AssessmentState } from '../../domain/workflow/workflow.types.js';
import type { Assessment } from '../../schema/assessment/assessment.types.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { promiseView } from '../promise/promise.view.js';

export function assessmentView(state: AssessmentState): Lazy<Assessment> {
  return {
    __typename: 'Assessment',
    id: idOf('Assessment', state.id),
    promise: async (_: never, context) => {
      const found = await context.loaders.promises.load(state.promise);
      invariant(found !== null, `promise ${state.promise} was assessed and isn't there`);
      return promiseView(found);
    },
    cycle: state.cycle,
    verdict: state.verdict,
    next: state.next,
    outcomes: state.outcomes.map((one) => ({ condition: one.key, outcome: one.outcome })),
    satisfaction: state.satisfaction,
    at: state.at,
  };
}
