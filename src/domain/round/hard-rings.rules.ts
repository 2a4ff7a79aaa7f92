import type { Moment } from '../common/moment.rules.js';
import { buildGraph } from '../interlock/building.rules.js';
import { factsOf } from '../interlock/facts-of-state.rules.js';
import type { ConditionFacts, WorkflowFacts } from '../interlock/interlock.types.js';
import { findRings } from '../interlock/rings.rules.js';
import type { Ring } from '../interlock/rings.rules.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import { planOf } from './plan.rules.js';
import type { RoundFacts, RoundState } from './round.types.js';

/** What rings of a round are made of. */
export interface RingScene {
  readonly zone: string;
  /** The workflows of the round. */
  readonly own: readonly WorkflowState[];
  /** What lies between its workflows outside of it, with what is promised there, or proposed where nothing is. */
  readonly besides: readonly WorkflowFacts[];
}

/**
 * The rings of hard needs that a round would be on were it settled as it stands: what will not be promised with it, such as
 * the terms of a renegotiation that was put off, closes none. Whoever accepts those later is told of a ring then.
 */
export function hardRings(round: Pick<RoundState, 'id' | 'workflows'>, { zone, own, besides }: RingScene, { now, left }: { readonly now: Moment; readonly left: RoundFacts['left'] }): readonly Ring[] {
  const states = new Map(own.map((state) => [state.id, state]));
  const plan = planOf(round, { now, left, workflows: states });
  return through(round, zone, [...besides, ...own.map((state) => (plan.get(state.id)?.prospect?.source === 'PROPOSAL' ? factsOf(state, 'PROPOSAL') : promisedIn(state)))]);
}

/** All rings that a round could be on, whatever of it will be promised: each of `hardRings` goes through workflows of these. */
export function possibleRings(round: Pick<RoundState, 'workflows'>, { zone, own, besides }: RingScene): readonly Ring[] {
  return through(round, zone, [...besides, ...own.map((state) => {
    const [promised, proposed] = [promisedIn(state), factsOf(state, 'PROPOSAL')];
    const byKey = new Map<string, ConditionFacts>();
    for (const one of [...promised.conditions, ...proposed.conditions]) byKey.set(one.key, { ...one, mandatory: one.mandatory || byKey.get(one.key)?.mandatory === true });
    return { ...promised, conditions: [...byKey.values()] };
  })]);
}

function promisedIn(state: WorkflowState): WorkflowFacts {
  const facts = factsOf(state, 'PROMISE');
  return state.promise === null ? { ...facts, conditions: [] } : facts;
}

function through(round: Pick<RoundState, 'workflows'>, zone: string, facts: readonly WorkflowFacts[]): readonly Ring[] {
  const inRound = new Set(round.workflows);
  return findRings(buildGraph(zone, facts)).rings.filter((ring) => ring.some(({ workflow }) => inRound.has(workflow)));
}
