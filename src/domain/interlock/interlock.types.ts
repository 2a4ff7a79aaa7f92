import type { Moment } from '../common/moment.rules.js';
import type { Phase, PromiseStatus, Visibility } from '../workflow/workflow.types.js';

/** HARD: cannot be kept without it. SOFT: at risk without it, but no date follows. INFORMATIONAL: good to know. */
export const dependencyKinds = ['HARD', 'SOFT', 'INFORMATIONAL'] as const;
export type DependencyKind = (typeof dependencyKinds)[number];

/** Asserted is not accepted: whoever is depended on acknowledges or refuses. */
export const dependencyStatuses = ['ASSERTED', 'ACKNOWLEDGED', 'REFUSED'] as const;
export type DependencyStatus = (typeof dependencyStatuses)[number];

/** One edge of the interlock: the dependent needs something of the provider by a day. */
export interface DependencyEdge {
  readonly id: string;
  /** The workflow that needs. */
  readonly dependent: string;
  /** The key of the condition that needs it; null: each condition of the promise. */
  readonly condition: string | null;
  /** The workflow that is needed. */
  readonly provider: string;
  /** The key of the condition that is needed; null: all its mandatory conditions. */
  readonly needs: string | null;
  readonly kind: DependencyKind;
  readonly neededBy: Moment;
}

/** An edge as both ends hold it in their states. */
export interface Dependency extends DependencyEdge {
  readonly status: DependencyStatus;
  readonly at: Moment;
  /** The act that asserted it, in the workflow of the dependent. */
  readonly act: string;
  readonly answeredAt: Moment | null;
}

/** What a workflow says of the interlock. Left out in states from before there was one. */
export interface InterlockState {
  /** What it needs of others. */
  readonly needs: readonly Dependency[];
  /** What others need of it, until they no longer do. */
  readonly needed: readonly Dependency[];
}

/**
 * What has become of a condition, as those see it who need it. BROKEN: it will never be, whether the promise was
 * revoked, assessed as broken, or released. What is accepted no longer rests on anything.
 */
export const settlements = ['OPEN', 'ACCEPTED', 'BROKEN'] as const;
export type Settlement = (typeof settlements)[number];

/** A condition as far as the interlock goes. */
export interface ConditionFacts {
  readonly key: string;
  readonly mandatory: boolean;
  /** Null: the promise's due. */
  readonly due: Moment | null;
  readonly settled: Settlement;
}

/** What a workflow needs of another, as the dependent holds it. */
export type Need = Omit<DependencyEdge, 'dependent'> & { readonly status: DependencyStatus };

/** A workflow as far as the interlock goes: its promise, or what stands for one, and its edges upwards. */
export interface WorkflowFacts {
  readonly id: string;
  readonly customer: string;
  readonly performer: string;
  readonly phase: Phase;
  /** Null: nothing has been promised in this cycle. */
  readonly status: PromiseStatus | null;
  readonly due: Moment | null;
  readonly horizonDays: number;
  readonly visibility: Visibility;
  /** What has become of the whole, where no mandatory condition says so. */
  readonly settled: Settlement;
  readonly conditions: readonly ConditionFacts[];
  readonly needs: readonly Need[];
  /** The workflows it exists to serve, and which of their conditions; none named: the whole promise. */
  readonly serves: readonly { readonly parent: string; readonly conditions: readonly string[] }[];
}

/** A promise, or one of its conditions: where a question starts. */
export interface Place {
  readonly workflow: string;
  /** Left out or null: the whole promise. */
  readonly condition?: string | null;
}
