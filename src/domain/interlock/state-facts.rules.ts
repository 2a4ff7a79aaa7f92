import type { ConditionFacts, InterlockState, Settlement, WorkflowFacts } from './interlock.types.js';
import type { CascadeState } from '../cascade/cascade.types.js';
import { horizonDays } from '../common/moment.rules.js';
import { visibilityOf } from '../workflow/visibility.rules.js';
import type { PromiseState, PromisedCondition, WorkflowState } from '../workflow/workflow.types.js';

/** The terms that count where a promise is being renegotiated: the promise, which is still in force, or what is proposed instead. */
export const termsThatCount = ['PROMISE', 'PROPOSAL'] as const;
export type TermsThatCount = (typeof termsThatCount)[number];

/** A workflow as far as the interlock goes, from what its acts add up to. */
export function factsOfState(state: WorkflowState, interlock: InterlockState | null, cascade: CascadeState | null, counts: TermsThatCount = 'PROMISE'): WorkflowFacts {
  const { promise, standing, cycle } = state;
  const fromProposal = standing !== null && (promise === null || counts === 'PROPOSAL');
  const due = fromProposal ? standing.terms.due : (promise?.due ?? cycle.due);
  const starts = fromProposal ? standing.terms.window.starts : (promise?.starts ?? cycle.starts);
  return {
    id: state.id,
    customer: state.customer,
    performer: state.performer,
    phase: state.phase,
    status: promise?.status ?? null,
    due,
    horizonDays: horizonDays(starts, due, state.zone),
    visibility: visibilityOf(state),
    settled: settledAsAWhole(state),
    conditions: fromProposal
      ? standing.terms.conditions.map(({ key, mandatory, due: own }) => ({ key, mandatory, due: own, settled: 'OPEN' }))
      : (promise?.conditions ?? []).map((condition) => promised(condition, promise)),
    needs: (interlock?.needs ?? []).map(({ id, condition, provider, needs, kind, neededBy, status }) => ({ id, condition, provider, needs, kind, neededBy, status })),
    serves: (cascade?.serves ?? []).map(({ parent, contributions }) => ({ parent, conditions: contributions.map(({ condition }) => condition) })),
  };
}

function settledAsAWhole({ promise, phase }: WorkflowState): Settlement {
  if (promise !== null) return settledBy(promise);
  return phase === 'CLOSED' ? 'BROKEN' : 'OPEN';
}

/** What a promise that has ended leaves behind. A released one is nobody's fault, and won't be there all the same. */
function settledBy({ status }: PromiseState): Settlement {
  switch (status) {
    case 'REDEEMED': return 'ACCEPTED';
    case 'BROKEN': case 'RELEASED': return 'BROKEN';
    case 'IN_FORCE': case 'UNDER_RENEGOTIATION': case 'DELIVERED': case 'SUPERSEDED': return 'OPEN';
  }
}

function promised({ key, mandatory, due, outcome }: PromisedCondition, promise: PromiseState | null): ConditionFacts {
  const whole = promise === null ? 'OPEN' : settledBy(promise);
  // What was met stays so, though other conditions go back to work; what wasn't is open until the promise ends.
  if (outcome === 'MET' || outcome === 'WAIVED') return { key, mandatory, due, settled: 'ACCEPTED' };
  return { key, mandatory, due, settled: whole === 'ACCEPTED' && outcome === 'NOT_MET' ? 'BROKEN' : whole };
}
