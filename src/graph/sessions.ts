import neo4j from 'neo4j-driver';
import type { Driver, QueryResult, RecordShape, Session, Transaction } from 'neo4j-driver';

export interface DatabaseSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database?: string | undefined;
  readonly poolSize: number;
  /** How long one statement may run, in milliseconds. */
  readonly queryTimeout: number;
}

/** Waiting and retrying of one write together end here, so that the client hears BUSY within two seconds. */
export const writeBudgetMilliseconds = 1_800;

/** The driver, and what this process has seen through it: in a cluster, whoever reads or writes next sees no less. */
export class Sessions {
  readonly #driver: Driver;
  readonly #database: string | undefined;
  /** The driver has a keeper of bookmarks too, which every statement waits for several times. */
  readonly #seen = new Set<string>();

  constructor(settings: DatabaseSettings) {
    this.#database = settings.database;
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

  open(mode: 'read' | 'write', bookmarks: readonly string[] = []): OpenSession {
    const given = [...this.#seen, ...bookmarks];
    const session = this.#driver.session({
      defaultAccessMode: mode === 'read' ? neo4j.session.READ : neo4j.session.WRITE,
      bookmarks: given,
      ...(this.#database === undefined ? {} : { database: this.#database }),
    });
    return new OpenSession(session, (latest) => {
      for (const bookmark of given) this.#seen.delete(bookmark);
      for (const bookmark of latest) this.#seen.add(bookmark);
    });
  }

  close(): Promise<void> {
    return this.#driver.close();
  }
}

/** A session for one statement or one transaction. */
export class OpenSession {
  readonly #session: Session;
  readonly #saw: (bookmarks: readonly string[]) => void;

  constructor(session: Session, saw: (bookmarks: readonly string[]) => void) {
    this.#session = session;
    this.#saw = saw;
  }

  /** Runs one statement for so many milliseconds at most. */
  async run(text: string, parameters: RecordShape, time?: number): Promise<QueryResult> {
    const result = await unstacked(() => this.#session.run(text, parameters, time === undefined ? {} : { timeout: timeoutOf(time) }));
    this.#saw(this.#session.lastBookmarks());
    return result;
  }

  /** Begins a transaction; what is sent before it has begun travels with its beginning. */
  begin(time?: number, metadata: object = {}): ReturnType<Session['beginTransaction']> {
    return unstacked(() => this.#session.beginTransaction(time === undefined ? {} : { timeout: timeoutOf(time), metadata }));
  }

  /** Commits it. @returns bookmarks of what was written */
  async commit(transaction: Transaction): Promise<readonly string[]> {
    await unstacked(() => transaction.commit());
    const bookmarks = this.#session.lastBookmarks();
    this.#saw(bookmarks);
    return bookmarks;
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}

/**
 * The driver writes down, for an error that there may be, where in the program each statement was sent from: a seventh of
 * all that reading one thing takes. An error has the name of its statement instead (`Database.observed`).
 */
export function unstacked<Sent>(send: () => Sent): Sent {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return send();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** As the driver takes it; it has whole milliseconds, and 0 would be for ever. */
function timeoutOf(milliseconds: number): ReturnType<typeof neo4j.int> {
  return neo4j.int(Math.max(1, Math.ceil(milliseconds)));
}
