import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { claimFolder, readIdentity } from './claim.js';
import { LocalDatabaseError, waysOn } from './error.js';
import type { Collector, Installation } from './installation.js';
import { findServerJars } from './jars.js';
import { findJava } from './java.js';
import { ServerKeeper } from './keeper.js';
import { isRunning, signalProcess, waitUntilGone } from './processes.js';
import { databaseUser, homeOf, processFileOf, setInitialPassword } from './server.js';

export interface LocalDatabase {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  /** Stops Neo4j in good order; resolves when its process has ended. May be called more than once. */
  stop(): Promise<void>;
  /** The server process of this moment (it changes when Neo4j died and was started again): for tests of faults. */
  pid(): number;
}

export interface LocalDatabaseOptions {
  /** The data folder (PROMISEGRAPH_DATA). The database gets a folder `database` in it, open to its owner alone. */
  readonly folder: string;
  /** Told, in one line each, what takes long and what went wrong. */
  readonly say: (line: string) => void;
  readonly heap?: string;
  readonly pageCache?: string;
  /** Aborting ends a start that is under way and whatever it has started; after the start, use stop(). */
  readonly signal?: AbortSignal;
  /** Settings for a database nobody will want back. See startThrowawayDatabase. */
  readonly throwaway?: boolean;
  /** It will live for a minute or two; left out, a throw-away does and no other. */
  readonly shortLived?: boolean;
  /** Of garbage; left out, that without threads of its own for a short-lived one and no other. */
  readonly collector?: Collector;
  /** How much of the heap is for what is new: of a database that is asked much the more there is, the less is copied while it is still in use. */
  readonly young?: string;
  /** It is filled from nothing while it is asked, and plans that fit the beginning will do. */
  readonly keepsPlans?: boolean;
}

/**
 * Runs a Neo4j Community of our own on loopback, and keeps it running until stop(). The first start fetches it.
 * Refuses, with a LocalDatabaseError, where Java or Maven is missing or another process has the folder.
 */
export async function startLocalDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  if (process.platform === 'win32') {
    throw new LocalDatabaseError(`The embedded database runs on Linux, macOS and in WSL, not on bare Windows.\n${waysOn}`);
  }
  const { say, signal = new AbortController().signal } = options;
  const folder = resolve(options.folder, 'database');
  makePrivateFolder(folder);
  const claim = claimFolder(folder);
  try {
    await stopStaleServer(folder, say);
    const java = await findJava();
    const jars = await findServerJars(say, signal);
    const password = readOrMakePassword(folder);
    // 512 MB and 128 MB hold a demo of some ten thousand acts beside a browser and an editor.
    const installation: Installation = { folder, jars, java, password, heap: options.heap ?? '512m' };
    await setInitialPassword(installation);
    signal.throwIfAborted();
    const shortLived = options.shortLived ?? options.throwaway ?? false;
    const keeper = new ServerKeeper(installation, say, {
      pageCache: options.pageCache ?? '128m',
      throwaway: options.throwaway ?? false,
      keepsPlans: options.keepsPlans ?? false,
      shortLived,
      // On two cores, beside tests, a collector with threads of its own costs a tenth of all processor time.
      collector: options.collector ?? (shortLived ? 'Serial' : 'G1'),
      young: options.young,
    });
    await keeper.start(signal);
    return {
      uri: keeper.uri,
      user: databaseUser,
      password,
      pid: () => keeper.pid,
      stop: async () => {
        await keeper.stop();
        claim.release();
      },
    };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/**
 * A server whose API was killed is still there, and only we could have started it: its identity is in our own folder.
 * It is stopped and not adopted. One that is adopted has no parent to tell its death, runs with the settings of a
 * start long ago, and would be a second kind of server to supervise; eight seconds after a crash are cheaper.
 */
export async function stopStaleServer(folder: string, say: (line: string) => void): Promise<void> {
  const stale = readIdentity(processFileOf(folder));
  if (stale !== undefined && isRunning(stale)) {
    say(`Neo4j of an earlier start still runs (process ${String(stale.pid)}); stopping it first ...`);
    signalProcess(stale, 'SIGTERM');
    if (!(await waitUntilGone(stale, 30_000))) {
      signalProcess(stale, 'SIGKILL');
      if (!(await waitUntilGone(stale, 10_000))) {
        throw new LocalDatabaseError(`Neo4j of an earlier start (process ${String(stale.pid)}) does not end; end it by hand.`);
      }
    }
  }
  rmSync(processFileOf(folder), { force: true });
}

export function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // It may come out of a backup or an archive with other rights.
    chmodSync(folder, 0o700);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LocalDatabaseError(`The folder of the embedded database can not be made: ${why}\nChoose another with PROMISEGRAPH_DATA.`);
  }
}

export function readOrMakePassword(folder: string): string {
  const path = join(folder, 'password');
  if (existsSync(path)) {
    chmodSync(path, 0o600);
    const password = readFileSync(path, 'utf8').trim();
    if (password !== '') return password;
  }
  if (existsSync(join(homeOf(folder), 'data', 'databases', 'system'))) {
    throw new LocalDatabaseError(
      `The password of the embedded database is gone: ${path} is missing or empty. ` +
        `Put it back, or remove ${folder} to begin with an empty database.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}
