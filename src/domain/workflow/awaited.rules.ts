import { addDuration } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { consentByOf, consentIn, interlockOf } from './bonds.rules.js';
import { isAssessed } from './cycle.rules.js';
import { partyOf } from './speaker.rules.js';
import { otherSide, sides } from './workflow.types.js';
import type { Awaited, Move, Side, WorkflowState } from './workflow.types.js';

interface Expectation {
  readonly side: Side;
  readonly agent: string;
  readonly move: Move;
  readonly subject: string;
}

/** Who is waited for, one answer for each phase. An implicit or closed workflow waits for nobody. */
function expectations(state: WorkflowState): readonly Expectation[] {
  if (state.phase === 'CLOSED') return [];
  const on = (side: Side, move: Move, subject = ''): Expectation => ({ side, agent: partyOf(state, side), move, subject });
  const successors = sides.flatMap((side) => {
    const named = state.handOver[side];
    return named === null ? [] : [{ side, agent: named.successor, move: 'ANSWER_HAND_OVER' as const, subject: named.at }];
  });
  const unanswered = interlockOf(state).needed.filter(({ status }) => status === 'ASSERTED').map(({ id }) => on('PERFORMER', 'ANSWER_DEPENDENCY', id));
  // Nobody is waited for in what was never spoken, but whoever is named to take a place, or is needed, is always asked.
  return [...(state.explicit ? inPhase(state, on) : []), ...successors, ...unanswered];
}

function inPhase(state: WorkflowState, on: (side: Side, move: Move, subject?: string) => Expectation): readonly Expectation[] {
  switch (state.phase) {
    case 'LISTENING':
      return whileListening(state, on);
    case 'NEGOTIATING':
      return [...whileNegotiating(state, on), ...(owesRestatement(state) ? [on('CUSTOMER', 'ARTICULATE', state.renegotiation?.at)] : [])];
    case 'EXECUTING':
      return [on('PERFORMER', 'DELIVER', state.promise?.id), on('CUSTOMER', 'CHECK_IN', state.lastCheckIn ?? '')];
    case 'ASSESSING':
      return !isAssessed(state)
        ? [on('CUSTOMER', 'ASSESS', state.promise?.deliveredAt ?? state.promise?.id)]
        : sides.map((side) => on(side, 'NAME_NEXT_STEP'));
    case 'CLOSED':
      return [];
  }
}

/**
 * Whether the Customer has yet to restate a concern that changed: before that, nobody knows what a new promise would be for.
 * A state of a version that didn't write down whether it was restated owes nothing: nobody knows, and nobody was asked.
 */
export function owesRestatement({ renegotiation }: Pick<WorkflowState, 'renegotiation'>): boolean {
  return renegotiation !== null && renegotiation.concernChanged && renegotiation.restatedAt === null;
}

/** The first of the offers in this cycle that no request has answered; null where there is none. */
export function unansweredOffer({ request, offer, offeredSince, cycle }: Pick<WorkflowState, 'request' | 'offer' | 'offeredSince' | 'cycle'>): Moment | null {
  if (request !== null || offer === null) return null;
  return offeredSince !== undefined && offeredSince >= cycle.openedAt ? offeredSince : offer;
}

function whileNegotiating(state: WorkflowState, on: (side: Side, move: Move, subject?: string) => Expectation): readonly Expectation[] {
  // Whoever consented has answered: what is left is to settle the round.
  if (consentIn(state) !== null) return [];
  return [state.standing === null ? on('PERFORMER', 'PROPOSE') : on(otherSide(state.standing.author), 'ANSWER_PROPOSAL', state.standing.id)];
}

function whileListening(state: WorkflowState, on: (side: Side, move: Move) => Expectation): readonly Expectation[] {
  const unheard: Expectation[] = [];
  if (!state.concern.articulated) unheard.push(on('CUSTOMER', 'ARTICULATE'));
  else if (state.request === null) unheard.push(on('CUSTOMER', 'REQUEST'));
  if (state.offer === null) unheard.push(on('PERFORMER', 'OFFER'));
  if (unheard.length > 0) return unheard;
  return [on(state.lastHeard === 'CUSTOMER' ? 'PERFORMER' : 'CUSTOMER', 'ENGAGE')];
}

