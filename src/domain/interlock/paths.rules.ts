import { at, byteAt } from './columns.rules.js';
import { kindOfCode } from './edges.rules.js';
import { needOf } from './facts.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { dependencyKinds } from './interlock.types.js';
import type { DependencyEdge, DependencyKind, DependencyStatus } from './interlock.types.js';
import type { WalkDirection } from './walk.rules.js';

/** A dependency on a path, with both its ends. */
export type PathDependency = DependencyEdge & { readonly status: DependencyStatus };

export interface PathStep {
  /** The workflow that this step comes to. */
  readonly workflow: string;
  /** How many were passed through on the way here from the step before, and aren't shown. */
  readonly hidden: number;
  /** The dependency that leads here; null where others, that aren't shown, lie between. */
  readonly dependency: PathDependency | null;
  /** Of the dependencies of this step, the loosest. */
  readonly kind: DependencyKind;
}

export interface Path {
  readonly start: string;
  readonly steps: readonly PathStep[];
  /** How many dependencies it is long, with those that aren't shown. */
  readonly length: number;
}

export function dependencyOf(graph: InterlockGraph, edge: number): PathDependency {
  return { dependent: graph.workflows.text(graph.stations.owner(at(graph.edges.from, edge))), ...needOf(graph, edge) };
}

/** The looser of two kinds: what a chain of both comes to. */
export function looser(one: DependencyKind, other: DependencyKind): DependencyKind {
  return dependencyKinds.indexOf(one) < dependencyKinds.indexOf(other) ? other : one;
}

/** Dependencies in a row as a path, that shows those workflows alone that may be. */
export function pathAlong(graph: InterlockGraph, start: number, edges: readonly number[], direction: WalkDirection, isShown: NodePredicate): Path {
  const steps: PathStep[] = [];
  let hidden = 0;
  let kind: DependencyKind = 'HARD';
  for (const edge of edges) {
    const node = graph.stations.owner(at(direction === 'DEPENDENTS' ? graph.edges.from : graph.edges.to, edge));
    kind = looser(kind, kindOfCode(byteAt(graph.edges.code, edge)));
    if (!isShown(node)) {
      hidden++;
      continue;
    }
    steps.push({ workflow: graph.workflows.text(node), hidden, dependency: hidden === 0 ? dependencyOf(graph, edge) : null, kind });
    hidden = 0;
    kind = 'HARD';
  }
  return { start: graph.workflows.text(start), steps, length: edges.length };
}
