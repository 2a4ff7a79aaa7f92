import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { claimFolder } from './claim.js';
import type { Claim } from './claim.js';
import { makePrivateFolder, readOrMakePassword, stopStaleServer } from './database.js';
import type { Manifest } from '../graph/offline/import-files.js';
import { archiveFlags } from './classes.js';
import { LocalDatabaseError } from './error.js';
import { javaFlags } from './installation.js';
import type { Installation } from './installation.js';
import { findServerJars } from './jars.js';
import { findJava } from './java.js';
import { environmentFor, homeOf, setInitialPassword } from './server.js';

/** The name that Neo4j's own tools give a dump. */
export const dumpName = 'neo4j.dump';

/**
 * Neo4j's importer reads so much of a file at once, and of each file so much before it begins: to guess how much there is.
 * The longest row has to fit.
 */
const smallestBuffer = 1024 * 1024;

/** Below this the importer is done before thorough compiling has paid for itself, which takes a third of its time. */
const nodesForThorough = 100_000;

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
      await this.#run(['database', 'dump', 'neo4j', `--to-path=${draft}`]);
      renameSync(join(draft, dumpName), file);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }

  /** Makes the database what a dump holds. Never over one that is there. */
  async load(folder: string): Promise<void> {
    this.#refuseWhereThereIsOne();
    await setInitialPassword(this.installation);
    await this.#run(['database', 'load', 'neo4j', `--from-path=${resolve(folder)}`]);
  }

  /** An empty folder for what becomes a store; whatever an import that was killed left in it is gone. */
  draftFolder(): string {
    const draft = this.#draft;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    return draft;
  }

  removeDraft(): void {
    rmSync(this.#draft, { recursive: true, force: true });
  }

  /**
   * Makes a store of the files and, when it is whole, the database of it: in a home of its own first, so that an import
   * that breaks off leaves no half of one.
   * @throws LocalDatabaseError where the importer found another number of things in the files than were written
   */
  async importFiles({ nodes, edges, counts }: Manifest, dialect: { readonly quote: string; readonly arrayDelimiter: string }): Promise<void> {
    const home = join(this.#draft, 'home');
    mkdirSync(join(home, 'conf'), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, 'conf', 'neo4j.conf'), 'dbms.usage_report.enabled=false\n');
    const multiline = [...nodes, ...edges].filter((file) => file.multiline).map(({ path }) => path);
    const longest = Math.max(0, ...[...nodes, ...edges].map((file) => file.longest));
    const said = await this.#run([
      'database', 'import', 'full', 'neo4j', `--quote=${dialect.quote}`, `--array-delimiter=${dialect.arrayDelimiter}`, '--bad-tolerance=0', `--report-file=${join(home, 'report')}`,
      '--id-type=actual', `--read-buffer-size=${String(Math.max(smallestBuffer, 2 * longest))}`, ...(multiline.length === 0 ? [] : ['--multiline-fields-format=v2', `--multiline-fields=${multiline.join(',')}`]),
      ...nodes.map(({ name, path }) => `--nodes=${name}=${path}`), ...edges.map(({ name, path }) => `--relationships=${name}=${path}`),
    ], { home, isQuick: counts.nodes < nodesForThorough });
    const imported = (what: string): number => Number(new RegExp(`^\\s*(\\d+) ${what}`, 'm').exec(said)?.[1] ?? Number.NaN);
    if (imported('nodes') !== counts.nodes || imported('relationships') !== counts.edges) {
      throw new LocalDatabaseError(`Neo4j's importer did not find what was written for it (${String(counts.nodes)} nodes and ${String(counts.edges)} edges), and nothing was brought in; it said:\n${said.trim().split('\n').slice(-12).join('\n')}`);
    }
    this.#moveIn(join(home, 'data'));
  }

  /** The log goes first: a log without a store is swept away by the next import, a store without its log opens for nobody. */
  #moveIn(from: string): void {
    const to = join(homeOf(this.installation.folder), 'data');
    for (const part of ['transactions', 'databases']) {
      mkdirSync(join(to, part), { recursive: true, mode: 0o700 });
      rmSync(join(to, part, 'neo4j'), { recursive: true, force: true });
      renameSync(join(from, part, 'neo4j'), join(to, part, 'neo4j'));
    }
  }

  release(): void {
    this.claim.release();
  }

  get #draft(): string {
    return join(this.installation.folder, 'import');
  }

  #refuseWhereThereIsOne(): void {
    if (!this.exists) return;
    const { folder } = this.installation;
    throw new LocalDatabaseError(`There is a database in ${folder} already, and nothing that is there is overwritten.\nMove that folder away, or name another data folder with PROMISEGRAPH_DATA.`);
  }

  /** @returns what it said */
  async #run(words: readonly string[], { home, isQuick = false }: { readonly home?: string; readonly isQuick?: boolean } = {}): Promise<string> {
    const { folder, java } = this.installation;
    const environment = home === undefined ? environmentFor(folder) : { ...environmentFor(folder), NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf') };
    // The server's own flags: an archive of its classes, where there is one, is good for its tools as well.
    const flags = [...archiveFlags(this.installation), ...(isQuick ? ['-XX:TieredStopAtLevel=1'] : []), ...javaFlags(this.installation), 'org.neo4j.cli.AdminTool'];
    try {
      const { stdout, stderr } = await promisify(execFile)(java.command, [...flags, ...words], { env: environment, maxBuffer: 64 * 1024 * 1024 });
      return `${stdout}\n${stderr}`;
    } catch (error) {
      const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
      const said = `${stderr}\n${stdout}`.trim().split('\n').slice(-12).join('\n');
      throw new LocalDatabaseError(`Neo4j could not ${words.slice(0, 2).join(' ')}; it said:\n${said === '' ? String(error) : said}`);
    }
  }
}
