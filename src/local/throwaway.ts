import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIdentity } from './claim.js';
import { type LocalDatabase, type LocalDatabaseOptions, startLocalDatabase } from './database.js';
import { isRunning, signalProcess, waitUntilGone } from './processes.js';
import { processFileOf } from './server.js';

const prefix = 'promisegraph-throwaway-';

/** A database for one run of the tests: in the system's temporary folder, on the jars of this checkout, gone after stop(). */
export async function startThrowawayDatabase(
  options: Omit<LocalDatabaseOptions, 'folder' | 'throwaway'>,
): Promise<LocalDatabase> {
  await sweepAbandoned();
  const folder = mkdtempSync(join(tmpdir(), prefix));
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

/** A run of tests that was killed leaves half a gigabyte of Java behind; the next one clears it away. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const database = join(folder, 'database');
    const owner = readIdentity(join(database, 'owner.json'));
    // Another user's isn't ours to touch, and one without an owner may be in the moment before its claim.
    if (statSync(folder).uid !== process.getuid?.() || owner === undefined || isRunning(owner)) continue;
    const server = readIdentity(processFileOf(database));
    if (server !== undefined) {
      signalProcess(server, 'SIGKILL');
      await waitUntilGone(server, 10_000);
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
