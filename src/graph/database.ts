import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'neo4j-driver';
import { Refusal } from '../domain/common/refusal.js';
import { outOfBudget } from './budget.js';
import type { Budget } from './budget.js';
import { busy, codeOf, isAfterFailure, isLostConnection, isRetriable, isTimeout, tooLate, translate, unavailable, unknownOutcome } from './failures.js';
import { Onlooker, markName } from './onlooker.js';
import { OutOfTime, Patience } from './patience.js';
import { Sessions, unstacked, writeBudgetMilliseconds } from './sessions.js';
import type { DatabaseSettings } from './sessions.js';
import { decodeRow, encodeParameters } from './statement.js';
import { Turns } from './turns.js';
import type { Statement } from './statement.js';

export type { DatabaseSettings } from './sessions.js';

/** How a statement is read, besides what it asks. */
export interface Reading {
  /** What it must have seen written. */
  readonly bookmarks?: readonly string[];
  /** What the operation that it is read for may use. */
  readonly budget?: Budget;
}

/** Hears what the database is asked for, for the figures of whoever runs this. */
export interface DatabaseObserver {
  /** A statement, by its name, or the end of a transaction was answered, or failed, after so long. */
  statementAnswered(name: string, milliseconds: number): void;
  /** A read or a write was begun again: its connection was lost, or the database rolled it back for another's sake. */
  retried(mode: 'read' | 'write'): void;
  /** A write was given up because others were writing the same. */
  gaveWay(): void;
}

/** The name that the end of a transaction is observed by. */
export const commitName = '(commit)';

/** How long after that it is looked at again whether a slow writer waits for another by now. */
const lookAgainAfter = 250;

/** The connection to Neo4j. The raw write transaction does not leave src/graph: writes go through `change`. */
export class Database {
  readonly #sessions: Sessions;
  readonly #onlooking: Sessions;
  readonly #onlooker: Onlooker;
  readonly #settings: DatabaseSettings;
  readonly #bookmarkKey: Uint8Array;
  readonly #observer: DatabaseObserver | undefined;
  /** For what viewers read: one who reads much has a quarter of the connections, and writes and the server's own find some free. */
  readonly turns: Turns;
  /** For heavy operations, few whatever the pool: what comes back is taken apart by one processor, which others need in between. */
  readonly turnsOfHeavy = new Turns(4, 2);
  /** Round trips made: what travels together counts as one. */
  roundTrips = 0;
  /** Reads and write transactions under way: each has a connection of the pool, or waits for one. */
  underWay = 0;

  constructor(settings: DatabaseSettings, observer?: DatabaseObserver) {
    this.#settings = settings;
    this.#observer = observer;
    this.turns = new Turns(Math.ceil(settings.poolSize * 0.8), Math.ceil(settings.poolSize / 4));
    // Every API process on one database makes the same key, and none has to be told of it.
    this.#bookmarkKey = new Uint8Array(hkdfSync('sha256', settings.password, '', 'promisegraph bookmarks', 32));
    this.#sessions = new Sessions(settings);
    this.#onlooking = new Sessions({ ...settings, poolSize: 1 });
    this.#onlooker = new Onlooker(() => this.#onlooking.open('write'));
  }

  /** How many connections there are at most. */
  get poolSize(): number {
    return this.#settings.poolSize;
  }

