import type { Budget, Cut } from './allowance.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { DependencyStatus, Place } from './interlock.types.js';
import type { PathDependency } from './paths.rules.js';
import type { Slip } from './question.rules.js';
import type { Ring } from './rings.rules.js';
import type { MustTalk } from './talks.rules.js';
import type { Moment } from '../common/moment.rules.js';

/** What is supposed of a promise or a condition: another due, a slip by so many days, or that it is revoked. */
export type Change = Place & ({ readonly due: Moment } | { readonly days: number } | { readonly revoked: true });

export interface WhatIfQuestion {
  readonly changes: readonly Change[];
  /** What is late by itself already, whatever is changed. What is broken is, without being given. */
  readonly standing?: readonly Slip[];
  readonly statuses?: readonly DependencyStatus[];
  /** Whether a workflow may be shown; others are counted. */
  readonly isShown?: NodePredicate;
  /** How many of each list are told; left out: all. */
  readonly most?: number;
  readonly budget?: Budget;
}

export interface WhatIfRow {
  readonly workflow: string;
  /** Days late without the changes and with them, against the present due, or an earlier one that is supposed; Infinity: without end. */
  readonly before: number;
  readonly after: number;
  readonly due: Moment | null;
  /** Whether it is one of those that are changed, and not one that follows. */
  readonly isChanged: boolean;
}

/** A need that comes after the new due of the one who needs it: it would have to be met earlier. */
export interface Squeezed {
  readonly dependency: PathDependency;
  /** By how many days it comes after the new due. */
  readonly days: number;
}

export interface WhatIf {
  /** Those that fall late, or later, the latest first. */
  readonly late: readonly WhatIfRow[];
  /** How many these are. */
  readonly lateCount: number;
  /** Those that are less late than before, or no longer. */
  readonly relieved: readonly WhatIfRow[];
  readonly relievedCount: number;
  /** Those that come to be at risk: no date follows. */
  readonly atRisk: readonly string[];
  readonly atRiskCount: number;
  /** Who must go back to Q2 with whom: the parties of all that fall late by others, and of what gets another due. */
  readonly backToNegotiation: readonly MustTalk[];
  /** How many such pairs there are. */
  readonly backToNegotiationCount: number;
  readonly squeezed: readonly Squeezed[];
  /**
   * Rings that promises are on which fall late, or later: each delay is still right, but nobody on a ring can begin. Found when it
   * is asked for, which is to be before the graph changes. A ring of which all is late anyhow, as late as before, isn't named.
   */
  rings(): readonly Ring[];
  /** How many more there are, late, relieved or at risk, that may not be shown. */
  readonly hiddenCount: number;
  readonly isPartial: boolean;
  readonly cut: readonly Cut[];
  readonly unknown: readonly Place[];
}
