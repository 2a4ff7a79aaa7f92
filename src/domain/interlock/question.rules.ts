import type { Budget } from './allowance.rules.js';
import { longestSlip } from './delays.rules.js';
import { edgeSet } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { NodePredicate, WorkflowFilter } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { DependencyKind, DependencyStatus, Place } from './interlock.types.js';
import type { WalkDirection } from './walk.rules.js';
import { invalid } from '../common/refusal.js';

/** A place that is late by itself: by so many days, or without end. */
export interface Slip extends Place {
  readonly days: number;
}

export interface ImpactQuestion {
  /** Where it starts. What starts isn't in the answer, even where it is reached again. */
  readonly from: readonly (Place & { readonly days?: number })[];
  /** Whether it starts at more than that, which the asker may not see: then the answer isn't all there is. */
  readonly startsUnseen?: boolean;
  readonly direction: WalkDirection;
  /** How late the starts are, where they don't say it themselves; left out: they break. For dependents alone. */
  readonly days?: number;
  /** Left out: hard and soft ones. */
  readonly kinds?: readonly DependencyKind[];
  /** Left out: those that nobody has refused. */
  readonly statuses?: readonly DependencyStatus[];
  /** Whether to go through what is accepted too, as if it could still break. */
  readonly throughAccepted?: boolean;
  /** The least and the greatest distance of what is listed; what is nearer is passed through. */
  readonly depth?: { readonly least?: number; readonly greatest?: number };
  readonly filter?: WorkflowFilter;
  /** What becomes of those that the filter leaves out. PASS: passed through without being listed. STOP: not entered. */
  readonly unlisted?: 'PASS' | 'STOP';
  /** Whether the asker sees a workflow: of the past, whether they see it now. What they don't see is passed through, counted, and not listed. */
  readonly sees?: NodePredicate;
  readonly budget?: Budget;
}

/** A start, found in the graph. */
export interface Start {
  readonly node: number;
  /** The condition's station; null: the whole promise. */
  readonly station: number | null;
  readonly days: number;
}

export interface Starts {
  readonly known: readonly Start[];
  /** Places that the graph has never heard of. */
  readonly unknown: readonly Place[];
}

export function findStarts(graph: InterlockGraph, from: readonly (Place & { readonly days?: number })[], days = Number.POSITIVE_INFINITY): Starts {
  const known: Start[] = [];
  const unknown: Place[] = [];
  for (const [index, place] of from.entries()) {
    const node = graph.node(place.workflow);
    const condition = place.condition ?? null;
    const station = condition === null || node < 0 ? null : graph.condition(node, condition);
    if (node < 0 || station === -1) unknown.push({ workflow: place.workflow, condition });
    else known.push({ node, station, days: checkDays(place.days ?? days, ['from', index, 'days']) });
  }
  return { known, unknown };
}

/** @throws Refusal INVALID_INPUT for anything but whole days up to a hundred years, or Infinity */
export function checkDays(days: number, field: readonly (string | number)[]): number {
  if (days === Number.POSITIVE_INFINITY || (Number.isInteger(days) && days >= 0 && days <= longestSlip)) return days;
  throw invalid(field, `Give whole days, from 0 to ${longestSlip}; what is later than that will not come at all.`);
}

export interface AskedEdges {
  readonly all: EdgeSet;
  readonly hard: EdgeSet;
  /** Hard and soft. */
  readonly binding: EdgeSet;
}

export function askedEdges({ kinds = ['HARD', 'SOFT'], statuses }: Pick<ImpactQuestion, 'kinds' | 'statuses'>): AskedEdges {
  const among = (wanted: readonly DependencyKind[]): EdgeSet => edgeSet(kinds.filter((kind) => wanted.includes(kind)), statuses);
  return { all: edgeSet(kinds, statuses), hard: among(['HARD']), binding: among(['HARD', 'SOFT']) };
}
