import { isGone, isOver, servableConditions } from '../../src/domain/cascade/commitment.rules.js';
import type { WorkflowGap } from '../../src/domain/interlock/cascade-gaps.rules.js';
import { cascadeOf } from '../../src/domain/workflow/bonds.rules.js';
import type { Planned } from './planned-workflows.js';

/** What will bear nothing for those it serves: what was closed with its promise kept bears it still. */
function cameToNothing(state: Planned): boolean {
  return isGone(state) && state.promise?.status !== 'REDEEMED';
}

/** Every gap among some workflows, as looking at the states of all of them for each finds it. */
export function gapsOfStates(all: readonly Planned[]): readonly WorkflowGap[] {
  return all.filter((one) => !isOver(one)).flatMap((one): WorkflowGap[] => {
    const { serves, root, own } = cascadeOf(one);
    const of = { workflow: one.id, condition: null, mandatory: null, parent: null };
    const gone = serves.filter(({ parent }) => all.some((other) => other.id === parent && isGone(other)));
    const isServed = (key: string): boolean => all.some((child) => !cameToNothing(child) && cascadeOf(child).serves.some(({ parent, contributions }) => parent === one.id && contributions.some(({ condition }) => condition === key)));
    return [
      ...(serves.length === 0 && !root ? [{ ...of, kind: 'SERVES_NOTHING' as const }] : []),
      ...gone.map(({ parent }) => ({ ...of, kind: 'PARENT_GONE' as const, parent })),
      ...servableConditions(one).filter(({ key }) => !own.includes(key) && !isServed(key)).map(({ key, mandatory }) => ({ ...of, kind: 'CONDITION_UNSERVED' as const, condition: key, mandatory })),
    ];
  });
}
