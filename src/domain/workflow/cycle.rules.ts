import type { Moment } from '../common/moment.rules.js';
import { cascadeOf, consentIn, interlockOf, roundOf, statedConditions } from './bonds.rules.js';
import { lapsedBy } from './clock.rules.js';
import type { ActKind, Phase, PromiseStatus, Side, WorkflowState } from './workflow.types.js';

/** Who speaks an act. */
export type Speaker = 'CUSTOMER' | 'PERFORMER' | 'EITHER' | 'SUCCESSOR' | 'PARTY_OR_ADMINISTRATOR' | 'COUNTERPART' | 'CLOCK';

/** What a guard may look at besides the state. */
export interface Occasion {
  readonly side: Side;
  readonly now: Moment;
}

/** A condition on more than the phase, with the sentence that a refused speaker reads. */
export interface Guard {
  readonly holds: (state: WorkflowState, occasion: Occasion) => boolean;
  readonly because: string;
}

export interface CycleRow {
  readonly act: ActKind;
  readonly from: readonly Phase[];
  /** Where it leads; SAME stays. More than one: the content of the act decides. */
  readonly to: readonly (Phase | 'SAME')[];
  /** The phases it leads out of, where it does not lead out of every one it can be said in. */
  readonly leaves?: readonly Phase[];
  readonly speaker: Speaker;
  readonly when: readonly Guard[];
  /** Why there is such an act: shown in the docs and in the schema. */
  readonly because: string;
}

const ended: readonly PromiseStatus[] = ['REDEEMED', 'BROKEN', 'RELEASED'];

export function isEnded(status: PromiseStatus): boolean {
  return status === 'SUPERSEDED' || ended.includes(status);
}

const promiseStands = (state: WorkflowState): boolean =>
  state.promise?.status === 'IN_FORCE' || state.promise?.status === 'UNDER_RENEGOTIATION';

const inForce: Guard = {
  holds: promiseStands,
  because: 'there is no promise in force',
};
const explicit: Guard = {
  holds: (state) => state.explicit,
  because: 'the workflow is implicit: nobody has articulated, requested or offered anything in it yet',
};
const concernStated: Guard = {
  holds: (state) => state.concern.articulated,
  because: 'the Customer has not articulated the concern yet',
};
const bothHeard: Guard = {
  holds: (state) => state.request !== null && state.offer !== null,
  because: 'a request and an offer of this cycle are needed first',
};
const notTheLastHeard: Guard = {
  holds: (state, { side }) => state.lastHeard !== side,
  because: 'the one who spoke the latest of request and offer waits for the other to engage',
};
const notRenegotiating: Guard = {
  holds: (state) => state.renegotiation === null,
  because: 'a promise is under renegotiation: withdraw to keep it as it was, or release or revoke it',
};
const standsByTheOther: Guard = {
  holds: (state, { side }) => state.standing !== null && state.standing.author !== side,
  because: 'only a standing proposal of the other side can be accepted',
};
const notExpired: Guard = {
  holds: (state, { now }) => state.standing === null || state.standing.terms.answerBy === null || now <= state.standing.terms.answerBy,
  because: 'the standing proposal has run out: propose again',
};
const dueAhead: Guard = {
  holds: (state, { now }) => state.standing === null || now <= state.standing.terms.due,
  because: 'the due of the standing proposal has passed: propose a later one',
};
const byItsMaker: Guard = {
  holds: (state) => state.promise !== null && state.promise.performer === state.performer,
  because: 'the promise was made by an earlier Performer and is theirs alone: propose your own, or the Customer releases it',
};
const keepable: Guard = {
  holds: (state) => state.renegotiation === null || state.promise?.performer === state.performer,
  because: 'the promise under renegotiation was made by an earlier Performer: it is superseded or released, not kept',
};
const delivered: Guard = {
  holds: (state) => state.promise?.status === 'DELIVERED',
  because: 'there is no delivery that waits for its assessment',
};
/** Whether the cycle's promise has had its last word; an assessment that asked for more is not the last. */
export function isAssessed(state: WorkflowState): boolean {
  return state.assessment !== null && state.assessment.verdict !== 'UNSATISFIED' && state.assessment.promise === state.promise?.id;
}
const unassessed: Guard = {
  holds: (state) => state.promise !== null && !isAssessed(state),
  because: 'it has been assessed already',
};
const promiseEnded: Guard = {
  holds: (state) => state.promise !== null && isEnded(state.promise.status),
  because: "the cycle's promise has not ended: assess the delivery first",
};
/** The cycles whose customership the present Performer (by the mouth of this person) may review now: those that are over, or stand in Q4. */
export function cyclesToReview(state: WorkflowState, person: string | null = null): readonly number[] {
  const over = state.phase === 'ASSESSING' || state.phase === 'CLOSED';
  return state.reviewable
    .filter((entry) => entry.performer === state.performer && (over || entry.cycle < state.cycle.number))
    .filter((entry) => person === null || !entry.customers.includes(person))
    .map((entry) => entry.cycle);
}
const cycleToReview: Guard = {
  holds: (state) => cyclesToReview(state).length > 0,
  because: 'there is no cycle of yours that reached Q4 and has not been reviewed',
};
const noSuccessorNamed: Guard = {
  holds: (state, { side }) => state.handOver[side] === null,
  because: 'a successor is named already: take that back first',
};
const successorNamed: Guard = {
  holds: (state, { side }) => state.handOver[side] !== null,
  because: 'no successor is named',
};
const successorIsNotTheOther: Guard = {
  holds: (state, { side }) => {
    const named = state.handOver[side]?.successor;
    return named !== undefined && named !== (side === 'CUSTOMER' ? state.performer : state.customer);
  },
  because: 'the successor has become the other party: Customer and Performer are never the same agent',
};

