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
    const start = graph.serves.startOf(node);
    const parents = new Set(Array.from({ length: graph.serves.countOf(node) }, (_, index) => graph.stations.owner(graph.serves.valueAt(start + index))));
    promises.push({
      node, status,
      workflow: graph.workflows.text(node),
      customer: graph.agents.text(at(graph.customer, node)),
      performer: graph.agents.text(at(graph.performer, node)),
      horizonDays: at(graph.horizonDays, node),
      serves: [...parents].map((parent) => graph.workflows.text(parent)),
    });
  }
  return promises;
}