function answerDue(state: WorkflowState, move: Move, asked: Moment): Moment {
  const after = (duration: string): Moment => addDuration(asked, duration, state.zone);
  switch (move) {
    case 'DELIVER':
      return state.promise?.due ?? state.cycle.due;
    case 'CHECK_IN':
      return after(state.customership.checkInEvery);
    case 'ASSESS':
    case 'NAME_NEXT_STEP':
      return after(state.customership.assessWithin);
    case 'ANSWER_PROPOSAL': {
      const answerBy = state.standing?.terms.answerBy ?? null;
      // Deferred past the day the proposal runs out, it is countered rather than accepted, and that takes its time too.
      return answerBy !== null && answerBy > asked ? answerBy : after(state.customership.respondWithin);
    }
    case 'ARTICULATE':
    case 'REQUEST':
    case 'OFFER':
    case 'ENGAGE':
    case 'PROPOSE':
    case 'ANSWER_HAND_OVER':
    case 'ANSWER_DEPENDENCY':
      return after(state.customership.respondWithin);
  }
}

/** Until when the workflow is put off, by either side or both; null for neither. */
export function deferredUntil(state: Pick<WorkflowState, 'deferral'>): Moment | null {
  return sides.reduce<Moment | null>((latest, side) => {
    const until = state.deferral[side]?.until ?? null;
    return until !== null && (latest === null || until > latest) ? until : latest;
  }, null);
}

/** Until when a deferral lets a wait sleep, seen from a moment; null for none, or for one whose day has come. Others are not put off by it: a successor, and whoever needs something. */
function sleepsUntil(move: Move, deferredUntil: Moment | null, at: Moment): Moment | null {
  return move === 'ANSWER_HAND_OVER' || move === 'ANSWER_DEPENDENCY' || deferredUntil === null || deferredUntil <= at ? null : deferredUntil;
}

/**
 * A wait as a planning round has it: whoever is asked to consent is asked until the day that the round names, where that
 * comes first. A day that has passed hurries nobody, nor one on which the wait still sleeps. Its own due is kept beside it:
 * it can't be told from the wait afterwards, since the clock of one whose deferral ended early runs from there on.
 */
function withinRound(state: WorkflowState, wait: Awaited): Awaited {
  const consentBy = consentByOf(state);
  const hurries = wait.move === 'ANSWER_PROPOSAL' && consentBy !== null && consentBy > wait.from && consentBy > state.changedAt && consentBy < wait.due;
  return hurries ? { ...wait, due: consentBy, ownDue: wait.due } : wait;
}

/** The due of a wait by what its two parties agreed, whatever day a planning round names. */
export function dueWithoutRound({ due, ownDue }: Awaited): Moment {
  return ownDue ?? due;
}

/** A wait that goes on while the day that its round names is another: without it, it has the time that it had. */
function movedWithRound(wait: Awaited, state: WorkflowState): Awaited {
  const { ownDue = wait.due, ...rest } = wait;
  return withinRound(state, { ...rest, due: ownDue });
}

/**
 * The waits of a state. One that goes on keeps its `since` and `due`, so what is overdue stays so until it is answered;
 * a deferral lets them sleep until its day and starts the clock of an answer there, or at its early end. The day until
 * which a planning round asks for consents moves the due of an answer, and moves it back when the round is over.
 */
export function awaitedIn(state: WorkflowState, before: WorkflowState | null): readonly Awaited[] {
  const deferredBefore = before === null ? null : deferredUntil(before);
  return expectations(state).map((expected): Awaited => {
    const sleeps = sleepsUntil(expected.move, deferredUntil(state), state.changedAt);
    const slept = sleepsUntil(expected.move, deferredBefore, state.changedAt);
    const goesOn = before?.awaited.find(
      (one) => one.side === expected.side && one.agent === expected.agent && one.move === expected.move && one.subject === expected.subject,
    );
    if (before !== null && goesOn !== undefined && sleeps === slept) {
      return expected.move === 'ANSWER_PROPOSAL' && consentByOf(state) !== consentByOf(before) ? movedWithRound(goesOn, state) : goesOn;
    }
    const since = goesOn?.since ?? state.changedAt;
    const due = answerDue(state, expected.move, sleeps ?? state.changedAt);
    // Nobody is asked to check in before the cadence has come round.
    const from = expected.move === 'CHECK_IN' ? due : (sleeps ?? since);
    return withinRound(state, { ...expected, since, from, due });
  });
}

/** When the next check-in of the Customer falls due; null while no promise is in force. */
export function nextCheckIn(state: Pick<WorkflowState, 'awaited'>): Moment | null {
  return state.awaited.find(({ move }) => move === 'CHECK_IN')?.due ?? null;
}
