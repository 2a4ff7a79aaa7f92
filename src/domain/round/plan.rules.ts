import { standsUntil } from '../workflow/clock.rules.js';
import { deferredUntil } from '../workflow/awaited.rules.js';
import { isEnded } from '../workflow/cycle.rules.js';
import { otherSide } from '../workflow/workflow.types.js';
import type { Condition, Side } from '../workflow/workflow.types.js';
import type { Moment } from '../common/moment.rules.js';
import type { Consent, RoundFacts, RoundState, RoundWorkflow } from './round.types.js';

/**
 * Where a workflow of a round stands. CONSENTED: both stand behind the proposal. AWAITS_CONSENT: one does. PROMISED: a
 * promise is in force and nobody renegotiates it. DEFERRED, DECLINED: not in this round. UNDECIDED: none of these.
 */
export const decisions = ['CONSENTED', 'AWAITS_CONSENT', 'PROMISED', 'DEFERRED', 'DECLINED', 'UNDECIDED'] as const;
export type Decision = (typeof decisions)[number];

/** What will be promised in a workflow once the round is settled as it stands. */
export interface Prospect {
  readonly source: 'PROMISE' | 'PROPOSAL';
  readonly starts: Moment;
  readonly due: Moment;
  readonly conditions: readonly Condition[];
}

export interface Planned {
  readonly state: RoundWorkflow;
  /** Null for a workflow outside the round. */
  readonly decision: Decision | null;
  /** Null where nothing will be. */
  readonly prospect: Prospect | null;
}

/** Who accepts the standing proposal: the side that did not write it. Null when there is none that can still be accepted. */
export function accepter(state: Pick<RoundWorkflow, 'standing'>, now: Moment): Side | null {
  const last = standsUntil(state);
  return state.standing === null || last === null || last < now ? null : otherSide(state.standing.author);
}

/** The consent that would become a promise now: in this round, to the proposal that stands, by the side that didn't write it. */
export function consentOf(state: RoundWorkflow, round: string, { now, left }: Pick<RoundFacts, 'now' | 'left'>): Consent | null {
  const consent = state.consent ?? null;
  const side = accepter(state, now);
  if (consent === null || side === null || state.phase !== 'NEGOTIATING') return null;
  if (consent.round !== round || consent.proposal !== state.standing?.id || consent.side !== side) return null;
  return left.has(state.customer) || left.has(state.performer) || left.has(consent.person) ? null : consent;
}

export function decisionOf(state: RoundWorkflow, round: string, facts: Pick<RoundFacts, 'now' | 'left'>): Decision {
  if (state.phase === 'CLOSED') return 'DECLINED';
  if (consentOf(state, round, facts) !== null) return 'CONSENTED';
  const until = deferredUntil(state);
  if (until !== null && until > facts.now) return 'DEFERRED';
  const { promise, phase } = state;
  if (phase !== 'NEGOTIATING' && promise !== null && !isEnded(promise.status)) return 'PROMISED';
  if (phase !== 'NEGOTIATING' || accepter(state, facts.now) === null) return 'UNDECIDED';
  // Nobody can consent for one who has left, nor hold them to what they proposed.
  return facts.left.has(state.customer) || facts.left.has(state.performer) ? 'UNDECIDED' : 'AWAITS_CONSENT';
}

function ofPromise({ promise }: RoundWorkflow): Prospect | null {
  return promise === null || isEnded(promise.status) ? null : { source: 'PROMISE', starts: promise.starts, due: promise.due, conditions: promise.conditions };
}

function ofProposal({ standing }: RoundWorkflow): Prospect | null {
  return standing === null ? null : { source: 'PROPOSAL', starts: standing.terms.window.starts, due: standing.terms.due, conditions: standing.terms.conditions };
}

/** What will hold in every workflow once the round is settled: what its proposals say, and elsewhere what is promised, or proposed. */
export function planOf(round: Pick<RoundState, 'id' | 'workflows'>, facts: Pick<RoundFacts, 'now' | 'left' | 'workflows'>): ReadonlyMap<string, Planned> {
  const inRound = new Set(round.workflows);
  const plan = new Map<string, Planned>();
  for (const [id, state] of facts.workflows) {
    const decision = inRound.has(id) ? decisionOf(state, round.id, facts) : null;
    plan.set(id, { state, decision, prospect: prospectOf(state, decision, facts.now) });
  }
  return plan;
}

function prospectOf(state: RoundWorkflow, decision: Decision | null, now: Moment): Prospect | null {
  if (state.phase === 'CLOSED') return null;
  if (decision === 'CONSENTED' || decision === 'AWAITS_CONSENT') return ofProposal(state);
  if (decision !== null) return ofPromise(state);
  return ofPromise(state) ?? (accepter(state, now) === null ? null : ofProposal(state));
}

/** Whether what it promised has been accepted: nothing that needs it, or is served by it, waits any more. */
export function isKept({ promise }: Pick<RoundWorkflow, 'promise'>): boolean {
  return promise?.status === 'REDEEMED';
}
