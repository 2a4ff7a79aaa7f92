import type { Moment } from '../common/moment.rules.js';
import { partyOf } from './speaker.rules.js';
import type { Voice } from './speaker.rules.js';
import { otherSide } from './workflow.types.js';
import type { Awaited, WorkflowState } from './workflow.types.js';

/**
 * The waits of a workflow that are this person's to answer now: in their own name or for a group they represent, and
 * only where they may, since no person speaks for both sides. `cypher/workflow/my-moves.cypher` finds the same across all
 * workflows; a test holds the two together.
 */
export function waitsFor(state: WorkflowState, voice: Voice, now: Moment): readonly Awaited[] {
  return state.awaited.filter((wait) => {
    if (wait.from > now) return false;
    const own = wait.agent === voice.person;
    if (!own && !voice.represents.includes(wait.agent)) return false;
    const other = partyOf(state, otherSide(wait.side));
    if (other === voice.person) return false;
    // A hand-over can always be refused, also by one who has spoken for the other side.
    const answersHandOver = wait.move === 'ANSWER_HAND_OVER';
    if (!answersHandOver && state.voices[otherSide(wait.side)].includes(voice.person)) return false;
    return own || !voice.represents.includes(other) || (!answersHandOver && state.voices[wait.side].includes(voice.person));
  });
}
