import type { Finding, FindingKind, NextStep, WaitFound, WorkflowCandidate } from './diagnosis.types.js';
import type { ActKind, Move } from '../workflow/workflow.types.js';
import type { Moment } from '../common/moment.rules.js';
import { compareTexts } from '../common/order.rules.js';

/* What findings that are about one workflow have in common. */

type Judged = Pick<Finding, 'measured' | 'threshold' | 'unit' | 'says' | 'next'> & Partial<Pick<Finding, 'since' | 'agents'>>;

export function findingOf(kind: FindingKind, { workflow, customer, performer, since }: WorkflowCandidate, judged: Judged): Finding {
  return { kind, key: workflow, since, workflows: [workflow], agents: [customer, performer], concerns: [], acts: [], workflowsCount: 1, ...judged };
}

/** The act that ends each wait; what is answered in more than one way has the one that goes on. */
const answers: Readonly<Record<Move, readonly [act: ActKind, says: string]>> = {
  ARTICULATE: ['ARTICULATE', 'Say what you want to be true.'],
  REQUEST: ['REQUEST', 'Ask for help with it, or decline.'],
  OFFER: ['OFFER', 'Offer a way to satisfy it, or decline.'],
  ENGAGE: ['ENGAGE', 'Both are heard: engage, or decline.'],
  PROPOSE: ['PROPOSE', 'Put terms on the table.'],
  ANSWER_PROPOSAL: ['PROPOSE', 'Answer the standing proposal: accept it, counter it, or withdraw.'],
  CHECK_IN: ['CHECK_IN', 'Ask how it goes.'],
  DELIVER: ['DELIVER', 'Deliver, or renegotiate.'],
  ASSESS: ['ASSESS', 'Say which conditions are met, and how satisfied you are.'],
  NAME_NEXT_STEP: ['CLOSE', 'Renew it, or close it.'],
  ANSWER_HAND_OVER: ['TAKE_OVER', 'Take it over, or refuse.'],
  ANSWER_DEPENDENCY: ['ACKNOWLEDGE_DEPENDENCY', 'Acknowledge what is needed, or refuse it.'],
};

export function answerTo(wait: WaitFound, workflow: string): NextStep {
  const [act, says] = answers[wait.move];
  return { by: wait.agent, act, workflow, says };
}

/** What whoever is waited for may say, the Customer first. Nobody is asked who put it off until a later day. */
export function answersTo(waits: readonly WaitFound[], workflow: string, now: Moment): readonly NextStep[] {
  const asked = waits.filter(({ from }) => from <= now).sort((one, other) => compareTexts(one.side, other.side) || compareTexts(one.due, other.due));
  return asked.map((wait) => answerTo(wait, workflow));
}

/** Whether all that is waited for was put off until a day that lies ahead: "not now" is an answer. */
export function sleeps(waits: readonly WaitFound[], now: Moment): boolean {
  return waits.length > 0 && waits.every(({ from }) => from > now);
}
