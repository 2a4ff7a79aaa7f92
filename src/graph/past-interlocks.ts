import type { InterlockGraph } from '../domain/interlock/graph.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { copied, shared } from './copying.js';
import type { Database, Reading } from './database.js';
import { readFacts } from './interlock-copies.js';
import type { CascadePlace, SeenFacts } from '../domain/interlock/facts-of-state.rules.js';
import { statement } from './statement.js';
import { Turns } from './turns.js';

/*
 * Interlocks as they stood at moments that have passed. What was recorded by then changes no more, so one that has been put
 * together serves whoever asks about the same moment, until it has to make room.
 */

const page = statement<{ org: string; at: Moment; afterId: string; limit: number }, { states: string[]; lastId: string | null }>('export/interlock-as-of');

/** States are some kilobytes each, unlike the facts of the present. */
const workflowsAPage = 1_000;
/** Milliseconds after which whatever was recorded by a moment has committed, or never will: far more than a change is given. */
const untilSettled = 60_000;

/** An interlock as it stood. */
export interface PastInterlock {
  readonly graph: InterlockGraph;
  /** What workflows said of their places in the cascade, where they said something. */
  readonly places: ReadonlyMap<number, CascadePlace>;
}

interface Held {
  readonly interlock: Promise<PastInterlock>;
  /** Known when it is there. */
  size: number;
}

export interface PastInterlocksOptions {
  readonly database: Database;
  /** How many workflows all of them together may hold: what was not asked for the longest goes first. */
  readonly mostWorkflows: number;
  /** And how many moments, however small. */
  readonly mostMoments?: number;
  /** They are put together one after the other, and after those of the present: each needs as much memory as it holds, and more. */
  readonly building?: Turns;
}

export class PastInterlocks {
  /** In the order in which they were last asked for. */
  readonly #held = new Map<string, Held>();

  readonly #building: Turns;

  constructor(private readonly options: PastInterlocksOptions) {
    this.#building = options.building ?? new Turns(1);
  }

  /** An organisation's interlock as it stood at a moment that has passed. What is returned is shared, and never changes. */
  of(org: string, zone: string, at: Moment, now: Moment, reading: Reading = {}): Promise<PastInterlock> {
    return shared(this.#interlock(org, zone, at, now, reading), reading.budget);
  }

  #interlock(org: string, zone: string, at: Moment, now: Moment, reading: Reading): Promise<PastInterlock> {
    // An act of a moment ago may not have committed yet: what it has not changed must not be held for what it has.
    if (Date.parse(now) - Date.parse(at) < untilSettled) return this.#build(org, zone, at, reading);
    const key = JSON.stringify([org, zone, at]);
    const held = this.#held.get(key) ?? this.#begin(key, this.#build(org, zone, at, reading));
    this.#held.delete(key);
    this.#held.set(key, held);
    return held.interlock;
  }

  #begin(key: string, interlock: Promise<PastInterlock>): Held {
    const held: Held = { interlock, size: 0 };
    interlock.then(
      ({ graph }) => {
        held.size = graph.size;
        this.#makeRoom(key);
      },
      // Told to whoever waits for it; the next who asks tries again.
      () => this.#held.delete(key),
    );
    return held;
  }

  async #build(org: string, zone: string, at: Moment, { bookmarks = [], budget }: Reading): Promise<PastInterlock> {
    // What nobody waits for any more when its turn comes is not begun: moments are without number.
    const leave = await this.#building.take(org, budget);
    try {
      const said = new Map<string, CascadePlace>();
      const graph = await copied(zone, this.#pages(org, at, said, { bookmarks }), this.options.mostWorkflows);
      return { graph, places: new Map([...said].map(([id, place]) => [graph.node(id), place])) };
    } finally {
      leave();
    }
  }

  /** @param said is given what the graph has no column for */
  async *#pages(org: string, at: Moment, said: Map<string, CascadePlace>, reading: Reading): AsyncGenerator<readonly SeenFacts[]> {
    for (let afterId = ''; ; ) {
      const [row] = await this.options.database.read(page, { org, at, afterId, limit: workflowsAPage }, reading);
      const facts = (row?.states ?? []).map(readFacts);
      for (const { id, place } of facts) if (place !== null) said.set(id, place);
      yield facts;
      if (row === undefined || row.lastId === null) return;
      afterId = row.lastId;
    }
  }

  #makeRoom(asked: string): void {
    const { mostWorkflows, mostMoments = 16 } = this.options;
    let workflows = [...this.#held.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [key, { size }] of this.#held) {
      if (workflows <= mostWorkflows && this.#held.size <= mostMoments) return;
      if (key === asked) continue;
      workflows -= size;
      this.#held.delete(key);
    }
  }
}
