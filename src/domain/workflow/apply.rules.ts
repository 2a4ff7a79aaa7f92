import type { Moment } from '../common/moment.rules.js';
import { invariant } from '../common/refusal.js';
import { awaitedIn, owesRestatement, unansweredOffer } from './awaited.rules.js';
import { attested, opened } from './births.rules.js';
import { answered, bound, consentAfter, consented, inRound, noLongerServing, outOfRound, released, reweighed, serving, withCascade, withoutUnanswered } from './bonds.rules.js';
import { isEnded } from './cycle.rules.js';
import type {
  AnyWorkflowAct, ActData, MeasuredValue, PromisedCondition, PromiseState, Proposal, Side, WorkflowAct, WorkflowState,
} from './workflow.types.js';

/**
 * The only transition there is: the state after an act. It is what is stored, and replaying all acts gives it again.
 * Pure and total over acts that `judge` and the input rules have let through; it refuses nothing itself.
 */
export function apply(state: WorkflowState | null, act: AnyWorkflowAct): WorkflowState {
  if (state === null) {
    if (act.act === 'ATTEST') return finish(attested(act), act, null);
    invariant(act.act === 'OPEN' || act.act === 'NOTICE', `a workflow begins with OPEN or NOTICE, or is attested; ${act.act} is none of them`);
    return finish(opened(act.data, act.act === 'OPEN', act.at), act, null);
  }
  return finish(transition(state, act), act, state);
}

export function replay(acts: Iterable<AnyWorkflowAct>): WorkflowState {
  let state: WorkflowState | null = null;
  for (const act of acts) state = apply(state, act);
  invariant(state !== null, 'a workflow has at least one act');
  return state;
}

/** What every act does besides its own effect: count, date, remember who spoke, settle the deferral and the waits. */
function finish(state: WorkflowState, act: AnyWorkflowAct, before: WorkflowState | null): WorkflowState {
  const dated: { -readonly [Field in keyof WorkflowState]: WorkflowState[Field] } = {
    ...consentAfter(state, act.act),
    version: state.version + 1,
    changedAt: act.at,
    deferral: before === null ? state.deferral : deferralAfter(state, act),
    voices: act.side === null || act.person === null ? state.voices : heard(state, act.side, act.person),
  };
  // Ours alone until here: a copy more is dear where millions of acts are folded.
  dated.awaited = awaitedIn(dated, before);
  return dated;
}

function heard(state: WorkflowState, side: Side, person: string): WorkflowState['voices'] {
  return state.voices[side].includes(person) ? state.voices : { ...state.voices, [side]: [...state.voices[side], person] };
}

// Whoever deferred and then takes the matter up again has ended their own deferral; what leaves the phase ends both.
function deferralAfter(state: WorkflowState, act: AnyWorkflowAct): WorkflowState['deferral'] {
  switch (act.act) {
    case 'DEFER':
    case 'REMARK':
    case 'SET_VISIBILITY':
    case 'CHECK_IN':
    case 'REPORT_PROGRESS':
    case 'HAND_OVER':
    case 'TAKE_BACK_HAND_OVER':
    case 'REFUSE_HAND_OVER':
    case 'REVIEW_CUSTOMER':
    case 'SERVE':
    case 'REWEIGH_SERVING':
    case 'STOP_SERVING':
    case 'DECLARE_ROOT':
    case 'TAKE_BACK_ROOT':
    case 'MARK_OWN':
    case 'DEPEND':
    case 'STOP_DEPENDING':
    case 'DEPENDENCY_ASSERTED':
    case 'DEPENDENCY_ENDED':
    case 'DEPENDENCY_ACKNOWLEDGED':
    case 'DEPENDENCY_REFUSED':
    case 'ACKNOWLEDGE_DEPENDENCY':
    case 'REFUSE_DEPENDENCY':
    case 'TAKE_BACK_CONSENT':
    case 'ROUND_JOINED':
    case 'ROUND_LEFT':
    case 'ROLE_JOINED':
    case 'LAPSE':
      return state.deferral;
    case 'ARTICULATE':
    case 'REQUEST':
    case 'OFFER':
    case 'PROPOSE':
    case 'CONSENT':
      return act.side === null ? state.deferral : { ...state.deferral, [act.side]: null };
    case 'OPEN':
    case 'NOTICE':
    case 'ATTEST':
    case 'ENGAGE':
    case 'DECLINE':
    case 'AGREE':
    case 'PROMISE':
    case 'WITHDRAW':
    case 'RENEGOTIATE':
    case 'DELIVER':
    case 'REVOKE':
    case 'RELEASE':
    case 'RETRACT':
    case 'ASSESS':
    case 'RENEW':
    case 'CLOSE':
    case 'TAKE_OVER':
      return { CUSTOMER: null, PERFORMER: null };
  }
}

