import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import neo4j from 'neo4j-driver';
import type { Driver, Session, Transaction } from 'neo4j-driver';
import { Refusal } from '../domain/common/refusal.js';
import { outOfBudget } from './budget.js';
import type { Budget } from './budget.js';
import { decodeRow, encodeParameters } from './statement.js';
import type { Statement } from './statement.js';

export interface DatabaseSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database?: string | undefined;
  readonly poolSize: number;
  /** How long one statement may run, in milliseconds. */
  readonly queryTimeout: number;
}

/** How a statement is read, besides what it asks. */
export interface Reading {
  /** What it must have seen written. */
  readonly bookmarks?: readonly string[];
  /** The time of the operation that it is read for. */
  readonly budget?: Budget;
}

/** Waiting and retrying of one write together end here, so that the client hears BUSY within two seconds. */
export const writeBudgetMilliseconds = 1_800;

/**
 * A database that has just started takes seconds to plan what it plans in milliseconds later. Its first writers wait for
 * that and for nobody else, so the budget counts from here on.
 */
const writesUntilWarm = 20;

/** The connection to Neo4j. The raw write transaction does not leave src/graph: writes go through `change`. */
export class Database {
  readonly #driver: Driver;
  readonly #settings: DatabaseSettings;
  readonly #bookmarkKey: Uint8Array;
  /** Writes done since the database was last found, or found again. */
  #writes = 0;
  /** Round trips made, for tests that count what an operation costs. */
  roundTrips = 0;

