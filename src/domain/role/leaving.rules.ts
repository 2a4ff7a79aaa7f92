import type { AgentState } from '../agent/agent.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { Refusal } from '../common/refusal.js';
import { unansweredNeeds } from '../workflow/bonds.rules.js';
import { judgeSuccessor } from '../workflow/opening.rules.js';
import { judge } from '../workflow/speaker.rules.js';
import type { Voice } from '../workflow/speaker.rules.js';
import { sides } from '../workflow/workflow.types.js';
import type { WorkflowState } from '../workflow/workflow.types.js';

export interface LeavingOccasion {
  /** Who holds the role, and leaves it. */
  readonly leaver: string;
  readonly successor: AgentState | null;
  readonly voice: Voice;
  readonly cast: ReadonlyMap<string, AgentState>;
  readonly now: Moment;
}

/** What a holder who leaves says in a workflow of theirs; null where it stays as it is. */
export type Leaving = 'HAND_OVER' | 'DECLINE' | 'CLOSE' | null;

/**
 * What becomes of a workflow whose Performer leaves the role. Handed over to whoever is named; without one, what is only
 * talked about is declined, and what has ended is closed. A promise in force stays what it is: only its parties end it.
 */
export function leavingOf(workflow: WorkflowState, occasion: LeavingOccasion): Leaving {
  const { successor, voice, cast, now } = occasion;
  if (successor !== null) return mayNameSuccessor(workflow, successor, occasion) ? 'HAND_OVER' : null;
  // What ends tells others that it asks nothing more of them, or takes a named successor's sight: its party says that by itself.
  if (unansweredNeeds(workflow).length > 0 || sides.some((side) => workflow.handOver[side] !== null)) return null;
  return (['DECLINE', 'CLOSE'] as const).find((act) => isAllowed(() => judge(workflow, act, voice, cast, now, 'PERFORMER') === 'PERFORMER')) ?? null;
}

function mayNameSuccessor(workflow: WorkflowState, successor: AgentState, { voice, cast, now }: LeavingOccasion): boolean {
  return isAllowed(() => {
    judgeSuccessor(successor, workflow.performer, workflow.customer, workflow.handOver.CUSTOMER?.successor ?? null);
    return judge(workflow, 'HAND_OVER', voice, cast, now, 'PERFORMER') === 'PERFORMER';
  });
}

function isAllowed(judging: () => boolean): boolean {
  try {
    return judging();
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
