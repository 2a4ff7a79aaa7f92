import { at, intsFor } from './columns.rules.js';

const FREE = -1;

/**
 * Who is linked to whom: for each place a list of what it is linked to, all lists one after another in one column
 * (compressed sparse rows). A list that outgrows its room moves to the end and takes twice as much, so the graph is
 * followed change by change and a walk still reads neighbours from one stretch of memory. *Not* an overlay of changes over
 * frozen rows: every step of every walk would have to look in both.
 */
export class Links {
  /** By place: where its list begins, and how many are in it; side by side, since nobody asks for one alone. */
  private lists = new Int32Array(0);
  /**
   * By slot: what is linked (the place at the other end with a mark in its lowest bits, or whatever the owner puts there), and
   * the number of the edge.
   */
  private slots = new Int32Array(0);
  private used = 0;
  private live = 0;

  /** Makes room for places, each with an empty list. */
  reach(places: number): void {
    this.lists = intsFor(this.lists, places * 2);
  }

  startOf(place: number): number {
    return at(this.lists, place * 2);
  }

  countOf(place: number): number {
    return at(this.lists, place * 2 + 1);
  }

  /** Where the lists of some places begin, and how many are in each, into columns from their beginning on. */
  lookUp(places: Int32Array, first: number, last: number, starts: Int32Array, counts: Int32Array): void {
    for (let index = first; index < last; index++) {
      const place = at(places, index);
      starts[index - first] = this.startOf(place);
      counts[index - first] = this.countOf(place);
    }
  }

  valueAt(slot: number): number {
    return at(this.slots, slot * 2);
  }

  edgeAt(slot: number): number {
    return at(this.slots, slot * 2 + 1);
  }

  valuesOf(place: number): number[] {
    return Array.from({ length: this.countOf(place) }, (_, index) => this.valueAt(this.startOf(place) + index));
  }

  /** Lays out all lists at once: `from[i]` is linked to `value[i]` by edge `edge[i]`. Only for links that hold nothing yet. */
  layOut(from: Int32Array, value: Int32Array, edge: Int32Array, size: number): void {
    for (let index = 0; index < size; index++) this.setCount(at(from, index), this.countOf(at(from, index)) + 1);
    let total = 0;
    for (let place = 0; place < this.lists.length >> 1; place++) {
      this.setStart(place, total);
      total += this.countOf(place);
      this.setCount(place, 0);
    }
    this.slots = new Int32Array(total * 2);
    for (let index = 0; index < size; index++) {
      const place = at(from, index);
      const slot = this.startOf(place) + this.countOf(place);
      this.setCount(place, this.countOf(place) + 1);
      this.fill(slot, at(value, index), at(edge, index));
    }
    this.used = this.live = total;
  }

  add(place: number, value: number, edge: number): void {
    const count = this.countOf(place);
    let slot = this.startOf(place) + count;
    // The slot behind a list is free if nobody lives in it: its own, or one that a neighbour has left for good.
    if (slot >= this.used || this.valueAt(slot) !== FREE) slot = this.move(place, count) + count;
    this.fill(slot, value, edge);
    this.setCount(place, count + 1);
    this.live++;
  }

  remove(place: number, edge: number): void {
    const slot = this.slotOf(place, edge);
    const last = this.startOf(place) + this.countOf(place) - 1;
    this.fill(slot, this.valueAt(last), this.edgeAt(last));
    this.fill(last, FREE, FREE);
    this.setCount(place, this.countOf(place) - 1);
    this.live--;
  }

  /** The same edge, with another value. */
  replace(place: number, edge: number, value: number): void {
    this.fill(this.slotOf(place, edge), value, edge);
  }

  /** How much of the column is in no list: 0 when it was just laid out. */
  get waste(): number {
    return this.used === 0 ? 0 : 1 - this.live / this.used;
  }

  private setStart(place: number, start: number): void {
    this.lists[place * 2] = start;
  }

  private setCount(place: number, count: number): void {
    this.lists[place * 2 + 1] = count;
  }

  private fill(slot: number, value: number, edge: number): void {
    this.slots[slot * 2] = value;
    this.slots[slot * 2 + 1] = edge;
  }

  private slotOf(place: number, edge: number): number {
    const start = this.startOf(place);
    for (let slot = start; slot < start + this.countOf(place); slot++) if (this.edgeAt(slot) === edge) return slot;
    throw new RangeError(`Place ${place} has no edge ${edge}`);
  }

  private move(place: number, count: number): number {
    const from = this.startOf(place);
    const room = Math.max(2, count * 2);
    const to = this.used;
    this.used += room;
    this.slots = intsFor(this.slots, this.used * 2);
    this.slots.copyWithin(to * 2, from * 2, (from + count) * 2);
    this.slots.fill(FREE, (to + count) * 2, this.used * 2);
    this.slots.fill(FREE, from * 2, (from + count) * 2);
    this.setStart(place, to);
    return to;
  }
}
