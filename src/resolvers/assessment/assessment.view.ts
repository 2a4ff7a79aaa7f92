import type { Moment } from '../../domain/common/moment.rules.js';
import type { Assessment as AssessmentState } from '../../domain/workflow/workflow.types.js';
import type { Assessment } from '../../schema/assessment/assessment.types.js';
import { loadAct } from '../act/act.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { loadPromise } from '../promise/promise.view.js';

export function assessmentView(state: AssessmentState, asOf: Moment | null = null): Lazy<Assessment> {
  return {
    __typename: 'Assessment',
    id: idOf('Assessment', state.id),
    promise: (_: never, context) => loadPromise(state.promise, asOf, context),
    cycle: state.cycle,
    verdict: state.verdict,
    next: state.next,
    outcomes: state.outcomes.map((one) => ({ condition: one.key, outcome: one.outcome })),
    satisfaction: state.satisfaction,
    feedback: async (_: never, context) => (await context.loaders.acts.load(state.act))?.words ?? null,
    act: (_: never, context) => loadAct(state.act, context),
    at: state.at,
  };
}
