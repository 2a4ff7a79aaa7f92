import type { Allowance } from './allowance.rules.js';
import { NO_DAY } from './calendar.rules.js';
import { at, bytesFor, intsFor } from './columns.rules.js';
import { inSet, stationOf } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { Sheet } from './marks.rules.js';
import { RadixHeap } from './radix-heap.rules.js';
import { ACCEPTED, BEGUN, CONDITION, DONE, MANDATORY } from './stations.rules.js';

const NONE = -1;

/** A slip longer than this is a break. */
export const longestSlip = 36_525;

// Days without end, as the columns keep them; far above every number of days there can be.
const ENDLESS = 0x3fff_ffff;
const LATEST_DAY = 0x7fff_ffff;

export interface DelayRules {
  /** Which dependencies delay: hard ones. */
  readonly along: EdgeSet;
  readonly allowance: Allowance;
  /** Whether what is accepted is late too, as if it could still be. */
  readonly throughAccepted?: boolean;
  /** Dues of conditions, as days, where they are other than in the graph. */
  readonly dues?: ReadonlyMap<number, number>;
}

/**
 * How many days late conditions are:
 * delay(d) = max(own slip, max over its hard providers p of max(0, delay(p) - max(0, neededBy - due(p)))).
 *
 * A delay never grows along a dependency, so the latest are settled first and each once. Only what is late is ever looked
 * at; and a ring, which the formula doesn't foresee, ends by itself: nothing becomes later by waiting for itself.
 */
export class Delays {
  /** The stations that are late, with how late; the entries up to `size`. */
  stations = new Int32Array(16);
  size = 0;
  /** By entry: the one it is late because of (-1: because of itself), and the dependency between the two. */
  from = new Int32Array(16);
  by = new Int32Array(16);
  private days = new Int32Array(16);
  private settled = new Uint8Array(16);
  /** Of "done": the latest due of the conditions that were handed on already. */
  private handedOn = new Int32Array(16);
  private readonly queue = new RadixHeap();
  private readonly sheet: Sheet;
  private ended = false;

  constructor(private readonly graph: InterlockGraph, private readonly rules: DelayRules) {
    this.sheet = graph.sheets.take(graph.stations.size);
  }

  /** A condition, or each condition of a promise ("begun"), is late by itself. */
  slip(station: number, days: number): void {
    this.relax(station, Number.isFinite(days) ? days : ENDLESS, NONE, NONE);
  }

  /** Follows the slips; false when the allowance is spent before the end. What is settled by then is right. */
  run(): boolean {
    for (let entry = this.queue.pop(); entry !== NONE; entry = this.queue.pop()) {
      if (this.settled[entry] === 1 || this.queue.last !== ENDLESS - at(this.days, entry)) continue;
      this.settled[entry] = 1;
      if (!this.settle(entry)) return false;
    }
    return true;
  }

  /** By how many days a condition is late, or a promise ("done": the latest of its mandatory conditions); without end: Infinity. */
  of(station: number): number {
    const entry = this.sheet.get(station);
    return entry < 0 || this.settled[entry] === 0 ? 0 : this.daysAt(entry);
  }

  daysAt(entry: number): number {
    const days = at(this.days, entry);
    return days === ENDLESS ? Number.POSITIVE_INFINITY : days;
  }

  isSettled(entry: number): boolean {
    return this.settled[entry] === 1;
  }

  /** Whether a dependency misses what it needs: the provider's station is late by more than its slack. */
  misses(station: number, edge: number): boolean {
    const { stations } = this.graph;
    if (stations.kind(station) === CONDITION || stations.isBare(station - 1)) return this.of(station) > this.slack(edge, station);
    for (let condition = stations.next(station - 1); condition !== NONE; condition = stations.next(condition)) {
      if (stations.has(condition, MANDATORY) && this.of(condition) > this.slack(edge, condition)) return true;
    }
    return false;
  }

