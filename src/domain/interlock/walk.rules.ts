import type { Allowance } from './allowance.rules.js';
import { at, intsFor } from './columns.rules.js';
import { inSet, stationOf } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { Links } from './links.rules.js';
import type { Ticks } from './marks.rules.js';
import { ACCEPTED, BEGUN, DECLARED, DONE, MANDATORY } from './stations.rules.js';

const NONE = -1;

// What is looked at together, in one place for all walks: none begins in the middle of another's.
const batchSize = 512;
const column = (): Int32Array => new Int32Array(batchSize);
const [starts, counts] = [column(), column()];
const [foundStations, foundKinds, foundFrom, foundBy] = [column(), column(), column(), column()];

/** DEPENDENTS: what breaks if this does. PROVIDERS: what this rests on. */
export const walkDirections = ['DEPENDENTS', 'PROVIDERS'] as const;
export type WalkDirection = (typeof walkDirections)[number];

export interface WalkRules {
  readonly direction: WalkDirection;
  readonly along: EdgeSet;
  /** Whether what is accepted is walked through too. It can't break any more, and rests on nothing. */
  readonly throughAccepted: boolean;
  readonly allowance: Allowance;
  /** Workflows the walk doesn't enter. */
  readonly avoids?: (node: number) => boolean;
  /** Whether a dependency carries on what it is walked for, from a station of the provider. For dependents alone. */
  readonly carries?: (station: number, edge: number) => boolean;
}

/**
 * Breadth first through the stations, level by level: a level is one dependency further. What a level reaches is read from
 * its columns, in the order in which it was found, and each found thing tells the dependency it was found by and the thing
 * before it. It ticks off where it has been on what the graph lends it: `end` gives that back, and the columns remain.
 */
export class Walk {
  /** The stations that were reached; those of the start come first. */
  stations = new Int32Array(64);
  size = 0;
  /** By place in `stations`: the place it was reached from (-1: it is where the walk began), and by which dependency. */
  from = new Int32Array(64);
  by = new Int32Array(64);
  /** The workflows that were reached, each once, and the place where it was reached first. */
  nodes = new Int32Array(64);
  nodePlace = new Int32Array(64);
  nodeCount = 0;
  /** By level, of what the start is the first: where it ends in `stations`, and in `nodes`. */
  readonly levelEnds: number[] = [];
  readonly nodeLevelEnds: number[] = [];
  /** The stations, and the workflows, that it has been to. */
  private readonly been: Ticks;
  private readonly beenNodes: Ticks;
  private readonly links: Links;
  private readonly downstream: boolean;
  private ended = false;
  private finished = false;

  constructor(private readonly graph: InterlockGraph, private readonly rules: WalkRules) {
    this.been = graph.stationTicks.take(graph.stations.size);
    this.beenNodes = graph.nodeTicks.take(graph.size);
    this.downstream = rules.direction === 'DEPENDENTS';
    this.links = this.downstream ? graph.needed : graph.needs;
  }

  /** Begins with a whole promise. */
  startAt(node: number): void {
    const begun = this.graph.begun(node);
    if (this.downstream) this.arrive(begun, NONE, NONE);
    else for (let station = this.graph.stations.next(begun); station !== NONE; station = this.graph.stations.next(station)) this.arrive(station, NONE, NONE);
    if (!this.downstream && this.graph.stations.isBare(begun)) this.arrive(begun + 1, NONE, NONE);
    this.beenNodes.set(node);
  }

  /** Begins with one condition of a promise. */
  startAtCondition(station: number): void {
    this.arrive(station, NONE, NONE);
    this.beenNodes.set(this.graph.stations.owner(station));
  }

  /** Comes to where a dependency leads: to a condition, to "done", or to "begun". */
  arrive(station: number, from: number, by: number): void {
    this.comeTo(station, this.graph.stations.kind(station), from, by);
  }

  private comeTo(station: number, kind: number, from: number, by: number): void {
    const before = this.size;
    switch (kind) {
      case BEGUN: this.begin(station, from, by); break;
      case DONE: this.finishAt(station, from, by); break;
      default: this.enterCondition(station, from, by);
    }
    if (this.size > before) this.note(station, before);
  }

  /** Begins with what one station needs, and doesn't take it for visited: the walk may come round to it. */
  depart(station: number): void {
    this.write(station, NONE, NONE);
  }

  /** Takes one more level; false when nothing is left that was not reached before, or the allowance is spent. */
  advance(): boolean {
    if (!this.finished) this.finished = !this.takeLevel();
    return !this.finished;
  }

  /** Whether nothing is left that could be reached, or nothing may be. */
  get isFinished(): boolean {
    return this.finished;
  }

  /** The same to the end. */
  walkThrough(): void {
    while (this.advance());
  }

  /** Whether a station was reached. */
  reached(station: number): boolean {
    return this.been.has(station);
  }

  reachedNode(node: number): boolean {
    return this.beenNodes.has(node);
  }

  /** The place in `stations` where a station was reached, and not departed from; for few, since it is looked for. */
  placeOf(station: number): number {
    return this.stations.subarray(0, this.size).lastIndexOf(station);
  }

  get direction(): WalkDirection {
    return this.rules.direction;
  }

  /** The station that a place was reached from in the end. */
  startOf(place: number): number {
    let one = place;
    while (this.from[one] !== NONE) one = at(this.from, one);
    return at(this.stations, one);
  }

