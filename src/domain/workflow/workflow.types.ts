import type { CascadeState, Contribution } from '../cascade/cascade.types.js';
import type { DecimalText } from '../common/decimal.rules.js';
import type { Duration, Moment } from '../common/moment.rules.js';
import type { DependencyEdge, InterlockState } from '../interlock/interlock.types.js';
import type { OfRole } from '../role/role.types.js';
import type { Consent } from '../round/round.types.js';

export const phases = ['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING', 'CLOSED'] as const;
export type Phase = (typeof phases)[number];

/** Who may see a workflow: the whole organisation, its parties alone, or these and the parties of all that it serves. */
export const visibilities = ['ORGANIZATION', 'PARTIES', 'PARTIES_AND_CHAIN_ABOVE'] as const;
export type Visibility = (typeof visibilities)[number];

export const sides = ['CUSTOMER', 'PERFORMER'] as const;
export type Side = (typeof sides)[number];

export function otherSide(side: Side): Side {
  return side === 'CUSTOMER' ? 'PERFORMER' : 'CUSTOMER';
}

export const promiseStatuses = [
  'IN_FORCE', 'UNDER_RENEGOTIATION', 'DELIVERED', 'REDEEMED', 'BROKEN', 'RELEASED', 'SUPERSEDED',
] as const;
export type PromiseStatus = (typeof promiseStatuses)[number];

export const directions = ['REACH', 'RAISE', 'LOWER', 'STAY_ABOVE', 'STAY_BELOW'] as const;
export type Direction = (typeof directions)[number];

export const outcomes = ['MET', 'NOT_MET', 'WAIVED'] as const;
export type Outcome = (typeof outcomes)[number];

export const unsatisfiedChoices = ['REWORK', 'RENEGOTIATE', 'BROKEN'] as const;
export type UnsatisfiedChoice = (typeof unsatisfiedChoices)[number];

/** How a condition is measured, where it can be. */
export interface Measure {
  readonly metric: string;
  readonly unit: string | null;
  readonly direction: Direction;
  readonly baseline: DecimalText | null;
  readonly target: DecimalText;
}

/** One condition of satisfaction as a proposal states it. The key stays the same through renegotiations. */
export interface Condition {
  readonly key: string;
  readonly statement: string;
  readonly mandatory: boolean;
  /** Null: the promise's due. */
  readonly due: Moment | null;
  readonly measure: Measure | null;
}

/** A condition of a promise: the same, with what has become of it. */
export interface PromisedCondition extends Condition {
  readonly current: DecimalText | null;
  readonly measuredAt: Moment | null;
  readonly outcome: Outcome | null;
}

/** What the Customer promises as a Customer (the terms of the dual): how soon they answer, look in, and assess. */
export interface Customership {
  readonly respondWithin: Duration;
  readonly checkInEvery: Duration;
  readonly assessWithin: Duration;
}

export interface Window {
  readonly starts: Moment;
  readonly due: Moment;
}

/** What a proposal puts on the table. */
export interface Terms {
  readonly conditions: readonly Condition[];
  readonly due: Moment;
  /** The window that the cycle gets when this becomes a promise. */
  readonly window: Window;
  /** Until when the other side may accept; null: as long as it stands. */
  readonly answerBy: Moment | null;
  /** Null: the customership of the cycle stays as it is. */
  readonly customership: Customership | null;
}

export interface Proposal {
  readonly id: string;
  /** Counts up through the workflow and is never used twice. */
  readonly version: number;
  readonly cycle: number;
  readonly author: Side;
  /** The agent who stood on the author's side when it was written. */
  readonly party: string;
  readonly terms: Terms;
  readonly at: Moment;
  /** The act that put it on the table. */
  readonly act: string;
}

