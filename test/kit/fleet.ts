import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK } from 'jose';
import { startThrowawayDatabase } from '../../src/local/index.js';
import type { LocalDatabase } from '../../src/local/index.js';
import { openApi, testDatabaseSettings, tokenSettings } from './api.js';
import type { Api } from './api.js';
import { Program, compile } from './programs.js';
import { cameTrue } from './waiting.js';

/** An API process as it is delivered. */
export class Server {
  /** Whether clients should come here: as a load balancer has it, who asks `/readyz`. */
  open = true;

  constructor(readonly program: Program, readonly address: string) {
    void program.ended.then(() => { this.open = false; });
  }

  async status(path: 'healthz' | 'readyz'): Promise<number> {
    return (await fetch(`http://${this.address}/${path}`)).status;
  }

  signal(signal: NodeJS.Signals): void {
    this.program.process.kill(signal);
  }
}

export interface Held {
  readonly server: Server;
  readonly token: number;
}

/** A Neo4j that starts again, and plans anew, beside other work on two cores has taken more than two minutes. */
export const recovery = 300_000;

/** Short, so that a test need not wait long for the end of a lease whose holder is dead. */
export const leaseMilliseconds = 1_500;

/**
 * Several API processes from dist/ on one Neo4j. Where their workers number the events of every organisation in it, and go by the
 * real time, it is theirs alone.
 */
export class Fleet {
  readonly servers: Server[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'promisegraph-fleet-'));

  private constructor(readonly database: LocalDatabase, readonly api: Api, private readonly worker: 'on' | 'off') {}

  static async gather(): Promise<Fleet> {
    return Fleet.#on(await startThrowawayDatabase({ say: () => undefined, inMemory: true }), 'on');
  }

  /** On the tests' common database. Its processes only answer: their workers would mind the clocks of all tests, by the real time. */
  static async thatOnlyAnswers(): Promise<Fleet> {
    const noProcess = (): never => { throw new Error('the database is not theirs'); };
    return Fleet.#on({ ...testDatabaseSettings(), stop: () => Promise.resolve(), pid: noProcess }, 'off');
  }

  static async #on(database: LocalDatabase, worker: 'on' | 'off'): Promise<Fleet> {
    compile();
    const { uri, user, password } = database;
    // For what has to be there before, and for looking behind; it has no worker, so all numbering is done by the servers.
    const api = await openApi({ database: { uri, user, password, poolSize: 20, queryTimeout: 20_000 } }).catch(async (error: unknown) => {
      await database.stop();
      throw error;
    });
    api.clock.now = Date.now();
    const fleet = new Fleet(database, api, worker);
    writeFileSync(fleet.#keyFile, JSON.stringify({ ...(await exportJWK(api.keys.publicKey)), alg: 'EdDSA' }));
    return fleet;
  }

  get #keyFile(): string {
    return join(this.#folder, 'key.json');
  }

  /** Has as many at work as there should be. */
  async fill(count: number): Promise<void> {
    await Promise.all(this.servers.filter(({ open, program }) => !open && !program.over).map(({ program }) => program.kill()));
    await this.start(Math.max(0, count - this.addresses.length));
  }

  /** Starts so many more. */
  async start(count = 1, more: Readonly<Record<string, string>> = {}): Promise<Server[]> {
    const started = await Promise.all(Array.from({ length: count }, async () => {
      const program = new Program('server.js', [], {
        NEO4J_URI: this.database.uri,
        NEO4J_USER: this.database.user,
        NEO4J_PASSWORD: this.database.password,
        PROMISEGRAPH_WORKER: this.worker,
        PROMISEGRAPH_MODE: 'production',
        PROMISEGRAPH_DATA: join(this.#folder, 'data'),
        PROMISEGRAPH_PORT: '0',
        PROMISEGRAPH_LOG_LEVEL: 'warn',
        PROMISEGRAPH_TOKEN_KEY_FILE: this.#keyFile,
        PROMISEGRAPH_TOKEN_ISSUER: tokenSettings.issuer,
        PROMISEGRAPH_TOKEN_AUDIENCE: tokenSettings.audience,
        PROMISEGRAPH_COST_PER_MINUTE: '0',
        PROMISEGRAPH_LEASE_MS: String(leaseMilliseconds),
        PROMISEGRAPH_POLL_MS: '200',
        ...more,
      });
      const server = new Server(program, await program.says(/answers on http:\/\/(\S+)\/graphql/));
      await program.says(/(Ctrl-C stops it)/); // the last thing it says: from here on it minds signals, and works
      this.servers.push(server);
      return server;
    }));
    return started;
  }

  /** Where clients go: to those that serve. */
  get addresses(): readonly string[] {
    return this.servers.filter(({ open }) => open).map(({ address }) => address);
  }

  /** One stands still, like a machine that is frozen: whoever asks it gets no answer, so it is asked no more. */
  freeze(server: Server): void {
    server.signal('SIGSTOP');
    server.open = false;
  }

  thaw(server: Server): void {
    server.signal('SIGCONT');
    server.open = true;
  }

  killDatabase(): void {
    process.kill(this.database.pid(), 'SIGKILL');
  }

  /** Who numbers events and minds the clock, and by which token; undefined while nobody does. */
  async holder(): Promise<Held | undefined> {
    const [lease] = await this.api.database.runText("MATCH (lease:Lease {org: 'none', id: 'worker'}) WHERE lease.until >= timestamp() RETURN lease.holder AS holder, lease.token AS token");
    const server = this.servers.find(({ program }) => String(lease?.holder).includes(` ${String(program.pid)} `));
    return server === undefined ? undefined : { server, token: Number(lease?.['token']) };
  }

  /** Waits until one that fits holds the lease. */
  async untilHeld(fits: (server: Server) => boolean = () => true): Promise<Held> {
    let found: Held | undefined;
    await cameTrue(async () => {
      found = await this.holder().catch(() => undefined);
      return found !== undefined && fits(found.server);
    }, () => this.words(), recovery);
    return found as Held;
  }

  /** What the processes have said, for a test that fails. */
  words(): string {
    return this.servers.map(({ program, address }) => `${address} (process ${String(program.pid)})\n${program.output.slice(-3_000)}`).join('\n');
  }

  async close(): Promise<void> {
    for (const { program } of this.servers) {
      program.process.kill('SIGCONT'); // one that stands still would be killed only when it goes on
      await program.kill();
    }
    await this.api.close();
    await this.database.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
