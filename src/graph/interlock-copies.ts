import { Refusal } from '../domain/common/refusal.js';
import { buildGraph } from '../domain/interlock/building.rules.js';
import { putWorkflow } from '../domain/interlock/changes.rules.js';
import { factsOf } from '../domain/interlock/facts-of-state.rules.js';
import type { CascadePlace, SeenFacts } from '../domain/interlock/facts-of-state.rules.js';
import type { InterlockGraph } from '../domain/interlock/graph.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { copied, shared, tooLarge, workflowsASlice } from './copying.js';
import type { Database, Reading } from './database.js';
import { others } from './slices.js';
import { statement } from './statement.js';
import { Turns } from './turns.js';

/*
 * A copy of the interlock of an organisation in the memory of the process, so that what hangs on what is found without
 * asking the database edge by edge. It is never older than what whoever asks has seen written: each time it is asked
 * for, it first takes in what has changed since, in one round trip, by the numbers of the outbox and the few events that
 * have none yet.
 */

interface ChangedRow { last: number; floor: number; epoch: string | null; numbered: number[]; facts: string[]; above: Above[] }

/** Whom the chain above shows a workflow to, marked as they are among the eyes of a viewer. */
interface Above { readonly id: string; readonly above: readonly string[] }

const changed = statement<{ org: string; after: number; limit: number }, ChangedRow>('outbox/changed');
interface PageRow { facts: string[]; above: Above[]; lastId: string | null }

const page = statement<{ org: string; afterId: string; limit: number }, PageRow>('export/interlock');

const workflowsAPage = 2_500;
/** Past so many events it costs less to read everything anew. */
const eventsAtMost = 20_000;
/** Milliseconds for which an organisation that was found too large is not read again. */
const tooLargeFor = 600_000;

/** How far the outbox of an organisation goes, as of a reading. */
export interface OutboxMark {
  readonly last: number;
  readonly floor: number;
  /** Null where nobody has numbered anything yet. */
  readonly epoch: string | null;
}

/** A copy, as it stands now. */
export interface InterlockCopy {
  readonly graph: InterlockGraph;
  /** Who sees what not all see, by the number of the workflow in the graph. */
  readonly seers: ReadonlyMap<number, readonly string[]>;
  /** Who sees some of these besides, from above. */
  readonly above: ReadonlyMap<number, readonly string[]>;
  /** What workflows say of their places in the cascade, where they say something. */
  readonly places: ReadonlyMap<number, CascadePlace>;
}

class Copy implements InterlockCopy {
  graph: InterlockGraph;
  readonly seers = new Map<number, readonly string[]>();
  readonly above = new Map<number, readonly string[]>();
  readonly places = new Map<number, CascadePlace>();
  usedAt = 0;

  constructor(zone: string, public number: number, public epoch: string | null) {
    this.graph = buildGraph(zone, []);
  }

  take(facts: SeenFacts): void {
    putWorkflow(this.graph, facts);
    this.note(facts);
  }

  /** Keeps what the graph has no column for: few workflows have any of it. */
  note({ id, visibility, seers, place }: SeenFacts): void {
    const node = this.graph.node(id);
    if (seers === null) this.seers.delete(node);
    else this.seers.set(node, seers);
    if (visibility !== 'PARTIES_AND_CHAIN_ABOVE') this.above.delete(node);
    if (place === null) this.places.delete(node);
    else this.places.set(node, place);
  }

  show(shown: readonly Above[]): void {
    for (const { id, above } of shown) this.above.set(this.graph.node(id), above);
  }
}

interface Held {
  copy: Copy | null;
  /** What is being read now, and what those wait for who came too late for it. */
  reading: Promise<Copy> | null;
  next: Promise<Copy> | null;
  /** What the next reading must have seen written, for all who wait for it. */
  bookmarks: Set<string>;
  /** Until when it is taken for too large, by the clock that nobody sets. */
  tooLargeUntil: number;
}

export interface CopiesOptions {
  readonly database: Database;
  /** How many workflows all copies together may hold: the one that was not asked for the longest goes first. */
  readonly mostWorkflows: number;
  /** Copies are put together one after the other: several at once would need their memory all at once. */
  readonly building?: Turns;
}

export class InterlockCopies {
  /** For walking: one question after the other, and what else waits for the process in between. */
  readonly walking = new Turns(1);
  readonly #held = new Map<string, Held>();
  readonly #building: Turns;
  #clock = 0;

  constructor(private readonly options: CopiesOptions) {
    this.#building = options.building ?? new Turns(1);
  }

