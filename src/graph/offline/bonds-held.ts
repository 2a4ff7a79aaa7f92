import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import type { Bond } from '../bond-history.js';

/** As much is held until it is written, and read at once. */
const held = 256 * 1024;
const lineFeed = 0x0a;

/**
 * Edges between workflows, in a file until every workflow has its place: most of them point ahead, and there may be more of
 * them than a process has room for.
 */
export class BondsHeld {
  #descriptor: number | null = null;
  #lines = '';

  constructor(private readonly path: string) {}

  add(bond: Bond): void {
    this.#lines += `${JSON.stringify(bond)}\n`;
    if (this.#lines.length >= held) this.#flush();
  }

  /** All of them, once; the file is gone then. */
  * take(): Generator<Bond> {
    if (this.#lines !== '') this.#flush();
    if (this.#descriptor === null) return;
    closeSync(this.#descriptor);
    this.#descriptor = null;
    for (const line of linesOf(this.path)) yield JSON.parse(line) as Bond;
    rmSync(this.path);
  }

  #flush(): void {
    this.#descriptor ??= openSync(this.path, 'wx', 0o600);
    const bytes = Buffer.from(this.#lines);
    this.#lines = '';
    for (let from = 0; from < bytes.length; ) from += writeSync(this.#descriptor, bytes, from);
  }
}

function* linesOf(path: string): Generator<string> {
  const descriptor = openSync(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(held);
      const size = readSync(descriptor, chunk);
      if (size === 0) return;
      const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
      let from = 0;
      for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, from)) {
        yield bytes.toString('utf8', from, end);
        from = end + 1;
      }
      rest = bytes.subarray(from);
    }
  } finally {
    closeSync(descriptor);
  }
}
