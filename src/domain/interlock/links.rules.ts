import { at, intsFor } from './columns.rules.js';

const FREE = -1;

/**
 * Who is linked to whom: for each place a list of what it is linked to, all lists one after another in one column
 * (compressed sparse rows). A list that outgrows its room moves to the end and takes twice as much, so the graph is
 * followed change by change and a walk still reads neighbours from one stretch of memory. *Not* an overlay of changes over
 * frozen rows: every step of every walk would have to look in both.
 */
export class Links {
  /** Where the list of a place begins, and how many are in it. */
  start = new Int32Array(0);
  count = new Int32Array(0);
  /** What is linked: the place at the other end with a mark in its lowest bits, or whatever the owner puts there. */
  value = new Int32Array(0);
  /** The number of the edge. */
  edge = new Int32Array(0);
  private used = 0;
  private live = 0;

  /** Makes room for places, each with an empty list. */
  reach(places: number): void {
    this.start = intsFor(this.start, places);
    this.count = intsFor(this.count, places);
  }

  /** Lays out all lists at once: `from[i]` is linked to `value[i]` by edge `edge[i]`. Only for links that hold nothing yet. */
  layOut(from: Int32Array, value: Int32Array, edge: Int32Array, size: number): void {
    for (let index = 0; index < size; index++) this.count[at(from, index)] = at(this.count, at(from, index)) + 1;
    let total = 0;
    for (let place = 0; place < this.count.length; place++) {
      this.start[place] = total;
      total += at(this.count, place);
      this.count[place] = 0;
    }
    this.value = new Int32Array(total);
    this.edge = new Int32Array(total);
    for (let index = 0; index < size; index++) {
      const place = at(from, index);
      const slot = at(this.start, place) + at(this.count, place);
      this.count[place] = at(this.count, place) + 1;
      this.value[slot] = at(value, index);
      this.edge[slot] = at(edge, index);
    }
    this.used = this.live = total;
  }

  add(place: number, value: number, edge: number): void {
    const count = at(this.count, place);
    let slot = at(this.start, place) + count;
    // The slot behind a list is free if nobody lives in it: its own, or one that a neighbour has left for good.
    if (slot >= this.used || this.value[slot] !== FREE) slot = this.move(place, count) + count;
    this.value[slot] = value;
    this.edge[slot] = edge;
    this.count[place] = count + 1;
    this.live++;
  }

  remove(place: number, edge: number): void {
    const slot = this.slotOf(place, edge);
    const last = at(this.start, place) + at(this.count, place) - 1;
    this.value[slot] = at(this.value, last);
    this.edge[slot] = at(this.edge, last);
    this.value[last] = FREE;
    this.count[place] = at(this.count, place) - 1;
    this.live--;
  }

  /** The same edge, with another value. */
  replace(place: number, edge: number, value: number): void {
    this.value[this.slotOf(place, edge)] = value;
  }

  /** How much of the column is in no list: 0 when it was just laid out. */
  get waste(): number {
    return this.used === 0 ? 0 : 1 - this.live / this.used;
  }

  private slotOf(place: number, edge: number): number {
    const start = at(this.start, place);
    const slot = this.edge.subarray(start, start + at(this.count, place)).indexOf(edge);
    if (slot < 0) throw new RangeError(`Place ${place} has no edge ${edge}`);
    return start + slot;
  }

  private move(place: number, count: number): number {
    const from = at(this.start, place);
    const room = Math.max(2, count * 2);
    const to = this.used;
    this.used += room;
    this.value = intsFor(this.value, this.used);
    this.edge = intsFor(this.edge, this.used);
    this.value.copyWithin(to, from, from + count);
    this.edge.copyWithin(to, from, from + count);
    this.value.fill(FREE, to + count, this.used);
    this.value.fill(FREE, from, from + count);
    this.start[place] = to;
    return to;
  }
}
