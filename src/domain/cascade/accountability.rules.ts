import { isEnded } from '../workflow/cycle.rules.js';
import type { PromiseStatus } from '../workflow/workflow.types.js';
import { bandNumberOf, horizonBands as bands } from '../interlock/facets.rules.js';
import type { HorizonBand } from '../interlock/facets.rules.js';
import { inOrder } from './order.rules.js';

/** Horizons as people speak of them, the longest first: the same as those that lists of what is affected are counted by. */
export const horizonBands: readonly HorizonBand[] = bands.map(({ band }) => band).reverse();

export function bandOf(horizonDays: number): HorizonBand {
  return bands[bandNumberOf(horizonDays)]?.band ?? 'YEARS';
}

/** What the structure is seen from: a promise, and what its workflow serves. Nothing else, and no reporting line. */
export interface StructuralPromise {
  readonly workflow: string;
  readonly customer: string;
  readonly performer: string;
  readonly horizonDays: number;
  readonly status: PromiseStatus;
  /** The workflows that its workflow serves. */
  readonly serves: readonly string[];
}

/** Who promises to whom, on one horizon. */
export interface Pair {
  readonly customer: string;
  readonly performer: string;
  readonly promises: number;
}

export interface Band {
  readonly band: HorizonBand;
  readonly promises: number;
  readonly customers: number;
  readonly performers: number;
  readonly pairs: readonly Pair[];
}

/** What somebody promised on one horizon, and what became of it. */
export interface HorizonRecord {
  readonly band: HorizonBand;
  readonly live: number;
  readonly kept: number;
  readonly broken: number;
  readonly released: number;
}

/** Performer on one horizon, and Customer on the next: the nearest one that reaches no further. */
export interface Turn {
  readonly performer: HorizonBand;
  readonly customer: HorizonBand;
}

export interface AgentStanding {
  readonly agent: string;
  /** How many performers promise to them now. */
  readonly span: number;
  /** To how many customers they promise now. */
  readonly customers: number;
  /** Live promises, made by them and to them. */
  readonly made: number;
  readonly received: number;
  /** How far below the top they stand, by what serves what: 0 for one who only is a Customer, 1 for one whose promise serves nothing. Null while they are party to no live promise. */
  readonly depth: number | null;
  /** How many layers of promises stand below them: 0 when nobody promises to them. */
  readonly below: number;
  /** In days, of live promises; null for none. */
  readonly longestPromised: number | null;
  readonly turns: readonly Turn[];
}

export interface Accountability {
  /** The horizons on which somebody promises something now, the longest first. */
  readonly bands: readonly Band[];
  /** Everybody who ever made or received one of the promises; those who answer for most first: by depth, then the longest horizon. */
  readonly agents: readonly AgentStanding[];
}

/**
 * The structure that emerges from promises alone. Bands, spans and depths are of live promises; what became of earlier ones
 * is not known to it (`recordOf`). Linear, but for the sorting of the agents.
 * @param isShown whether a promise is told of; how deep others stand goes by all of them
 */
export function accountabilityOf(promises: readonly StructuralPromise[], isShown: (promise: StructuralPromise) => boolean = () => true): Accountability {
  const all = promises.filter(({ status }) => !isEnded(status));
  const live = all.filter(isShown);
  const agents = new Map<string, Tally>();
  for (const promise of promises.filter(isShown)) {
    tallyOf(agents, promise.performer);
    tallyOf(agents, promise.customer);
  }
  const { level, height } = layersOf(all);
  for (const promise of live) {
    tallyOf(agents, promise.performer).answers(promise, level.get(promise.workflow) ?? null);
    tallyOf(agents, promise.customer).receives(promise, height.get(promise.workflow) ?? 0);
  }
  return { bands: bandsOf(live), agents: [...agents.values()].map((tally) => tally.standing()).sort(byAnswer) };
}

function tallyOf(agents: Map<string, Tally>, agent: string): Tally {
  const known = agents.get(agent) ?? new Tally(agent);
  agents.set(agent, known);
  return known;
}

function byAnswer(left: AgentStanding, right: AgentStanding): number {
  const [a, b] = [left, right].map(({ depth, longestPromised }) => [depth ?? Infinity, -(longestPromised ?? 0)] as const);
  if (a === undefined || b === undefined) return 0;
  if (a[0] !== b[0]) return a[0] - b[0];
  return a[1] - b[1] || (left.agent < right.agent ? -1 : 1);
}

/** For each live workflow, how many stand from it to the top, itself counted, and how many layers serve it. */
function layersOf(live: readonly StructuralPromise[]): { level: ReadonlyMap<string, number>; height: ReadonlyMap<string, number> } {
  const byWorkflow = new Map(live.map((promise) => [promise.workflow, promise]));
  const { sorted } = inOrder([...byWorkflow.values()].map(({ workflow, serves }) => ({ id: workflow, before: serves })));
  const height = new Map<string, number>();
  for (const workflow of sorted) {
    const own = height.get(workflow) ?? 0;
    height.set(workflow, own);
    for (const parent of byWorkflow.get(workflow)?.serves ?? []) height.set(parent, Math.max(height.get(parent) ?? 0, own + 1));
  }
  const level = new Map<string, number>();
  for (let index = sorted.length - 1; index >= 0; index--) {
    const workflow = sorted[index] ?? '';
    const above = byWorkflow.get(workflow)?.serves ?? [];
    level.set(workflow, 1 + above.reduce((most, parent) => Math.max(most, level.get(parent) ?? 0), 0));
  }
  return { level, height };
}

