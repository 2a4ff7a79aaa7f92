import type { AgentState } from '../agent/agent.rules.js';
import type { ConcernState } from '../concern/concern.rules.js';
import { judgeConcernAct } from '../concern/concern.rules.js';
import { Refusal, invalid } from '../common/refusal.js';
import type { Voice } from './speaker.rules.js';
import type { Side } from './workflow.types.js';

/**
 * Whether a workflow may begin between these two.
 * @param side the side that the one who opens it speaks for; null for one who only notices that it exists
 * @throws Refusal when the two are one, one has left, or the opener is no voice of that side
 */
export function judgeOpening(customer: AgentState, performer: AgentState, side: Side | null, voice: Voice): void {
  if (customer.id === performer.id) throw invalid(side === 'PERFORMER' ? 'customer' : 'performer', 'Customer and Performer are never the same agent.');
  if (!customer.active) throw invalid('customer', `${customer.name} is no longer active.`);
  if (!performer.active) throw invalid('performer', `${performer.name} is no longer active.`);
  const isVoiceOf = (agent: AgentState): boolean => voice.person === agent.id || voice.represents.includes(agent.id);
  if (side === null) {
    if (!voice.administrator && !isVoiceOf(customer) && !isVoiceOf(performer)) {
      throw new Refusal('NOT_THE_SPEAKER', 'Only one of the two parties, or an administrator, notes down an implicit workflow.');
    }
    return;
  }
  const [own, other] = side === 'CUSTOMER' ? [customer, performer] : [performer, customer];
  if (!isVoiceOf(own)) {
    throw new Refusal('NOT_THE_SPEAKER', `You do not speak for ${own.name}: open it as yourself, or for a group that you represent.`, { field: [side.toLowerCase()] });
  }
  if (voice.person === other.id) {
    throw new Refusal('NOT_THE_SPEAKER', `You are ${other.name}, so you are not the voice of ${own.name} here: no person speaks for both sides.`, { field: [side.toLowerCase()] });
  }
}

/** Whether a workflow may be about this concern. @throws Refusal */
export function judgeConcernOf(concern: ConcernState, customer: AgentState): void {
  if (concern.holder !== customer.id) throw invalid('concern', `This concern is not held by ${customer.name}: a workflow is about a concern of its Customer.`);
  judgeConcernAct('TAKE_UP_CONCERN', concern);
}

/** Whether this agent may be named to take over a side. @throws Refusal */
export function judgeSuccessor(successor: AgentState | undefined, own: string, other: string, namedForOther: string | null): void {
  if (successor === undefined) throw new Refusal('NOT_FOUND', 'There is no agent with this id, or you may not see it.', { field: ['successor'] });
  if (successor.id === own) throw invalid('successor', `${successor.name} stands there already.`);
  if (successor.id === other) throw invalid('successor', `${successor.name} is the other party: Customer and Performer are never the same agent.`);
  if (successor.id === namedForOther) throw invalid('successor', `${successor.name} is named to take the other side: Customer and Performer are never the same agent.`);
  if (!successor.active) throw invalid('successor', `${successor.name} is no longer active.`);
}