export interface PromiseState {
  readonly id: string;
  readonly proposal: string;
  readonly cycle: number;
  /** The Performer who made it. A promise is its maker's own, whoever performs later. */
  readonly performer: string;
  readonly customer: string;
  /** The concern as it stood when the promise was made. */
  readonly objective: string;
  readonly status: PromiseStatus;
  readonly conditions: readonly PromisedCondition[];
  readonly starts: Moment;
  readonly due: Moment;
  readonly madeAt: Moment;
  readonly supersedes: string | null;
  /** 0 to 1, as the Performer last said. */
  readonly confidence: number | null;
  readonly forecast: Moment | null;
  readonly reportedAt: Moment | null;
  readonly deliveredAt: Moment | null;
  readonly endedAt: Moment | null;
  /** How often a delivery came back for rework. */
  readonly reworks: number;
}

export interface Assessment {
  readonly id: string;
  readonly promise: string;
  readonly cycle: number;
  readonly verdict: 'REDEEMED' | 'UNSATISFIED' | 'BROKEN' | 'RELEASED';
  readonly next: UnsatisfiedChoice | null;
  /** By key of the condition. Empty for a revoked or released promise. */
  readonly outcomes: readonly { readonly key: string; readonly outcome: Outcome }[];
  /** 1 (not at all) to 5 (fully). */
  readonly satisfaction: number;
  readonly at: Moment;
  readonly act: string;
}

/** What somebody is waited for. */
export const moves = [
  'ARTICULATE', 'REQUEST', 'OFFER', 'ENGAGE', 'PROPOSE', 'ANSWER_PROPOSAL', 'CHECK_IN', 'DELIVER', 'ASSESS',
  'NAME_NEXT_STEP', 'ANSWER_HAND_OVER', 'ANSWER_DEPENDENCY',
] as const;
export type Move = (typeof moves)[number];

export interface Awaited {
  readonly agent: string;
  readonly side: Side;
  readonly move: Move;
  /** What it is an answer to: two waits for the same move on different subjects are different waits. */
  readonly subject: string;
  readonly since: Moment;
  /** Not asked for before this moment (a deferral, a check-in that isn't due yet). */
  readonly from: Moment;
  readonly due: Moment;
  /** Of a wait whose `due` is the day that a planning round names: what it is due by without the round. Left out otherwise. */
  readonly ownDue?: Moment;
}

export interface HandOver {
  readonly successor: string;
  readonly at: Moment;
  readonly act: string;
}

export interface Deferral {
  readonly until: Moment;
  readonly act: string;
}

/** What a Performer said of the customership of a cycle; 1 (not at all) to 5 (fully). */
export interface CustomerReview {
  readonly cycle: number;
  readonly clarity: number;
  readonly helpfulness: number;
  readonly at: Moment;
  readonly act: string;
}

/** Where something comes from that was not said here: another system, by its name there and the id it gives the thing. */
export interface Origin {
  readonly source: string;
  readonly id: string;
}

