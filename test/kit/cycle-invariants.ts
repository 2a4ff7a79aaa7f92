import assert from 'node:assert/strict';
import { interlockOf } from '../../src/domain/workflow/bonds.rules.js';
import { isEnded, rowOf } from '../../src/domain/workflow/cycle.rules.js';
import { partyOf } from '../../src/domain/workflow/speaker.rules.js';
import { otherSide, sides } from '../../src/domain/workflow/workflow.types.js';
import type { ActKind, Move, PromiseState, PromiseStatus, Side, WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import type { Told } from './cycle-model.js';

/** What must hold of every state, and of every step from one to the next. Written from the words, not from the fold. */
export type Invariant = (told: Told) => void;

const consents: readonly ActKind[] = ['AGREE', 'PROMISE'];

function isInForce(promise: PromiseState | null): boolean {
  return promise?.status === 'IN_FORCE' || promise?.status === 'UNDER_RENEGOTIATION';
}

function isNew(told: Told): boolean {
  return told.state.promise !== null && told.state.promise.id !== told.before.promise?.id;
}

const aPromiseIsMadeByBothBehindOneProposal: Invariant = ({ before, act, state }) => {
  if (!isNew({ before, act, state })) return;
  const { promise } = state;
  const { standing } = before;
  assert(consents.includes(act.act), `${act.act} made a promise`);
  assert(standing !== null && promise !== null, 'a promise came of no proposal');
  assert.equal(promise.proposal, standing.id);
  assert.equal(act.act, standing.author === 'PERFORMER' ? 'AGREE' : 'PROMISE');
  assert.equal(act.side, otherSide(standing.author), 'the one who wrote the proposal accepted it');
  assert.equal(promise.due, standing.terms.due);
  assert.deepEqual(promise.conditions.map(({ current, measuredAt, outcome, ...condition }) => { void [current, measuredAt, outcome]; return condition; }), standing.terms.conditions);
};

const everyConsentMakesAPromise: Invariant = (told) => {
  if (consents.includes(told.act.act)) assert(isNew(told), `${told.act.act} made no promise`);
};

const aPromiseIsMadeByThePerformer: Invariant = ({ before, act, state }) => {
  if (!isNew({ before, act, state }) || state.promise === null) return;
  assert.equal(state.promise.performer, before.performer);
  assert.equal(state.promise.customer, before.customer);
};

const aPromiseHasAMandatoryCondition: Invariant = ({ state }) => {
  for (const conditions of [state.promise?.conditions, state.standing?.terms.conditions]) {
    if (conditions === undefined) continue;
    assert(conditions.some((condition) => condition.mandatory));
    assert.equal(new Set(conditions.map(({ key }) => key)).size, conditions.length, 'two conditions have the same key');
  }
};

const everyDueIsInsideItsWindow: Invariant = ({ state }) => {
  const { promise, cycle, standing } = state;
  if (promise !== null) {
    assert(cycle.starts <= promise.due && promise.due <= cycle.due, 'the promise is due outside the window of its cycle');
    for (const { due } of promise.conditions) assert(due === null || (cycle.starts <= due && due <= promise.due), 'a condition is due outside its promise');
  }
  if (standing !== null) assert(standing.terms.window.starts <= standing.terms.due && standing.terms.due <= standing.terms.window.due);
};

const fromIn: Readonly<Record<PromiseStatus, readonly PromiseStatus[]>> = {
  IN_FORCE: ['UNDER_RENEGOTIATION', 'DELIVERED', 'BROKEN', 'RELEASED'],
  UNDER_RENEGOTIATION: ['IN_FORCE', 'DELIVERED', 'BROKEN', 'RELEASED'],
  DELIVERED: ['IN_FORCE', 'UNDER_RENEGOTIATION', 'REDEEMED', 'BROKEN'],
  REDEEMED: [],
  BROKEN: [],
  RELEASED: [],
  SUPERSEDED: [],
};

const aPromiseMovesOnlyAsItMay: Invariant = ({ before, act, state }) => {
  const [was, is] = [before.promise, state.promise];
  if (was === null) return;
  if (is === null) {
    assert.equal(act.act, 'RENEW');
    assert(isEnded(was.status), 'a promise that had not ended was left behind');
  } else if (is.id !== was.id) {
    assert.equal(was.status, 'UNDER_RENEGOTIATION');
    assert.equal(is.supersedes, was.id);
  } else if (is.status !== was.status) {
    assert(fromIn[was.status].includes(is.status), `a promise went from ${was.status} to ${is.status} by ${act.act}`);
  }
};

const anEndedPromiseStaysAsItIs: Invariant = ({ before, state }) => {
  if (before.promise !== null && isEnded(before.promise.status) && state.promise !== null) assert.deepEqual(state.promise, before.promise);
};

const aPromiseStaysWithItsMaker: Invariant = ({ before, state }) => {
  if (before.promise !== null && state.promise?.id === before.promise.id) assert.equal(state.promise.performer, before.promise.performer);
};

const aPromiseKeepsItsTerms: Invariant = ({ before, state }) => {
  if (before.promise === null || state.promise?.id !== before.promise.id) return;
  const terms = ({ proposal, cycle, objective, starts, due, madeAt, supersedes, conditions }: PromiseState): unknown => ({
    proposal, cycle, objective, starts, due, madeAt, supersedes,
    conditions: conditions.map(({ key, statement, mandatory, due: conditionDue, measure }) => ({ key, statement, mandatory, due: conditionDue, measure })),
  });
  assert.deepEqual(terms(state.promise), terms(before.promise));
};

const aPromiseOfAnotherPerformerIsNotKept: Invariant = ({ state }) => {
  if (state.promise !== null && state.promise.performer !== state.performer) assert.notEqual(state.phase, 'EXECUTING');
};

const onlyItsMakerSpeaksOfAPromise: Invariant = ({ before, act }) => {
  if (['REPORT_PROGRESS', 'DELIVER', 'REVOKE', 'RETRACT'].includes(act.act)) assert.equal(before.promise?.performer, before.performer, `${act.act} by another than the maker`);
};

const whoSpokeLastWaitsForTheOtherToEngage: Invariant = ({ before, act }) => {
  if (act.act !== 'ENGAGE') return;
  assert(before.concern.articulated && before.request !== null && before.offer !== null, 'engaged unheard');
  assert.notEqual(act.side, before.lastHeard);
};

const onlyTheCustomerAssesses: Invariant = ({ before, act, state }) => {
  if (state.assessment === null || state.assessment.id === before.assessment?.id) return;
  assert.equal(act.act, 'ASSESS');
  assert.equal(act.side, 'CUSTOMER');
};

const whatIsRedeemedWasAssessedAsMet: Invariant = ({ state }) => {
  if (state.promise?.status !== 'REDEEMED') return;
  assert.equal(state.assessment?.verdict, 'REDEEMED');
  for (const { mandatory, outcome } of state.promise.conditions) assert(!mandatory || outcome === 'MET' || outcome === 'WAIVED');
};

const thePhaseAndThePromiseAgree: Invariant = ({ state }) => {
  const { phase, promise, standing, renegotiation, closed, deferral } = state;
  const statuses: Readonly<Record<WorkflowState['phase'], readonly (PromiseStatus | null)[]>> = {
    LISTENING: [null],
    NEGOTIATING: [null, 'UNDER_RENEGOTIATION'],
    EXECUTING: ['IN_FORCE'],
    ASSESSING: ['DELIVERED', 'REDEEMED', 'BROKEN', 'RELEASED'],
    CLOSED: [null, 'REDEEMED', 'BROKEN', 'RELEASED'],
  };
  assert(statuses[phase].includes(promise?.status ?? null), `${phase} with a promise that is ${promise?.status ?? 'not there'}`);
  assert.equal(renegotiation !== null, promise?.status === 'UNDER_RENEGOTIATION');
  assert(standing === null || phase === 'NEGOTIATING', `a proposal stands in ${phase}`);
  assert((deferral.CUSTOMER === null && deferral.PERFORMER === null) || phase === 'LISTENING' || phase === 'NEGOTIATING', `deferred in ${phase}`);
  assert.equal(closed !== null, phase === 'CLOSED');
};

const theWorkflowIsWhereTheTableLeads: Invariant = ({ before, act, state }) => {
  const row = rowOf(act.act);
  assert(row !== undefined && row.from.includes(before.phase));
  assert(row.to.some((phase) => (phase === 'SAME' ? before.phase : phase) === state.phase), `${act.act} led from ${before.phase} to ${state.phase}`);
};

const nobodySpeaksForBothSides: Invariant = ({ state }) => {
  for (const person of state.voices.CUSTOMER) assert(!state.voices.PERFORMER.includes(person), `${person} has spoken for both sides`);
};

const whoSpokeForASideIsRemembered: Invariant = ({ before, act, state }) => {
  if (act.side !== null && act.person !== null) assert(state.voices[act.side].includes(act.person), `${act.person} spoke and is not remembered`);
  // A new cycle begins with the voice of the one who began it.
  if (act.act !== 'RENEW') for (const side of sides) for (const person of before.voices[side]) assert(state.voices[side].includes(person));
};

const customerAndPerformerDiffer: Invariant = ({ state }) => {
  assert.notEqual(state.customer, state.performer);
};

const aSuccessorIsNeitherParty: Invariant = ({ state }) => {
  const named = sides.flatMap((side) => state.handOver[side]?.successor ?? []);
  assert.equal(new Set([...named, state.customer, state.performer]).size, named.length + 2);
};

const aSuccessorIsNamedOnce: Invariant = ({ before, act }) => {
  if (act.act === 'HAND_OVER') assert.equal(before.handOver[act.data.side], null);
};

const theVersionCountsTheActs: Invariant = ({ before, act, state }) => {
  assert.equal(state.version, before.version + 1);
  assert.equal(state.changedAt, act.at);
  assert(state.changedAt >= before.changedAt);
};

const theCyclesCountTheRenewals: Invariant = ({ before, act, state }) => {
  assert.equal(state.cycle.number, before.cycle.number + (act.act === 'RENEW' ? 1 : 0));
  const reviewable = state.reviewable.map(({ cycle }) => cycle);
  assert.equal(new Set(reviewable).size, reviewable.length);
  assert(reviewable.every((cycle) => cycle <= state.cycle.number));
};

const proposalsCountUp: Invariant = ({ before, act, state }) => {
  assert.equal(state.proposals, before.proposals + (act.act === 'PROPOSE' ? 1 : 0));
  if (act.act === 'PROPOSE') assert.equal(state.standing?.version, state.proposals);
  assert(state.conditionKeys >= before.conditionKeys);
  const used = Array.from({ length: state.conditionKeys }, (_, index) => `c${index + 1}`);
  for (const { key } of state.standing?.terms.conditions ?? []) assert(used.includes(key));
};

/** What an act may touch, where it may touch little. Whatever it is, it counts, it is dated, and its speaker is remembered. */
const touches: Partial<Record<ActKind, readonly (keyof WorkflowState)[]>> = {
  REMARK: [],
  SET_VISIBILITY: ['visibility'],
  CHECK_IN: ['lastCheckIn', 'awaited'],
  HAND_OVER: ['handOver', 'awaited'],
  TAKE_BACK_HAND_OVER: ['handOver', 'awaited'],
  REFUSE_HAND_OVER: ['handOver', 'awaited'],
  DEFER: ['deferral', 'awaited'],
  REPORT_PROGRESS: ['promise'],
  REVIEW_CUSTOMER: ['reviewable', 'reviewed', 'reviews'],
  SERVE: ['cascade'],
  REWEIGH_SERVING: ['cascade'],
  STOP_SERVING: ['cascade'],
  DECLARE_ROOT: ['cascade'],
  TAKE_BACK_ROOT: ['cascade'],
  MARK_OWN: ['cascade'],
  DEPEND: ['interlock'],
  STOP_DEPENDING: ['interlock'],
  DEPENDENCY_ACKNOWLEDGED: ['interlock'],
  DEPENDENCY_REFUSED: ['interlock'],
  DEPENDENCY_ASSERTED: ['interlock', 'awaited'],
  DEPENDENCY_ENDED: ['interlock', 'awaited'],
  ACKNOWLEDGE_DEPENDENCY: ['interlock', 'awaited'],
  REFUSE_DEPENDENCY: ['interlock', 'awaited'],
  CONSENT: ['consent', 'deferral', 'awaited'],
  TAKE_BACK_CONSENT: ['consent', 'awaited'],
  ROUND_JOINED: ['round', 'consentBy', 'awaited'],
  ROUND_LEFT: ['round', 'consentBy', 'consent', 'awaited'],
  ROLE_JOINED: ['role'],
};

const smallActsChangeNothingElse: Invariant = ({ before, act, state }) => {
  const allowed = touches[act.act];
  if (allowed === undefined) return;
  for (const field of Object.keys(state) as (keyof WorkflowState)[]) {
    if (['version', 'changedAt', 'voices', ...allowed].includes(field)) continue;
    assert.deepEqual(state[field], before[field], `${act.act} changed ${field}`);
  }
};

const aRootServesNothing: Invariant = ({ state }) => {
  assert(state.cascade?.root !== true || state.cascade.serves.length === 0, 'a declared root serves something');
};

const whatTiesItToOthersLivesThroughEverythingElse: Invariant = ({ before, act, state }) => {
  const ties: readonly ActKind[] = ['SERVE', 'REWEIGH_SERVING', 'STOP_SERVING', 'DECLARE_ROOT', 'TAKE_BACK_ROOT', 'MARK_OWN', 'DEPEND', 'STOP_DEPENDING', 'ACKNOWLEDGE_DEPENDENCY', 'REFUSE_DEPENDENCY'];
  if (ties.includes(act.act) || act.act.startsWith('DEPENDENCY_')) return;
  assert.deepEqual(state.cascade, before.cascade);
  // What ends asks for nothing more.
  const ends = state.phase === 'CLOSED' && before.phase !== 'CLOSED' && state.interlock !== undefined;
  assert.deepEqual(state.interlock, ends ? { ...before.interlock, needs: interlockOf(before).needs.filter(({ status }) => status !== 'ASSERTED') } : before.interlock);
};

const aRenegotiationKeepsThePromise: Invariant = ({ before, act, state }) => {
  if (act.act === 'RENEGOTIATE' || (act.act === 'WITHDRAW' && before.renegotiation !== null)) {
    assert(isInForce(before.promise) && isInForce(state.promise));
    assert.deepEqual({ ...state.promise, status: null }, { ...before.promise, status: null });
  }
};

const takingOverVoidsProposals: Invariant = ({ before, act, state }) => {
  if (act.act !== 'TAKE_OVER') return;
  const { side } = act.data;
  assert.equal(state.standing, null);
  assert.equal(partyOf(state, side), before.handOver[side]?.successor);
  assert.equal(partyOf(state, otherSide(side)), partyOf(before, otherSide(side)));
};

/** What is still said of a workflow that is closed; what is said elsewhere of what it needed, or was needed for, reaches it. */
const saidOfClosed: readonly ActKind[] = ['REVIEW_CUSTOMER', 'SET_VISIBILITY', 'DEPENDENCY_ENDED', 'DEPENDENCY_ACKNOWLEDGED', 'DEPENDENCY_REFUSED', 'ROUND_LEFT', 'ROLE_JOINED'];

const whatIsClosedStaysClosed: Invariant = ({ before, act, state }) => {
  if (before.phase !== 'CLOSED') return;
  assert(saidOfClosed.includes(act.act), `${act.act} in a closed workflow`);
  assert.equal(state.phase, 'CLOSED');
};

/** Who is waited for, as the words have it. */
function expected(state: WorkflowState): readonly string[] {
  const waits: string[] = [];
  const on = (side: Side, move: Move): void => { waits.push(`${partyOf(state, side)} ${move}`); };
  if (state.phase === 'CLOSED') return [];
  for (const side of sides) if (state.handOver[side] !== null) waits.push(`${state.handOver[side].successor} ANSWER_HAND_OVER`);
  for (const { status } of state.interlock?.needed ?? []) if (status === 'ASSERTED') on('PERFORMER', 'ANSWER_DEPENDENCY');
  // Nobody is waited for in what was never spoken, but a named successor is always asked, and so is whoever is needed.
  if (!state.explicit) return waits;
  const stated = state.concern.articulated;
  if (state.phase === 'LISTENING' && stated && state.request !== null && state.offer !== null) {
    const customerSpokeLast = state.request === state.offer ? state.lastHeard === 'CUSTOMER' : state.request > state.offer;
    on(customerSpokeLast ? 'PERFORMER' : 'CUSTOMER', 'ENGAGE');
  } else if (state.phase === 'LISTENING') {
    if (!stated) on('CUSTOMER', 'ARTICULATE');
    if (stated && state.request === null) on('CUSTOMER', 'REQUEST');
    if (state.offer === null) on('PERFORMER', 'OFFER');
  }
  if (state.phase === 'NEGOTIATING' && state.standing === null) on('PERFORMER', 'PROPOSE');
  if (state.phase === 'NEGOTIATING' && state.standing !== null) on(otherSide(state.standing.author), 'ANSWER_PROPOSAL');
  if (state.phase === 'NEGOTIATING' && state.renegotiation?.concernChanged === true && state.renegotiation.restatedAt === null) on('CUSTOMER', 'ARTICULATE');
  if (state.phase === 'EXECUTING') {
    on('PERFORMER', 'DELIVER');
    on('CUSTOMER', 'CHECK_IN');
  }
  if (state.phase === 'ASSESSING') {
    const hadItsLastWord = state.assessment?.promise === state.promise?.id && state.assessment?.verdict !== 'UNSATISFIED' && state.assessment !== null;
    if (!hadItsLastWord) on('CUSTOMER', 'ASSESS');
    else for (const side of sides) on(side, 'NAME_NEXT_STEP');
  }
  return waits;
}

const theWaitsAgreeWithThePhase: Invariant = ({ state }) => {
  assert.deepEqual(state.awaited.map(({ agent, move }) => `${agent} ${move}`).sort(), [...expected(state)].sort());
};

const theWaitsAreDatedForward: Invariant = ({ before, act, state }) => {
  for (const wait of state.awaited) {
    assert(wait.since <= state.changedAt && wait.since <= wait.from, `${wait.move} is asked for before it began`);
    // Only a delivery can be asked for when it is overdue already: its day is the promise's.
    if (wait.move !== 'DELIVER') assert(wait.due > wait.since && wait.due >= wait.from, `${wait.move} was overdue when it was first asked for`);
    const earlier = before.awaited.find((one) => one.agent === wait.agent && one.side === wait.side && one.move === wait.move && one.subject === wait.subject);
    const overdue = earlier !== undefined && earlier.due < act.at && wait.move !== 'DELIVER' && act.act !== 'DEFER';
    if (overdue) assert.equal(wait.due, earlier.due, `${act.act} forgave an overdue ${wait.move}`);
  }
};

export const invariants: Readonly<Record<string, Invariant>> = {
  aPromiseIsMadeByBothBehindOneProposal,
  everyConsentMakesAPromise,
  aPromiseIsMadeByThePerformer,
  aPromiseHasAMandatoryCondition,
  everyDueIsInsideItsWindow,
  aPromiseMovesOnlyAsItMay,
  anEndedPromiseStaysAsItIs,
  aPromiseStaysWithItsMaker,
  aPromiseKeepsItsTerms,
  aPromiseOfAnotherPerformerIsNotKept,
  onlyItsMakerSpeaksOfAPromise,
  whoSpokeLastWaitsForTheOtherToEngage,
  onlyTheCustomerAssesses,
  whatIsRedeemedWasAssessedAsMet,
  thePhaseAndThePromiseAgree,
  theWorkflowIsWhereTheTableLeads,
  nobodySpeaksForBothSides,
  whoSpokeForASideIsRemembered,
  customerAndPerformerDiffer,
  aSuccessorIsNeitherParty,
  aSuccessorIsNamedOnce,
  theVersionCountsTheActs,
  theCyclesCountTheRenewals,
  proposalsCountUp,
  smallActsChangeNothingElse,
  aRootServesNothing,
  whatTiesItToOthersLivesThroughEverythingElse,
  aRenegotiationKeepsThePromise,
  takingOverVoidsProposals,
  whatIsClosedStaysClosed,
  theWaitsAgreeWithThePhase,
  theWaitsAreDatedForward,
};