  /** The dependencies from the start to a place, in their order. */
  edgesTo(place: number): number[] {
    const edges: number[] = [];
    for (let one = place; one !== NONE; one = at(this.from, one)) if (this.by[one] !== NONE) edges.push(at(this.by, one));
    return edges.reverse();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.graph.stationTicks.give(this.been);
    this.graph.nodeTicks.give(this.beenNodes);
  }

  private takeLevel(): boolean {
    const first = this.levelEnds[this.levelEnds.length - 1] ?? 0;
    const last = this.size;
    this.levelEnds.push(last);
    this.nodeLevelEnds.push(this.nodeCount);
    for (let place = first; place < last; place += batchSize) {
      if (!this.takeBatch(place, Math.min(last, place + batchSize))) return false;
    }
    return this.size > last;
  }

  /**
   * Goes on from some places together, in rounds that each read one column and do little else: then the processor waits for
   * many places of the memory at once, and not for one after the other. What comes of it is the same, in the same order.
   */
  private takeBatch(first: number, last: number): boolean {
    const { links, been } = this;
    const { along, allowance } = this.rules;
    links.lookUp(this.stations, first, last, starts, counts);
    let found = 0;
    for (let place = first; place < last; place++) {
      const count = at(counts, place - first);
      const start = at(starts, place - first);
      if (!allowance.spend(count + 1)) {
        this.arriveAt(found);
        return false;
      }
      for (let slot = start; slot < start + count; slot++) {
        const link = links.valueAt(slot);
        if (!inSet(along, link) || been.has(stationOf(link))) continue;
        foundStations[found] = stationOf(link);
        foundFrom[found] = place;
        foundBy[found] = links.edgeAt(slot);
        if (++found < batchSize) continue;
        this.arriveAt(found);
        found = 0;
      }
    }
    this.arriveAt(found);
    return true;
  }

  private arriveAt(found: number): void {
    const { stations } = this.graph;
    const { carries, avoids } = this.rules;
    for (let one = 0; one < found; one++) foundKinds[one] = stations.kind(at(foundStations, one));
    for (let one = 0; one < found; one++) {
      const station = at(foundStations, one);
      if (this.been.has(station)) continue;
      const from = at(foundFrom, one);
      const by = at(foundBy, one);
      if (carries !== undefined && !carries(at(this.stations, from), by)) continue;
      if (avoids !== undefined && avoids(stations.owner(station))) continue;
      this.comeTo(station, at(foundKinds, one), from, by);
    }
  }

  // Downstream: what the whole promise needs is late, so each of its conditions is. Upstream nothing leads on from here.
  private begin(begun: number, from: number, by: number): void {
    if (this.been.has(begun)) return;
    const before = this.size;
    if (this.downstream) {
      const { stations } = this.graph;
      for (let station = stations.next(begun); station !== NONE; station = stations.next(station)) this.enterCondition(station, from, by);
      if (stations.isBare(begun)) this.finishAt(begun + 1, from, by);
    } else this.write(begun, from, by);
    if (this.size > before) this.been.set(begun);
  }

  private enterCondition(station: number, from: number, by: number): void {
    if (this.been.has(station)) return;
    const { stations } = this.graph;
    const flags = stations.flags(station);
    if ((flags & ACCEPTED) !== 0 && !this.rules.throughAccepted) return;
    if ((flags & DECLARED) === 0 && this.graph.isForgotten(station)) return;
    this.been.set(station);
    this.write(station, from, by);
    if (!this.downstream) this.begin(stations.begunOf(station), from, by);
    else if ((flags & MANDATORY) !== 0) this.reachDone(stations.begunOf(station) + 1, from, by);
  }

  /** Downstream: a condition that the promise is held to is late, so the promise is. */
  private reachDone(done: number, from: number, by: number): void {
    if (this.been.has(done)) return;
    this.been.set(done);
    this.write(done, from, by);
  }

  // Upstream: the whole promise is needed, so each of its mandatory conditions is.
  private finishAt(done: number, from: number, by: number): void {
    const { stations } = this.graph;
    const bare = stations.isBare(done - 1);
    if (bare && stations.has(done, ACCEPTED) && !this.rules.throughAccepted) return;
    if (this.downstream) return this.reachDone(done, from, by);
    if (this.been.has(done)) return;
    this.been.set(done);
    if (bare) return this.begin(done - 1, from, by);
    for (let station = stations.next(done - 1); station !== NONE; station = stations.next(station)) {
      if (stations.has(station, MANDATORY)) this.enterCondition(station, from, by);
    }
  }

  private write(station: number, from: number, by: number): void {
    const place = this.size++;
    if (place === this.stations.length) {
      this.stations = intsFor(this.stations, this.size);
      this.from = intsFor(this.from, this.size);
      this.by = intsFor(this.by, this.size);
    }
    this.stations[place] = station;
    this.from[place] = from;
    this.by[place] = by;
  }

  /** Notes the workflow of a station as reached, if it wasn't before. */
  private note(station: number, place: number): void {
    const node = this.graph.stations.owner(station);
    if (this.beenNodes.has(node)) return;
    this.beenNodes.set(node);
    const found = this.nodeCount++;
    if (found === this.nodes.length) {
      this.nodes = intsFor(this.nodes, this.nodeCount);
      this.nodePlace = intsFor(this.nodePlace, this.nodeCount);
    }
    this.nodes[found] = node;
    this.nodePlace[found] = place;
  }
}