  /** The dependencies that made an entry late, from what slipped by itself to the entry. */
  edgesTo(entry: number): number[] {
    const edges: number[] = [];
    for (let one = entry; one !== NONE; one = at(this.from, one)) if (this.by[one] !== NONE) edges.push(at(this.by, one));
    return edges.reverse();
  }

  entryOf(station: number): number {
    return Math.max(NONE, this.sheet.get(station));
  }

  end(): void {
    if (!this.ended) this.graph.sheets.give(this.sheet);
    this.ended = true;
  }

  private slack(edge: number, station: number): number {
    return this.graph.edges.slack(edge, this.rules.dues?.get(station) ?? at(this.graph.stations.dueDay, station));
  }

  private settle(entry: number): boolean {
    const { stations } = this.graph;
    const station = at(this.stations, entry);
    switch (stations.kind(station)) {
      case BEGUN:
        for (let condition = stations.next(station); condition !== NONE; condition = stations.next(condition)) this.pass(condition, entry);
        if (stations.isBare(station)) this.pass(station + 1, entry);
        return true;
      case DONE:
        // The conditions of a promise hand on for it, each with its own due.
        return !stations.isBare(station - 1) || this.handOn(station, station, entry);
      default:
        if (!this.handOn(station, station, entry)) return false;
        return !stations.has(station, MANDATORY) || this.handOnDone(station, entry);
    }
  }

  private handOnDone(condition: number, entry: number): boolean {
    const done = this.graph.stations.begunOf(condition) + 1;
    this.pass(done, entry);
    const kept = this.sheet.get(done);
    const due = this.rules.dues?.get(condition) ?? at(this.graph.stations.dueDay, condition);
    const day = due === NO_DAY ? LATEST_DAY : due;
    // Settled after another that was later and no less pressed: it can't make anybody later.
    if (day <= at(this.handedOn, kept)) return true;
    this.handedOn[kept] = at(this.days, entry) === ENDLESS ? LATEST_DAY : day;
    return this.handOn(done, condition, entry);
  }

  /** Hands the delay of a condition on to those that need `needed`: the condition itself, or the promise. */
  private handOn(needed: number, condition: number, entry: number): boolean {
    const { needed: links } = this.graph;
    const start = links.startOf(needed);
    const end = start + links.countOf(needed);
    if (!this.rules.allowance.spend(end - start + 1)) return false;
    const days = at(this.days, entry);
    for (let slot = start; slot < end; slot++) {
      const link = links.valueAt(slot);
      if (!inSet(this.rules.along, link)) continue;
      const edge = links.edgeAt(slot);
      this.relax(stationOf(link), days === ENDLESS ? ENDLESS : days - this.slack(edge, condition), entry, edge);
    }
    return true;
  }

  private pass(station: number, entry: number): void {
    this.relax(station, at(this.days, entry), at(this.from, entry), at(this.by, entry));
  }

  private relax(station: number, days: number, from: number, by: number): void {
    if (days <= 0) return;
    if ((this.rules.throughAccepted !== true && this.isKept(station)) || this.graph.isForgotten(station)) return;
    let entry = this.sheet.get(station);
    if (entry < 0) entry = this.open(station);
    else if (days <= at(this.days, entry)) return;
    this.days[entry] = days;
    this.from[entry] = from;
    this.by[entry] = by;
    this.queue.push(ENDLESS - days, entry);
  }

  private isKept(station: number): boolean {
    const { stations } = this.graph;
    return stations.has(station, ACCEPTED) && (stations.kind(station) === CONDITION || stations.isBare(station - 1));
  }

  private open(station: number): number {
    const entry = this.size++;
    if (entry === this.stations.length) {
      this.stations = intsFor(this.stations, this.size);
      this.from = intsFor(this.from, this.size);
      this.by = intsFor(this.by, this.size);
      this.days = intsFor(this.days, this.size);
      this.handedOn = intsFor(this.handedOn, this.size);
      this.settled = bytesFor(this.settled, this.size);
    }
    this.stations[entry] = station;
    this.handedOn[entry] = NO_DAY;
    this.sheet.set(station, entry);
    return entry;
  }
}
