import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { blocksOf } from '../../domain/import/blocks.rules.js';
import { ExportLedger } from '../../domain/import/ledger.rules.js';
import type { Digest } from '../../domain/import/ledger.rules.js';
import { Problems } from '../../domain/import/wish.rules.js';
import type { OrganizationState } from '../../domain/organization/organization.rules.js';
import { Refusal } from '../../domain/common/refusal.js';
import { ImportRefused } from '../import.js';
import { newDigest } from '../restoration.js';
import type { RestoreReport } from '../restore.js';
import { BlockReader } from './block-reader.js';
import type { Read } from './block-reader.js';
import { ThreadHand } from './crew.js';
import type { Hand } from './crew.js';
import { ImportFiles } from './import-files.js';
import type { Edge, Manifest } from './import-files.js';
import { AllPlaces, NodeNumbers } from './places.js';

/** As much of a file is read at once by one of the crew: some thousand acts. */
const blockSize = 1_000_000;
/** So many parts for each of the crew are under way: one that is read, and one to go on with. */
const partsForEach = 2;

export interface FilesWanted {
  /** Where the files go; null for a rehearsal, which writes none. */
  readonly folder: string | null;
  /** How many threads read beside this one; 0 for none. */
  readonly threads: number;
}

/**
 * Makes the files of Neo4j's importer out of exports: each is read once, in parts, by several threads; what holds between
 * the parts is held here. Nothing is to be made of the files until all exports were found to be right.
 */
export class ExportsToFiles {
  readonly #hands: readonly Hand[];
  /** For what waits until all agents are there. */
  readonly #files: ImportFiles | null;
  readonly #organizations = new Set<string>();
  /** Where the workflows of all of them are, for the edges between them that come last. */
  readonly #workflows = new AllPlaces(true);

  constructor({ folder, threads }: FilesWanted) {
    const numbers = new NodeNumbers();
    this.#files = folder === null ? null : new ImportFiles(join(folder, 'main'), numbers);
    this.#hands = threads === 0 ? [new OwnHand(this.#files)] : Array.from({ length: threads }, () => new ThreadHand({ folder, numbers: numbers.shared }));
  }

  /**
   * Adds the organisation of an export.
   * @param chunks the file as it is read, or as it is made
   * @throws ImportRefused with every line that is in the way; INVALID_INPUT for an organisation that was added before
   */
  async add(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, progress: (acts: number) => void): Promise<RestoreReport> {
    const reading = new Reading(this.#hands, this.#workflows, progress);
    await reading.read(chunks);
    const report = reading.report();
    const { id, name } = report.organization;
    if (this.#organizations.has(id)) throw new Refusal('INVALID_INPUT', `${name} (${id}) stands in another of these files already.`);
    this.#organizations.add(id);
    // Rounds point to workflows, which are kept apart from what else was read.
    this.#files?.addEdges(reading.unplaced, { find: (label, id) => (label === 'Workflow' ? this.#workflows : reading.places).find(label, id), keep: () => undefined });
    if (this.#files !== null && this.#files.takeUnplaced().length > 0) throw new Error('an export that was found to be right points to what is not in it');
    return report;
  }

  /** Ends the files. @returns null where there are none, in a rehearsal */
  async close(): Promise<Manifest | null> {
    const ended = await Promise.all(this.#hands.map((hand) => hand.close(this.#workflows.shared())));
    if (this.#files === null) return null;
    const manifests = [...ended, this.#files.close(this.#workflows)].filter((one) => one !== null);
    const sum = (of: (manifest: Manifest) => number): number => manifests.reduce((total, manifest) => total + of(manifest), 0);
    return {
      nodes: manifests.flatMap(({ nodes }) => nodes),
      edges: manifests.flatMap(({ edges }) => edges),
      counts: { nodes: sum(({ counts }) => counts.nodes), edges: sum(({ counts }) => counts.edges) },
    };
  }

  /** Lets go of everything, whatever is under way. */
  async stop(): Promise<void> {
    await Promise.all(this.#hands.map((hand) => hand.stop()));
  }
}

/** This very thread. */
class OwnHand implements Hand {
  readonly busy = 0;
  readonly #reader: BlockReader;

  constructor(files: ImportFiles | null) {
    this.#reader = new BlockReader(files);
  }

  read(...[job]: Parameters<Hand['read']>): Promise<Read> {
    return Promise.resolve().then(() => this.#reader.read(job));
  }

  /** Its files are the main ones, which are ended there. */
  close(): Promise<null> {
    return Promise.resolve(null);
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

/** One export being read. */
class Reading {
  readonly places = new AllPlaces(true);
  readonly unplaced: Edge[] = [];
  readonly #problems = new Problems();
  readonly #ledger = new ExportLedger(this.#problems);
  readonly #digest: Digest = newDigest();
  readonly #secret = randomBytes(32);
  #headed = false;
  #things = 0;
  #acts = 0;
  #organization: OrganizationState | null = null;

  constructor(private readonly hands: readonly Hand[], private readonly workflows: AllPlaces, private readonly progress: (acts: number) => void) {}

  async read(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const underWay: Promise<Read>[] = [];
    let kind = '';
    for await (const block of blocksOf(chunks, blockSize)) {
      // What comes after all of a kind points to it: each of them has its place by then.
      const most = block.kind === kind ? this.hands.length * partsForEach - 1 : 0;
      while (underWay.length > most) await this.#take(underWay);
      kind = block.kind;
      underWay.push(this.#hand().read({ block, organization: this.#headed ? (this.#ledger.organization ?? '') : null, secret: this.#secret, places: this.#placesFor(kind) }));
      // Whoever fails is heard of when it is its turn.
      underWay.at(-1)?.catch(() => undefined);
      this.#headed = true;
    }
    while (underWay.length > 0) await this.#take(underWay);
    this.#ledger.close();
  }

  report(): RestoreReport {
    if (this.#problems.count > 0 || this.#organization === null) throw new ImportRefused(this.#problems);
    return { organization: this.#organization, things: this.#things, acts: this.#acts };
  }

  #hand(): Hand {
    return this.hands.reduce((least, hand) => (hand.busy < least.busy ? hand : least));
  }

  /** Nobody looks where somebody else may be writing. */
  #placesFor(kind: string): ReturnType<AllPlaces['shared']> {
    const { Agent, Concern } = this.places.shared();
    const none = new AllPlaces().shared();
    if (kind === 'CONCERN') return { ...none, Agent };
    return kind === 'WORKFLOW' ? { ...none, Agent, Concern } : none;
  }

  async #take(underWay: Promise<Read>[]): Promise<void> {
    const read = await underWay.shift();
    if (read === undefined) return;
    this.#ledger.take(read.part);
    if (read.part.end !== null) this.#ledger.end(read.part.end, this.#digest);
    else if (!this.#ledger.hasEnded) this.#digest.update(read.digested);
    for (const { label, id, node } of read.kept) (label === 'Workflow' ? this.workflows : this.places).keep(label, id, node);
    // One by one: there may be more than an argument list holds.
    for (const edge of read.unplaced) this.unplaced.push(edge);
    this.#things += read.things;
    this.#acts += read.acts;
    this.#organization ??= read.organization;
    this.progress(this.#acts);
  }
}