function transition(state: WorkflowState, act: AnyWorkflowAct): WorkflowState {
  switch (act.act) {
    case 'OPEN':
    case 'NOTICE':
    case 'ATTEST':
      return invariantBroken('a workflow begins once');
    case 'ARTICULATE':
      return restated({ ...state, explicit: true, concern: { ...state.concern, statement: act.data.statement, articulated: true } }, act.at);
    case 'REQUEST':
      return { ...state, explicit: true, request: act.at, lastHeard: 'CUSTOMER', customership: act.data.customership ?? state.customership };
    case 'OFFER':
      return offered({ ...state, explicit: true, offer: act.at, lastHeard: 'PERFORMER', customership: act.data.customership ?? state.customership }, unansweredOffer(state));
    case 'ENGAGE':
      return { ...state, phase: 'NEGOTIATING', standing: null };
    case 'DEFER':
      return { ...state, deferral: { ...state.deferral, [spoken(act.side)]: { until: act.data.until, act: act.id } } };
    case 'DECLINE':
      return closed(state, act, 'DECLINED');
    case 'PROPOSE':
      return proposed(state, act);
    case 'AGREE':
    case 'PROMISE':
      return promised(outOfRound(state), act.data.promise, act.at);
    case 'WITHDRAW':
      return state.promise !== null && state.renegotiation !== null
        ? { ...state, phase: 'EXECUTING', standing: null, renegotiation: null, promise: { ...state.promise, status: 'IN_FORCE' } }
        : { ...state, phase: 'LISTENING', standing: null };
    case 'REPORT_PROGRESS':
      return withPromise(state, (promise) => ({
        ...measured(promise, act.data.values, act.at),
        confidence: act.data.confidence ?? promise.confidence,
        forecast: act.data.forecast ?? promise.forecast,
        reportedAt: act.at,
      }));
    case 'CHECK_IN':
      return { ...state, lastCheckIn: act.at };
    case 'RENEGOTIATE':
      return renegotiating(state, act, spoken(act.side), act.data.concernChanged);
    case 'DELIVER':
      return assessing(state, (promise) => ({ ...measured(promise, act.data.values, act.at), status: 'DELIVERED', deliveredAt: act.at }));
    case 'REVOKE':
      return assessing(state, (promise) => ({ ...promise, status: 'BROKEN', endedAt: act.at }));
    case 'RELEASE':
      return assessing(state, (promise) => ({ ...promise, status: 'RELEASED', endedAt: act.at }));
    case 'RETRACT':
      return { ...withPromise(state, (promise) => ({ ...promise, status: 'IN_FORCE', deliveredAt: null })), phase: 'EXECUTING' };
    case 'ASSESS':
      return assessed(state, act);
    case 'REVIEW_CUSTOMER':
      return {
        ...state,
        reviewable: state.reviewable.filter((entry) => entry.cycle !== act.data.cycle),
        reviewed: state.reviewed || act.data.cycle === state.cycle.number,
        reviews: [...state.reviews, { ...act.data, at: act.at, act: act.id }],
      };
    case 'RENEW':
      return renewed(state, act.data, act.at);
    case 'CLOSE':
      return closed(state, act, 'ENDED');
    case 'REMARK':
      return state;
    case 'SET_VISIBILITY':
      return { ...state, visibility: act.data.visibility };
    case 'HAND_OVER':
      return { ...state, handOver: { ...state.handOver, [act.data.side]: { successor: act.data.successor, at: act.at, act: act.id } } };
    case 'TAKE_BACK_HAND_OVER':
    case 'REFUSE_HAND_OVER':
      return { ...state, handOver: { ...state.handOver, [act.data.side]: null } };
    case 'TAKE_OVER':
      return takenOver(state, act);
    case 'SERVE':
      return serving(state, act);
    case 'REWEIGH_SERVING':
      return reweighed(state, act.data);
    case 'STOP_SERVING':
      return noLongerServing(state, act.data.serving);
    case 'DECLARE_ROOT':
    case 'TAKE_BACK_ROOT':
      return withCascade(state, { root: act.act === 'DECLARE_ROOT' });
    case 'MARK_OWN':
      return withCascade(state, { own: act.data.conditions });
    case 'DEPEND':
      return bound(state, 'needs', act);
    case 'STOP_DEPENDING':
      return released(state, 'needs', act.data.dependency);
    case 'DEPENDENCY_ACKNOWLEDGED':
    case 'DEPENDENCY_REFUSED':
      return answered(state, 'needs', act.data.dependency, act.act === 'DEPENDENCY_REFUSED' ? 'REFUSED' : 'ACKNOWLEDGED', act.at);
    case 'DEPENDENCY_ASSERTED':
      return bound(state, 'needed', act);
    case 'DEPENDENCY_ENDED':
      return released(state, 'needed', act.data.dependency);
    case 'ACKNOWLEDGE_DEPENDENCY':
    case 'REFUSE_DEPENDENCY':
      return answered(state, 'needed', act.data.dependency, act.act === 'REFUSE_DEPENDENCY' ? 'REFUSED' : 'ACKNOWLEDGED', act.at);
    case 'CONSENT':
      return consented(state, act, spoken(act.side));
    case 'TAKE_BACK_CONSENT':
      return { ...state, consent: null };
    case 'ROUND_JOINED':
      return inRound(state, act.data);
    case 'ROUND_LEFT':
      return outOfRound(state);
    case 'ROLE_JOINED':
      return { ...state, role: act.data };
    case 'LAPSE':
      return {
        ...state,
        standing: act.data.proposal === null ? state.standing : null,
        deferral: { CUSTOMER: state.deferral.CUSTOMER, PERFORMER: state.deferral.PERFORMER, ...Object.fromEntries(act.data.deferrals.map((side) => [side, null])) },
      };
  }
}

