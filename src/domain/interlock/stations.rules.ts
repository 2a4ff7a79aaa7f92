import { NO_DAY } from './calendar.rules.js';
import { at, byteAt, bytesFor, intsFor } from './columns.rules.js';

/*
 * Stations: where dependencies begin and end. Each promise has one where it has begun, one where it is done, and one for
 * each condition. Each condition needs "begun", "done" needs each mandatory condition; what the whole promise needs hangs
 * on "begun", and who needs the whole promise hangs on "done".
 */
export const BEGUN = 0;
export const DONE = 1;
export const CONDITION = 2;
const KIND = 3;

export const MANDATORY = 4;
export const ACCEPTED = 8;
export const BROKEN = 16;
/** Stands in the terms. A condition without it is only spoken of: a dependency names it, and the terms no longer do. */
export const DECLARED = 32;
/** Has a due of its own, and doesn't move with the promise's. */
export const OWN_DUE = 64;
/** Of "done": no mandatory condition is known. */
export const BARE = 128;

const NONE = -1;

export class Stations {
  size = 0;
  /** The workflow it belongs to. */
  owner = new Int32Array(0);
  flags = new Uint8Array(0);
  /** Of a condition: the number of its key. */
  key = new Int32Array(0);
  /** Of a condition: its own due or the promise's; of the others: the promise's. */
  dueDay = new Int32Array(0);
  /** From "begun" to the first condition, and from each to the next. */
  private following = new Int32Array(0);

  /** Lays out "begun" and, next to it, "done". */
  addPromise(owner: number): number {
    const begun = this.add(owner, BEGUN);
    this.add(owner, DONE | BARE);
    return begun;
  }

  addCondition(begun: number, key: number): number {
    const condition = this.add(at(this.owner, begun), CONDITION);
    this.key[condition] = key;
    let last = begun;
    while (at(this.following, last) !== NONE) last = at(this.following, last);
    this.following[last] = condition;
    return condition;
  }

  kind(station: number): number {
    return byteAt(this.flags, station) & KIND;
  }

  has(station: number, flag: number): boolean {
    return (byteAt(this.flags, station) & flag) !== 0;
  }

  isUndeclared(station: number): boolean {
    return (byteAt(this.flags, station) & (KIND | DECLARED)) === CONDITION;
  }

  /** The first condition after "begun", or the next after a condition; -1 after the last. */
  next(station: number): number {
    return at(this.following, station);
  }

  conditionOf(begun: number, key: number): number {
    for (let condition = this.next(begun); condition !== NONE; condition = this.next(condition)) {
      if (at(this.key, condition) === key) return condition;
    }
    return NONE;
  }

  /**
   * Whether no mandatory condition is known. A promise has at least one, so of such a workflow "done" needs "begun" as if by
   * one that nobody has named yet.
   */
  isBare(begun: number): boolean {
    return this.has(begun + 1, BARE);
  }

  private add(owner: number, flags: number): number {
    const station = this.size++;
    this.owner = intsFor(this.owner, this.size);
    this.flags = bytesFor(this.flags, this.size);
    this.key = intsFor(this.key, this.size);
    this.dueDay = intsFor(this.dueDay, this.size);
    this.following = intsFor(this.following, this.size);
    this.owner[station] = owner;
    this.flags[station] = flags;
    this.key[station] = NONE;
    this.dueDay[station] = NO_DAY;
    this.following[station] = NONE;
    return station;
  }
}
