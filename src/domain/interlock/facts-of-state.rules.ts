import { commitmentOf } from '../cascade/commitment.rules.js';
import { horizonOf } from '../common/moment.rules.js';
import { cascadeOf, interlockOf, statedConditions } from '../workflow/bonds.rules.js';
import { visibilityOf } from '../workflow/visibility.rules.js';
import { sides } from '../workflow/workflow.types.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import type { ConditionFacts, Settlement, WorkflowFacts } from './interlock.types.js';

/** The facts of a workflow with those who see it where not all do: what a graph of many is made of, and judged by. */
export interface SeenFacts extends WorkflowFacts {
  /** Null: the whole organisation. */
  readonly seers: readonly string[] | null;
}

/** A workflow as far as the interlock goes. */
export function factsOf(state: WorkflowState): SeenFacts {
  const { promise, customer, performer } = state;
  const { starts, due } = commitmentOf(state);
  const visibility = visibilityOf(state);
  return {
    id: state.id,
    customer,
    performer,
    phase: state.phase,
    status: promise?.status ?? null,
    due,
    horizonDays: horizonOf(starts, due, state.zone).days,
    visibility,
    settled: settlementOf(state),
    conditions: conditionsOf(state),
    needs: interlockOf(state).needs.map(({ id, condition, provider, needs, kind, neededBy, status }) => ({ id, condition, provider, needs, kind, neededBy, status })),
    serves: cascadeOf(state).serves.map(({ parent, contributions }) => ({ parent, conditions: contributions.map(({ condition }) => condition) })),
    seers: visibility === 'ORGANIZATION' ? null : [customer, performer, ...sides.flatMap((side) => state.handOver[side]?.successor ?? [])],
  };
}

function settlementOf({ promise, phase }: WorkflowState): Settlement {
  if (promise?.status === 'REDEEMED') return 'ACCEPTED';
  return promise?.status === 'BROKEN' || promise?.status === 'RELEASED' || phase === 'CLOSED' ? 'BROKEN' : 'OPEN';
}

// Of a promise that is over, only what it promised counts; while one is under way or on the table, both do.
function conditionsOf(state: WorkflowState): readonly ConditionFacts[] {
  const whole = settlementOf(state);
  const promised = new Map(state.promise?.conditions.map((condition) => [condition.key, condition]));
  return statedConditions(state).map(({ key, mandatory, due }) => {
    const outcome = promised.get(key)?.outcome ?? null;
    const accepted = outcome === 'MET' || outcome === 'WAIVED';
    // Met in an assessment that sent the rest back to work is accepted all the same.
    return { key, mandatory, due, settled: accepted ? 'ACCEPTED' : whole === 'ACCEPTED' ? 'BROKEN' : whole };
  });
}
