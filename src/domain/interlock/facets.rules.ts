import { at, byteAt } from './columns.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { firstOf } from './order.rules.js';
import { phases, promiseStatuses } from '../workflow/workflow.types.js';
import type { Phase, PromiseStatus } from '../workflow/workflow.types.js';

/** Horizons as people speak of them, by the most days each has. Windows from 1 January to 31 December are a year. */
export const horizonBands = [
  { band: 'DAY', mostDays: 1 },
  { band: 'WEEK', mostDays: 7 },
  { band: 'MONTH', mostDays: 31 },
  { band: 'QUARTER', mostDays: 92 },
  { band: 'YEAR', mostDays: 366 },
  { band: 'YEARS', mostDays: Number.POSITIVE_INFINITY },
] as const;
export type HorizonBand = (typeof horizonBands)[number]['band'];

/** Where so many days stand among them. */
export function bandNumberOf(days: number): number {
  return horizonBands.findIndex(({ mostDays }) => days <= mostDays);
}

export interface Facet<Value> {
  readonly value: Value;
  readonly count: number;
}

/** How many of some workflows there are of each number in a column. */
function tally(nodes: Int32Array, column: Int32Array, numbers: number): Int32Array {
  const counts = new Int32Array(numbers);
  for (let place = 0; place < nodes.length; place++) {
    const number = at(column, at(nodes, place));
    counts[number] = at(counts, number) + 1;
  }
  return counts;
}

function tallyBytes(nodes: Int32Array, column: Uint8Array, numbers: number): Int32Array {
  const counts = new Int32Array(numbers);
  for (let place = 0; place < nodes.length; place++) {
    const number = byteAt(column, at(nodes, place));
    counts[number] = at(counts, number) + 1;
  }
  return counts;
}

function tallyBands(nodes: Int32Array, days: Int32Array): Int32Array {
  const counts = new Int32Array(horizonBands.length);
  for (let place = 0; place < nodes.length; place++) {
    const band = bandNumberOf(at(days, at(nodes, place)));
    counts[band] = at(counts, band) + 1;
  }
  return counts;
}

/** Those that there are any of, the most first; among equals in the order of their numbers, or in another. */
function facetsOf<Value>(counts: Int32Array, valueOf: (number: number) => Value, compare = (one: number, other: number): number => one - other): Facet<Value>[] {
  const numbers: number[] = [];
  for (let number = 0; number < counts.length; number++) if (at(counts, number) > 0) numbers.push(number);
  numbers.sort((one, other) => at(counts, other) - at(counts, one) || compare(one, other));
  return numbers.map((number) => ({ value: valueOf(number), count: at(counts, number) }));
}

/** Somebody who must know, and of how many workflows on either side. */
export interface Affected {
  readonly agent: string;
  readonly asPerformer: number;
  readonly asCustomer: number;
}

/** Who is affected: performers and customers, those of the most workflows first. Counted when it is asked for. */
export class People {
  private readonly byPerformer: Int32Array;
  private readonly byCustomer: Int32Array;
  #performers: readonly Facet<string>[] | undefined;
  #customers: readonly Facet<string>[] | undefined;

  constructor(private readonly graph: InterlockGraph, nodes: Int32Array) {
    this.byPerformer = tally(nodes, graph.performer, graph.agents.size);
    this.byCustomer = tally(nodes, graph.customer, graph.agents.size);
  }

  get performers(): readonly Facet<string>[] {
    return (this.#performers ??= this.facets(this.byPerformer));
  }

  get customers(): readonly Facet<string>[] {
    return (this.#customers ??= this.facets(this.byCustomer));
  }

  /** Those of the most workflows on both sides together, the first so many; among equals by id. */
  foremost(first: number): readonly Affected[] {
    const { agents } = this.graph;
    const counts = (agent: number): number => at(this.byPerformer, agent) + at(this.byCustomer, agent);
    const found = firstOf(this.affected(), first, (one, other) => counts(other) - counts(one) || agents.compare(one, other));
    return found.map((agent) => ({ agent: agents.text(agent), asPerformer: at(this.byPerformer, agent), asCustomer: at(this.byCustomer, agent) }));
  }

  /** All of them, on whichever side, each once. */
  get count(): number {
    let count = 0;
    for (let agent = 0; agent < this.byPerformer.length; agent++) if (at(this.byPerformer, agent) + at(this.byCustomer, agent) > 0) count++;
    return count;
  }

  private *affected(): Generator<number> {
    for (let agent = 0; agent < this.byPerformer.length; agent++) if (at(this.byPerformer, agent) + at(this.byCustomer, agent) > 0) yield agent;
  }

  private facets(counts: Int32Array): Facet<string>[] {
    const { agents } = this.graph;
    return facetsOf(counts, (agent) => agents.text(agent), (one, other) => agents.compare(one, other));
  }
}

/** How many there are of each, the most first. Each is counted when it is asked for. */
export class Facets {
  /** `distanceEnds`: where each distance ends among the nodes, from distance 0 on. */
  constructor(private readonly graph: InterlockGraph, private readonly nodes: Int32Array, private readonly distanceEnds: readonly number[]) {}

  get performers(): readonly Facet<string>[] {
    return new People(this.graph, this.nodes).performers;
  }

  get customers(): readonly Facet<string>[] {
    return new People(this.graph, this.nodes).customers;
  }

  get phases(): readonly Facet<Phase>[] {
    return facetsOf(tallyBytes(this.nodes, this.graph.phase, phases.length), (number) => phases[number] as Phase);
  }

  /** Null: nothing has been promised. */
  get statuses(): readonly Facet<PromiseStatus | null>[] {
    return facetsOf(tallyBytes(this.nodes, this.graph.status, promiseStatuses.length + 1), (number) => promiseStatuses[number - 1] ?? null);
  }

  get horizons(): readonly Facet<HorizonBand>[] {
    return facetsOf(tallyBands(this.nodes, this.graph.horizonDays), (number) => (horizonBands[number] as (typeof horizonBands)[number]).band);
  }

  /** The nearest first. */
  get distances(): readonly Facet<number>[] {
    return this.distanceEnds.slice(1).flatMap((end, index) => {
      const count = end - (this.distanceEnds[index] ?? 0);
      return count === 0 ? [] : [{ value: index + 1, count }];
    });
  }
}
