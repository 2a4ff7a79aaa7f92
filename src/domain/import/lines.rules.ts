import type { Problem } from './records.rules.js';

/** A line of a file: its text, or what is wrong with its bytes. Lines count from 1; empty ones are passed over. */
export type Line = { readonly number: number; readonly text: string } | Problem;

/** The longest workflow there can be has a quarter of this; a line without an end is no reason to run out of memory. */
export const longestLine = 1_000_000;

const lineFeed = 0x0a;
const tooLong = `The line is longer than ${String(longestLine)} bytes: no record is.`;

/** The lines of a file in UTF-8, as it is read. A byte order mark and carriage returns at line ends are nothing to it. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let held: Uint8Array[] = [];
  let length = 0;
  const take = (): Line | null => {
    number += 1;
    const [parts, size] = [held, length];
    [held, length] = [[], 0];
    if (size > longestLine) return { line: number, message: tooLong };
    return readLine(number, join(parts, size));
  };
  for await (const chunk of chunks) {
    for (let from = 0; ; ) {
      const end = chunk.indexOf(lineFeed, from);
      const part = chunk.subarray(from, end === -1 ? undefined : end);
      length += part.length;
      // What is too long is counted, and not kept.
      if (length <= longestLine) held.push(part);
      if (end === -1) break;
      const line = take();
      if (line !== null) yield line;
      from = end + 1;
    }
  }
  if (length > 0) {
    const line = take();
    if (line !== null) yield line;
  }
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const byteOrderMark = '\ufeff';

function readLine(number: number, bytes: Uint8Array): Line | null {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { line: number, message: 'The line is not valid UTF-8.' };
  }
  return lineOf(number, text);
}

function lineOf(number: number, text: string): Line | null {
  const marked = number === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const trimmed = marked.endsWith('\r') ? marked.slice(0, -1) : marked;
  return trimmed.trim() === '' ? null : { number, text: trimmed };
}

/**
 * The lines of a part of a file that is whole lines.
 * @param first the number of its first line
 */
export function linesIn(bytes: Uint8Array, first: number): readonly Line[] {
  const lines: Line[] = [];
  const take = (line: Line | null): void => {
    if (line !== null) lines.push(line);
  };
  let text: string;
  try {
    // All at once, since each call into the decoder costs as much as a line.
    text = decoder.decode(bytes);
  } catch {
    partsOf(bytes).forEach((part, index) => { take(readPart(first + index, part)); });
    return lines;
  }
  let number = first;
  for (let from = 0; from < text.length; number += 1) {
    const end = text.indexOf('\n', from);
    const part = text.slice(from, end === -1 ? undefined : end);
    take(part.length * mostBytesOfLetter > longestLine ? readPart(number, new TextEncoder().encode(part)) : lineOf(number, part));
    if (end === -1) break;
    from = end + 1;
  }
  return lines;
}

/** Of one of JavaScript's letters, of which some signs are two. */
const mostBytesOfLetter = 3;

function readPart(number: number, bytes: Uint8Array): Line | null {
  return bytes.length > longestLine ? { line: number, message: tooLong } : readLine(number, bytes);
}

/** The bytes of each line; what follows the last line feed is one, unless it is nothing. */
export function partsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, from);
    parts.push(bytes.subarray(from, end === -1 ? undefined : end));
    if (end === -1) break;
    from = end + 1;
  }
  return parts;
}
