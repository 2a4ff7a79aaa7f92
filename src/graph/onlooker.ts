import type { OpenSession } from './sessions.js';
import { Patience } from './patience.js';

/** What a transaction of ours is found by among all of the database's. */
export const markName = 'promisegraph';

const transactions = `SHOW TRANSACTIONS YIELD metaData, status WHERE metaData.${markName} IS NOT NULL RETURN metaData.${markName} AS mark, status`;

/** A database that has not told by then is no longer there, though nobody has said so. */
const lookFor = 10_000;

interface Look {
  readonly startedAt: number;
  readonly seen: Promise<ReadonlyMap<string, string>>;
}

/**
 * Looks at the transactions that write, for whoever has to know why one takes long. One look serves all who ask: a
 * database that has little time for them would have less for each that looks for itself.
 */
export class Onlooker {
  #look: Look | undefined;

  /** @param open opens a session of a pool that no writer waits in, or the looks would wait for those they look at */
  constructor(private readonly open: () => OpenSession) {}

  /**
   * Whether a transaction that has begun by now is there and waits for no other's lock. The answer takes as long as the
   * database takes for it: that it has none yet says nothing about locks.
   */
  async worksByItself(mark: string): Promise<boolean> {
    const since = performance.now();
    try {
      // What was looked for before may have been seen before it was there.
      while (this.#look !== undefined && this.#look.startedAt < since) await this.#look.seen;
      const status = (await (this.#look ??= this.#begin()).seen).get(mark);
      return status !== undefined && !status.startsWith('Blocked');
    } catch {
      return false;
    }
  }

  #begin(): Look {
    const seen = this.#see().finally(() => { this.#look = undefined; });
    return { startedAt: performance.now(), seen };
  }

  async #see(): Promise<ReadonlyMap<string, string>> {
    const session = this.open();
    const closing = (): Promise<unknown> => session.close().catch(() => undefined);
    try {
      const { records } = await new Patience(Date.now() + lookFor).limit(async () => session.run(transactions, {}));
      await closing();
      return new Map(records.map((record) => [String(record.get('mark')), String(record.get('status'))]));
    } catch (error) {
      void closing(); // one that does not answer does not answer this either
      throw error;
    }
  }
}
