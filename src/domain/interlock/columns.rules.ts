/*
 * Columns of numbers that grow. A graph of a million promises is a few dozen of these and no object for a promise or a
 * dependency: objects would take ten times the memory, and a walk over them would wait for it.
 */
const smallest = 8;

function longer(length: number, wanted: number): number {
  return Math.max(smallest, wanted, length + (length >> 1));
}

/** The column itself where it is long enough; otherwise a longer one with the same beginning. */
export function intsFor(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= column.length) return column;
  const grown = new Int32Array(longer(column.length, length));
  grown.set(column);
  return grown;
}

export function wordsFor(column: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= column.length) return column;
  const grown = new Uint32Array(longer(column.length, length));
  grown.set(column);
  return grown;
}

export function bytesFor(column: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= column.length) return column;
  const grown = new Uint8Array(longer(column.length, length));
  grown.set(column);
  return grown;
}

export function doublesFor(column: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  if (length <= column.length) return column;
  const grown = new Float64Array(longer(column.length, length));
  grown.set(column);
  return grown;
}

/*
 * Reads where the place is known to exist, so that loops carry no test for what can't be. One function for each kind of
 * column, so that the engine sees one kind in each place and not any of four.
 */
export function at(column: Int32Array, index: number): number {
  return column[index] as number;
}

export function wordAt(column: Uint32Array, index: number): number {
  return column[index] as number;
}

export function byteAt(column: Uint8Array, index: number): number {
  return column[index] as number;
}

export function doubleAt(column: Float64Array, index: number): number {
  return column[index] as number;
}
