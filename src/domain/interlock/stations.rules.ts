import { NO_DAY } from './calendar.rules.js';
import { at, intsFor } from './columns.rules.js';

/*
 * Stations: where dependencies begin and end. Each promise has one where it has begun, one where it is done, and one for
 * each condition. Each condition needs "begun", "done" needs each mandatory condition; what the whole promise needs hangs
 * on "begun", and who needs the whole promise hangs on "done".
 */
export const BEGUN = 0;
export const DONE = 1;
export const CONDITION = 2;
export const KIND = 3;

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

// What a walk wants to know of a station lies side by side, and the stations of a promise one after another: a walk goes from
// promise to promise all over the memory, and what it waits for is each first look at one.
const OWNER = 0;
const FOLLOWING = 1;
const FLAGS = 2;
const BEGUN_OF = 3;
const WIDTH = 4;

export class Stations {
  size = 0;
  /** Of a condition: the number of its key. */
  key = new Int32Array(0);
  /** Of a condition: its own due or the promise's; of the others: the promise's. */
  dueDay = new Int32Array(0);
  /** By station: the workflow, the condition that follows ("begun" is followed by the first), the flags, and "begun" of the promise. */
  private records = new Int32Array(0);

  /** Lays out "begun" and, next to it, "done". */
  addPromise(owner: number): number {
    const begun = this.size;
    this.add(owner, BEGUN, begun);
    this.add(owner, DONE | BARE, begun);
    return begun;
  }

  addCondition(begun: number, key: number): number {
    const condition = this.add(this.owner(begun), CONDITION, begun);
    this.key[condition] = key;
    let last = begun;
    while (this.next(last) !== NONE) last = this.next(last);
    this.records[last * WIDTH + FOLLOWING] = condition;
    return condition;
  }

  /** The workflow it belongs to. */
  owner(station: number): number {
    return at(this.records, station * WIDTH + OWNER);
  }

  /** "Begun" of the promise it belongs to; "done" is the next. */
  begunOf(station: number): number {
    return at(this.records, station * WIDTH + BEGUN_OF);
  }

  flags(station: number): number {
    return at(this.records, station * WIDTH + FLAGS);
  }

  setFlags(station: number, flags: number): void {
    this.records[station * WIDTH + FLAGS] = flags;
  }

  kind(station: number): number {
    return this.flags(station) & KIND;
  }

  has(station: number, flag: number): boolean {
    return (this.flags(station) & flag) !== 0;
  }

  isUndeclared(station: number): boolean {
    return (this.flags(station) & (KIND | DECLARED)) === CONDITION;
  }

  /** The first condition after "begun", or the next after a condition; -1 after the last. */
  next(station: number): number {
    return at(this.records, station * WIDTH + FOLLOWING);
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

  private add(owner: number, flags: number, begun: number): number {
    const station = this.size++;
    this.records = intsFor(this.records, this.size * WIDTH);
    this.key = intsFor(this.key, this.size);
    this.dueDay = intsFor(this.dueDay, this.size);
    const first = station * WIDTH;
    this.records[first + OWNER] = owner;
    this.records[first + FOLLOWING] = NONE;
    this.records[first + FLAGS] = flags;
    this.records[first + BEGUN_OF] = begun;
    this.key[station] = NONE;
    this.dueDay[station] = NO_DAY;
    return station;
  }
}
