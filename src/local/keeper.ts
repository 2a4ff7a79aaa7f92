import { rmSync } from 'node:fs';
import { archiveClasses } from './classes.js';
import { LocalDatabaseError } from './error.js';
import type { Installation } from './installation.js';
import { signalProcess, waitUntilGone } from './processes.js';
import { findFreePort, logOf, processFileOf, type ServerProcess, spawnServer, waitUntilAnswering } from './server.js';
import type { ServerSettings } from './settings.js';

/** Long enough for a recovery after a crash on a slow disk; a start here takes some ten seconds. */
const startLimit = 180_000;
/** Neo4j writes a checkpoint when it stops. Killed, it recovers from its log: slower, but nothing is lost. */
const stopLimit = 60_000;
const firstPause = 250;
const longestPause = 30_000;

/** Starts Neo4j, starts it again on the same port whenever it ends unasked, and stops it. */
export class ServerKeeper {
  private server: ServerProcess | undefined;
  private port = 0;
  private pause = firstPause;
  private pauseTimer: NodeJS.Timeout | undefined;
  private archiving: Promise<void> | undefined;
  private stopped: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly installation: Installation,
    private readonly say: (line: string) => void,
    private readonly settings: Omit<ServerSettings, 'port'>,
  ) {}

  get uri(): string {
    return `bolt://127.0.0.1:${String(this.port)}`;
  }

  get pid(): number {
    if (this.server === undefined) throw new Error('Neo4j has not been started.');
    return this.server.identity.pid;
  }

  async start(signal: AbortSignal): Promise<void> {
    const started = Date.now();
    this.say('Starting Neo4j ...');
    process.once('exit', this.stopWithProcess);
    try {
      await this.startOnFreePort(AbortSignal.any([signal, AbortSignal.timeout(startLimit)]));
    } catch (error) {
      await this.stop();
      if (signal.aborted || !isTimeout(error)) throw error;
      throw this.failure(`did not answer within ${String(startLimit / 1000)} s`);
    }
    this.say(`Neo4j answers on ${this.uri} after ${seconds(started)}. Its log: ${logOf(this.installation.folder)}`);
    this.watch();
    this.archiving = archiveClasses(this.installation, this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopped ??= this.stopOnce();
    await this.stopped;
  }

  /** Between our look and Neo4j's bind the port may go to someone else; then another one is as good. */
  private async startOnFreePort(signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.port = await findFreePort();
      this.server = spawnServer(this.installation, { ...this.settings, port: this.port });
      if (await waitUntilAnswering(this.server, this.uri, this.installation.password, signal)) return;
      const output = this.server.output();
      if (/store_lock|Lock file has been locked/i.test(output)) {
        throw new LocalDatabaseError(
          `Another Neo4j has the files in ${this.installation.folder} open. ` +
            'Stop that one, or give this one a folder of its own with PROMISEGRAPH_DATA.',
        );
      }
      if (attempt === 3 || !/Address already in use|BindException/.test(output)) {
        throw this.failure(`ended before it answered (${await this.server.ended})`);
      }
    }
  }

  private watch(): void {
    const server = this.server;
    if (server === undefined) return;
    void server.ended.then((how) => {
      if (this.stopping.signal.aborted) return;
      this.startAgainLater(`Neo4j (process ${String(server.identity.pid)}) ended unasked: ${how}`);
    });
  }

  private startAgainLater(because: string): void {
    const wait = `${String(this.pause / 1000)} s`;
    this.say(`${because}. Starting it again in ${wait}; its log: ${logOf(this.installation.folder)}`);
    this.pauseTimer = setTimeout(() => void this.startAgain(), this.pause);
    this.pause = Math.min(this.pause * 2, longestPause);
  }

  /** On the same port, so that drivers which know the address find it again by themselves. */
  private async startAgain(): Promise<void> {
    const started = Date.now();
    try {
      this.server = spawnServer(this.installation, { ...this.settings, port: this.port });
    } catch (error) {
      this.startAgainLater(`Neo4j could not be started again: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    this.watch();
    try {
      if (!(await waitUntilAnswering(this.server, this.uri, this.installation.password, this.stopping.signal))) return;
      this.say(`Neo4j answers again on ${this.uri} after ${seconds(started)}.`);
      this.pause = firstPause;
    } catch (error) {
      if (!this.stopping.signal.aborted) this.say(`Neo4j runs again but does not answer: ${String(error)}`);
    }
  }

  private async stopOnce(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.pauseTimer);
    const server = this.server;
    if (server !== undefined && !server.hasEnded()) {
      signalProcess(server.identity, 'SIGTERM');
      if (!(await waitUntilGone(server.identity, stopLimit))) {
        this.say(`Neo4j did not stop within ${String(stopLimit / 1000)} s and is killed; it recovers at its next start.`);
        signalProcess(server.identity, 'SIGKILL');
      }
      await server.ended;
    }
    await this.archiving;
    process.removeListener('exit', this.stopWithProcess);
    rmSync(processFileOf(this.installation.folder), { force: true });
  }

  /** An API that ends by an uncaught error can wait for nothing any more, but it can still ask. */
  private readonly stopWithProcess = (): void => {
    if (this.server !== undefined) signalProcess(this.server.identity, 'SIGTERM');
  };

  private failure(what: string): LocalDatabaseError {
    const tail = this.server?.output().trim().split('\n').slice(-12).join('\n') ?? '';
    return new LocalDatabaseError(`Neo4j ${what}. The end of its log (${logOf(this.installation.folder)}):\n${tail}`);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
