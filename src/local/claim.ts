import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalDatabaseError } from './error.js';
import { identifyProcess, isRunning, type ProcessIdentity } from './processes.js';

/** The right of one API process to run a database on a folder. */
export interface Claim {
  release(): void;
}

/**
 * Takes the folder for this process, or says who has it. The file is made elsewhere and linked into place, because a
 * link either appears whole or fails, while a file that is opened and then written can be read empty by a rival.
 * Should two processes ever both believe they won, Neo4j's own store lock refuses the second server.
 */
export function claimFolder(folder: string): Claim {
  const self = identifyProcess(process.pid);
  if (self === undefined) throw new Error('This process can not see itself in the process table.');
  const path = join(folder, 'owner.json');
  const draft = join(folder, `owner.${randomUUID()}.json`);
  writeFileSync(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    while (!tryLink(draft, path)) {
      const owner = readIdentity(path);
      if (owner !== undefined && isRunning(owner)) throw new LocalDatabaseError(refusal(folder, owner));
      setAside(path, owner);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      if (readIdentity(path)?.startedAt === self.startedAt) rmSync(path, { force: true });
    },
  };
}

export function readIdentity(path: string): ProcessIdentity | undefined {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessIdentity> | null;
    if (typeof value?.pid !== 'number' || typeof value.startedAt !== 'string') return undefined;
    return { pid: value.pid, startedAt: value.startedAt };
  } catch {
    return undefined;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Two starts may find the same dead owner; the slower one must not sweep away the claim the faster one has just made.
 * So the file is moved, looked at again, and put back when it is no longer the one that was judged dead.
 */
function setAside(path: string, judged: ProcessIdentity | undefined): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readIdentity(aside)?.startedAt !== judged?.startedAt) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function refusal(folder: string, owner: ProcessIdentity): string {
  const who = owner.pid === process.pid ? 'this process already' : `another Promisegraph (process ${String(owner.pid)})`;
  return [
    `The database in ${folder} is in use by ${who}.`,
    'Stop that one, or give this one a folder of its own with PROMISEGRAPH_DATA.',
  ].join('\n');
}
