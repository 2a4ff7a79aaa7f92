import { addDuration, horizonDays, millisecondsOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { deferredUntil, dueWithoutRound, owesRestatement, unansweredOffer } from '../workflow/awaited.rules.js';
import type { ActKind, Awaited, CustomerReview, Move, Side, WorkflowState } from '../workflow/workflow.types.js';

/** What every Customer promises as a Customer: the standing conditions of the dual. */
export const dualConditions = ['ARTICULATES', 'NEGOTIATES', 'CHECKS_IN', 'GIVES_FEEDBACK'] as const;
export type DualCondition = (typeof dualConditions)[number];

/** Something that the Customer owes the Performer now. */
export interface OpenDuty {
  readonly condition: DualCondition;
  /** What it is done by. */
  readonly move: Move;
  /** What it is an answer to: another subject is another duty. */
  readonly subject: string;
  readonly customer: string;
  readonly since: Moment;
  /** When it was asked for: a deferral puts it off. */
  readonly from: Moment;
  readonly due: Moment;
}

/** A duty that has ended, as it is kept: the dual is judged from these. */
export interface EndedDuty {
  /** One act ends at most one duty of each condition. */
  readonly id: string;
  readonly condition: DualCondition;
  readonly move: Move;
  readonly customer: string;
  readonly performer: string;
  readonly cycle: number;
  readonly horizonDays: number;
  readonly since: Moment;
  readonly due: Moment;
  readonly endedAt: Moment;
  /** Whether the Customer did it; otherwise it was left undone. */
  readonly done: boolean;
  /** How late it ended; 0 in time. */
  readonly lateSeconds: number;
  /** From when it was asked for until it was done; null where it wasn't, and of check-ins, which nobody asks for. */
  readonly answerSeconds: number | null;
  /** How often it fell due: a check-in that is missed for three turns was missed three times. Otherwise 1. */
  readonly occasions: number;
  /** Whether words were said with it; null where none are asked for. */
  readonly withWords: boolean | null;
  /** The act that ended it. */
  readonly act: string;
}

/** What of an act says which duties it ends. */
export interface EndingAct {
  readonly id: string;
  readonly act: ActKind;
  readonly side: Side | null;
  /** Whether free words were said with it, be they erased since. */
  readonly withWords: boolean;
}

/**
 * What the Customer owes in this state, and by when. It follows from who is waited for, so that nothing else has to be kept:
 * an answer to an offer counts from the offer on, however long the Customer was waited for before there was one.
 */
export function openDuties(state: WorkflowState): readonly OpenDuty[] {
  const duties: OpenDuty[] = [];
  for (const wait of state.awaited) {
    if (wait.side !== 'CUSTOMER' || wait.agent !== state.customer) continue;
    const condition = conditionOf(wait.move, state);
    if (condition !== null) duties.push(dutyOf(wait, condition, state));
  }
  const owed = restatementOwed(state);
  if (owed !== null && !duties.some(({ condition }) => condition === 'ARTICULATES')) duties.push(owed);
  return duties;
}

function conditionOf(move: Move, state: WorkflowState): DualCondition | null {
  switch (move) {
    case 'ARTICULATE':
      return 'ARTICULATES';
    case 'REQUEST':
      // Nobody owes a request that no offer waits for.
      return state.offer === null ? null : 'NEGOTIATES';
    case 'ENGAGE':
    case 'ANSWER_PROPOSAL':
      return 'NEGOTIATES';
    case 'CHECK_IN':
      return 'CHECKS_IN';
    case 'ASSESS':
      return 'GIVES_FEEDBACK';
    case 'OFFER':
    case 'PROPOSE':
    case 'DELIVER':
    case 'NAME_NEXT_STEP':
    case 'ANSWER_HAND_OVER':
    case 'ANSWER_DEPENDENCY':
      return null;
  }
}

function dutyOf(wait: Awaited, condition: DualCondition, state: WorkflowState): OpenDuty {
  const { move, subject, since, from } = wait;
  // A Customer promised their Performer a response time. That a convener would like to hear earlier makes nobody a worse Customer.
  const due = dueWithoutRound(wait);
  const common = { condition, move, customer: state.customer };
  // Who offers once more gives no more time to answer.
  const offered = unansweredOffer(state);
  if (move === 'REQUEST' && offered !== null && offered > since) {
    const asked = from > offered ? from : offered;
    const answerBy = addDuration(asked, state.customership.respondWithin, state.zone);
    return { ...common, subject: 'offer', since: offered, from: asked, due: answerBy > due ? answerBy : due };
  }
  // A request in answer to an offer and engaging after it are one answer to it.
  const answersOffer = move === 'REQUEST' || move === 'ENGAGE';
  return { ...common, subject: answersOffer ? 'offer' : subject, since, from, due };
}

/** In a state of a version that waited for nobody once somebody had consented in a round, a changed concern is to be restated all the same. */
function restatementOwed(state: WorkflowState): OpenDuty | null {
  if (!owesRestatement(state) || state.renegotiation === null) return null;
  const { at } = state.renegotiation;
  const put = deferredUntil(state);
  const from = put !== null && put > at ? put : at;
  const due = addDuration(from, state.customership.respondWithin, state.zone);
  return { condition: 'ARTICULATES', move: 'ARTICULATE', subject: at, customer: state.customer, since: at, from, due };
}

/** What a Customer answers a Performer by. Taking somebody's place answers nothing. */
const answers: Readonly<Record<DualCondition, ReadonlySet<ActKind>>> = {
  ARTICULATES: new Set<ActKind>(['ARTICULATE']),
  NEGOTIATES: new Set<ActKind>(['REQUEST', 'ENGAGE', 'PROPOSE', 'AGREE', 'CONSENT', 'WITHDRAW', 'DECLINE', 'RELEASE']),
  CHECKS_IN: new Set<ActKind>(['CHECK_IN']),
  GIVES_FEEDBACK: new Set<ActKind>(['ASSESS']),
};

/** Whether an act leaves a duty behind that can't be made good any more, however much time there was. */
function passesOver({ condition }: OpenDuty, { act, side }: EndingAct): boolean {
  if (condition === 'ARTICULATES') return act === 'AGREE' || act === 'PROMISE';
  return condition === 'GIVES_FEEDBACK' && side === 'CUSTOMER' && (act === 'CLOSE' || act === 'RENEW');
}

/**
 * The Customer's duties that ended with an act. What ended before it was due, and not by the Customer, was no longer owed:
 * the Performer took the delivery back, or amended the proposal. What was overdue by then was left undone. So was what is
 * overdue when it is deferred: a deferral stops the clock and doesn't turn it back. What is done by its new day is another
 * occasion.
 */
export function endedDuties(before: WorkflowState | null, act: EndingAct, after: WorkflowState): readonly EndedDuty[] {
  if (before === null) return [];
  const owed = openDuties(before);
  if (owed.length === 0) return [];
  const still = openDuties(after);
  const at = after.changedAt;
  // A concern that is stated as the workflow is opened was never waited for.
  if (before.version === 1 && before.changedAt === at) return [];
  return owed.flatMap((duty): EndedDuty[] => {
    const goesOn = still.find((one) => isSame(one, duty));
    const late = at > duty.due;
    const putOff = act.act === 'DEFER' && late && goesOn !== undefined && goesOn.due > duty.due;
    if (goesOn !== undefined && !putOff) return [];
    const done = act.side === 'CUSTOMER' && answers[duty.condition].has(act.act);
    if (!done && !late && !passesOver(duty, act)) return [];
    const checksIn = duty.condition === 'CHECKS_IN';
    return [{
      id: `${act.id}/${duty.condition}`, condition: duty.condition, move: duty.move, customer: before.customer, performer: before.performer,
      cycle: before.cycle.number, horizonDays: horizonDays(before.cycle.starts, before.cycle.due, before.zone),
      since: duty.since, due: duty.due, endedAt: at, done,
      lateSeconds: late ? secondsBetween(duty.due, at) : 0,
      answerSeconds: done && !checksIn ? secondsBetween(duty.from <= at ? duty.from : duty.since, at) : null,
      occasions: checksIn && late ? 1 + Math.floor((millisecondsOf(at) - millisecondsOf(duty.due)) / (millisecondsOf(duty.due) - millisecondsOf(duty.since))) : 1,
      withWords: duty.condition === 'GIVES_FEEDBACK' ? done && act.withWords : null,
      act: act.id,
    }];
  });
}

function isSame(one: OpenDuty, other: OpenDuty): boolean {
  return one.condition === other.condition && one.subject === other.subject && one.customer === other.customer;
}

function secondsBetween(from: Moment, to: Moment): number {
  return Math.ceil((millisecondsOf(to) - millisecondsOf(from)) / 1_000);
}

/** A review as it is kept beside the duties: who said it of whom. */
export interface KeptReview extends CustomerReview {
  readonly customer: string;
  readonly performer: string;
}

/** The reviews of the Customer that an act added. */
export function addedReviews(before: WorkflowState | null, after: WorkflowState): readonly KeptReview[] {
  if (before === null || before.reviews === after.reviews) return [];
  return after.reviews.slice(before.reviews.length).map((review) => ({ ...review, customer: before.customer, performer: before.performer }));
}
