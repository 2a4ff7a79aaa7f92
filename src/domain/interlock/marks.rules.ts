import { at } from './columns.rules.js';

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

  /** A clean sheet for the next walk, which will note numbers below `numbers`. */
  turn(numbers: number): void {
    this.base += this.highest;
    this.highest = 0;
    if (this.base <= most - numbers) return;
    this.notes.fill(0);
    this.base = 1;
  }
}

/** Sheets that are kept for the next walk. Walks run to their end without waiting, so a few are all there ever are. */
export class Sheets {
  private readonly free: Sheet[] = [];
  private readonly mostKept = 6;

  take(places: number): Sheet {
    const kept = this.free.pop();
    if (kept === undefined || kept.places < places) return new Sheet(places + (places >> 3));
    kept.turn(places + 1);
    return kept;
  }

  give(sheet: Sheet): void {
    if (this.free.length < this.mostKept) this.free.push(sheet);
  }
}
