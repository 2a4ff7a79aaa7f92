import type { Allowance } from './allowance.rules.js';
import { at, bytesFor, intsFor } from './columns.rules.js';
import { inSet, stationOf } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { Sheet } from './marks.rules.js';
import { RadixHeap } from './radix-heap.rules.js';
import { ACCEPTED, BROKEN, CONDITION, MANDATORY } from './stations.rules.js';

const NONE = -1;
const most = 0x7fff_fffe;

/**
 * What a promise rests on, in the order of how many days it may slip before the promise is late: the least total slack of
 * a hard chain. Each condition is taken once, the most pressing first, so whoever wants the first alone pays for no more.
 */
export class SlackSearch {
  /** The conditions that were met ("done" of a promise whose conditions nobody knows); the entries up to `size`. */
  stations = new Int32Array(16);
  size = 0;
  /** By entry: the one that needs it (-1: a start), by which dependency, and the slack of all up to here. */
  from = new Int32Array(16);
  by = new Int32Array(16);
  total = new Int32Array(16);
  private settled = new Uint8Array(16);
  private readonly queue = new RadixHeap();
  private readonly sheet: Sheet;

  constructor(private readonly graph: InterlockGraph, private readonly along: EdgeSet, private readonly allowance: Allowance) {
    this.sheet = graph.sheets.take(graph.stations.size);
  }

  /** Begins with a condition, or with all that a promise is held to. */
  start(node: number, station: number | null): void {
    // What is accepted already rests on nothing any more.
    for (const one of this.heldTo(station ?? this.graph.done(node))) this.relax(one, 0, NONE, NONE);
  }

  /** The next entry; -1 when there is none, or the allowance is spent. */
  next(): number {
    for (let entry = this.queue.pop(); entry !== NONE; entry = this.queue.pop()) {
      if (this.settled[entry] === 1) continue;
      this.settled[entry] = 1;
      return entry;
    }
    return NONE;
  }

  /** Goes on to what an entry needs; the number of things it rests on. */
  follow(entry: number): number {
    const { stations } = this.graph;
    const station = at(this.stations, entry);
    // What is broken rests on nothing any more.
    if (stations.has(station, BROKEN)) return 0;
    const begun = stations.begunOf(station);
    return (stations.kind(station) === CONDITION ? this.needsOf(station, entry) : 0) + this.needsOf(begun, entry);
  }

  /** The dependencies from the start to an entry. */
  edgesTo(entry: number): { readonly edge: number; readonly total: number }[] {
    const edges: { edge: number; total: number }[] = [];
    for (let one = entry; this.from[one] !== NONE; one = at(this.from, one)) edges.push({ edge: at(this.by, one), total: at(this.total, one) });
    return edges.reverse();
  }

  end(): void {
    this.graph.sheets.give(this.sheet);
  }

  private needsOf(station: number, entry: number): number {
    const { needs, stations } = this.graph;
    const start = needs.startOf(station);
    const count = needs.countOf(station);
    this.allowance.spend(count + 1);
    let found = 0;
    for (let slot = start; slot < start + count; slot++) {
      if (!inSet(this.along, needs.valueAt(slot))) continue;
      const edge = needs.edgeAt(slot);
      for (const needed of this.heldTo(stationOf(needs.valueAt(slot)))) {
        const slack = this.graph.edges.slack(edge, at(stations.dueDay, needed));
        this.relax(needed, Math.min(most, at(this.total, entry) + slack), entry, edge);
        found++;
      }
    }
    return found;
  }

  /** What "done" comes to, or a condition: those conditions that can still be late. */
  private *heldTo(station: number): Generator<number> {
    const { stations } = this.graph;
    if (stations.kind(station) === CONDITION || stations.isBare(station - 1)) {
      if (!stations.has(station, ACCEPTED)) yield station;
      return;
    }
    for (let condition = stations.next(station - 1); condition !== NONE; condition = stations.next(condition)) {
      if (stations.has(condition, MANDATORY) && !stations.has(condition, ACCEPTED)) yield condition;
    }
  }

  private relax(station: number, total: number, from: number, by: number): void {
    let entry = this.sheet.get(station);
    if (entry < 0) {
      entry = this.size++;
      this.makeRoom();
      this.stations[entry] = station;
      this.sheet.set(station, entry);
    } else if (total >= at(this.total, entry)) return;
    this.total[entry] = total;
    this.from[entry] = from;
    this.by[entry] = by;
    this.queue.push(total, entry);
  }

  private makeRoom(): void {
    if (this.size <= this.stations.length) return;
    this.stations = intsFor(this.stations, this.size);
    this.from = intsFor(this.from, this.size);
    this.by = intsFor(this.by, this.size);
    this.total = intsFor(this.total, this.size);
    this.settled = bytesFor(this.settled, this.size);
  }
}