function invariantBroken(message: string): never {
  throw new Error(`Invariant broken: ${message}`);
}

function spoken(side: Side | null): Side {
  return side ?? invariantBroken('this act is spoken by one of the two parties');
}

function withPromise(state: WorkflowState, change: (promise: PromiseState) => PromiseState): WorkflowState {
  invariant(state.promise !== null, 'this act needs a promise');
  return { ...state, promise: change(state.promise) };
}

function measured(promise: PromiseState, values: readonly MeasuredValue[], at: Moment): PromiseState {
  const byKey = new Map(values.map((one) => [one.key, one.value]));
  return {
    ...promise,
    conditions: promise.conditions.map((condition) => {
      const value = byKey.get(condition.key);
      return value === undefined ? condition : { ...condition, current: value, measuredAt: at };
    }),
  };
}

function proposed(state: WorkflowState, { id, data, side, at }: WorkflowAct<'PROPOSE'>): WorkflowState {
  const author = spoken(side);
  const standing: Proposal = {
    id: data.proposal,
    version: state.proposals + 1,
    cycle: state.cycle.number,
    author,
    party: author === 'CUSTOMER' ? state.customer : state.performer,
    terms: data.terms,
    at,
    act: id,
  };
  return { ...state, standing, proposals: standing.version, conditionKeys: data.conditionKeys };
}

function promised(state: WorkflowState, id: string, at: Moment): WorkflowState {
  const standing = state.standing;
  invariant(standing !== null, 'a promise is made of a standing proposal');
  const { terms } = standing;
  const before = state.promise !== null && !isEnded(state.promise.status) ? state.promise : null;
  const promise: PromiseState = {
    id,
    proposal: standing.id,
    cycle: state.cycle.number,
    performer: state.performer,
    customer: state.customer,
    objective: state.concern.statement,
    status: 'IN_FORCE',
    conditions: terms.conditions.map((condition) => carriedOver(condition, before)),
    starts: terms.window.starts,
    due: terms.due,
    madeAt: at,
    supersedes: before?.id ?? null,
    confidence: null,
    forecast: null,
    reportedAt: null,
    deliveredAt: null,
    endedAt: null,
    reworks: 0,
  };
  return {
    ...state,
    phase: 'EXECUTING',
    cycle: { ...state.cycle, ...terms.window },
    customership: terms.customership ?? state.customership,
    standing: null,
    renegotiation: null,
    promise,
    assessment: null,
  };
}

// A condition that is still measured in the same way keeps what was measured; anything else starts unmeasured.
function carriedOver(condition: PromisedCondition | Omit<PromisedCondition, 'current' | 'measuredAt' | 'outcome'>, before: PromiseState | null): PromisedCondition {
  const earlier = before?.conditions.find((one) => one.key === condition.key);
  const same = earlier?.measure?.metric === condition.measure?.metric && earlier?.measure?.unit === condition.measure?.unit;
  return {
    ...condition,
    current: same ? (earlier?.current ?? null) : null,
    measuredAt: same ? (earlier?.measuredAt ?? null) : null,
    outcome: null,
  };
}

function renegotiating(state: WorkflowState, { id, at }: AnyWorkflowAct, side: Side, concernChanged: boolean): WorkflowState {
  return {
    ...withPromise(state, (promise) => ({ ...promise, status: 'UNDER_RENEGOTIATION', deliveredAt: null })),
    phase: 'NEGOTIATING',
    standing: null,
    renegotiation: { side, at, concernChanged, act: id, restatedAt: null },
  };
}

function offered(state: WorkflowState, unanswered: Moment | null): WorkflowState {
  return unanswered === null ? state : { ...state, offeredSince: unanswered };
}

