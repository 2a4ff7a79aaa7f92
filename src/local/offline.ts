import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { claimFolder } from './claim.js';
import type { Claim } from './claim.js';
import { makePrivateFolder, readOrMakePassword, stopStaleServer } from './database.js';
import { LocalDatabaseError } from './error.js';
import type { Installation } from './installation.js';
import { findServerJars } from './jars.js';
import { findJava } from './java.js';
import { environmentFor, homeOf, setInitialPassword } from './server.js';

/** The name that Neo4j's own tools give a dump. */
export const dumpName = 'neo4j.dump';

export interface OfflineOptions {
  /** The data folder (PROMISEGRAPH_DATA). */
  readonly folder: string;
  readonly heap: string;
  readonly say: (line: string) => void;
}

/**
 * The embedded database while no server runs on it, for Neo4j's own tools. It is claimed as a server would claim it, so
 * that none can start meanwhile.
 */
export class OfflineDatabase {
  private constructor(private readonly installation: Installation, private readonly claim: Claim) {}

  /** @throws LocalDatabaseError where a server runs on it, or Java or Maven is missing */
  static async open(options: OfflineOptions): Promise<OfflineDatabase> {
    const folder = resolve(options.folder, 'database');
    makePrivateFolder(folder);
    const claim = claimFolder(folder);
    try {
      await stopStaleServer(folder, options.say);
      const java = await findJava();
      const jars = await findServerJars(options.say);
      const installation: Installation = { folder, jars, java, password: readOrMakePassword(folder), heap: options.heap };
      await setInitialPassword(installation);
      return new OfflineDatabase(installation, claim);
    } catch (error) {
      claim.release();
      throw error;
    }
  }

  /** Whether there is a database at all, even an empty one. */
  get exists(): boolean {
    return existsSync(join(homeOf(this.installation.folder), 'data', 'databases', 'neo4j'));
  }

  /** Writes the whole database to a file; under another name until it is whole. */
  async dump(file: string): Promise<void> {
    const draft = mkdtempSync(`${file}.`);
    try {
      await this.#run('database', 'dump', 'neo4j', `--to-path=${draft}`);
      renameSync(join(draft, dumpName), file);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }

  /** Makes the database what a dump holds. Never over one that is there. */
  async load(folder: string): Promise<void> {
    this.#refuseWhereThereIsOne();
    await this.#run('database', 'load', 'neo4j', `--from-path=${resolve(folder)}`);
  }

  release(): void {
    this.claim.release();
  }

  #refuseWhereThereIsOne(): void {
    if (!this.exists) return;
    const { folder } = this.installation;
    throw new LocalDatabaseError(`There is a database in ${folder} already, and nothing that is there is overwritten.\nMove that folder away, or name another data folder with PROMISEGRAPH_DATA.`);
  }

  async #run(...words: string[]): Promise<void> {
    const { folder, jars, java, heap } = this.installation;
    const flags = [`-Xmx${heap}`, '--add-opens=java.base/java.nio=ALL-UNNAMED', '-cp', join(jars, 'lib', '*'), 'org.neo4j.cli.AdminTool'];
    try {
      await promisify(execFile)(java.command, [...flags, ...words], { env: environmentFor(folder), maxBuffer: 64 * 1024 * 1024 });
    } catch (error) {
      const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
      const said = `${stderr}\n${stdout}`.trim().split('\n').slice(-12).join('\n');
      throw new LocalDatabaseError(`Neo4j could not ${words.slice(0, 2).join(' ')}; it said:\n${said === '' ? String(error) : said}`);
    }
  }
}
