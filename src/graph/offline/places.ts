import { IdMap } from '../../domain/common/id-map.rules.js';
import type { IdMapParts } from '../../domain/common/id-map.rules.js';

/** What others point to from elsewhere in a file; all else stands beside what points to it. */
export type Known = 'Agent' | 'Concern' | 'Workflow';

/** So many numbers are taken at once: of a run that is begun, the rest stays unused. */
const run = 256;
/** The importer numbers nodes as we say, up to more than an int holds; nobody has as many. */
const mostNodes = 2 ** 31 - 1 - 64 * run;

/** The numbers of new nodes, each given once, whichever thread asks. */
export class NodeNumbers {
  #next = 0;
  #end = 0;
  readonly #given: Int32Array;

  /** @param shared what another thread's numbers come from */
  constructor(readonly shared: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.#given = new Int32Array(shared);
  }

  next(): number {
    if (this.#next === this.#end) {
      this.#next = Atomics.add(this.#given, 0, run);
      if (this.#next < 0 || this.#next > mostNodes) throw new RangeError('more nodes than the importer is given numbers for');
      this.#end = this.#next + run;
    }
    return this.#next++;
  }
}

/** Where agents, concerns and workflows are: the numbers of their nodes, by their ids. */
export interface Places {
  find(label: Known, id: string): number | undefined;
  keep(label: Known, id: string, node: number): void;
}

export type SharedPlaces = Readonly<Record<Known, IdMapParts>>;

/** Where things are, in the thread that is told of all of them. */
export class AllPlaces implements Places {
  readonly #maps: Readonly<Record<Known, IdMap>>;

  constructor(isShared = false) {
    this.#maps = { Agent: new IdMap(isShared), Concern: new IdMap(isShared), Workflow: new IdMap(isShared) };
  }

  find(label: Known, id: string): number | undefined {
    return this.#maps[label].get(id);
  }

  keep(label: Known, id: string, node: number): void {
    this.#maps[label].add(id, node);
  }

  /** For other threads, until more is kept. */
  shared(): SharedPlaces {
    return { Agent: this.#maps.Agent.parts(), Concern: this.#maps.Concern.parts(), Workflow: this.#maps.Workflow.parts() };
  }
}

/** Where things are, in a thread that reads a part of a file: what it makes itself it tells the others of. */
export class PlacesOfPart implements Places {
  readonly #maps: Readonly<Record<Known, IdMap>>;
  readonly kept: { readonly label: Known; readonly id: string; readonly node: number }[] = [];

  constructor(shared: SharedPlaces) {
    this.#maps = { Agent: IdMap.of(shared.Agent), Concern: IdMap.of(shared.Concern), Workflow: IdMap.of(shared.Workflow) };
  }

  find(label: Known, id: string): number | undefined {
    return this.#maps[label].get(id);
  }

  keep(label: Known, id: string, node: number): void {
    this.kept.push({ label, id, node });
  }
}
