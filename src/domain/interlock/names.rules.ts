import { at, wordAt, wordsFor } from './columns.rules.js';

const WORDS = 4;

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The lowest sixteen bits, in hexadecimal digits. */
function digits(word: number): string {
  return `${pairs[(word >>> 8) & 0xff] ?? ''}${pairs[word & 0xff] ?? ''}`;
}

/** Where hyphens stand in a UUID. */
function isHyphenPlace(place: number): boolean {
  return place === 8 || place === 13 || place === 18 || place === 23;
}

/**
 * Ids, each with a number, counted from 0. UUIDs, which is all the graph knows, take 16 bytes each instead of a string;
 * anything else is kept as it is.
 */
export class Ids {
  size = 0;
  protected words = new Uint32Array(0);
  protected readonly odd = new Map<number, string>();
  protected readonly read = new Uint32Array(WORDS);

  append(text: string): number {
    const number = this.size++;
    if (this.readWords(text)) this.keepWords(number);
    else this.odd.set(number, text);
    return number;
  }

  text(number: number): string {
    if (number < 0 || number >= this.size) throw new RangeError(`There is no id of number ${number}`);
    const odd = this.odd.get(number);
    if (odd !== undefined) return odd;
    const first = number * WORDS;
    const [one, two, three, four] = [wordAt(this.words, first), wordAt(this.words, first + 1), wordAt(this.words, first + 2), wordAt(this.words, first + 3)];
    return `${digits(one >>> 16)}${digits(one)}-${digits(two >>> 16)}-${digits(two)}-${digits(three >>> 16)}-${digits(three)}${digits(four >>> 16)}${digits(four)}`;
  }

  /** As their texts compare. */
  compare(one: number, other: number): number {
    if (one === other) return 0;
    if (this.odd.size > 0 && (this.odd.has(one) || this.odd.has(other))) return this.text(one) < this.text(other) ? -1 : 1;
    for (let word = 0; word < WORDS; word++) {
      const difference = wordAt(this.words, one * WORDS + word) - wordAt(this.words, other * WORDS + word);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  protected keepWords(number: number): void {
    this.words = wordsFor(this.words, (number + 1) * WORDS);
    this.words.set(this.read, number * WORDS);
  }

  /** Reads a UUID in its one canonical spelling into `read`; false for any other text. */
  protected readWords(text: string): boolean {
    if (text.length !== 36) return false;
    let digits = 0;
    let word = 0;
    for (let place = 0; place < 36; place++) {
      const code = text.charCodeAt(place);
      if (isHyphenPlace(place)) {
        if (code !== 45) return false;
        continue;
      }
      const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
      if (digit < 0) return false;
      word = (word << 4) | digit;
      if (++digits % 8 === 0) this.read[digits / 8 - 1] = word;
    }
    return true;
  }
}

/** Ids that are looked up too: each has one number, however often it is added. */
export class Names extends Ids {
  private table = new Int32Array(16);
  private readonly oddNumbers = new Map<string, number>();

  /** The number of an id; -1 when there is none. */
  find(text: string): number {
    if (!this.readWords(text)) return this.oddNumbers.get(text) ?? -1;
    return at(this.table, this.slot()) - 1;
  }

  /** The number of an id, which gets one if it has none. */
  add(text: string): number {
    if (!this.readWords(text)) {
      const known = this.oddNumbers.get(text);
      if (known !== undefined) return known;
      this.oddNumbers.set(text, this.size);
      this.odd.set(this.size, text);
      return this.size++;
    }
    if (this.size * 2 >= this.table.length) this.widen();
    const slot = this.slot();
    const known = at(this.table, slot);
    if (known !== 0) return known - 1;
    const number = this.size++;
    this.keepWords(number);
    this.table[slot] = number + 1;
    return number;
  }

  /** Where the id in `read` stands in the table, or would. */
  private slot(): number {
    const mask = this.table.length - 1;
    let slot = hash(wordAt(this.read, 0), wordAt(this.read, 1), wordAt(this.read, 2), wordAt(this.read, 3)) & mask;
    for (;;) {
      const number = at(this.table, slot) - 1;
      if (number < 0 || this.isRead(number)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private isRead(number: number): boolean {
    for (let word = 0; word < WORDS; word++) if (wordAt(this.words, number * WORDS + word) !== wordAt(this.read, word)) return false;
    return true;
  }

  private widen(): void {
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let number = 0; number < this.size; number++) {
      if (this.odd.has(number)) continue;
      const first = number * WORDS;
      let slot = hash(wordAt(this.words, first), wordAt(this.words, first + 1), wordAt(this.words, first + 2), wordAt(this.words, first + 3)) & mask;
      while (at(table, slot) !== 0) slot = (slot + 1) & mask;
      table[slot] = number + 1;
    }
    this.table = table;
  }
}

// UUIDv7 begins with the time: ids of one minute differ in their later words alone, so all of them are stirred.
function hash(one: number, two: number, three: number, four: number): number {
  let stirred = Math.imul(one, 0x9e3779b1) ^ Math.imul(two, 0x85ebca6b) ^ Math.imul(three, 0xc2b2ae35) ^ Math.imul(four, 0x27d4eb2f);
  stirred = Math.imul(stirred ^ (stirred >>> 15), 0x2c1b3c6d);
  return (stirred ^ (stirred >>> 13)) >>> 0;
}
