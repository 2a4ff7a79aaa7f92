import type { Moment } from '../common/moment.rules.js';

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
  /** The act that asserted it, in the workflow whose state this is. */
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
