import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIdentity } from './claim.js';
import { type LocalDatabase, type LocalDatabaseOptions, startLocalDatabase } from './database.js';
import { isRunning, signalProcess, waitUntilGone } from './processes.js';
import { processFileOf } from './server.js';

const prefix = 'promisegraph-throwaway-';

/** Linux's own folder in memory. */
const memory = '/dev/shm';
/** What a run of all tests writes, several times over; and what the machine needs for everything else. */
const roomInMemory = 4_000_000_000;
const memoryLeft = 8_000_000_000;

interface ThrowawayOptions extends Omit<LocalDatabaseOptions, 'folder' | 'throwaway'> {
  /** Its files may lie in memory, where there is enough of it: it then waits for no disk, which each commit does otherwise. */
  readonly inMemory?: boolean;
}

/** A database for one run of the tests: in the system's temporary folder, on the jars of this checkout, gone after stop(). */
export async function startThrowawayDatabase({ inMemory = false, ...options }: ThrowawayOptions): Promise<LocalDatabase> {
  for (const place of new Set([tmpdir(), memory])) if (existsSync(place)) await sweepAbandoned(place);
  const folder = mkdtempSync(join(inMemory ? roomiest() : tmpdir(), prefix));
  const remove = (): void => { rmSync(folder, { recursive: true, force: true }); };
  try {
    const database = await startLocalDatabase({ ...options, folder, throwaway: true });
    return {
      ...database,
      stop: async () => {
        await database.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Where a folder that nobody will want back waits for no disk, if there is such a place; else the system's temporary folder. */
export function roomiest(): string {
  return hasRoomInMemory() ? memory : tmpdir();
}

/** A container's is 64 MB, unless somebody gave it more. */
function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1_024;
    return bavail * bsize >= roomInMemory && available >= memoryLeft;
  } catch {
    return false;
  }
}

/** A run of tests that was killed leaves half a gigabyte of Java behind; the next one clears it away. */
async function sweepAbandoned(place: string): Promise<void> {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(place, name);
    const database = join(folder, 'database');
    const owner = readIdentity(join(database, 'owner.json'));
    // Another user's isn't ours to touch, and one without an owner may be in the moment before its claim.
    // Nor is one that its own run has just removed.
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found?.uid !== process.getuid?.() || owner === undefined || isRunning(owner)) continue;
    const server = readIdentity(processFileOf(database));
    if (server !== undefined) {
      signalProcess(server, 'SIGKILL');
      await waitUntilGone(server, 10_000);
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
