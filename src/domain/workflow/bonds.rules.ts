import type { CascadeState } from '../cascade/cascade.types.js';
import type { Moment } from '../common/moment.rules.js';
import type { Dependency, DependencyStatus, InterlockState } from '../interlock/interlock.types.js';
import type { Consent } from '../round/round.types.js';
import type { ActData, ActKind, Asserted, Condition, Side, WorkflowAct, WorkflowState } from './workflow.types.js';

/* What ties a workflow to others: whom it serves, what it needs, what is needed of it, and what it is planned with. */

const alone: CascadeState = { serves: [], root: false, own: [] };
const free: InterlockState = { needs: [], needed: [] };

export function cascadeOf(state: Pick<WorkflowState, 'cascade'>): CascadeState {
  return state.cascade ?? alone;
}

export function interlockOf(state: Pick<WorkflowState, 'interlock'>): InterlockState {
  return state.interlock ?? free;
}

/** The open planning round that a workflow is in. */
export function roundOf(state: Pick<WorkflowState, 'round'>): string | null {
  return state.round ?? null;
}

/** Until when that round asks for consents; null where it names no day. A version that knew of no such day left it behind when the round was over. */
export function consentByOf(state: Pick<WorkflowState, 'round' | 'consentBy'>): Moment | null {
  return roundOf(state) === null ? null : (state.consentBy ?? null);
}

export function consentIn(state: Pick<WorkflowState, 'consent'>): Consent | null {
  return state.consent ?? null;
}

/** The conditions on the table, and those of the cycle's promise: what an edge may name. A key is never used for another condition. */
export function statedConditions(state: Pick<WorkflowState, 'standing' | 'promise'>): readonly Condition[] {
  const standing = state.standing?.terms.conditions ?? [];
  const promised = state.promise?.conditions ?? [];
  return [...standing, ...promised.filter(({ key }) => !standing.some((one) => one.key === key))];
}

export function serving(state: WorkflowState, { id, at, data }: WorkflowAct<'SERVE'>): WorkflowState {
  const { serving: edge, parent, share, contributions } = data;
  const cascade = cascadeOf(state);
  return { ...state, cascade: { ...cascade, root: false, serves: [...cascade.serves, { id: edge, parent, share, contributions, at, act: id }] } };
}

export function reweighed(state: WorkflowState, { serving: edge, share, contributions }: ActData['REWEIGH_SERVING']): WorkflowState {
  const cascade = cascadeOf(state);
  return { ...state, cascade: { ...cascade, serves: cascade.serves.map((one) => (one.id === edge ? { ...one, share, contributions } : one)) } };
}

export function noLongerServing(state: WorkflowState, edge: string): WorkflowState {
  const cascade = cascadeOf(state);
  return { ...state, cascade: { ...cascade, serves: cascade.serves.filter(({ id }) => id !== edge) } };
}

export function withCascade(state: WorkflowState, change: Partial<CascadeState>): WorkflowState {
  return { ...state, cascade: { ...cascadeOf(state), ...change } };
}

export function bound(state: WorkflowState, end: keyof InterlockState, { id: act, at, data }: { readonly id: string; readonly at: Moment; readonly data: Asserted }): WorkflowState {
  const { dependency: id, ...edge } = data;
  const asserted: Dependency = { id, ...edge, status: 'ASSERTED', at, act, answeredAt: null };
  const interlock = interlockOf(state);
  return { ...state, interlock: { ...interlock, [end]: [...interlock[end], asserted] } };
}

export function released(state: WorkflowState, end: keyof InterlockState, dependency: string): WorkflowState {
  const interlock = interlockOf(state);
  return { ...state, interlock: { ...interlock, [end]: interlock[end].filter(({ id }) => id !== dependency) } };
}

export function answered(state: WorkflowState, end: keyof InterlockState, dependency: string, status: DependencyStatus, at: Moment): WorkflowState {
  const interlock = interlockOf(state);
  return { ...state, interlock: { ...interlock, [end]: interlock[end].map((one) => (one.id === dependency ? { ...one, status, answeredAt: at } : one)) } };
}

export function consented(state: WorkflowState, { id: act, at, person, data }: WorkflowAct<'CONSENT'>, side: Side): WorkflowState {
  const { round, proposal, party } = data;
  return { ...state, consent: { round, proposal, side, person: person ?? '', party, at, act } };
}

/** In a planning round; or in it still, with another deadline. */
export function inRound(state: WorkflowState, { round, consentBy }: ActData['ROUND_JOINED']): WorkflowState {
  return { ...state, round, ...(consentBy === undefined && state.consentBy === undefined ? {} : { consentBy: consentBy ?? null }) };
}

/** Out of its planning round, where it was in one: nothing that was said for the round stands any more. */
export function outOfRound(state: WorkflowState): WorkflowState {
  if (roundOf(state) === null && consentIn(state) === null) return state;
  return { ...state, round: null, consent: null, ...(state.consentBy === undefined ? {} : { consentBy: null }) };
}

/**
 * A consent is to one proposal, as it stands: it ends with the proposal, and with a deferral of either side, since whoever
 * says "not now" does not promise now.
 */
export function consentAfter(state: WorkflowState, act: ActKind): WorkflowState {
  const consent = consentIn(state);
  if (consent === null) return state;
  const stands = state.phase === 'NEGOTIATING' && state.standing?.id === consent.proposal && act !== 'DEFER';
  return stands ? state : { ...state, consent: null };
}

/** What a workflow has asked for and was not answered. */
export function unansweredNeeds(state: Pick<WorkflowState, 'interlock'>): readonly Dependency[] {
  return interlockOf(state).needs.filter(({ status }) => status === 'ASSERTED');
}

/** What is closed asks for nothing more; what was answered stays as it was. */
export function withoutUnanswered(state: WorkflowState): WorkflowState {
  const unanswered = unansweredNeeds(state);
  return unanswered.reduce((rest, { id }) => released(rest, 'needs', id), state);
}