  /**
   * Runs one read statement in one round trip. A connection that died under it is replaced and the read tried again.
   * @throws Refusal UNAVAILABLE or TIMEOUT
   */
  async read<Parameters extends object, Row extends object>(
    statement: Statement<Parameters, Row>,
    parameters: Parameters,
    { bookmarks = [], budget }: Reading = {},
  ): Promise<Row[]> {
    for (let attempt = 1; ; attempt++) {
      budget?.check();
      const time = Math.min(this.#settings.queryTimeout, budget?.left ?? Infinity);
      const session = this.#sessions.open('read', bookmarks);
      this.underWay++;
      try {
        this.countRoundTrip(budget);
        const result = await new Patience(Date.now() + time).limit(() => this.observed(statement.name, session.run(statement.text, encodeParameters(statement, parameters), time)));
        return result.records.map((record) => decodeRow(statement, record.toObject()));
      } catch (error) {
        if (error instanceof OutOfTime) throw outOfBudget(error);
        if (attempt >= 3 || !isLostConnection(error)) throw translate(error);
        this.#observer?.retried('read');
      } finally {
        this.underWay--;
        // Closing resets the connection, which ends a statement that still runs. Nobody needs to wait for it.
        session.close().catch(() => undefined);
      }
    }
  }

  /**
   * Runs `work` in one write transaction, again from the start when the database asks for it, within the write budget.
   * Until `work` says that it holds its locks, it may only wait as long; what it then does may take its time.
   * `work` may run several times: nothing inside it may have an effect outside the transaction.
   * @throws Refusal BUSY when nothing was written for others' sake; UNAVAILABLE; TIMEOUT when the budget was used up before
   */
  async inTransaction<Result>(work: (transaction: WriteTransaction) => Promise<Result>, { bookmarks = [], budget }: Reading = {}): Promise<{ result: Result; bookmarks: readonly string[] }> {
    const started = Date.now();
    /** The loss of an answer to a commit: whether it was done is for the next attempt to find, or for the client by its key. */
    let unanswered: unknown = null;
    for (let attempt = 1; ; attempt++) {
      if (unanswered === null) budget?.check();
      // Whether a commit was done is worth finding out, however late.
      const time = Math.min(this.#settings.queryTimeout, unanswered === null ? (budget?.left ?? Infinity) : Infinity);
      const ownDeadline = started + writeBudgetMilliseconds;
      const deadline = Math.min(Date.now() + time, ownDeadline);
      const end = Date.now() + time;
      const mark = randomUUID();
      const session = this.#sessions.open('write', bookmarks);
      const patience = new Patience(deadline, () => this.#furtherUntil(mark, end));
      let raw: Transaction | undefined;
      let begun = false;
      let committing = false;
      let outOfTime = false;
      /** What the transaction failed by: of all that is said in it afterwards, the driver says only that it did. */
      let firstFailure: unknown = null;
      const failed = (error: unknown): void => { if (!isAfterFailure(error)) firstFailure ??= error; };
      this.underWay++;
      try {
        const result = await patience.limit(async () => {
          // Not waited for: it travels with the first statements, which fail as it does.
          const beginning = session.begin(time, { [markName]: mark });
          beginning.then(() => { begun = true; }, failed);
          raw = beginning;
          return work(new WriteTransaction(this, raw, budget, { holdsItsLocks: () => patience.end(), failed }));
        });
        committing = true;
        this.countRoundTrip(budget);
        const written = await new Patience(Date.now() + this.#settings.queryTimeout).limit(async () => raw === undefined ? [] : this.observed(commitName, session.commit(raw)));
        return { result, bookmarks: written };
      } catch (thrown) {
        const error = isAfterFailure(thrown) ? (firstFailure ?? thrown) : thrown;
        outOfTime = error instanceof OutOfTime;
        if (committing && (outOfTime || isLostConnection(error))) unanswered = error;
        if (!outOfTime && raw?.isOpen() === true) await raw.rollback().catch(() => undefined);
        if (error instanceof Refusal) throw error;
        const waited = outOfTime || isTimeout(error);
        const again = !waited && (isRetriable(error) || isLostConnection(error)) && Date.now() < started + writeBudgetMilliseconds;
        if (!again && unanswered !== null) throw unknownOutcome(unanswered);
        if (outOfTime ? deadline < ownDeadline || Date.now() >= end : isTimeout(error) && time < this.#settings.queryTimeout) throw tooLate(error);
        // What never began waited for a connection, not for another writer.
        if (!again) throw this.#givenUp(!waited ? translate(error) : begun ? busy(error) : unavailable(error));
        this.#observer?.retried('write');
        await pause(Math.min(10 * 2 ** attempt, 200) * (0.5 + Math.random() / 2));
      } finally {
        this.underWay--;
        // Closing resets the connection, which ends a statement that still waits for a lock, and rolls back.
        const closing = session.close().catch(() => undefined);
        if (!outOfTime) await closing;
      }
    }
  }

  /**
   * Until when one that writes is waited for yet; null for no longer. A database that has just started, or a crowded
   * machine, takes seconds to plan what it plans in milliseconds later, and what is broken off is planned from the start
   * again: whoever waits for that is not told that others write.
   */
  async #furtherUntil(mark: string, end: number): Promise<number | null> {
    if (Date.now() >= end) return null;
    const works = await new Patience(end).limit(() => this.#onlooker.worksByItself(mark)).catch(() => false);
    return works ? Math.min(Date.now() + lookAgainAfter, end) : null;
  }

  #givenUp(error: unknown): unknown {
    if (error instanceof Refusal && error.code === 'BUSY') this.#observer?.gaveWay();
    return error;
  }

  countRoundTrip(budget: Budget | undefined): void {
    this.roundTrips++;
    if (budget !== undefined) budget.roundTrips++;
  }

  async observed<Answer>(name: string, asking: PromiseLike<Answer>): Promise<Answer> {
    const started = performance.now();
    try {
      return await asking;
    } catch (error) {
      if (error instanceof Error) Object.assign(error, { statement: name });
      throw error;
    } finally {
      this.#observer?.statementAnswered(name, performance.now() - started);
    }
  }

  /**
   * Runs a text that is no statement file: migrations, and tests that look behind the API. One that the database rolled
   * back for another's sake (two servers that make the same constraint wait for each other) is run again.
   */
  async runText(text: string, parameters: Record<string, unknown> = {}): Promise<Record<string, unknown>[]> {
    for (let attempt = 1; ; attempt++) {
      const session = this.#sessions.open('write');
      try {
        this.roundTrips++;
        const result = await session.run(text, parameters);
        return result.records.map((record) => record.toObject());
      } catch (error) {
        if (attempt >= 10 || !codeOf(error).includes('DeadlockDetected')) throw translate(error);
        await pause(20 * attempt * (0.5 + Math.random()));
      } finally {
        await session.close().catch(() => undefined);
      }
    }
  }

  /**
   * What a client sends back to read its own writes through another process. Sealed, since a bookmark of a client's own
   * making could have the database wait for a transaction that never comes.
   */
  sealBookmarks(bookmarks: Iterable<string>): string {
    const text = Buffer.from(JSON.stringify([...bookmarks])).toString('base64url');
    return `${text}.${this.#seal(text)}`;
  }

  /** The bookmarks of a sealed token; none of anything else. */
  openBookmarks(token: string): readonly string[] {
    const [text, seal, ...more] = token.split('.');
    if (text === undefined || seal === undefined || more.length > 0) return [];
    const expected = Buffer.from(this.#seal(text));
    const given = Buffer.from(seal);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return [];
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as readonly string[];
  }

  #seal(text: string): string {
    return createHmac('sha256', this.#bookmarkKey).update(text).digest('base64url');
  }

  /** Keeps a write lock, taken by `text`, while `work` runs in transactions of its own. */
  async holdingLock<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
    const session = this.#sessions.open('write');
    const transaction = await session.begin();
    try {
      await transaction.run(text);
      return await work();
    } finally {
      // Nothing is lost when this fails: the lock goes with the connection.
      await transaction.rollback().catch(() => undefined);
      await session.close();
    }
  }

  /** @throws Refusal UNAVAILABLE when the database does not answer */
  async ping(timeout: number): Promise<void> {
    const session = this.#sessions.open('read');
    try {
      await session.run('RETURN 1', {}, timeout);
    } catch (error) {
      throw translate(error);
    } finally {
      await session.close().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#sessions.close(), this.#onlooking.close()]);
  }
}

export class WriteTransaction {
  readonly #database: Database;
  readonly #transaction: Transaction;
  readonly #budget: Budget | undefined;
  #unanswered = 0;
  /** Tells that whatever has to be locked is: from here on nobody is waited for. */
  readonly holdsItsLocks: () => void;

  readonly #failed: (error: unknown) => void;

  constructor(database: Database, transaction: Transaction, budget: Budget | undefined, { holdsItsLocks, failed }: { readonly holdsItsLocks: () => void; readonly failed: (error: unknown) => void }) {
    this.#database = database;
    this.#transaction = transaction;
    this.#budget = budget;
    this.holdsItsLocks = holdsItsLocks;
    this.#failed = failed;
  }

  /** Sends a statement. Several sent before the first is awaited travel together, as one round trip. */
  async run<Parameters extends object, Row extends object>(statement: Statement<Parameters, Row>, parameters: Parameters): Promise<Row[]> {
    if (this.#unanswered === 0) this.#database.countRoundTrip(this.#budget);
    this.#unanswered++;
    try {
      const result = await this.#database.observed(statement.name, unstacked(() => this.#transaction.run(statement.text, encodeParameters(statement, parameters))));
      return result.records.map((record) => decodeRow(statement, record.toObject()));
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      this.#unanswered--;
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
