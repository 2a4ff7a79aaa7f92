import { sides } from '../workflow/workflow.types.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import type { WorkflowFacts } from './interlock.types.js';
import { factsOfState } from './state-facts.rules.js';
import type { TermsThatCount } from './state-facts.rules.js';

/** The facts of a workflow with those who see it where not all do: what a graph of many is made of, and judged by. */
export interface SeenFacts extends WorkflowFacts {
  /** Null: the whole organisation. */
  readonly seers: readonly string[] | null;
}

/** A workflow as far as the interlock goes. */
export function factsOf(state: WorkflowState, counts?: TermsThatCount): SeenFacts {
  const facts = factsOfState(state, state.interlock ?? null, state.cascade ?? null, counts);
  const seers = [state.customer, state.performer, ...sides.flatMap((side) => state.handOver[side]?.successor ?? [])];
  return { ...facts, seers: facts.visibility === 'ORGANIZATION' ? null : seers };
}
