import type { Misalignment, RoundWorkflow } from './round.types.js';

/*
 * What is told of a misalignment to somebody who may not see all that it touches. Most of them are told that there is one
 * more; but whoever may accept it as it is, or is asked to mend it, must know what it is.
 */

/** What joins two workflows, each told of to its own people: the one end can be named without the other. */
const ofTwoEnds: ReadonlySet<Misalignment['kind']> = new Set(['DEPENDENCY_NOT_ACKNOWLEDGED', 'DEPENDENCY_TOO_LATE', 'OUTSIDE_PARENTS_WINDOW']);

/** Who looks at it: which workflows they may see, and for whom they speak. */
export interface Onlooker {
  readonly sees: (workflow: string) => boolean;
  readonly speaksFor: (agent: string) => boolean;
}

/** Whether it is theirs to waive, or to mend in a workflow that they see. */
function concerns({ waivedBy, mends }: Misalignment, { sees, speaksFor }: Onlooker): boolean {
  return waivedBy.some(speaksFor) || mends.some(({ agent, workflow }) => speaksFor(agent) && sees(workflow));
}

/**
 * A misalignment as far as somebody may be told of it: all of it where they see all that it touches; where they don't, but
 * it concerns them, what is said of the workflows that they see and of the people in these. Null: it is not told.
 */
export function toldOf(misalignment: Misalignment, onlooker: Onlooker, stateOf: (workflow: string) => Pick<RoundWorkflow, 'customer' | 'performer'> | undefined): Misalignment | null {
  const workflows = misalignment.workflows.filter(onlooker.sees);
  if (workflows.length === misalignment.workflows.length) return misalignment;
  if (workflows.length === 0 || !ofTwoEnds.has(misalignment.kind) || !concerns(misalignment, onlooker)) return null;
  const states = workflows.flatMap((id) => stateOf(id) ?? []);
  const parties = new Set(states.flatMap(({ customer, performer }) => [customer, performer]));
  const customers = new Set(states.map(({ customer }) => customer));
  return {
    ...misalignment,
    workflows,
    talk: misalignment.talk.filter(({ one, other, workflow }) => onlooker.sees(workflow) && parties.has(one) && parties.has(other)),
    mends: misalignment.mends.filter(({ workflow }) => onlooker.sees(workflow)),
    // They waive it as Customers: who else does is the Customer of what is not told.
    waivedBy: misalignment.waivedBy.filter((agent) => customers.has(agent)),
  };
}