  constructor(settings: DatabaseSettings) {
    this.#settings = settings;
    // Every API process on one database makes the same key, and none has to be told of it.
    this.#bookmarkKey = new Uint8Array(hkdfSync('sha256', settings.password, '', 'promisegraph bookmarks', 32));
    this.#driver = neo4j.driver(settings.uri, neo4j.auth.basic(settings.user, settings.password), {
      disableLosslessIntegers: true,
      maxConnectionPoolSize: settings.poolSize,
      connectionAcquisitionTimeout: writeBudgetMilliseconds,
      connectionTimeout: 5_000,
      maxTransactionRetryTime: 0, // `inTransaction` and `read` retry themselves, within their own budget
      // A database that was restarted leaves dead sockets in the pool: an idle one is asked before it is used.
      connectionLivenessCheckTimeout: 10_000,
      userAgent: 'promisegraph',
      telemetryDisabled: true,
    });
  }

  #session(mode: 'read' | 'write', bookmarks: readonly string[]): Session {
    return this.#driver.session({
      defaultAccessMode: mode === 'read' ? neo4j.session.READ : neo4j.session.WRITE,
      bookmarks: [...bookmarks],
      bookmarkManager: this.#driver.executeQueryBookmarkManager,
      ...(this.#settings.database === undefined ? {} : { database: this.#settings.database }),
    });
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
      const session = this.#session('read', bookmarks);
      let outOfTime = false;
      try {
        this.roundTrips++;
        const result = await new Patience(Date.now() + time).limit(() => session.run(statement.text, encodeParameters(statement, parameters), { timeout: timeoutOf(time) }));
        return result.records.map((record) => decodeRow(statement, record.toObject()));
      } catch (error) {
        outOfTime = error instanceof OutOfTime;
        if (outOfTime) throw outOfBudget(error);
        if (attempt >= 3 || !isLostConnection(error)) throw translate(error);
      } finally {
        // Closing resets the connection, which ends a statement that still runs.
        const closing = session.close().catch(() => undefined);
        if (!outOfTime) await closing;
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
      const ownDeadline = started + (this.#writes < writesUntilWarm ? this.#settings.queryTimeout : writeBudgetMilliseconds);
      const deadline = Math.min(Date.now() + time, ownDeadline);
      const session = this.#session('write', bookmarks);
      const patience = new Patience(deadline);
      let raw: Transaction | undefined;
      let committing = false;
      let outOfTime = false;
      try {
        const result = await patience.limit(async () => {
          this.roundTrips++;
          raw = await session.beginTransaction({ timeout: timeoutOf(time) });
          return work(new WriteTransaction(this, raw, () => patience.end()));
        });
        committing = true;
        this.roundTrips++;
        await new Patience(Date.now() + this.#settings.queryTimeout).limit(async () => raw?.commit());
        this.#writes++;
        return { result, bookmarks: session.lastBookmarks() };
      } catch (error) {
        outOfTime = error instanceof OutOfTime;
        if (isLostConnection(error)) this.#writes = 0;
        if (committing && (outOfTime || isLostConnection(error))) unanswered = error;
        if (!outOfTime && raw?.isOpen() === true) await raw.rollback().catch(() => undefined);
        if (error instanceof Refusal) throw error;
        const waited = outOfTime || isTimeout(error);
        const again = !waited && (isRetriable(error) || isLostConnection(error)) && Date.now() < started + writeBudgetMilliseconds;
        if (!again && unanswered !== null) throw unknownOutcome(unanswered);
        if (outOfTime ? deadline < ownDeadline : isTimeout(error) && time < this.#settings.queryTimeout) throw tooLate(error);
        // What never began waited for a connection, not for another writer.
        if (!again) throw !waited ? translate(error) : raw === undefined ? unavailable(error) : busy(error);
        await pause(Math.min(10 * 2 ** attempt, 200) * (0.5 + Math.random() / 2));
      } finally {
        // Closing resets the connection, which ends a statement that still waits for a lock, and rolls back.
        const closing = session.close().catch(() => undefined);
        if (!outOfTime) await closing;
      }
    }
  }

  /**
   * Runs a text that is no statement file: migrations, and tests that look behind the API. One that the database rolled
   * back for another's sake (two servers that make the same constraint wait for each other) is run again.
   */
  async runText(text: string, parameters: Record<string, unknown> = {}): Promise<Record<string, unknown>[]> {
    for (let attempt = 1; ; attempt++) {
      const session = this.#session('write', []);
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
    const session = this.#session('write', []);
    const transaction = await session.beginTransaction();
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
    const session = this.#session('read', []);
    try {
      await session.run('RETURN 1', {}, { timeout: neo4j.int(timeout) });
    } catch (error) {
      throw translate(error);
    } finally {
      await session.close().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }
}

export class WriteTransaction {
  readonly #database: Database;
  readonly #transaction: Transaction;
  /** Tells that whatever has to be locked is: from here on nobody is waited for. */
  readonly holdsItsLocks: () => void;

  constructor(database: Database, transaction: Transaction, holdsItsLocks: () => void) {
    this.#database = database;
    this.#transaction = transaction;
    this.holdsItsLocks = holdsItsLocks;
  }

  /** Sends a statement. Several sent before the first is awaited travel together, as one round trip. */
  async run<Parameters extends object, Row extends object>(statement: Statement<Parameters, Row>, parameters: Parameters): Promise<Row[]> {
    this.#database.roundTrips++;
    const result = await this.#transaction.run(statement.text, encodeParameters(statement, parameters));
    return result.records.map((record) => decodeRow(statement, record.toObject()));
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function isRetriable(error: unknown): boolean {
  const code = codeOf(error);
  // A unique constraint met under concurrency: the next attempt finds what the other writer left.
  return (error instanceof Error && neo4j.isRetryableError(error as never)) || code === 'Neo.ClientError.Schema.ConstraintValidationFailed';
}

function isLostConnection(error: unknown): boolean {
  return ['ServiceUnavailable', 'SessionExpired'].includes(codeOf(error)) || codeOf(error).startsWith('Neo.TransientError.General.DatabaseUnavailable');
}

function isTimeout(error: unknown): boolean {
  return codeOf(error).includes('TransactionTimedOut') || codeOf(error).includes('Transaction.Terminated');
}

function unknownOutcome(cause: unknown): Refusal {
  return new Refusal('UNAVAILABLE', 'The database did not answer, and it is not known whether this was written. Send the same request again, with the same idempotency key: it happens once.', { cause });
}

function unavailable(cause: unknown): Refusal {
  return new Refusal('UNAVAILABLE', 'The database cannot be reached just now. Send the same request again, with the same idempotency key.', { cause });
}

function busy(cause: unknown): Refusal {
  return new Refusal('BUSY', 'Others are writing the same thing. Nothing was written; send the same request again, with the same key.', { cause });
}

function tooLate(cause: unknown): Refusal {
  return new Refusal('TIMEOUT', 'The operation took longer than it may. Nothing was written; send the same request again, with the same key.', { cause });
}

/** One place where what the driver throws becomes what a client may hear; anything unknown passes on and is masked. */
function translate(error: unknown): unknown {
  const code = codeOf(error);
  // A user or password that no longer opens it is, for whoever asks, a database that is not there.
  if (isLostConnection(error) || code.includes('DatabaseUnavailable') || code.includes('DatabaseNotFound') || code.startsWith('Neo.ClientError.Security.')) {
    return unavailable(error);
  }
  if (code.includes('LockClientStopped') || code.includes('DeadlockDetected') || code.includes('LockAcquisitionTimeout')) {
    return busy(error);
  }
  if (error instanceof Error && error.message.includes('acquisition timed out')) {
    return new Refusal('UNAVAILABLE', 'Too many requests are under way at once. Send the same request again in a moment, with the same idempotency key.', { cause: error });
  }
  if (code.includes('Bookmark')) {
    return new Refusal('UNAVAILABLE', 'What you wrote has not reached this part of the database yet. Send the same request again in a moment.', { cause: error });
  }
  if (isTimeout(error)) {
    return outOfBudget(error);
  }
  return error;
}

/** As the driver takes it; it has whole milliseconds, and 0 would be for ever. */
function timeoutOf(milliseconds: number): ReturnType<typeof neo4j.int> {
  return neo4j.int(Math.max(1, Math.ceil(milliseconds)));
}

/** That a write has used up its time, as the database would say itself, were its clock not two seconds coarse. */
class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** How long something may keep a writer waiting. */
class Patience {
  #timer: NodeJS.Timeout | undefined;
  readonly #deadline: number;

  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  /** @throws OutOfTime at the deadline, whatever `work` does; nothing it does afterwards may be committed */
  async limit<Result>(work: () => Promise<Result>): Promise<Result> {
    const ringing = new Promise<never>((_, reject) => {
      this.#timer = setTimeout(() => reject(new OutOfTime('the write budget is used up')), Math.max(0, this.#deadline - Date.now()));
    });
    const working = work();
    working.catch(() => undefined); // it is heard below, unless the time is up, and then it no longer matters
    try {
      return await Promise.race([working, ringing]);
    } finally {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
