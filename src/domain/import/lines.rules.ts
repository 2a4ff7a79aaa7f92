import type { Problem } from './records.rules.js';

/** A line of a file: its text, or what is wrong with its bytes. Lines count from 1; empty ones are passed over. */
export type Line = { readonly number: number; readonly text: string } | Problem;

/** The longest workflow there can be has a quarter of this; a line without an end is no reason to run out of memory. */
export const longestLine = 1_000_000;

const lineFeed = 0x0a;

/** The lines of a file in UTF-8, as it is read. A byte order mark and carriage returns at line ends are nothing to it. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let held: Uint8Array[] = [];
  let length = 0;
  const take = (): Line | null => {
    number += 1;
    const [parts, size] = [held, length];
    [held, length] = [[], 0];
    if (size > longestLine) return { line: number, message: `The line is longer than ${String(longestLine)} bytes: no record is.` };
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

function readLine(number: number, bytes: Uint8Array): Line | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: number !== 1 }).decode(bytes);
  } catch {
    return { line: number, message: 'The line is not valid UTF-8.' };
  }
  const trimmed = text.endsWith('\r') ? text.slice(0, -1) : text;
  return trimmed.trim() === '' ? null : { number, text: trimmed };
}
