/*
 * Ids by the million, in twenty bytes each: as texts in a Map they would take ten times as much. What is kept lies in
 * typed arrays, which threads may share: one adds to them while none of the others looks.
 */

/** What an IdMap is, for another thread to look into. */
export interface IdMapParts {
  readonly words: Uint32Array;
  readonly values: Int32Array;
  readonly count: number;
}

const wordsOfId = 4;
const smallest = 1_024;

/** Ids of ours (UUIDs as we write them), each with a whole number. */
export class IdMap {
  #words: Uint32Array;
  #values: Int32Array;
  #count = 0;
  #mask: number;
  readonly #isShared: boolean;

  /** @param isShared whether other threads shall look into it */
  constructor(isShared = false) {
    this.#isShared = isShared;
    [this.#words, this.#values] = this.#room(smallest);
    this.#mask = smallest - 1;
  }

  static of({ words, values, count }: IdMapParts): IdMap {
    const map = new IdMap();
    map.#words = words;
    map.#values = values;
    map.#count = count;
    map.#mask = values.length - 1;
    return map;
  }

  /** As it is now; when more has been added, ask again. */
  parts(): IdMapParts {
    return { words: this.#words, values: this.#values, count: this.#count };
  }

  get size(): number {
    return this.#count;
  }

  /**
   * @returns whether it wasn't there; what was there keeps its value
   * @throws RangeError for what is no id of ours
   */
  add(id: string, value = 0): boolean {
    if (!writeId(id, read, 0)) throw notOurs(id);
    return this.addWords(read, 0, value);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  get(id: string): number | undefined {
    if (!writeId(id, read, 0)) return undefined;
    const value = this.#values[this.#place(read, 0)] ?? 0;
    return value === 0 ? undefined : value - 1;
  }

  /** The same for an id that was read before, by `writeId`. */
  addWords(from: Uint32Array, at: number, value = 0): boolean {
    if (this.#count * 4 >= this.#values.length * 3) this.#grow();
    const place = this.#place(from, at);
    if (this.#values[place] !== 0) return false;
    for (let word = 0; word < wordsOfId; word++) this.#words[place * wordsOfId + word] = from[at + word] ?? 0;
    this.#values[place] = value + 1;
    this.#count += 1;
    return true;
  }

  /** Where it is, or would be. */
  #place(from: Uint32Array, at: number): number {
    const [one = 0, two = 0, three = 0, four = 0] = [from[at], from[at + 1], from[at + 2], from[at + 3]];
    const words = this.#words;
    let place = mixed(one, two, three, four) & this.#mask;
    while (this.#values[place] !== 0) {
      const first = place * wordsOfId;
      if (words[first] === one && words[first + 1] === two && words[first + 2] === three && words[first + 3] === four) return place;
      place = (place + 1) & this.#mask;
    }
    return place;
  }

  #grow(): void {
    const [words, values] = [this.#words, this.#values];
    [this.#words, this.#values] = this.#room(values.length * 2);
    this.#mask = this.#values.length - 1;
    for (let place = 0; place < values.length; place++) {
      const value = values[place] ?? 0;
      if (value === 0) continue;
      const to = this.#place(words, place * wordsOfId);
      this.#words.set(words.subarray(place * wordsOfId, (place + 1) * wordsOfId), to * wordsOfId);
      this.#values[to] = value;
    }
  }

  #room(places: number): [Uint32Array, Int32Array] {
    const bytes = (size: number): ArrayBuffer | SharedArrayBuffer => (this.#isShared ? new SharedArrayBuffer(size) : new ArrayBuffer(size));
    return [new Uint32Array(bytes(places * wordsOfId * 4)), new Int32Array(bytes(places * 4))];
  }
}

/** Ids one after the other, to be handed from one thread to another. */
export class IdList {
  #words = new Uint32Array(64 * wordsOfId);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  add(id: string): void {
    if (this.#count * wordsOfId === this.#words.length) {
      const larger = new Uint32Array(this.#words.length * 2);
      larger.set(this.#words);
      this.#words = larger;
    }
    if (!writeId(id, this.#words, this.#count * wordsOfId)) throw notOurs(id);
    this.#count += 1;
  }

  words(): Uint32Array {
    return this.#words.slice(0, this.#count * wordsOfId);
  }
}

/** The id that was written there. */
export function idAt(words: Uint32Array, index: number): string {
  const hex = Array.from(words.subarray(index * wordsOfId, (index + 1) * wordsOfId), (word) => word.toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Where an id is read that is looked for. */
const read = new Uint32Array(wordsOfId);

function notOurs(id: string): RangeError {
  return new RangeError(`${id} is no id of ours, and might be mistaken for one`);
}

/** @returns whether it is an id of ours */
function writeId(id: string, to: Uint32Array, at: number): boolean {
  if (id.length !== 36 || id[8] !== '-' || id[13] !== '-' || id[18] !== '-' || id[23] !== '-') return false;
  let letter = 0;
  for (let word = 0; word < wordsOfId; word++) {
    let value = 0;
    for (let digit = 0; digit < 8; digit++) {
      if (letter === 8 || letter === 13 || letter === 18 || letter === 23) letter += 1;
      const code = id.charCodeAt(letter++);
      if (code >= 48 && code <= 57) value = value * 16 + code - 48;
      else if (code >= 97 && code <= 102) value = value * 16 + code - 87;
      else return false;
    }
    to[at + word] = value;
  }
  return true;
}

/** Spreads ids that differ in few bits over all places. */
function mixed(one: number, two: number, three: number, four: number): number {
  let hash = one ^ Math.imul(two, 0x9e3779b1) ^ Math.imul(three, 0x85ebca77) ^ Math.imul(four, 0xc2b2ae3d);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return hash ^ (hash >>> 16);
}
