import type { Moment } from '../common/moment.rules.js';
import type { Window } from '../workflow/workflow.types.js';

/** Consent to the standing proposal of a workflow, in a round: it stands in place of agreeing or promising until the round is settled. */
export interface Consent {
  readonly round: string;
  readonly proposal: string;
  readonly side: 'CUSTOMER' | 'PERFORMER';
  /** The person or automation who consented, and speaks the act that settling makes of it. */
  readonly person: string;
  /** The group they spoke for; null where they spoke for themselves. */
  readonly party: string | null;
  readonly at: Moment;
  readonly act: string;
}

/** How much a Performer can carry. */
export interface Capacity {
  /** How many promises at once; null: not limited. */
  readonly promises: number | null;
  /** How much of their time all promises together may take, in hundredths; null: not limited. */
  readonly percent: number | null;
}

export const misalignmentKinds = [
  'CONSENT_MISSING', 'UNDECIDED', 'DEPENDENCY_NOT_ACKNOWLEDGED', 'DEPENDENCY_TOO_LATE', 'HARD_RING', 'OUTSIDE_PARENTS_WINDOW',
  'CONDITION_UNSERVED', 'OVERLOADED',
] as const;
export type MisalignmentKind = (typeof misalignmentKinds)[number];

/** A misalignment that is accepted as it is: on the record, by somebody who may. */
export interface Waiver {
  /** What is waived, as `keyOf` a misalignment gives it. */
  readonly misalignment: string;
  readonly by: string;
  readonly at: Moment;
  readonly act: string;
}

export const roundStatuses = ['OPEN', 'SETTLED', 'CANCELLED'] as const;
export type RoundStatus = (typeof roundStatuses)[number];

/** The present of a planning round: what its acts add up to. */
export interface RoundState {
  readonly format: 1;
  readonly id: string;
  readonly version: number;
  readonly zone: string;
  readonly name: string;
  readonly status: RoundStatus;
  /** Who called it, and settles it. */
  readonly convener: string;
  readonly window: Window;
  /** Until when everybody should have consented; null: no deadline. */
  readonly consentBy: Moment | null;
  readonly workflows: readonly string[];
  /** Agents who are asked to bring workflows. */
  readonly invited: readonly string[];
  readonly waivers: readonly Waiver[];
  readonly openedAt: Moment;
  readonly changedAt: Moment;
  readonly endedAt: Moment | null;
}
