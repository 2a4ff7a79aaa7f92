import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Installation, javaFlags } from './installation.js';

/*
 * A server loads twelve thousand classes before it answers. Mapped from an archive that takes 3.7 s instead of 5.2, so the
 * first server writes down which they are, and a process beside it makes the archive when the start is over.
 *
 * Not with ArchiveClassesAtExit, which is simpler: it makes the archive while the server ends, and so somebody's very
 * first Ctrl-C took 16 s.
 */

const listOf = (folder: string): string => join(folder, 'classes.list');
/** Beside the people who are looking at the demo for the first time, not before them. */
const pauseBefore = 20_000;
/** Java 17 writes lines into its list that are longer than it can read again. */
const longestLine = 4_000;

/** Flags that map an archive, where there is one. */
export function archiveFlags(installation: Installation): string[] {
  const archive = archiveOf(installation);
  return existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`, '-Xshare:auto', '-Xlog:cds=off'] : [];
}

export function classFlags(installation: Installation, isForNow: boolean): string[] {
  const mapped = archiveFlags(installation);
  if (mapped.length > 0) return mapped;
  // A throw-away's machine may never start another: the archive would be made for nobody, and while tests run. And one that is short-lived
  // has ended before it would be made.
  return isForNow ? [] : [`-XX:DumpLoadedClassList=${listOf(installation.folder)}`];
}

/** Does nothing where an archive exists or no list was begun. It is a convenience: whatever fails is tried next time. */
export async function archiveClasses(installation: Installation, signal: AbortSignal): Promise<void> {
  const { folder, java } = installation;
  const [archive, list] = [archiveOf(installation), listOf(folder)];
  const [wanted, draft] = [join(folder, 'classes.wanted'), join(folder, 'classes.jsa')];
  if (existsSync(archive) || !existsSync(list)) return;
  try {
    await sleep(pauseBefore, undefined, { signal });
    // The server is still writing: its last line may be half a one.
    const lines = readFileSync(list, 'utf8').split('\n').slice(0, -1);
    writeFileSync(wanted, lines.filter((line) => line.length < longestLine).join('\n'));
    const flags = ['-Xshare:dump', `-XX:SharedClassListFile=${wanted}`, `-XX:SharedArchiveFile=${draft}`];
    if (!(await runQuietly(java.command, [...flags, ...javaFlags(installation)], signal))) return;
    // Under a name of its own first: no server may map half a file, and the data may be on another disk than the jars.
    const arriving = `${archive}.${randomUUID()}`;
    copyFileSync(draft, arriving);
    renameSync(arriving, archive);
  } catch {
    return;
  } finally {
    for (const path of [wanted, draft]) rmSync(path, { force: true });
  }
}

async function runQuietly(command: string, parameters: string[], signal: AbortSignal): Promise<boolean> {
  return await new Promise((resolve) => {
    const child = spawn(command, parameters, { stdio: 'ignore', signal, killSignal: 'SIGKILL' });
    child.once('error', () => { resolve(false); });
    child.once('exit', (code) => { resolve(code === 0); });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  });
}

/** An archive fits the very Java that wrote it, and the heap's size decides how it writes references. */
function archiveOf({ jars, java, heap }: Installation): string {
  const fit = createHash('sha256').update([java.command, java.build, heap].join('\n')).digest('hex').slice(0, 12);
  return join(jars, `classes-${fit}.jsa`);
}
