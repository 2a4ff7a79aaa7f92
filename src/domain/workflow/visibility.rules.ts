import { cascadeOf } from './bonds.rules.js';
import type { Cast, Voice } from './speaker.rules.js';
import { sides } from './workflow.types.js';
import type { ActKind, Visibility, WorkflowState } from './workflow.types.js';

/** Who may see a workflow. What was recorded before there was a choice was said before the whole organisation. */
export function visibilityOf(state: Pick<WorkflowState, 'visibility'>): Visibility {
  return state.visibility ?? 'ORGANIZATION';
}

type Peopled = Pick<WorkflowState, 'customer' | 'performer' | 'handOver'>;

/**
 * Those who see a workflow that is its parties' alone: the two, and whoever is named to take the place of one. It is they,
 * too, to whom a workflow shows what serves it and is kept for the chain above.
 */
export function partiesOf(state: Peopled): readonly string[] {
  return [state.customer, state.performer, ...sides.flatMap((side) => state.handOver[side]?.successor ?? [])];
}

/**
 * Whether a person sees a workflow. A group sees through its representatives, as it speaks through them; an administrator
 * sees where somebody has left, to hand over for them, and not what somebody who has left saw from above. Every statement that
 * reads says the same in Cypher, since a page is cut and counted there (test/cypher/sight.test.ts).
 * @param above the parties of all that it serves, where it is kept for these
 */
export function sees(state: Pick<WorkflowState, 'visibility'> & Peopled, above: readonly string[], voice: Voice, cast: Cast): boolean {
  if (visibilityOf(state) === 'ORGANIZATION') return true;
  const speaksAs = (agent: string): boolean => agent === voice.person || voice.represents.includes(agent);
  return partiesOf(state).some((agent) => speaksAs(agent) || (voice.administrator && cast.get(agent)?.active === false)) || above.some(speaksAs);
}

/** The acts after which others may see a workflow, or what serves it. What ties workflows does it too, and closing one for which a successor was named. */
export const actsThatMoveSight: readonly ActKind[] = ['SET_VISIBILITY', 'HAND_OVER', 'TAKE_BACK_HAND_OVER', 'REFUSE_HAND_OVER', 'TAKE_OVER'];

/** Whether a change may move whom the chain above shows this workflow to, or what serves it. */
export function movesSight(before: WorkflowState | null, after: WorkflowState): boolean {
  // Nothing serves what has only begun, and it serves nothing.
  if (before === null) return false;
  const isNewlyKept = visibilityOf(after) === 'PARTIES_AND_CHAIN_ABOVE' && visibilityOf(before) !== visibilityOf(after);
  return isNewlyKept || differ(partiesOf(before), partiesOf(after)) || differ(parentsOf(before), parentsOf(after));
}

function parentsOf(state: WorkflowState): readonly string[] {
  return cascadeOf(state).serves.map(({ parent }) => parent);
}

function differ(some: readonly string[], others: readonly string[]): boolean {
  return some.length !== others.length || some.some((one) => !others.includes(one));
}