const inNoRound: Guard = {
  holds: (state) => roundOf(state) === null,
  because: 'the workflow is in an open planning round, where all is promised together: say CONSENT, which becomes a promise when the round is settled, or take the workflow out of the round first',
};
const inRound: Guard = {
  holds: (state) => roundOf(state) !== null,
  because: 'the workflow is in no open planning round: agree or promise instead, or have it added to a round',
};
const notConsented: Guard = {
  holds: (state) => consentIn(state) === null,
  because: 'the standing proposal has been consented to already',
};
const consented: Guard = {
  holds: (state, { side }) => consentIn(state)?.side === side,
  because: 'there is no consent of yours to take back',
};

const inNoRole: Guard = {
  holds: (state) => state.role === undefined,
  because: 'it is one of the workflows of a role already',
};

const servesSomething: Guard = {
  holds: (state) => cascadeOf(state).serves.length > 0,
  because: 'it serves nothing',
};
const servesNothing: Guard = {
  holds: (state) => cascadeOf(state).serves.length === 0,
  because: 'it serves another workflow: end that first',
};
const isRoot: Guard = {
  holds: (state) => cascadeOf(state).root,
  because: 'it is not declared a root',
};
const isNoRoot: Guard = {
  holds: (state) => !cascadeOf(state).root,
  because: 'it is declared a root already',
};
const conditionsStated: Guard = {
  holds: (state) => statedConditions(state).length > 0,
  because: 'no conditions have been proposed or promised yet',
};
const needsSomething: Guard = {
  holds: (state) => interlockOf(state).needs.length > 0,
  because: 'it depends on nothing',
};
const toAcknowledge: Guard = {
  holds: (state) => interlockOf(state).needed.some(({ status }) => status !== 'ACKNOWLEDGED'),
  because: 'nothing that is needed of it waits to be acknowledged',
};
const toRefuse: Guard = {
  holds: (state) => interlockOf(state).needed.some(({ status }) => status !== 'REFUSED'),
  because: 'nothing is needed of it that could be refused',
};

const ranOut: Guard = {
  holds: (state, { now }) => lapsedBy(state, now) !== null,
  because: 'nothing has run out',
};

const open: readonly Phase[] = ['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING'];
const talking: readonly Phase[] = ['LISTENING', 'NEGOTIATING'];
const promised: readonly Phase[] = ['EXECUTING', 'NEGOTIATING'];

/**
 * The workflow cycle. All rules, `availableActs`, refusals and the diagram in docs/cycle.md come from this table and
 * from nothing else.
 */
