import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import neo4j from 'neo4j-driver';
import { classFlags } from './classes.js';
import { LocalDatabaseError } from './error.js';
import { type Installation, javaFlags } from './installation.js';
import { identifyProcess, type ProcessIdentity } from './processes.js';
import { neo4jConfiguration, type ServerSettings } from './settings.js';

export const databaseUser = 'neo4j';

export interface ServerProcess {
  readonly identity: ProcessIdentity;
  /** Resolves, never rejects, with how it ended: "exit code 1", "SIGKILL". */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
  /** What this very process has written to the log. */
  output(): string;
}

export const homeOf = (folder: string): string => join(folder, 'home');
export const logOf = (folder: string): string => join(folder, 'neo4j.log');
export const processFileOf = (folder: string): string => join(folder, 'process.json');

export const environmentFor = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NEO4J_HOME: homeOf(folder),
  NEO4J_CONF: join(homeOf(folder), 'conf'),
});

/**
 * Must come before the first start. The words go through a file that only we can read, since a command line is in
 * everybody's process list; and straight to the admin tool, since Neo4j's wrapper would start a second Java that has
 * them on its command line again.
 */
export async function setInitialPassword({ folder, jars, java, password }: Installation): Promise<void> {
  if (existsSync(join(homeOf(folder), 'data', 'databases', 'system'))) return;
  mkdirSync(join(homeOf(folder), 'conf'), { recursive: true });
  const argumentFile = join(folder, `arguments-${randomUUID()}`);
  const words = [`-cp "${join(jars, 'lib').replaceAll('\\', '\\\\')}/*"`, '-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1', 'org.neo4j.cli.AdminTool'];
  // One password in sixty-four begins with a hyphen, which would be taken for an option.
  writeFileSync(argumentFile, [...words, 'dbms', 'set-initial-password', '--', password].join('\n'), { mode: 0o600 });
  try {
    await promisify(execFile)(java.command, [`@${argumentFile}`], { env: environmentFor(folder) });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    throw new LocalDatabaseError(`Neo4j did not take its first password; it said:\n${said.trim()}`);
  } finally {
    rmSync(argumentFile, { force: true });
  }
}

/**
 * Java gives quick compiling a fifth of the usual room for machine code, 48 MB. Neo4j fills that within minutes, and from
 * then on code is thrown away, interpreted and compiled again, over and over.
 */
const quickCompiling = ['-XX:TieredStopAtLevel=1', '-XX:ReservedCodeCacheSize=240m'];

export function spawnServer(installation: Installation, settings: ServerSettings): ServerProcess {
  const { folder, java } = installation;
  const configuration = join(homeOf(folder), 'conf');
  mkdirSync(configuration, { recursive: true });
  writeFileSync(join(configuration, 'neo4j.conf'), neo4jConfiguration(settings));
  turnLogOver(logOf(folder));
  const log = openSync(logOf(folder), 'a', 0o600);
  const logStart = statSync(logOf(folder)).size;
  const child = spawn(
    java.command,
    [
      ...classFlags(installation, settings.throwaway || settings.shortLived),
      ...(settings.shortLived ? quickCompiling : []),
      ...javaFlags(installation, settings.collector),
      ...(settings.young === undefined ? [] : [`-Xmn${settings.young}`]),
      'org.neo4j.server.CommunityEntryPoint',
      `--home-dir=${homeOf(folder)}`,
      `--config-dir=${configuration}`,
      // Its words go to our log, beside those of Java itself, instead of a file of their own.
      '--console-mode',
    ],
    {
      env: environmentFor(folder),
      stdio: ['ignore', log, log],
      // A session of its own: Ctrl-C reaches the whole group of the terminal, and the database must outlive the API's
      // last requests.
      detached: true,
    },
  );
  closeSync(log);
  let over = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => { resolve(error.message); });
    child.once('exit', (code, signal) => { resolve(signal ?? `exit code ${String(code)}`); });
  });
  void ended.then(() => {
    over = true;
  });
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
  if (identity === undefined) throw new LocalDatabaseError(`Neo4j could not be started with "${java.command}".`);
  // Written before anything else can go wrong: it is how the next start knows this process, should we be killed.
  writeFileSync(processFileOf(folder), JSON.stringify(identity), { mode: 0o600 });
  return {
    identity,
    ended,
    hasEnded: () => over,
    output: () => readFileSync(logOf(folder)).subarray(logStart).toString('utf8'),
  };
}

/** An open port is not yet a database: ready is when a query is answered. False when the process ended before. */
export async function waitUntilAnswering(
  server: ServerProcess,
  uri: string,
  password: string,
  signal: AbortSignal,
): Promise<boolean> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(databaseUser, password), {
    connectionTimeout: 2_000,
    maxConnectionPoolSize: 1,
    maxTransactionRetryTime: 0,
    telemetryDisabled: true,
  });
  try {
    while (!server.hasEnded()) {
      signal.throwIfAborted();
      try {
        await driver.executeQuery('RETURN 1', {}, { database: 'neo4j' });
        return true;
      } catch (error) {
        if ((error as { code?: string }).code === 'Neo.ClientError.Security.Unauthorized') {
          throw new LocalDatabaseError(
            'The embedded database refuses the password kept beside it. Put the right one back into the file ' +
              '"password" of its folder, or remove the folder to begin with an empty database.',
          );
        }
        await sleep(150);
      }
    }
    return false;
  } finally {
    await driver.close();
  }
}

export async function findFreePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No port was given.'));
        else resolve(address.port);
      });
    });
  });
}

const logLimit = 10 * 1024 * 1024;

function turnLogOver(log: string): void {
  if (existsSync(log) && statSync(log).size > logLimit) renameSync(log, `${log}.1`);
}