/** A concern that changed, and that the Customer restates, is restated once and for all. */
function restated(state: WorkflowState, at: Moment): WorkflowState {
  return owesRestatement(state) && state.renegotiation !== null ? { ...state, renegotiation: { ...state.renegotiation, restatedAt: at } } : state;
}

function assessing(state: WorkflowState, change: (promise: PromiseState) => PromiseState): WorkflowState {
  const next = { ...withPromise(state, change), phase: 'ASSESSING' as const, standing: null, renegotiation: null };
  const performer = next.promise?.performer ?? state.performer;
  if (state.reviewed) return next;
  // A cycle reaches Q4 more than once when a delivery comes back, and not always with the same Performer: the last one reviews.
  const earlier = state.reviewable.filter((entry) => entry.cycle !== state.cycle.number);
  return { ...next, reviewable: [...earlier, { cycle: state.cycle.number, performer, customers: [] }] };
}

function assessed(state: WorkflowState, act: WorkflowAct<'ASSESS'>): WorkflowState {
  const { data, at } = act;
  const promise = state.promise;
  invariant(promise !== null, 'an assessment is of a promise');
  const base = { id: data.assessment, promise: promise.id, cycle: promise.cycle, outcomes: data.outcomes, satisfaction: data.satisfaction, at, act: act.id };
  if (promise.status !== 'DELIVERED') {
    return { ...state, assessment: { ...base, verdict: promise.status === 'RELEASED' ? 'RELEASED' : 'BROKEN', next: null } };
  }
  const outcomeOf = new Map(data.outcomes.map((one) => [one.key, one.outcome]));
  const judged = promise.conditions.map((condition) => ({ ...condition, outcome: outcomeOf.get(condition.key) ?? null }));
  if (data.otherwise === null) {
    return { ...state, promise: { ...promise, conditions: judged, status: 'REDEEMED', endedAt: at }, assessment: { ...base, verdict: 'REDEEMED', next: null } };
  }
  switch (data.otherwise) {
    case 'BROKEN':
      return {
        ...state,
        promise: { ...promise, conditions: judged, status: 'BROKEN', endedAt: at },
        assessment: { ...base, verdict: 'BROKEN', next: 'BROKEN' },
      };
    case 'REWORK':
      return {
        ...state,
        phase: 'EXECUTING',
        promise: { ...promise, conditions: judged, status: 'IN_FORCE', deliveredAt: null, reworks: promise.reworks + 1 },
        assessment: { ...base, verdict: 'UNSATISFIED', next: 'REWORK' },
      };
    case 'RENEGOTIATE':
      return {
        ...renegotiating({ ...state, promise: { ...promise, conditions: judged } }, act, 'CUSTOMER', false),
        assessment: { ...base, verdict: 'UNSATISFIED', next: 'RENEGOTIATE' },
      };
  }
}

function renewed(state: WorkflowState, data: ActData['RENEW'], at: Moment): WorkflowState {
  return {
    ...state,
    phase: 'LISTENING',
    cycle: { number: state.cycle.number + 1, ...data.window, openedAt: at },
    customership: data.customership,
    request: null,
    offer: null,
    lastHeard: null,
    standing: null,
    promise: null,
    assessment: null,
    lastCheckIn: null,
    voices: { CUSTOMER: [], PERFORMER: [] },
    // Who has been the Customer's voice in a cycle does not review it later, for whomever they speak then.
    reviewable: state.reviewable.map((entry) => (entry.cycle === state.cycle.number ? { ...entry, customers: state.voices.CUSTOMER } : entry)),
    reviewed: false,
  };
}

function closed(state: WorkflowState, { at, side, id }: AnyWorkflowAct, how: 'DECLINED' | 'ENDED'): WorkflowState {
  return { ...withoutUnanswered(state), phase: 'CLOSED', standing: null, handOver: { CUSTOMER: null, PERFORMER: null }, closed: { at, side: spoken(side), how, act: id } };
}

function takenOver(state: WorkflowState, act: WorkflowAct<'TAKE_OVER'>): WorkflowState {
  const { side } = act.data;
  const successor = state.handOver[side]?.successor;
  invariant(successor !== undefined, 'only a named successor takes over');
  const placed = {
    ...state,
    [side === 'CUSTOMER' ? 'customer' : 'performer']: successor,
    handOver: { ...state.handOver, [side]: null },
    standing: null,
  };
  if (placed.promise === null || isEnded(placed.promise.status)) return placed;
  if (side === 'CUSTOMER') return { ...placed, promise: { ...placed.promise, customer: successor } };
  // The promise was another's: it can be superseded, released or, once delivered, assessed; it doesn't change hands.
  return placed.promise.status === 'IN_FORCE' ? renegotiating(placed, act, side, false) : placed;
}