  /**
   * The interlock of an organisation, with all that was written before now. What is returned is shared: whoever asks it does
   * so at once, before anything else can change it.
   */
  async of(org: string, zone: string, { bookmarks = [], budget }: Reading = {}): Promise<InterlockCopy> {
    const held = this.#held.get(org) ?? { copy: null, reading: null, next: null, bookmarks: new Set(), tooLargeUntil: 0 };
    this.#held.set(org, held);
    if (performance.now() < held.tooLargeUntil) throw tooLarge();
    for (const bookmark of bookmarks) held.bookmarks.add(bookmark);
    const copy = await shared(this.#fresh(org, zone, held), budget);
    copy.usedAt = ++this.#clock;
    this.#makeRoom(org);
    return copy;
  }

  /** Up to which number of the outbox the copy that is at hand goes; null where there is none. */
  atHand(org: string): { readonly number: number } | null {
    const copy = this.#held.get(org)?.copy ?? null;
    return copy === null ? null : { number: copy.number };
  }

  /**
   * The copy at hand, for whoever has found that nothing has changed since it went up to a number. Null when it is not of that
   * history or zone, or has gone.
   */
  current(org: string, zone: string, number: number, { last, floor, epoch }: OutboxMark): InterlockCopy | null {
    const copy = this.#held.get(org)?.copy ?? null;
    if (copy === null || copy.number < number || copy.graph.calendar.zone !== zone || copy.epoch !== epoch || floor > number || last < number) return null;
    copy.usedAt = ++this.#clock;
    return copy;
  }

  // Whoever asks while it is being read may have written since that began: they wait for the reading after it, together.
  #fresh(org: string, zone: string, held: Held): Promise<Copy> {
    if (held.reading === null) {
      const bookmarks = [...held.bookmarks];
      held.bookmarks = new Set();
      const first = this.#read(org, zone, held, { bookmarks }).finally(() => {
        held.reading = null;
      });
      held.reading = first;
      return first;
    }
    held.next ??= held.reading.then(() => undefined, () => undefined).then(() => {
      held.next = null;
      return this.#fresh(org, zone, held);
    });
    return held.next;
  }

  async #read(org: string, zone: string, held: Held, reading: Reading): Promise<Copy> {
    if (held.copy !== null && held.copy.graph.calendar.zone === zone && (await this.#catchUp(org, held.copy, reading))) return held.copy;
    held.copy = null;
    const leave = await this.#building.take(org);
    try {
      held.copy = await this.#build(org, zone, reading);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'TOO_LARGE') held.tooLargeUntil = performance.now() + tooLargeFor;
      throw error;
    } finally {
      leave();
    }
    return held.copy;
  }

  /** @returns false when the copy can't be brought up to date: events have been forgotten, or another history was restored */
  async #catchUp(org: string, copy: Copy, reading: Reading): Promise<boolean> {
    const [row] = await this.options.database.read(changed, { org, after: copy.number, limit: eventsAtMost }, reading);
    if (row === undefined || row.epoch !== copy.epoch || row.floor > copy.number || row.last < copy.number || row.numbered.length === eventsAtMost) return false;
    for (const [index, text] of row.facts.entries()) {
      // Whoever walks in between finds some of what has changed: each workflow as it is, or as it was when they asked.
      if (index % workflowsASlice === workflowsASlice - 1) await others();
      copy.take(readFacts(text));
    }
    copy.show(row.above);
    // A commit becomes visible bit by bit: what lies behind a number that isn't there yet is taken in again next time.
    for (const number of row.numbered) {
      if (number !== copy.number + 1) break;
      copy.number = number;
    }
    return true;
  }

  async #build(org: string, zone: string, reading: Reading): Promise<Copy> {
    const { database } = this.options;
    const [head] = await database.read(changed, { org, after: Number.MAX_SAFE_INTEGER, limit: 1 }, reading);
    const copy = new Copy(zone, head?.last ?? 0, head?.epoch ?? null);
    const [noted, shown]: [SeenFacts[], Above[]] = [[], []];
    copy.graph = await copied(zone, this.#pages(org, noted, shown, reading), this.options.mostWorkflows);
    for (const facts of noted) copy.note(facts);
    copy.show(shown);
    // What changed while the pages were read.
    if (!(await this.#catchUp(org, copy, reading))) return this.#build(org, zone, reading);
    return copy;
  }

  /** @param noted and `shown` are given what the graph has no column for */
  async *#pages(org: string, noted: SeenFacts[], shown: Above[], reading: Reading): AsyncGenerator<readonly SeenFacts[]> {
    for (let coming: Promise<PageRow[]> | null = this.#page(org, '', reading); coming !== null; ) {
      const row: PageRow | undefined = (await coming)[0];
      const lastId: string | null = row === undefined || row.facts.length < workflowsAPage ? null : row.lastId;
      // The database reads the next page while this one is taken in.
      coming = lastId === null ? null : this.#page(org, lastId, reading);
      const facts = (row?.facts ?? []).map(readFacts);
      noted.push(...facts.filter(({ seers, place }) => seers !== null || place !== null));
      shown.push(...(row?.above ?? []));
      yield facts;
    }
  }

  #page(org: string, afterId: string, reading: Reading): Promise<PageRow[]> {
    const coming = this.options.database.read(page, { org, afterId, limit: workflowsAPage }, reading);
    coming.catch(() => undefined); // whoever waits for it is told; where the one before was too much, nobody does
    return coming;
  }

  #makeRoom(asked: string): void {
    const copies = [...this.#held].flatMap(([org, { copy }]) => (copy === null ? [] : [{ org, copy }])).sort((left, right) => left.copy.usedAt - right.copy.usedAt);
    let workflows = copies.reduce((sum, { copy }) => sum + copy.graph.size, 0);
    for (const { org, copy } of copies) {
      if (workflows <= this.options.mostWorkflows || org === asked) return;
      workflows -= copy.graph.size;
      const held = this.#held.get(org);
      if (held?.reading === null) this.#held.delete(org);
    }
  }
}

/** What a workflow has been written with since there are facts, and the state of one that was last written before. */
export function readFacts(text: string): SeenFacts {
  const read = JSON.parse(text) as SeenFacts | WorkflowState;
  return 'format' in read ? factsOf(read) : read;
}
