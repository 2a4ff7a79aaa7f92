import type { Allowance } from './allowance.rules.js';
import { anyhowOf } from './anyhow.rules.js';
import { NO_DAY } from './calendar.rules.js';
import { at } from './columns.rules.js';
import { Delays } from './delays.rules.js';
import { edgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { dependencyKinds } from './interlock.types.js';
import type { DependencyStatus } from './interlock.types.js';
import { spreadOver } from './spreading.rules.js';
import { DONE } from './stations.rules.js';
import type { Supposed } from './supposing.rules.js';
import type { Walk } from './walk.rules.js';

/** What a change comes to, in numbers of workflows. */
export interface Fallout {
  /** Those that are late by other days than before; and by how many, before and after, in the same order. */
  readonly nodes: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Those that come to be at risk, and are not late. */
  readonly atRisk: readonly number[];
}

const nothing: Fallout = { nodes: [], before: [], after: [], atRisk: [] };

/** What is late by itself, by station; days of something that slips against the dues of the graph. */
export type Slips = readonly (readonly [station: number, days: number])[];

export interface FalloutQuestion {
  readonly supposed: Supposed;
  /** What slips already, besides what is broken. */
  readonly standing: Slips;
  readonly statuses: readonly DependencyStatus[] | undefined;
  readonly allowance: Allowance;
  /** How much is looked at backwards at most; left out: as much as is worth the while. */
  readonly backwards?: number;
}

/**
 * What the changes make late, later or less late, and put at risk. Delays are maxima over chains, so those of two causes
 * together are at each place the greater of the two, and so it is with what misses what it needs, and what is at risk. Of
 * what is broken nothing is reckoned before and after: it is late without end, and no change of a due makes it otherwise. So only
 * what the changes reach is gone through, and asked whether it is late anyhow.
 *
 * Nothing is told when the allowance is spent: what was found by then may be late anyhow.
 */
export function falloutOf(graph: InterlockGraph, { supposed, standing, statuses, allowance, backwards }: FalloutQuestion): Fallout {
  const before = new Course(graph, standing, undefined, statuses, allowance);
  const after = new Course(graph, [...standing.map(([station, days]) => [station, days + earlierBy(graph, station, supposed)] as const), ...supposed.slips], supposed.dues, statuses, allowance);
  try {
    before.run();
    after.run();
    const reached = new Set<number>(before.late());
    for (const node of after.late()) reached.add(node);
    const risked = after.atRisk().filter((node) => before.of(node) === 0 && after.of(node) === 0 && !before.isAtRisk(node));
    const anyhow = anyhowOf(graph, [...reached, ...risked], edgeSet(dependencyKinds, statuses), allowance, backwards);
    if (anyhow === null) return nothing;
    const nodes = [...reached].filter((node) => before.of(node) !== after.of(node) && !anyhow.isLate(node));
    return {
      nodes,
      before: nodes.map((node) => before.of(node)),
      after: nodes.map((node) => after.of(node)),
      atRisk: risked.filter((node) => !anyhow.isLate(node) && !anyhow.isAtRisk(node)),
    };
  } finally {
    before.end();
    after.end();
  }
}

/** What comes of some slips. */
class Course {
  private readonly delays: Delays | null;
  private risk: Walk | null = null;

  constructor(private readonly graph: InterlockGraph, private readonly slips: Slips, dues: ReadonlyMap<number, number> | undefined, private readonly statuses: readonly DependencyStatus[] | undefined, private readonly allowance: Allowance) {
    // Most often nothing slips already.
    this.delays = slips.length === 0 ? null : new Delays(graph, { along: edgeSet(['HARD'], statuses), allowance, dues });
  }

  run(): void {
    const { graph, delays, allowance } = this;
    if (delays === null) return;
    for (const [station, days] of this.slips) delays.slip(station, days);
    delays.run();
    this.risk = spreadOver('SOFT', graph, delays, { direction: 'DEPENDENTS', along: edgeSet(['HARD', 'SOFT'], this.statuses), throughAccepted: false, allowance });
  }

  /** By how many days a promise is late. */
  of(node: number): number {
    return this.delays?.of(this.graph.done(node)) ?? 0;
  }

  *late(): Generator<number> {
    const { graph, delays } = this;
    for (let entry = 0; entry < (delays?.size ?? 0); entry++) {
      const station = at((delays as Delays).stations, entry);
      if (graph.stations.kind(station) === DONE && this.delays?.isSettled(entry) === true) yield graph.stations.owner(station);
    }
  }

  atRisk(): number[] {
    return this.risk === null ? [] : Array.from(this.risk.nodes.subarray(0, this.risk.nodeCount));
  }

  isAtRisk(node: number): boolean {
    return this.risk?.reachedNode(node) ?? false;
  }

  end(): void {
    this.delays?.end();
    this.risk?.end();
  }
}

// What slips keeps the day it will come, so against an earlier due it slips by more.
function earlierBy(graph: InterlockGraph, station: number, supposed: Supposed): number {
  const day = supposed.dues.get(station);
  const due = at(graph.stations.dueDay, station);
  return day === undefined || due === NO_DAY ? 0 : due - day;
}
