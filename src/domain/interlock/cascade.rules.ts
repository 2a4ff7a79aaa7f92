import { at } from './columns.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { ACCEPTED, BEGUN, BROKEN, CONDITION } from './stations.rules.js';

/** A promise up the cascade that is put at risk: by how much, or whether at all, nobody can say. */
export interface CascadeRisk {
  readonly workflow: string;
  /** How many steps up the cascade, from the nearest that is affected. */
  readonly distance: number;
  /** The conditions that are served by what is at risk; none: the promise as a whole. */
  readonly conditions: readonly string[];
  /** Whether it is among those it is at risk from, by its dependencies, too. */
  readonly isAffected: boolean;
  /** Whether it serves nothing itself. */
  readonly isRoot: boolean;
}

export interface CascadeRisks {
  /** The nearest first. */
  readonly promises: readonly CascadeRisk[];
  /** How many more there are that the asker may not see. */
  readonly hiddenCount: number;
  /** The cascade leads to workflows that the graph knows by name alone. */
  readonly isPartial: boolean;
}

/** Up the cascade from some workflows to the root. What is kept or broken already is at risk no longer. */
export function cascadeAbove(graph: InterlockGraph, nodes: readonly number[], sees: NodePredicate = () => true): CascadeRisks {
  const { serves, stations } = graph;
  const affected = new Set(nodes);
  const distances = new Map<number, number>();
  const conditions = new Map<number, Set<number>>();
  let level = [...affected];
  for (let distance = 1; level.length > 0; distance++) {
    const next: number[] = [];
    for (const node of level) {
      const start = at(serves.start, node);
      for (let slot = start; slot < start + at(serves.count, node); slot++) {
        const station = at(serves.value, slot);
        if (isOver(graph, station)) continue;
        const parent = at(stations.owner, station);
        if (!distances.has(parent)) {
          distances.set(parent, distance);
          conditions.set(parent, new Set());
          if (!affected.has(parent)) next.push(parent);
        }
        if (stations.kind(station) === CONDITION) conditions.get(parent)?.add(station);
      }
    }
    level = next;
  }
  const known = [...distances].filter(([node]) => graph.isKnown(node));
  const seen = known.filter(([node]) => sees(node));
  const promises = seen.map(([node, distance]) => ({
    workflow: graph.workflows.text(node),
    distance,
    conditions: [...(conditions.get(node) ?? [])].map((station) => graph.keyOf(station) ?? '').sort(),
    isAffected: affected.has(node),
    isRoot: at(serves.count, node) === 0,
  }));
  return {
    promises: promises.sort((one, other) => one.distance - other.distance || (one.workflow < other.workflow ? -1 : 1)),
    hiddenCount: known.length - seen.length,
    isPartial: known.length < distances.size,
  };
}

function isOver(graph: InterlockGraph, station: number): boolean {
  const { stations } = graph;
  if (stations.kind(station) !== BEGUN) return stations.has(station, ACCEPTED | BROKEN);
  const declared = graph.conditions(at(stations.owner, station));
  return declared.length === 0 ? stations.has(station + 1, ACCEPTED | BROKEN) : declared.every((condition) => stations.has(condition, ACCEPTED | BROKEN));
}
