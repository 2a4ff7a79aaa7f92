import { at } from './columns.rules.js';
import type { InterlockGraph } from './graph.rules.js';
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

export function horizonBandOf(days: number): HorizonBand {
  return horizonBands.find(({ mostDays }) => days <= mostDays)?.band ?? 'YEARS';
}

export interface Facet<Value> {
  readonly value: Value;
  readonly count: number;
}

/** How many there are of each, the most first. */
export interface Facets {
  readonly performers: readonly Facet<string>[];
  readonly customers: readonly Facet<string>[];
  readonly phases: readonly Facet<Phase>[];
  /** Null: nothing has been promised. */
  readonly statuses: readonly Facet<PromiseStatus | null>[];
  readonly horizons: readonly Facet<HorizonBand>[];
  /** The nearest first. */
  readonly distances: readonly Facet<number>[];
}

export interface People {
  readonly performers: readonly Facet<string>[];
  readonly customers: readonly Facet<string>[];
  /** All of them, on whichever side, each once. */
  readonly count: number;
}

/** Counts by what a column says; numbered from 0, so that counting is an addition. */
class Tally {
  private readonly counts = new Map<number, number>();

  add(value: number): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }

  facets<Value>(name: (value: number) => Value): Facet<Value>[] {
    const facets = [...this.counts].map(([value, count]) => ({ value: name(value), count }));
    return facets.sort((one, other) => other.count - one.count || (String(one.value) < String(other.value) ? -1 : 1));
  }
}

function tallyOf(column: Int32Array | Uint8Array, nodes: Int32Array, count: number): Tally {
  const tally = new Tally();
  for (let place = 0; place < count; place++) tally.add(at(column, at(nodes, place)));
  return tally;
}

/** `distanceEnds`: where each distance ends among the nodes, from distance 0 on. */
export function countFacets(graph: InterlockGraph, nodes: Int32Array, distanceEnds: readonly number[]): Facets {
  const count = distanceEnds[distanceEnds.length - 1] ?? 0;
  const horizons = new Map<HorizonBand, number>();
  for (const { value, count: many } of tallyOf(graph.horizonDays, nodes, count).facets(horizonBandOf)) horizons.set(value, (horizons.get(value) ?? 0) + many);
  return {
    ...peopleFacets(graph, nodes, count),
    phases: tallyOf(graph.phase, nodes, count).facets((value) => phases[value] as Phase),
    statuses: tallyOf(graph.status, nodes, count).facets((value) => promiseStatuses[value - 1] ?? null),
    horizons: [...horizons].map(([value, many]) => ({ value, count: many })).sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1)),
    distances: distanceEnds.slice(1).flatMap((end, index) => {
      const many = end - (distanceEnds[index] ?? 0);
      return many === 0 ? [] : [{ value: index + 1, count: many }];
    }),
  };
}

function peopleFacets(graph: InterlockGraph, nodes: Int32Array, count: number): Pick<Facets, 'performers' | 'customers'> {
  const name = (agent: number): string => graph.agents.text(agent);
  return {
    performers: tallyOf(graph.performer, nodes, count).facets(name),
    customers: tallyOf(graph.customer, nodes, count).facets(name),
  };
}

export function countPeople(graph: InterlockGraph, nodes: Int32Array, count: number): People {
  const facets = peopleFacets(graph, nodes, count);
  return { ...facets, count: new Set([...facets.performers, ...facets.customers].map(({ value }) => value)).size };
}
