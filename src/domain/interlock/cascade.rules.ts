import { at, intsFor } from './columns.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { Ticks } from './marks.rules.js';
import { firstOf } from './order.rules.js';
import { ACCEPTED, BEGUN, BROKEN, DECLARED, KIND } from './stations.rules.js';

const NONE = -1;

// What is looked up together.
const batchSize = 512;
const [starts, counts, stationsFound, flagsFound] = [new Int32Array(batchSize), new Int32Array(batchSize), new Int32Array(batchSize), new Int32Array(batchSize)];

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

/** Up the cascade from some workflows to the root. What is kept or broken already is at risk no longer. */
export function cascadeAbove(graph: InterlockGraph, nodes: Iterable<number>, sees: NodePredicate = () => true): CascadeRisks {
  const ascent = new Ascent(graph);
  try {
    for (const node of nodes) ascent.begin(node);
    ascent.climb();
    return new CascadeRisks(graph, ascent.parents, ascent.conditions, sees);
  } finally {
    ascent.end();
  }
}

class Ascent {
  readonly parents = { nodes: [] as number[], distances: [] as number[], affected: [] as boolean[] };
  /** What is served of them. */
  readonly conditions: number[] = [];
  private readonly affected: Ticks;
  private readonly above: Ticks;
  /** The stations that are served: each is looked at once, however many serve it. */
  private readonly served: Ticks;
  private level = new Int32Array(64);
  private size = 0;

  constructor(private readonly graph: InterlockGraph) {
    this.affected = graph.nodeTicks.take(graph.size);
    this.above = graph.nodeTicks.take(graph.size);
    this.served = graph.stationTicks.take(graph.stations.size);
  }

  begin(node: number): void {
    if (this.affected.has(node)) return;
    this.affected.set(node);
    this.push(node);
  }

  climb(): void {
    for (let distance = 1; this.size > 0; distance++) {
      const { level, size } = this;
      this.level = new Int32Array(64);
      this.size = 0;
      for (let first = 0; first < size; first += batchSize) this.climbFrom(level, first, Math.min(size, first + batchSize), distance);
    }
  }

  end(): void {
    this.graph.nodeTicks.give(this.affected);
    this.graph.nodeTicks.give(this.above);
    this.graph.stationTicks.give(this.served);
  }

  private push(node: number): void {
    this.level = intsFor(this.level, this.size + 1);
    this.level[this.size++] = node;
  }

  /** One level up from some of a level. What they all serve is looked up first, since each look waits for the memory, and many wait together. */
  private climbFrom(level: Int32Array, first: number, last: number, distance: number): void {
    const { serves } = this.graph;
    serves.lookUp(level, first, last, starts, counts);
    let found = 0;
    for (let place = first; place < last; place++) {
      const start = at(starts, place - first);
      const end = start + at(counts, place - first);
      for (let slot = start; slot < end; slot++) {
        const station = serves.valueAt(slot);
        if (this.served.has(station)) continue;
        this.served.set(station);
        if (found === batchSize) found = this.arriveAt(found, distance);
        stationsFound[found++] = station;
      }
    }
    this.arriveAt(found, distance);
  }

  /** @returns how many are left to come to: none */
  private arriveAt(found: number, distance: number): 0 {
    const { stations } = this.graph;
    for (let one = 0; one < found; one++) flagsFound[one] = stations.flags(at(stationsFound, one));
    for (let one = 0; one < found; one++) {
      const station = at(stationsFound, one);
      const isWhole = (at(flagsFound, one) & KIND) === BEGUN;
      if (isWhole ? isOver(this.graph, station) : (at(flagsFound, one) & (ACCEPTED | BROKEN)) !== 0) continue;
      if (!isWhole) this.conditions.push(station);
      const parent = stations.owner(station);
      if (this.above.has(parent)) continue;
      this.above.set(parent);
      const isAffected = this.affected.has(parent);
      this.parents.nodes.push(parent);
      this.parents.distances.push(distance);
      this.parents.affected.push(isAffected);
      if (!isAffected) this.push(parent);
    }
    return 0;
  }
}

/** Whether a promise that is served as a whole is at risk no longer. */
function isOver(graph: InterlockGraph, begun: number): boolean {
  const { stations } = graph;
  let isDeclared = false;
  for (let condition = stations.next(begun); condition !== NONE; condition = stations.next(condition)) {
    if (!stations.has(condition, DECLARED)) continue;
    if (!stations.has(condition, ACCEPTED | BROKEN)) return false;
    isDeclared = true;
  }
  return isDeclared || stations.has(begun + 1, ACCEPTED | BROKEN);
}
