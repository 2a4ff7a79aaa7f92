import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../root.js';
import { LocalDatabaseError, waysOn } from './error.js';

const pom = join(packageRoot, 'database', 'pom.xml');

/** Kept with the checkout and not with the data: throw-away databases use the same jars. */
const cache = join(packageRoot, '.promisegraph');

/**
 * The folder of Neo4j's jars (in `lib`). Its name holds the hash of pom.xml, so that a changed pom is a new folder and a
 * process that still runs on the old jars keeps them.
 */
export async function findServerJars(say: (line: string) => void, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = join(cache, `server-${hash}`);
  if (existsSync(folder)) return folder;
  const draft = join(cache, `download-${randomUUID()}`);
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  try {
    await download(join(draft, 'lib'), say, signal);
    moveIntoPlace(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** A rename is whole or not at all: half a download never looks like a server. A rival's finished one is as good. */
function moveIntoPlace(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

async function download(target: string, say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  say('Fetching the Neo4j server with Maven, once (about 120 MB) ...');
  const started = Date.now();
  // -U, as Maven remembers a failure: whoever was offline at the first try would be refused at the second as well.
  const goal = ['-B', '-U', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${target}`];
  const maven = spawn('mvn', goal, { stdio: ['ignore', 'pipe', 'pipe'], signal });
  const ended = new Promise<number>((resolve, reject) => {
    maven.once('error', reject);
    maven.once('close', (code) => { resolve(code ?? 1); });
  });
  const output: string[] = [];
  let jars = 0;
  let reportedAt = Date.now();
  for (const stream of [maven.stdout, maven.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output.push(line);
      if (/Downloaded from .*\.jar /.test(line)) jars += 1;
      if (jars === 0 || Date.now() - reportedAt < 3_000) return;
      reportedAt = Date.now();
      say(`  ... ${String(jars)} files so far`);
    });
  }
  const code = await ended.catch((error: unknown) => {
    if (signal?.aborted) throw signal.reason;
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LocalDatabaseError(`The embedded database needs Maven to fetch Neo4j, and "mvn" is not there.\n${waysOn}`);
  });
  if (code !== 0 || !existsSync(target) || readdirSync(target).length === 0) {
    // Its first error line says what is wrong; the dozen after it are advice on Maven.
    const errors = output.filter((line) => line.startsWith('[ERROR]'));
    const tail = (errors.length > 0 ? errors.slice(0, 1) : output.slice(-10)).join('\n');
    throw new LocalDatabaseError(`Maven could not fetch Neo4j; it said:\n${tail}\n\n${waysOn}`);
  }
  say(`Fetched in ${String(Math.round((Date.now() - started) / 1000))} s.`);
}
