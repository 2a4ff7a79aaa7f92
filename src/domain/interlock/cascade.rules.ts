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
  constructor(private readonly graph: InterlockGraph, private readonly parents: Parents, private readonly conditions: readonly number[], sees: NodePredicate) {
    const { nodes } = parents;
    const shown: number[] = [];
    let known = 0;
    for (const [place, node] of nodes.entries()) {
      if (!graph.isKnown(node)) continue;
      known++;
      if (sees(node)) shown.push(place);
    }
    this.shown = shown;
    this.count = shown.length;
    this.hiddenCount = known - this.count;
    this.isPartial = known < nodes.length;
  }

  /** The first so many in the order of distance and id. */
  nearest(first: number): readonly CascadeRisk[] {
    const { workflows, serves, stations } = this.graph;
    const { affected } = this.parents;
    const nodeAt = (place: number): number => this.parents.nodes[place] as number;
    const distanceAt = (place: number): number => this.parents.distances[place] as number;
    const places = firstOf(this.shown, first, (one, other) => distanceAt(one) - distanceAt(other) || workflows.compare(nodeAt(one), nodeAt(other)));
    const keys = new Map<number, string[]>(places.map((place) => [nodeAt(place), []]));
    for (const station of this.conditions) keys.get(stations.owner(station))?.push(this.graph.keyOf(station) ?? '');
    return places.map((place) => {
      const node = nodeAt(place);
      return { workflow: workflows.text(node), distance: distanceAt(place), conditions: (keys.get(node) ?? []).sort(), isAffected: affected[place] === true, isRoot: serves.countOf(node) === 0 };
    });
  }

  /** All of them. */
  get promises(): readonly CascadeRisk[] {
    return this.nearest(this.count);
  }
}

/** Columns, by place: there may be hundreds of thousands, and few are ever told of. */
interface Parents {
  readonly nodes: readonly number[];
  readonly distances: readonly number[];
  readonly affected: readonly boolean[];
}

// Notes of a workflow on a sheet by station: on "begun", that it is affected; on "done", that it is up the cascade.
const NOTED = 0;

/** Up the cascade from some workflows to the root. What is kept or broken already is at risk no longer. */
export function cascadeAbove(graph: InterlockGraph, nodes: Iterable<number>, sees: NodePredicate = () => true): CascadeRisks {
  const { serves, stations } = graph;
  const sheet = graph.sheets.take(stations.size);
  const parents = { nodes: [] as number[], distances: [] as number[], affected: [] as boolean[] };
  const conditions: number[] = [];
  let level: number[] = [];
  for (const node of nodes) {
    const begun = graph.begun(node);
    if (sheet.has(begun)) continue;
    sheet.set(begun, NOTED);
    level.push(node);
  }
  for (let distance = 1; level.length > 0; distance++) {
    const next: number[] = [];
    for (const node of level) {
      const start = serves.startOf(node);
      const end = start + serves.countOf(node);
      for (let slot = start; slot < end; slot++) {
        const station = serves.valueAt(slot);
        if (isOver(graph, station)) continue;
        const begun = stations.begunOf(station);
        const parent = stations.owner(station);
        if (!sheet.has(begun + 1)) {
          sheet.set(begun + 1, NOTED);
          const isAffected = sheet.has(begun);
          parents.nodes.push(parent);
          parents.distances.push(distance);
          parents.affected.push(isAffected);
          if (!isAffected) next.push(parent);
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