function bandsOf(live: readonly StructuralPromise[]): readonly Band[] {
  const byBand = new Map<HorizonBand, Map<string, { customer: string; performer: string; promises: number }>>();
  for (const { customer, performer, horizonDays } of live) {
    const band = bandOf(horizonDays);
    const pairs = byBand.get(band) ?? new Map<string, { customer: string; performer: string; promises: number }>();
    byBand.set(band, pairs);
    const key = JSON.stringify([customer, performer]);
    const pair = pairs.get(key) ?? { customer, performer, promises: 0 };
    pairs.set(key, pair);
    pair.promises++;
  }
  return horizonBands.flatMap((band) => {
    const pairs = [...(byBand.get(band)?.values() ?? [])];
    if (pairs.length === 0) return [];
    return [{
      band,
      promises: pairs.reduce((sum, pair) => sum + pair.promises, 0),
      customers: new Set(pairs.map(({ customer }) => customer)).size,
      performers: new Set(pairs.map(({ performer }) => performer)).size,
      pairs,
    }];
  });
}

/** So many promises over as many days that have come to the same. */
export interface PromisesAlike {
  readonly horizonDays: number;
  readonly status: PromiseStatus;
  readonly count: number;
}

/** What became of promises on each horizon, and the longest on which one was kept, in days; null for none. */
export function recordOf(promises: readonly PromisesAlike[]): { readonly record: readonly HorizonRecord[]; readonly longestKept: number | null } {
  const byBand = new Map<HorizonBand, { live: number; kept: number; broken: number; released: number }>();
  let longestKept: number | null = null;
  for (const { horizonDays, status, count } of promises) {
    if (status === 'SUPERSEDED') continue; // another promise stands in its place
    const band = bandOf(horizonDays);
    const record = byBand.get(band) ?? { live: 0, kept: 0, broken: 0, released: 0 };
    byBand.set(band, record);
    record[outcomeOf(status)] += count;
    if (status === 'REDEEMED') longestKept = Math.max(longestKept ?? 0, horizonDays);
  }
  const record = horizonBands.flatMap((band) => {
    const found = byBand.get(band);
    return found === undefined ? [] : [{ band, ...found }];
  });
  return { record, longestKept };
}

function outcomeOf(status: Exclude<PromiseStatus, 'SUPERSEDED'>): keyof Omit<HorizonRecord, 'band'> {
  switch (status) {
    case 'IN_FORCE':
    case 'UNDER_RENEGOTIATION':
    case 'DELIVERED':
      return 'live';
    case 'REDEEMED':
      return 'kept';
    case 'BROKEN':
      return 'broken';
    case 'RELEASED':
      return 'released';
  }
}

/** What adds up for one agent. */
class Tally {
  readonly #agent: string;
  readonly #performers = new Set<string>();
  readonly #customers = new Set<string>();
  readonly #madeOn = new Set<HorizonBand>();
  readonly #receivedOn = new Set<HorizonBand>();
  #made = 0;
  #received = 0;
  #depth: number | null = null;
  #below = 0;
  #longestPromised: number | null = null;

  constructor(agent: string) {
    this.#agent = agent;
  }

  answers({ customer, horizonDays }: StructuralPromise, level: number | null): void {
    this.#made++;
    this.#customers.add(customer);
    this.#madeOn.add(bandOf(horizonDays));
    this.#longestPromised = Math.max(this.#longestPromised ?? 0, horizonDays);
    if (level !== null) this.#depth = Math.min(this.#depth ?? level, level);
  }

  receives({ performer, horizonDays }: StructuralPromise, height: number): void {
    this.#received++;
    this.#performers.add(performer);
    this.#receivedOn.add(bandOf(horizonDays));
    this.#below = Math.max(this.#below, height + 1);
  }

  standing(): AgentStanding {
    return {
      agent: this.#agent,
      span: this.#performers.size,
      customers: this.#customers.size,
      made: this.#made,
      received: this.#received,
      depth: this.#made === 0 && this.#received > 0 ? 0 : this.#depth,
      below: this.#below,
      longestPromised: this.#longestPromised,
      turns: this.#turns(),
    };
  }

  #turns(): readonly Turn[] {
    return horizonBands.filter((band) => this.#madeOn.has(band)).flatMap((performer) => {
      const customer = horizonBands.slice(horizonBands.indexOf(performer)).find((band) => this.#receivedOn.has(band));
      return customer === undefined ? [] : [{ performer, customer }];
    });
  }
}
