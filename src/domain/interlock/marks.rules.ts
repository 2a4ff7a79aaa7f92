import { at, intsFor } from './columns.rules.js';

// Two's complement ends here; past it a sheet is wiped and begins again.
const most = 0x7fff_ffff;

/**
 * A sheet on which a walk notes where it has been, and under which number. What earlier walks noted stays on it and counts
 * for nothing, since every walk numbers from where the last one ended: a walk over fifty promises among a million must not
 * begin by wiping four million places.
 */
export class Sheet {
  private notes: Int32Array;
  private base = 1;
  private highest = 0;

  constructor(places: number) {
    this.notes = new Int32Array(places);
  }

  get places(): number {
    return this.notes.length;
  }

  has(place: number): boolean {
    return at(this.notes, place) >= this.base;
  }

  /** What was noted; negative when nothing was. */
  get(place: number): number {
    return at(this.notes, place) - this.base;
  }

  /** Notes a number from 0. */
  set(place: number, number: number): void {
    this.notes[place] = this.base + number;
    if (number >= this.highest) this.highest = number + 1;
  }

  /** A clean sheet for the next walk, which will note no number above that of its places. */
  turn(places: number): void {
    this.base += this.highest;
    this.highest = 0;
    if (this.base <= most - places - 1) return;
    this.notes.fill(0);
    this.base = 1;
  }
}

/**
 * Places that are ticked off, a bit each: those of a million promises are half a megabyte, which the processor keeps at hand
 * while it goes all over the rest. It knows which words it has written to, so that clearing it takes no longer than the walk did.
 */
export class Ticks {
  private words: Int32Array<ArrayBuffer>;
  private written = new Int32Array(64);
  private writtenCount = 0;

  constructor(readonly places: number) {
    this.words = new Int32Array((places >> 5) + 1);
  }

  has(place: number): boolean {
    return (at(this.words, place >> 5) & (1 << (place & 31))) !== 0;
  }

  set(place: number): void {
    const number = place >> 5;
    const word = at(this.words, number);
    if (word === 0) this.note(number);
    this.words[number] = word | (1 << (place & 31));
  }

  /** Clean again, for the next walk. */
  turn(): void {
    for (let one = 0; one < this.writtenCount; one++) this.words[at(this.written, one)] = 0;
    this.writtenCount = 0;
  }

  private note(number: number): void {
    if (this.writtenCount === this.written.length) this.written = intsFor(this.written, this.writtenCount + 1);
    this.written[this.writtenCount++] = number;
  }
}

/** What is kept of a kind for the next walk. Walks run to their end without waiting, so a few are all there ever are. */
export class Pool<Kept extends { readonly places: number; turn(places: number): void }> {
  private readonly free: Kept[] = [];
  private readonly mostKept = 6;

  constructor(private readonly make: (places: number) => Kept) {}

  /** A clean one. */
  take(places: number): Kept {
    const kept = this.free.pop();
    if (kept === undefined || kept.places < places) return this.make(places + (places >> 3));
    kept.turn(places);
    return kept;
  }

  give(one: Kept): void {
    if (this.free.length < this.mostKept) this.free.push(one);
  }
}