export const cycle: readonly CycleRow[] = [
  { act: 'ARTICULATE', from: talking, to: ['SAME'], speaker: 'CUSTOMER', when: [],
    because: 'The Customer states or restates the concern.' },
  { act: 'REQUEST', from: ['LISTENING'], to: ['SAME'], speaker: 'CUSTOMER', when: [],
    because: 'The Customer asks this Performer for help with the concern.' },
  { act: 'OFFER', from: ['LISTENING'], to: ['SAME'], speaker: 'PERFORMER', when: [],
    because: 'The Performer proposes a way to satisfy the concern, asked or unasked.' },
  { act: 'ENGAGE', from: ['LISTENING'], to: ['NEGOTIATING'], speaker: 'EITHER', when: [concernStated, bothHeard, notTheLastHeard],
    because: 'Both have been heard, and they choose to work together.' },
  { act: 'DEFER', from: talking, to: ['SAME'], speaker: 'EITHER', when: [explicit],
    because: '"Not now, ask me again on that day": stays where it is until then.' },
  { act: 'DECLINE', from: talking, to: ['CLOSED'], speaker: 'EITHER', when: [notRenegotiating],
    because: 'No fit: closed with the reason, and the concern is open again.' },
  { act: 'PROPOSE', from: ['NEGOTIATING'], to: ['SAME'], speaker: 'EITHER', when: [],
    because: 'Puts terms on the table; each proposal counters the last and voids earlier consent.' },
  { act: 'AGREE', from: ['NEGOTIATING'], to: ['EXECUTING'], speaker: 'CUSTOMER', when: [inNoRound, standsByTheOther, notExpired, dueAhead],
    because: "The Customer agrees to the Performer's standing proposal, which becomes the Performer's promise." },
  { act: 'PROMISE', from: ['NEGOTIATING'], to: ['EXECUTING'], speaker: 'PERFORMER', when: [inNoRound, standsByTheOther, notExpired, dueAhead],
    because: "The Performer promises what the Customer's standing proposal asks for." },
  { act: 'WITHDRAW', from: ['NEGOTIATING'], to: ['LISTENING', 'EXECUTING'], speaker: 'EITHER', when: [keepable],
    because: 'Ends the negotiation: back to listening or, after a renegotiation, to the promise as it was.' },
  { act: 'REPORT_PROGRESS', from: promised, to: ['SAME'], speaker: 'PERFORMER', when: [inForce, byItsMaker],
    because: 'The Performer says where the conditions stand, how confident they are, and what they forecast.' },
  { act: 'CHECK_IN', from: promised, to: ['SAME'], speaker: 'CUSTOMER', when: [inForce],
    because: "The Customer's regular check on how it goes: a duty of the dual." },
  { act: 'RENEGOTIATE', from: ['EXECUTING'], to: ['NEGOTIATING'], speaker: 'EITHER', when: [inForce],
    because: 'New information or a changed concern: back to Q2. The promise stays in force until a new one supersedes it.' },
  { act: 'DELIVER', from: promised, to: ['ASSESSING'], speaker: 'PERFORMER', when: [inForce, byItsMaker],
    because: 'The Performer reports the results.' },
  { act: 'REVOKE', from: promised, to: ['ASSESSING'], speaker: 'PERFORMER', when: [inForce, byItsMaker],
    because: 'The Performer cannot keep the promise: it is broken.' },
  { act: 'RELEASE', from: promised, to: ['ASSESSING'], speaker: 'CUSTOMER', when: [inForce],
    because: 'The Customer no longer needs the promise: it is released, neither kept nor broken.' },
  { act: 'RETRACT', from: ['ASSESSING'], to: ['EXECUTING'], speaker: 'PERFORMER', when: [delivered, byItsMaker],
    because: 'The Performer takes the delivery back before it is assessed.' },
  { act: 'ASSESS', from: ['ASSESSING'], to: ['SAME', 'EXECUTING', 'NEGOTIATING'], speaker: 'CUSTOMER', when: [unassessed],
    because: 'The Customer says which conditions are met and how satisfied they are; unmet, they choose rework, renegotiation or broken.' },
  { act: 'REVIEW_CUSTOMER', from: [...open, 'CLOSED'], to: ['SAME'], speaker: 'PERFORMER', when: [cycleToReview],
    because: 'The Performer says how good a Customer the Customer was, in a cycle that has ended.' },
  { act: 'RENEW', from: ['ASSESSING'], to: ['LISTENING'], speaker: 'CUSTOMER', when: [promiseEnded],
    because: 'The concern lives on: the next cycle, with its own window.' },
  { act: 'CLOSE', from: ['ASSESSING'], to: ['CLOSED'], speaker: 'EITHER', when: [promiseEnded],
    because: 'The workflow has ended.' },
  { act: 'REMARK', from: open, to: ['SAME'], speaker: 'EITHER', when: [],
    because: 'Free words; nothing else changes.' },
  { act: 'SET_VISIBILITY', from: [...open, 'CLOSED'], to: ['SAME'], speaker: 'CUSTOMER', when: [],
    because: 'The Customer says who may see the workflow: the whole organisation, the two parties alone, or these and the parties of all that it serves.' },
  { act: 'HAND_OVER', from: open, to: ['SAME'], speaker: 'PARTY_OR_ADMINISTRATOR', when: [noSuccessorNamed],
    because: 'A party names a successor; an administrator does it for one who has left.' },
  { act: 'TAKE_BACK_HAND_OVER', from: open, to: ['SAME'], speaker: 'PARTY_OR_ADMINISTRATOR', when: [successorNamed],
    because: 'Takes the naming of a successor back.' },
  { act: 'TAKE_OVER', from: open, to: ['SAME', 'NEGOTIATING'], leaves: ['EXECUTING'], speaker: 'SUCCESSOR', when: [successorNamed, successorIsNotTheOther],
    because: "The successor takes the party's place. A promise in force under a new Performer goes back to Q2." },
  { act: 'REFUSE_HAND_OVER', from: open, to: ['SAME'], speaker: 'SUCCESSOR', when: [successorNamed],
    because: 'The successor refuses; the party stays.' },
  { act: 'SERVE', from: open, to: ['SAME'], speaker: 'CUSTOMER', when: [],
    because: 'The Customer says which conditions of their own promise this workflow helps to keep.' },
  { act: 'REWEIGH_SERVING', from: open, to: ['SAME'], speaker: 'CUSTOMER', when: [servesSomething],
    because: 'It goes on serving that workflow, in other conditions or with other weights.' },
  { act: 'STOP_SERVING', from: open, to: ['SAME'], speaker: 'CUSTOMER', when: [servesSomething],
    because: 'It no longer serves that workflow.' },
  { act: 'DECLARE_ROOT', from: open, to: ['SAME'], speaker: 'CUSTOMER', when: [servesNothing, isNoRoot],
    because: 'The Customer declares that it serves no other promise, and should not.' },
  { act: 'TAKE_BACK_ROOT', from: open, to: ['SAME'], speaker: 'CUSTOMER', when: [isRoot],
    because: 'It is no declared root any more.' },
  { act: 'MARK_OWN', from: promised, to: ['SAME'], speaker: 'PERFORMER', when: [conditionsStated],
    because: 'The Performer says which conditions they keep alone, without a workflow that serves them.' },
  { act: 'DEPEND', from: ['NEGOTIATING'], to: ['SAME'], speaker: 'PERFORMER', when: [],
    because: 'The Performer says what their promise needs of another one, and by when. Asserted is not accepted.' },
  { act: 'STOP_DEPENDING', from: open, to: ['SAME'], speaker: 'PERFORMER', when: [needsSomething],
    because: 'It no longer needs that.' },
  { act: 'ACKNOWLEDGE_DEPENDENCY', from: open, to: ['SAME'], speaker: 'PERFORMER', when: [toAcknowledge],
    because: 'The Performer who is depended on acknowledges it.' },
  { act: 'REFUSE_DEPENDENCY', from: open, to: ['SAME'], speaker: 'PERFORMER', when: [toRefuse],
    because: 'The Performer who is depended on refuses it, with the reason.' },
  { act: 'DEPENDENCY_ASSERTED', from: open, to: ['SAME'], speaker: 'COUNTERPART', when: [],
    because: 'Another workflow says that it depends on this one.' },
  { act: 'DEPENDENCY_ENDED', from: [...open, 'CLOSED'], to: ['SAME'], speaker: 'COUNTERPART', when: [],
    because: 'Another workflow no longer depends on this one.' },
  { act: 'DEPENDENCY_ACKNOWLEDGED', from: [...open, 'CLOSED'], to: ['SAME'], speaker: 'COUNTERPART', when: [],
    because: 'What it depends on has been acknowledged.' },
  { act: 'DEPENDENCY_REFUSED', from: [...open, 'CLOSED'], to: ['SAME'], speaker: 'COUNTERPART', when: [],
    because: 'What it depends on has been refused.' },
  { act: 'CONSENT', from: ['NEGOTIATING'], to: ['SAME'], speaker: 'EITHER', when: [inRound, standsByTheOther, notConsented, notExpired, dueAhead],
    because: 'In a planning round, in place of agreeing or promising: whoever did not write the standing proposal consents to it, and settling the round makes the promise.' },
  { act: 'TAKE_BACK_CONSENT', from: ['NEGOTIATING'], to: ['SAME'], speaker: 'EITHER', when: [consented],
    because: 'Whoever consented no longer does; a new proposal voids the consent by itself.' },
  { act: 'ROUND_JOINED', from: open, to: ['SAME'], speaker: 'COUNTERPART', when: [],
    because: 'It is in a planning round from here on, to be settled together with others; said once more when the day moves until which that round asks for consents.' },
  { act: 'ROUND_LEFT', from: [...open, 'CLOSED'], to: ['SAME'], speaker: 'COUNTERPART', when: [],
    because: 'It is in the planning round no longer: it was taken out, or the round has ended.' },
  { act: 'ROLE_JOINED', from: [...open, 'CLOSED'], to: ['SAME'], speaker: 'COUNTERPART', when: [inNoRole],
    because: 'It is one of the workflows of a role from here on; nothing else changes.' },
  { act: 'LAPSE', from: talking, to: ['SAME'], speaker: 'CLOCK', when: [ranOut],
    because: 'A proposal or a deferral has run out.' },
];

/** The rows that somebody speaks in the workflow itself: all but the clock's, and what was said in another workflow. */
export const spokenCycle: readonly CycleRow[] = cycle.filter(({ speaker }) => speaker !== 'CLOCK' && speaker !== 'COUNTERPART');

const rowByAct = new Map(cycle.map((row) => [row.act, row]));

export function rowOf(act: ActKind): CycleRow | undefined {
  return rowByAct.get(act);
}
