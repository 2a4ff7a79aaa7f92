import type { Moment } from '../common/moment.rules.js';
import type { ActKind, Move, Side } from '../workflow/workflow.types.js';

/** What can be wrong with how an organisation listens, promises and assesses. The order breaks ties between findings of one weight. */
export const findingKinds = [
  'EVERYONE_WAITS_FOR_ONE', 'RING_NOBODY_SETTLES', 'DELIVERED_NEVER_ASSESSED', 'CUSTOMER_SILENT', 'RENEGOTIATED_LAST_MINUTE_AGAIN', 'NEGOTIATING_IN_CIRCLES',
  'EXECUTING_WITHOUT_A_PROMISE', 'CONCERN_WITH_TWO_CUSTOMERS', 'LISTENING_TOO_LONG', 'TOO_MANY_HORIZONS', 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS', 'SERVES_NOTHING',
  'PARTIES_NEVER_CHANGE_PLACES',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What a finding is measured in. */
export const findingUnits = ['DAYS', 'PROPOSALS', 'CHECK_INS', 'ASSESSMENT_TIMES', 'WAITS', 'CUSTOMERS', 'HORIZONS', 'RENEGOTIATIONS', 'WORKFLOWS'] as const;
export type FindingUnit = (typeof findingUnits)[number];

/** What would mend it: what somebody may say next. */
export interface NextStep {
  /** The agent. */
  readonly by: string;
  readonly act: ActKind | 'OPEN_ROUND';
  /** Where it is said; null where it begins a workflow. */
  readonly workflow: string | null;
  readonly says: string;
}

export interface Finding {
  readonly kind: FindingKind;
  /** Tells it from others of its kind. */
  readonly key: string;
  readonly since: Moment;
  readonly measured: number;
  readonly threshold: number;
  readonly unit: FindingUnit;
  readonly says: string;
  /** What shows it: the most telling first, and not always all. */
  readonly workflows: readonly string[];
  readonly agents: readonly string[];
  readonly concerns: readonly string[];
  readonly acts: readonly string[];
  /** How many workflows show it in all. */
  readonly workflowsCount: number;
  readonly next: readonly NextStep[];
}

/** A wait as it stands in a workflow. */
export interface WaitFound {
  readonly agent: string;
  readonly side: Side;
  readonly move: Move;
  readonly since: Moment;
  readonly from: Moment;
  readonly due: Moment;
}

/** What every candidate that is one workflow tells. */
export interface WorkflowCandidate {
  readonly workflow: string;
  readonly customer: string;
  readonly performer: string;
  readonly since: Moment;
  readonly horizonDays: number;
}
