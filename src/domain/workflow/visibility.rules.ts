import type { Cast, Voice } from './speaker.rules.js';
import { sides } from './workflow.types.js';
import type { Visibility, WorkflowState } from './workflow.types.js';

/** Who may see a workflow. What was recorded before there was a choice was said before the whole organisation. */
export function visibilityOf(state: Pick<WorkflowState, 'visibility'>): Visibility {
  return state.visibility ?? 'ORGANIZATION';
}

/** Those who see a workflow that is its parties' alone: the two, and whoever is named to take the place of one. */
function seersOf(state: Pick<WorkflowState, 'customer' | 'performer' | 'handOver'>): readonly string[] {
  return [state.customer, state.performer, ...sides.flatMap((side) => state.handOver[side]?.successor ?? [])];
}

/**
 * Whether a person sees a workflow. A group sees through its representatives, as it speaks through them; an administrator
 * sees where somebody has left, to hand over for them. Every statement that reads says the same in Cypher, since a page
 * is cut and counted there (test/cypher/sight.test.ts).
 */
export function sees(state: Pick<WorkflowState, 'visibility' | 'customer' | 'performer' | 'handOver'>, voice: Voice, cast: Cast): boolean {
  if (visibilityOf(state) === 'ORGANIZATION') return true;
  return seersOf(state).some((seer) => seer === voice.person || voice.represents.includes(seer) || (voice.administrator && cast.get(seer)?.active === false));
}
