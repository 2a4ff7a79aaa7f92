import { Allowance } from './allowance.rules.js';
import type { Budget } from './allowance.rules.js';
import { at } from './columns.rules.js';
import { edgeSet } from './edges.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { dependencyKinds } from './interlock.types.js';
import type { DependencyKind, DependencyStatus, Place } from './interlock.types.js';
import { pathAlong } from './paths.rules.js';
import type { Path } from './paths.rules.js';
import { findStarts } from './question.rules.js';
import type { Start } from './question.rules.js';
import { Walk } from './walk.rules.js';
import type { WalkDirection } from './walk.rules.js';

const NONE = -1;

export interface PathQuestion {
  readonly from: Place;
  readonly to: Place;
  /** PROVIDERS: what the first rests on, down to the second. DEPENDENTS: who rests on it. EITHER: whichever is shorter. */
  readonly direction: WalkDirection | 'EITHER';
  /** Left out: all kinds. */
  readonly kinds?: readonly DependencyKind[];
  readonly statuses?: readonly DependencyStatus[];
  readonly throughAccepted?: boolean;
  readonly isShown?: NodePredicate;
  readonly budget?: Budget;
}

export interface FoundPath {
  readonly direction: WalkDirection;
  readonly path: Path;
}

export interface PathAnswer {
  /** One of the shortest; null: there is none. */
  readonly found: FoundPath | null;
  /** The search ended before it knew. */
  readonly isPartial: boolean;
  readonly unknown: readonly Place[];
}

/** One of the shortest paths between two places. */
export function pathBetween(graph: InterlockGraph, question: PathQuestion): PathAnswer {
  const from = findStarts(graph, [question.from]);
  const to = findStarts(graph, [question.to]);
  const [start, target] = [from.known[0], to.known[0]];
  if (start === undefined || target === undefined) return { found: null, isPartial: false, unknown: [...from.unknown, ...to.unknown] };
  const allowance = new Allowance(question.budget);
  const found: FoundPath[] = [];
  for (const direction of ['PROVIDERS', 'DEPENDENTS'] as const) {
    if (question.direction !== 'EITHER' && question.direction !== direction) continue;
    const edges = search(graph, question, direction === 'PROVIDERS' ? [start, target] : [target, start], allowance);
    if (edges === null) continue;
    const isShown = (node: number): boolean => node === start.node || node === target.node || (question.isShown?.(node) ?? true);
    found.push({ direction, path: pathAlong(graph, start.node, direction === 'PROVIDERS' ? edges : edges.reverse(), direction, isShown) });
  }
  found.sort((one, other) => one.path.length - other.path.length);
  return { found: found[0] ?? null, isPartial: allowance.spentOn !== null, unknown: [] };
}

/**
 * The dependencies from one that needs to one that is needed. Two walks go towards each other, always the one with less
 * before it: around a much-needed promise each step in one of the two directions costs thousands.
 */
function search(graph: InterlockGraph, question: PathQuestion, [dependent, provider]: readonly [Start, Start], allowance: Allowance): number[] | null {
  const rules = { along: edgeSet(question.kinds ?? dependencyKinds, question.statuses), throughAccepted: question.throughAccepted ?? false, allowance };
  const down = begin(new Walk(graph, { ...rules, direction: 'PROVIDERS' }), dependent);
  const up = begin(new Walk(graph, { ...rules, direction: 'DEPENDENTS' }), provider);
  try {
    for (let place = 0; place < down.size; place++) if (up.reached(at(down.stations, place))) return [];
    for (;;) {
      const [nearer, other] = frontier(down) <= frontier(up) ? [down, up] : [up, down];
      const before = nearer.size;
      if (!nearer.advance()) return null;
      for (let place = before; place < nearer.size; place++) {
        const meeting = meet(graph, nearer, place, other);
        if (meeting !== NONE) return nearer === down ? joined(down, place, up, meeting) : joined(down, meeting, up, place);
      }
    }
  } finally {
    down.end();
    up.end();
  }
}

function begin(walk: Walk, { node, station }: Start): Walk {
  if (station === null) walk.startAt(node);
  else walk.startAtCondition(station);
  return walk;
}

function frontier(walk: Walk): number {
  return walk.size - (walk.levelEnds[walk.levelEnds.length - 1] ?? 0);
}

/** Where the other walk has been at the end of the dependency that led to a place; -1 where it hasn't. */
function meet(graph: InterlockGraph, walk: Walk, place: number, other: Walk): number {
  const edge = at(walk.by, place);
  const station = at(walk.direction === 'PROVIDERS' ? graph.edges.to : graph.edges.from, edge);
  return other.reached(station) ? other.placeOf(station) : NONE;
}

function joined(down: Walk, place: number, up: Walk, otherPlace: number): number[] {
  return [...down.edgesTo(place), ...up.edgesTo(otherPlace).reverse()];
}