/** The present of a workflow: exactly what its acts add up to. Written as it is, with each act. */
export interface WorkflowState {
  readonly format: 1;
  readonly id: string;
  /** The sequence number of the last act. */
  readonly version: number;
  /** The organisation's time zone when the workflow began: its days are judged in it. */
  readonly zone: string;
  readonly phase: Phase;
  readonly explicit: boolean;
  /** Left out in states from before there was a choice: the organisation sees those (`visibilityOf`). */
  readonly visibility?: Visibility;
  readonly customer: string;
  readonly performer: string;
  readonly concern: { readonly id: string; readonly statement: string; readonly articulated: boolean };
  readonly cycle: { readonly number: number; readonly starts: Moment; readonly due: Moment; readonly openedAt: Moment };
  readonly customership: Customership;
  /** When each was heard in this cycle. */
  readonly request: Moment | null;
  readonly offer: Moment | null;
  /** Of an offer that was repeated before a request answered it: when it was made first. Left out where none was. */
  readonly offeredSince?: Moment;
  readonly lastHeard: Side | null;
  /** What each side has put off, and the act that did. */
  readonly deferral: { readonly CUSTOMER: Deferral | null; readonly PERFORMER: Deferral | null };
  readonly proposals: number;
  readonly conditionKeys: number;
  readonly standing: Proposal | null;
  /** `restatedAt`: when the Customer restated a concern that changed; null until then, and left out by versions that didn't write it down. */
  readonly renegotiation: { readonly side: Side; readonly at: Moment; readonly concernChanged: boolean; readonly act: string; readonly restatedAt?: Moment | null } | null;
  readonly promise: PromiseState | null;
  readonly assessment: Assessment | null;
  readonly lastCheckIn: Moment | null;
  readonly handOver: { readonly CUSTOMER: HandOver | null; readonly PERFORMER: HandOver | null };
  /** Who has spoken for each side in this cycle: no person speaks for both. */
  readonly voices: { readonly CUSTOMER: readonly string[]; readonly PERFORMER: readonly string[] };
  /** Cycles that reached Q4 and whose customership the Performer of then hasn't reviewed, with who spoke for the Customer in them; `reviewed`: of the present one. */
  readonly reviewable: readonly { readonly cycle: number; readonly performer: string; readonly customers: readonly string[] }[];
  readonly reviewed: boolean;
  readonly reviews: readonly CustomerReview[];
  readonly awaited: readonly Awaited[];
  readonly closed: { readonly at: Moment; readonly side: Side; readonly how: 'DECLINED' | 'ENDED'; readonly act: string } | null;
  readonly openedAt: Moment;
  readonly changedAt: Moment;
  /** Present on a workflow that did not begin here: who attested it and when stands in the act. */
  readonly attested?: Origin & { readonly at: Moment; readonly act: string };
  /** Its place in the cascade, once something has been said of it. */
  readonly cascade?: CascadeState;
  /** What it needs and is needed for, once something has been said of it. */
  readonly interlock?: InterlockState;
  /** The open planning round that it is in. Left out where it never was in one. */
  readonly round?: string | null;
  /** Until when that round asks for consents. Left out, or null, where it names no day. */
  readonly consentBy?: Moment | null;
  /** What stands in place of agreeing or promising while it is in a round. */
  readonly consent?: Consent | null;
  /** The role that it is one of the workflows of. Left out where it is of none. */
  readonly role?: OfRole;
}

/** What was said, by kind of act: all that `apply` needs to know, complete and checked. */
export interface ActData {
  OPEN: Opening;
  NOTICE: Opening;
  ATTEST: Attestation;
  ARTICULATE: { readonly statement: string };
  REQUEST: { readonly customership: Customership | null };
  OFFER: { readonly customership: Customership | null };
  ENGAGE: Nothing;
  DEFER: { readonly until: Moment };
  DECLINE: Nothing;
  PROPOSE: { readonly proposal: string; readonly terms: Terms; readonly conditionKeys: number };
  AGREE: Accepted;
  PROMISE: Accepted;
  WITHDRAW: Nothing;
  REPORT_PROGRESS: Progress;
  CHECK_IN: Nothing;
  RENEGOTIATE: { readonly concernChanged: boolean };
  DELIVER: { readonly values: readonly MeasuredValue[] };
  REVOKE: Nothing;
  RELEASE: Nothing;
  RETRACT: Nothing;
  ASSESS: {
    readonly assessment: string;
    readonly outcomes: readonly { readonly key: string; readonly outcome: Outcome }[];
    readonly satisfaction: number;
    readonly otherwise: UnsatisfiedChoice | null;
  };
  REVIEW_CUSTOMER: { readonly cycle: number; readonly clarity: number; readonly helpfulness: number };
  RENEW: { readonly window: Window; readonly customership: Customership };
  CLOSE: Nothing;
  REMARK: Nothing;
  SET_VISIBILITY: { readonly visibility: Visibility };
  HAND_OVER: { readonly side: Side; readonly successor: string };
  TAKE_BACK_HAND_OVER: { readonly side: Side };
  TAKE_OVER: { readonly side: Side };
  REFUSE_HAND_OVER: { readonly side: Side };
  SERVE: { readonly serving: string; readonly parent: string; readonly share: DecimalText | null; readonly contributions: readonly Contribution[] };
  REWEIGH_SERVING: { readonly serving: string; readonly share: DecimalText | null; readonly contributions: readonly Contribution[] };
  STOP_SERVING: { readonly serving: string };
  DECLARE_ROOT: Nothing;
  TAKE_BACK_ROOT: Nothing;
  MARK_OWN: { readonly conditions: readonly string[] };
  /** Said in the workflow that needs. */
  DEPEND: Asserted;
  STOP_DEPENDING: { readonly dependency: string };
  DEPENDENCY_ACKNOWLEDGED: { readonly dependency: string };
  DEPENDENCY_REFUSED: { readonly dependency: string };
  /** Said in the workflow that is needed. */
  DEPENDENCY_ASSERTED: Asserted;
  DEPENDENCY_ENDED: { readonly dependency: string };
  ACKNOWLEDGE_DEPENDENCY: { readonly dependency: string };
  REFUSE_DEPENDENCY: { readonly dependency: string };
  /** In place of AGREE and PROMISE while it is in a planning round. `party`: the group that the person spoke for. */
  CONSENT: { readonly round: string; readonly proposal: string; readonly party: string | null };
  TAKE_BACK_CONSENT: Nothing;
  /** Said in the planning round; once more when its deadline moves. `consentBy`: left out where it had none. */
  ROUND_JOINED: { readonly round: string; readonly consentBy?: Moment | null };
  ROUND_LEFT: { readonly round: string };
  /** Said of the role. */
  ROLE_JOINED: OfRole;
  /** What ran out: the standing proposal, or what was put off by a side. */
  LAPSE: { readonly proposal: string | null; readonly deferrals: readonly Side[] };
}

