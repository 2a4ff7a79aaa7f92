import { dayOf, horizonOf, millisecondsOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { isEnded } from '../workflow/cycle.rules.js';
import type { Condition } from '../workflow/workflow.types.js';
import type { CascadingWorkflow } from './cascade.types.js';

/** What somebody is held to, or would be: a promise, what is on the table, or no more than the window they talk about. */
export type CommitmentSource = 'PROMISE' | 'PROPOSAL' | 'CYCLE';

export interface Commitment {
  readonly source: CommitmentSource;
  readonly starts: Moment;
  readonly due: Moment;
}

type Committed = Pick<CascadingWorkflow, 'cycle' | 'standing' | 'promise'>;

/** The live promise, else the standing proposal, else the window of the cycle. Under renegotiation the promise still holds. */
export function commitmentOf({ promise, standing, cycle }: Committed): Commitment {
  if (promise !== null && !isEnded(promise.status)) return { source: 'PROMISE', starts: promise.starts, due: promise.due };
  if (standing !== null) return { source: 'PROPOSAL', starts: standing.terms.window.starts, due: standing.terms.due };
  return { source: 'CYCLE', starts: cycle.starts, due: cycle.due };
}

/** The conditions that a workflow may be served in now: those of its live promise, and those on the table. */
export function servableConditions({ promise, standing }: Pick<Committed, 'standing' | 'promise'>): readonly Condition[] {
  const promised = promise !== null && !isEnded(promise.status) ? promise.conditions : [];
  const proposed = standing?.terms.conditions ?? [];
  return [...promised, ...proposed.filter(({ key }) => !promised.some((one) => one.key === key))];
}

/** What nobody can serve any more: it was closed, or its promise has come to nothing. A kept one that isn't closed may be renewed. */
export function isGone({ phase, promise }: Pick<CascadingWorkflow, 'phase' | 'promise'>): boolean {
  return phase === 'CLOSED' || promise?.status === 'BROKEN' || promise?.status === 'RELEASED';
}

/** Nothing is left to be done in it, in this cycle or for good. */
export function isOver({ phase, promise }: Pick<CascadingWorkflow, 'phase' | 'promise'>): boolean {
  return phase === 'CLOSED' || (promise !== null && isEnded(promise.status));
}

/** A span of time in its time zone, whose days its horizon is counted in. */
interface Span {
  readonly starts: Moment;
  readonly due: Moment;
}

/**
 * In what one span goes beyond another, in words; empty when it is due no later and reaches no further. Equal is
 * allowed: a Product Owner and their engineers promise over the same year.
 */
export function beyond(child: Span, parent: Span, zone: string): readonly string[] {
  if (child.due <= parent.due && isSurelyNoLonger(child, parent)) return [];
  const days = (span: Span): number => horizonOf(span.starts, span.due, zone).days;
  const [own, other] = [days(child), days(parent)];
  return [
    ...(child.due > parent.due ? [`it is due on ${dayOf(child.due, zone)}, and what it serves on ${dayOf(parent.due, zone)}`] : []),
    ...(own > other ? [`it reaches over ${String(own)} days, and what it serves over ${String(other)}`] : []),
  ];
}

/** More than any change of clocks can add to a span. */
const aDayAndMore = 26 * 3_600_000;

// Counting the days of calendars is dear, and most spans lie within the one above them, or are shorter by far.
function isSurelyNoLonger(child: Span, parent: Span): boolean {
  if (child.starts >= parent.starts && child.due <= parent.due) return true;
  const length = (span: Span): number => millisecondsOf(span.due) - millisecondsOf(span.starts);
  return length(child) + aDayAndMore <= length(parent);
}
