/** Rows of a list without pages that one statement reads: a few million letters, were each as long as it may be. */
export const rowsAtOnce = 100;

/**
 * Reads a list that has no pages to its end: mostly in one round trip, and one that has become long in pieces, so that
 * neither the database nor we have to bear it whole before it is known to be too much.
 * @param read the next rows behind the last that was read, `rowsAtOnce` at most; null for the first
 */
export async function readToTheEnd<Row>(read: (last: Row | null) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (;;) {
    const rows = await read(all.at(-1) ?? null);
    all.push(...rows);
    if (rows.length < rowsAtOnce) return all;
  }
}
