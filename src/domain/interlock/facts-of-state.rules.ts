import { isEnded } from '../workflow/cycle.rules.js';
import { partiesOf } from '../workflow/visibility.rules.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import type { WorkflowFacts } from './interlock.types.js';
import { factsOfState } from './state-facts.rules.js';
import type { TermsThatCount } from './state-facts.rules.js';

/** The facts of a workflow with those who see it where not all do: what a graph of many is made of, and judged by. */
export interface SeenFacts extends WorkflowFacts {
  /** Null: the whole organisation. Whom the chain above shows it to are known to the graph alone. */
  readonly seers: readonly string[] | null;
  /** What it says of its place in the cascade besides what it serves; null where it says nothing. */
  readonly place: CascadePlace | null;
}

/** What tells whether the cascade has a gap at a workflow, and questions about dependencies have no use for. */
export interface CascadePlace {
  readonly root: boolean;
  /** The keys of the conditions that the Performer keeps alone. */
  readonly own: readonly string[];
  /** The conditions that are on the table beside those of a promise that is in force. */
  readonly proposed: readonly { readonly key: string; readonly mandatory: boolean }[];
}

/** A workflow as far as the interlock goes. */
export function factsOf(state: WorkflowState, counts?: TermsThatCount): SeenFacts {
  const facts = factsOfState(state, state.interlock ?? null, state.cascade ?? null, counts);
  return { ...facts, seers: facts.visibility === 'ORGANIZATION' ? null : partiesOf(state), place: placeOf(state) };
}

function placeOf({ cascade, promise, standing }: WorkflowState): CascadePlace | null {
  const { root = false, own = [] } = cascade ?? {};
  // Where nothing is in force, what is on the table is what its conditions are taken from.
  const proposed = promise === null || isEnded(promise.status) || standing === null ? [] : standing.terms.conditions.filter(({ key }) => !promise.conditions.some((one) => one.key === key));
  return root || own.length > 0 || proposed.length > 0 ? { root, own, proposed: proposed.map(({ key, mandatory }) => ({ key, mandatory })) } : null;
}
