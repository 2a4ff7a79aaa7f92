import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { firstOf } from './order.rules.js';
import { ACCEPTED, BEGUN, BROKEN } from './stations.rules.js';

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

/** The promises up the cascade that are at risk. What is told of them is gathered when it is asked for. */
export class CascadeRisks {
  /** How many there are that the asker may see. */
  readonly count: number;
  /** And how many more that they may not. */
  readonly hiddenCount: number;
  /** The cascade leads to workflows that the graph knows by name alone. */
  readonly isPartial: boolean;
  private readonly shown: readonly number[];

  /** `parents`: the workflows up the cascade; `conditions`: the stations of what is served of them. */
  constructor(private readonly graph: InterlockGraph, private readonly parents: readonly Parent[], private readonly conditions: readonly number[], sees: NodePredicate) {
    const known = [...parents.keys()].filter((place) => graph.isKnown(parents[place]?.node ?? -1));
    this.shown = known.filter((place) => sees(this.parent(place).node));
    this.count = this.shown.length;
    this.hiddenCount = known.length - this.count;
    this.isPartial = known.length < parents.length;
  }

  /** The first so many in the order of distance and id. */
  nearest(first: number): readonly CascadeRisk[] {
    const { workflows, serves, stations } = this.graph;
    const places = firstOf(this.shown, first, (one, other) =>
      this.parent(one).distance - this.parent(other).distance || workflows.compare(this.parent(one).node, this.parent(other).node));
    const keys = new Map<number, string[]>(places.map((place) => [this.parent(place).node, []]));
    for (const station of this.conditions) keys.get(stations.owner(station))?.push(this.graph.keyOf(station) ?? '');
    return places.map((place) => {
      const { node, distance, isAffected } = this.parent(place);
      return { workflow: workflows.text(node), distance, conditions: (keys.get(node) ?? []).sort(), isAffected, isRoot: serves.countOf(node) === 0 };
    });
  }

  /** All of them. */
  get promises(): readonly CascadeRisk[] {
    return this.nearest(this.count);
  }

  private parent(place: number): Parent {
    return this.parents[place] as Parent;
  }
}

interface Parent {
  readonly node: number;
  readonly distance: number;
  readonly isAffected: boolean;
}

// Notes of a workflow on a sheet by station: on "begun", that it is affected; on "done", that it is up the cascade.
const NOTED = 0;

/** Up the cascade from some workflows to the root. What is kept or broken already is at risk no longer. */
export function cascadeAbove(graph: InterlockGraph, nodes: readonly number[], sees: NodePredicate = () => true): CascadeRisks {
  const { serves, stations } = graph;
  const sheet = graph.sheets.take(stations.size);
  const parents: Parent[] = [];
  const conditions: number[] = [];
  for (const node of nodes) sheet.set(graph.begun(node), NOTED);
  let level: readonly number[] = [...new Set(nodes)];
  for (let distance = 1; level.length > 0; distance++) {
    const next: number[] = [];
    for (const node of level) {
      const start = serves.startOf(node);
      for (let slot = start; slot < start + serves.countOf(node); slot++) {
        const station = serves.valueAt(slot);
        if (isOver(graph, station)) continue;
        const begun = stations.begunOf(station);
        const parent = stations.owner(station);
        if (!sheet.has(begun + 1)) {
          sheet.set(begun + 1, NOTED);
          parents.push({ node: parent, distance, isAffected: sheet.has(begun) });
          if (!sheet.has(begun)) next.push(parent);
        }
        if (station === begun || sheet.has(station)) continue;
        sheet.set(station, NOTED);
        conditions.push(station);
      }
    }
    level = next;
  }
  graph.sheets.give(sheet);
  return new CascadeRisks(graph, parents, conditions, sees);
}

function isOver(graph: InterlockGraph, station: number): boolean {
  const { stations } = graph;
  if (stations.kind(station) !== BEGUN) return stations.has(station, ACCEPTED | BROKEN);
  const declared = graph.conditions(stations.owner(station));
  return declared.length === 0 ? stations.has(station + 1, ACCEPTED | BROKEN) : declared.every((condition) => stations.has(condition, ACCEPTED | BROKEN));
}
