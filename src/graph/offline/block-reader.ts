import type { OrganizationState } from '../../domain/organization/organization.rules.js';
import type { Block } from '../../domain/import/blocks.rules.js';
import { ChainReader } from '../../domain/import/chain-reader.rules.js';
import type { Part, Restored } from '../../domain/import/chain-reader.rules.js';
import { linesIn } from '../../domain/import/lines.rules.js';
import type { Line } from '../../domain/import/lines.rules.js';
import { emptyBulk } from '../bulk.js';
import { next } from '../composing.js';
import { organizationProperties } from '../projection.js';
import { ThingRows, externalRow } from '../restoration.js';
import { NewWordsKeys } from '../words.js';
import type { Edge, ImportFiles, Manifest } from './import-files.js';
import { PlacesOfPart } from './places.js';
import type { SharedPlaces } from './places.js';

/** A part of an export to be read, with what whoever reads it has to know of the rest. */
export interface Job {
  readonly block: Block;
  /** The organisation of the header; null in the part that begins with it. */
  readonly organization: string | null;
  /** What new keys for words are made of. */
  readonly secret: Uint8Array;
  readonly places: SharedPlaces;
}

/** What was read of a part. Plain data: it comes from another thread. */
export interface Read {
  readonly part: Part;
  /** What the digest of the whole is made of. */
  readonly digested: Uint8Array;
  readonly things: number;
  readonly acts: number;
  readonly organization: OrganizationState | null;
  /** Where it has put what others point to. */
  readonly kept: PlacesOfPart['kept'];
  readonly unplaced: readonly Edge[];
}

/** Reads one part after another, and writes the rows of what it reads. */
export class BlockReader {
  #secret: Uint8Array = new Uint8Array();
  #wordsKeys = new NewWordsKeys();
  #things = 0;
  #acts = 0;
  #state: OrganizationState | null = null;

  /** @param files where rows go; null for a rehearsal */
  constructor(private readonly files: ImportFiles | null) {}

  read({ block, organization, secret, places: shared }: Job): Read {
    // Of the same export the keys are the same.
    if (Buffer.compare(secret, this.#secret) !== 0) [this.#secret, this.#wordsKeys] = [secret, new NewWordsKeys(secret)];
    [this.#things, this.#acts, this.#state] = [0, 0, null];
    const places = new PlacesOfPart(shared);
    const lines = linesIn(block.bytes, block.first);
    const reader = new ChainReader(next, organization !== null);
    const rows = new ThingRows(organization ?? '', this.#wordsKeys);
    const take = (thing: Restored | null): void => { this.#take(thing, rows, places); };
    for (const line of lines) {
      const { thing, external } = reader.take(line);
      take(thing);
      if (external !== null && organization !== null) this.files?.add({ ...emptyBulk(), externals: [externalRow(organization, external)] }, places);
    }
    take(reader.rest());
    const unplaced = this.files?.takeUnplaced() ?? [];
    return {
      part: reader.part(), digested: digestedOf(block.bytes, lines), things: this.#things, acts: this.#acts, organization: this.#state, kept: places.kept,
      // When concerns and workflows come, every agent is there; or there is a problem, and nothing becomes of it.
      unplaced: block.kind === 'CONCERN' || block.kind === 'WORKFLOW' ? [] : unplaced,
    };
  }

  /** @param workflows where all workflows are */
  close(workflows: SharedPlaces): Manifest | null {
    return this.files?.close(new PlacesOfPart(workflows)) ?? null;
  }

  #take(thing: Restored | null, rows: ThingRows, places: PlacesOfPart): void {
    if (thing === null) return;
    this.#things += 1;
    this.#acts += thing.acts.length;
    if (thing.kind === 'ORGANIZATION') {
      const state = thing.states[thing.states.length - 1] as OrganizationState;
      this.#state = state;
      this.files?.addOrganization(state.id, organizationProperties(state));
    }
    if (this.files === null) return;
    const bulk = emptyBulk();
    rows.add(thing, bulk);
    this.files.add(bulk, places);
  }
}

const beginOfMark = 0xef;

/** Lines are digested without what is nothing to them: most parts have nothing of the kind, and are digested as they are. */
function digestedOf(bytes: Uint8Array, lines: readonly Line[]): Uint8Array {
  // A Buffer finds a byte many times as fast.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isPlain = bytes[0] !== beginOfMark && !buffer.includes('\r') && lines.reduce((from, line) => ('text' in line && from !== -1 ? buffer.indexOf('\n', from) + 1 || -1 : -1), 0) === bytes.length;
  return isPlain ? bytes : Buffer.from(lines.map((line) => ('text' in line ? `${line.text}\n` : '')).join(''));
}
