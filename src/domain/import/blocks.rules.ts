import { longestLine } from './lines.rules.js';

/** A part of an export: whole lines, and of every thing in it all acts. */
export interface Block {
  /** In a buffer that nobody else looks into. */
  readonly bytes: Uint8Array;
  /** The number of its first line. */
  readonly first: number;
  readonly kind: string;
  /** Whether it is the last line of the file, alone. */
  readonly isLast: boolean;
}

/** What a line is about, as far as one can tell. */
interface Heading {
  readonly kind: string;
  /** Null for a record that is a thing of its own. */
  readonly about: string | null;
}

const lineFeed = 0x0a;

/**
 * Cuts an export into parts that can be read each by itself: none ends amid the acts about one thing, and none holds things
 * of two kinds. What is no export is cut as well, somewhere; whoever reads the parts finds out.
 */
export async function* blocksOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncGenerator<Block> {
  const cutter = new Cutter(size);
  for await (const chunk of chunks) yield* cutter.take(chunk);
  yield* cutter.end();
}

class Cutter {
  #held: Uint8Array[] = [];
  #length = 0;
  /** So much of the line under way has come. */
  #lineLength = 0;
  #line = 1;
  /** What is held is about one thing alone: as much again has to come before it is worth looking. */
  #wanted: number;

  constructor(private readonly size: number) {
    this.#wanted = size;
  }

  * take(chunk: Uint8Array): Generator<Block> {
    this.#hold(chunk);
    if (this.#length < this.#wanted) return;
    const bytes = this.#all();
    const lines = bytes.lastIndexOf(lineFeed) + 1;
    const cut = lines === 0 ? 0 : endOfThings(bytes.subarray(0, lines));
    this.#wanted = cut === 0 ? bytes.length * 2 : this.size;
    // A copy, since the buffer goes to another thread with the block.
    this.#keep(bytes.slice(cut));
    if (cut > 0) yield* this.#blocks(bytes.subarray(0, cut), false);
  }

  * end(): Generator<Block> {
    const bytes = this.#all();
    let end = bytes.length;
    while (end > 0 && isBlank(bytes[end - 1] ?? 0)) end -= 1;
    const last = bytes.subarray(0, end).lastIndexOf(lineFeed) + 1;
    if (last > 0) yield* this.#blocks(bytes.slice(0, last), false);
    if (end > 0) yield* this.#blocks(bytes.slice(last), true);
  }

  /** Of a line that is longer than any may be, the rest isn't kept: it has no end, perhaps. */
  #hold(chunk: Uint8Array): void {
    let rest = chunk;
    while (this.#lineLength + rest.length > longestLine + 1) {
      const end = rest.indexOf(lineFeed);
      const room = longestLine + 1 - this.#lineLength;
      this.#push(rest.subarray(0, end === -1 ? room : Math.min(room, end)));
      this.#lineLength = longestLine + 1;
      if (end === -1) return;
      this.#push(rest.subarray(end, end + 1));
      this.#lineLength = 0;
      rest = rest.subarray(end + 1);
    }
    this.#push(rest);
    const begin = rest.lastIndexOf(lineFeed) + 1;
    this.#lineLength = begin === 0 ? this.#lineLength + rest.length : rest.length - begin;
  }

  #push(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#held.push(part);
    this.#length += part.length;
  }

  #keep(rest: Uint8Array): void {
    this.#held = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
  }

  #all(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#held) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  * #blocks(bytes: Uint8Array, isLast: boolean): Generator<Block> {
    for (let from = 0; from < bytes.length; ) {
      const rest = bytes.subarray(from);
      const { end, lines, kind } = endOfKind(rest);
      yield { bytes: from === 0 && end === bytes.length ? bytes : rest.slice(0, end), first: this.#line, kind, isLast };
      this.#line += lines;
      from += end;
    }
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** Where the acts about the thing of the last line begin; 0 where all of it is about that thing. */
function endOfThings(lines: Uint8Array): number {
  let thing: Heading | null = null;
  for (let end = lines.length; end > 0; ) {
    const begin = lines.subarray(0, end - 1).lastIndexOf(lineFeed) + 1;
    const heading = headingOf(lines.subarray(begin, end));
    if (thing !== null && heading !== null && (heading.kind !== thing.kind || heading.about !== thing.about || heading.about === null)) return end;
    thing ??= heading;
    end = begin;
  }
  return 0;
}

/** Where the first kind of things in it ends, after how many lines. */
function endOfKind(bytes: Uint8Array): { readonly end: number; readonly lines: number; readonly kind: string } {
  const last = headingOf(bytes.subarray(bytes.subarray(0, -1).lastIndexOf(lineFeed) + 1));
  let kind: string | null = null;
  let lines = 0;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, from) + 1 || bytes.length;
    const heading = headingOf(bytes.subarray(from, end));
    if (heading !== null && kind !== null && heading.kind !== kind) return { end: from, lines, kind };
    kind ??= heading?.kind ?? null;
    lines += 1;
    // Things stand in the order of their kinds: where the last is of the kind of the first, all are.
    if (kind !== null && kind === last?.kind) return { end: bytes.length, lines: lines + count(bytes.subarray(end)), kind };
    from = end;
  }
  return { end: bytes.length, lines, kind: kind ?? '' };
}

function count(bytes: Uint8Array): number {
  let lines = 0;
  for (let from = 0; from < bytes.length; lines++) from = bytes.indexOf(lineFeed, from) + 1 || bytes.length;
  return lines;
}

const decoder = new TextDecoder('utf-8');

function headingOf(line: Uint8Array): Heading | null {
  try {
    const record: unknown = JSON.parse(decoder.decode(line));
    if (typeof record !== 'object' || record === null) return null;
    const { record: name, kind, about } = record as { readonly record?: unknown; readonly kind?: unknown; readonly about?: unknown };
    if (typeof name !== 'string') return null;
    return name === 'act' ? { kind: String(kind), about: String(about) } : { kind: name, about: null };
  } catch {
    return null;
  }
}
