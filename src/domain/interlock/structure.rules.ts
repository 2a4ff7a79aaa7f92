import { at } from './columns.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { StructuralPromise } from '../cascade/accountability.rules.js';

/** A promise of the graph, with the number of its workflow there. */
export type PromiseOfGraph = StructuralPromise & { readonly node: number };

/** The promises of a whole organisation, as its accountability is seen from them: that of the present cycle of each workflow. */
export function promisesIn(graph: InterlockGraph): readonly PromiseOfGraph[] {
  const promises: PromiseOfGraph[] = [];
  for (const node of graph.nodes()) {
    const status = graph.isKnown(node) ? graph.statusOf(node) : null;
    if (status === null) continue;
    promises.push({
      node, status,
      workflow: graph.workflows.text(node),
      customer: graph.agents.text(at(graph.customer, node)),
      performer: graph.agents.text(at(graph.performer, node)),
      horizonDays: at(graph.horizonDays, node),
      serves: [...parentsIn(graph, node)].map((parent) => graph.workflows.text(parent)),
    });
  }
  return promises;
}

/** The stations that a workflow serves. */
export function servedBy(graph: InterlockGraph, node: number): readonly number[] {
  const start = graph.serves.startOf(node);
  return Array.from({ length: graph.serves.countOf(node) }, (_, index) => graph.serves.valueAt(start + index));
}

/** The workflows that a workflow serves. */
export function parentsIn(graph: InterlockGraph, node: number): ReadonlySet<number> {
  return new Set(servedBy(graph, node).map((station) => graph.stations.owner(station)));
}