export type ActKind = keyof ActData;
export type Nothing = Readonly<Record<string, never>>;

/** `round`: the planning round in which it was settled, where it was. */
export interface Accepted {
  readonly proposal: string;
  readonly promise: string;
  readonly round?: string;
}

/** A dependency as it is asserted, without the workflow it is said in twice over. */
export type Asserted = { readonly dependency: string } & Omit<DependencyEdge, 'id'>;

export interface Opening {
  readonly workflow: string;
  readonly zone: string;
  readonly customer: string;
  readonly performer: string;
  readonly concern: { readonly id: string; readonly statement: string; readonly articulated: boolean };
  readonly window: Window;
  readonly customership: Customership;
  /** Left out in records from before there was a choice. */
  readonly visibility?: Visibility;
  /** Present on a workflow that began because somebody took a role. */
  readonly role?: OfRole;
}

/** What is known of a workflow from elsewhere: a complete present state, as far as another system knew it. */
export interface Attestation extends Opening {
  readonly origin: Origin;
  readonly phase: Phase;
  readonly explicit: boolean;
  readonly cycle: number;
  readonly openedAt: Moment;
  readonly request: Moment | null;
  readonly offer: Moment | null;
  readonly lastCheckIn: Moment | null;
  readonly promise: PromiseState | null;
  readonly renegotiation: { readonly side: Side; readonly at: Moment; readonly concernChanged: boolean } | null;
  /** What the Customer is known to have found; null where nobody asked them. */
  readonly assessment: { readonly id: string; readonly satisfaction: number; readonly at: Moment } | null;
  readonly closed: { readonly how: 'DECLINED' | 'ENDED'; readonly side: Side; readonly at: Moment } | null;
}

export interface MeasuredValue {
  readonly key: string;
  readonly value: DecimalText;
}

export interface Progress {
  readonly values: readonly MeasuredValue[];
  readonly confidence: number | null;
  readonly forecast: Moment | null;
}

/** One speech act, as it is kept. Words rest elsewhere, sealed with a key of the speaker's own. */
export interface WorkflowAct<K extends ActKind = ActKind> {
  readonly id: string;
  readonly act: K;
  /** The side it was spoken for; null for the clock, or an administrator who records or hands over for somebody who has left. */
  readonly side: Side | null;
  /** The person or automation who spoke; null for the clock. */
  readonly person: string | null;
  readonly at: Moment;
  readonly data: ActData[K];
}

/** The same, as a union that narrows `data` by `act`. */
export type AnyWorkflowAct = { [K in ActKind]: WorkflowAct<K> }[ActKind];
