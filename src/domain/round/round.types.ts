import type { CascadingWorkflow } from '../cascade/cascade.types.js';
import type { Moment } from '../common/moment.rules.js';
import type { Ring } from '../interlock/rings.rules.js';
import type { Side, Window, WorkflowState } from '../workflow/workflow.types.js';

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

/** What an organisation says of everybody, where they have no limits of their own. */
export interface UsualCapacity extends Capacity {
  /** How much time one promise takes, in hundredths; null: nothing is counted. */
  readonly percentEach: number | null;
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

/** What was said of a round, by kind of act: complete and checked. */
export interface RoundActData {
  OPEN_ROUND: {
    readonly round: string;
    readonly zone: string;
    readonly name: string;
    readonly convener: string;
    readonly window: Window;
    readonly consentBy: Moment | null;
    readonly workflows: readonly string[];
    readonly invited: readonly string[];
  };
  ADD_WORKFLOW: { readonly workflows: readonly string[] };
  REMOVE_WORKFLOW: { readonly workflows: readonly string[] };
  INVITE: { readonly agents: readonly string[] };
  MOVE_DEADLINE: { readonly consentBy: Moment | null };
  /** `by`: the Customer or Performer who waives it, whoever speaks for them. */
  WAIVE: { readonly misalignment: string; readonly by: string };
  TAKE_BACK_WAIVER: { readonly misalignment: string; readonly by: string };
  SETTLE: Readonly<Record<string, never>>;
  CANCEL: Readonly<Record<string, never>>;
}

export type RoundActKind = keyof RoundActData;
export type AnyRoundAct = { [K in RoundActKind]: { readonly id: string; readonly act: K; readonly at: Moment; readonly data: RoundActData[K] } }[RoundActKind];

/** What a round looks at of a workflow. */
export type RoundWorkflow = CascadingWorkflow & Pick<WorkflowState, 'deferral' | 'interlock' | 'consent'>;

/** How much one promise takes of its Performer. */
export interface Load {
  readonly workflow: string;
  readonly customer: string;
  readonly performer: string;
  readonly starts: Moment;
  readonly due: Moment;
}

/** What an organisation says of how much its people can carry. */
export interface CapacityModel {
  /** Where an agent has none of their own. */
  readonly usual: Capacity;
  readonly byAgent: ReadonlyMap<string, Capacity>;
  /** How much time a promise takes, in hundredths, where nobody said; null: nothing is counted. */
  readonly usualPercent: number | null;
  /** How much time the promise in a workflow takes, in hundredths. */
  readonly percentByWorkflow: ReadonlyMap<string, number>;
}

/** What must be known to say how a round stands: its workflows, and those they touch. */
export interface RoundFacts {
  readonly now: Moment;
  /** By id: the workflows of the round, what they serve and are served by, and what they need and are needed by. */
  readonly workflows: ReadonlyMap<string, RoundWorkflow>;
  /** Rings of hard needs: nobody in one could ever begin. */
  readonly rings: readonly Ring[];
  readonly capacity: CapacityModel;
  /** Other live promises of the Performers of the round; those of its own workflows are passed over. */
  readonly carried: readonly Load[];
  /** Agents who have left: they consent to nothing, and nothing is promised to them. */
  readonly left: ReadonlySet<string>;
}

/** Two who must talk, and about which workflow. */
export interface Talk {
  readonly one: string;
  readonly other: string;
  readonly workflow: string;
}

/** What would mend a misalignment. */
export const mendKinds = [
  'CONSENT', 'PROPOSE', 'DEFER', 'DECLINE', 'HAND_OVER', 'ACKNOWLEDGE_DEPENDENCY', 'STOP_DEPENDING', 'PROPOSE_EARLIER', 'PROPOSE_LATER', 'STOP_SERVING', 'SERVE',
  'MARK_OWN',
] as const;
export type MendKind = (typeof mendKinds)[number];

/** One way to mend it: what would be said, by whom, in which workflow, and until which day where a day would do. */
export interface Mend {
  readonly kind: MendKind;
  readonly agent: string;
  readonly workflow: string;
  readonly until: Moment | null;
}

/** What is misaligned, by kind. */
export type Misaligned =
  | { readonly kind: 'CONSENT_MISSING'; readonly workflow: string; readonly proposal: string; readonly side: Side }
  | { readonly kind: 'UNDECIDED'; readonly workflow: string }
  | { readonly kind: 'DEPENDENCY_NOT_ACKNOWLEDGED'; readonly dependency: string; readonly dependent: string; readonly provider: string; readonly refused: boolean }
  | {
      readonly kind: 'DEPENDENCY_TOO_LATE';
      readonly dependency: string;
      readonly dependent: string;
      readonly provider: string;
      readonly neededBy: Moment;
      /** Null: nobody promises it. */
      readonly due: Moment | null;
    }
  | { readonly kind: 'HARD_RING'; readonly ring: Ring }
  | {
      readonly kind: 'OUTSIDE_PARENTS_WINDOW';
      readonly serving: string;
      readonly child: string;
      readonly parent: string;
      readonly childsWindow: Window;
      readonly parentsWindow: Window;
    }
  | { readonly kind: 'CONDITION_UNSERVED'; readonly workflow: string; readonly condition: string }
  | {
      readonly kind: 'OVERLOADED';
      readonly agent: string;
      /** The moment in the round's window when it is most; promises are those carried then. */
      readonly at: Moment;
      readonly promises: readonly string[];
      readonly percent: number;
      readonly capacity: Capacity;
    };

export interface Misalignment {
  readonly kind: MisalignmentKind;
  /** The same as long as the same is the matter with it: what a waiver names. */
  readonly key: string;
  readonly about: Misaligned;
  /** All workflows that it touches. */
  readonly workflows: readonly string[];
  readonly talk: readonly Talk[];
  readonly mends: readonly Mend[];
  /** The agents who waive it, all of them; empty for what can't be waived. */
  readonly waivedBy: readonly string[];
  /** What is the matter, without a name that a reader may not see. */
  readonly says: string;
}
