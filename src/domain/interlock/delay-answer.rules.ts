import { Allowance } from './allowance.rules.js';
import type { Budget, Cut } from './allowance.rules.js';
import { at } from './columns.rules.js';
import { Delays } from './delays.rules.js';
import { edgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { DependencyStatus, Place } from './interlock.types.js';
import { dependencyOf } from './paths.rules.js';
import type { PathDependency } from './paths.rules.js';
import { findStarts } from './question.rules.js';
import type { Slip } from './question.rules.js';
import { findRings } from './rings.rules.js';
import type { Ring } from './rings.rules.js';
import { lateIn } from './spreading.rules.js';
import { BROKEN, CONDITION } from './stations.rules.js';

export interface DelayQuestion {
  /** What is late by itself. What is broken is late without end, whether it is given or not. */
  readonly slips: readonly Slip[];
  readonly statuses?: readonly DependencyStatus[];
  readonly budget?: Budget;
}

export interface LatePromise {
  readonly workflow: string;
  /** The greatest delay of its mandatory conditions; Infinity: without end. */
  readonly days: number;
}

export interface ConditionDelay {
  readonly days: number;
  /** The dependencies that make it late, from what slipped by itself; none: it slipped by itself, or isn't late. */
  readonly because: readonly PathDependency[];
}

export interface DelayAnswer {
  /** Promises that are late, the latest first. */
  readonly late: readonly LatePromise[];
  promise(workflow: string): number;
  condition(workflow: string, key: string): ConditionDelay;
  /** Rings of hard conditions among what is late. Each delay is still right, but nobody on a ring can begin. */
  readonly rings: readonly Ring[];
  readonly isPartial: boolean;
  readonly cut: readonly Cut[];
  readonly unknown: readonly Place[];
}

/** How late everything is, given what is late by itself. */
export function delaysOf(graph: InterlockGraph, question: DelayQuestion): DelayAnswer {
  const { known, unknown } = findStarts(graph, question.slips);
  const allowance = new Allowance(question.budget);
  const delays = new Delays(graph, { along: edgeSet(['HARD'], question.statuses), allowance });
  try {
    for (const { node, station, days } of known) delays.slip(station ?? graph.begun(node), days);
    for (const station of brokenStations(graph)) delays.slip(station, Number.POSITIVE_INFINITY);
    delays.run();
    const nodes = lateIn(graph, delays);
    const days = new Map<string, number>();
    for (const node of nodes) if (delays.of(graph.done(node)) > 0) days.set(graph.workflows.text(node), delays.of(graph.done(node)));
    const entries = new Map<number, number>();
    for (let entry = 0; entry < delays.size; entry++) if (delays.isSettled(entry)) entries.set(at(delays.stations, entry), entry);
    return {
      late: [...days].map(([workflow, late]) => ({ workflow, days: late })).sort((one, other) => (other.days > one.days ? 1 : other.days < one.days ? -1 : one.workflow < other.workflow ? -1 : 1)),
      promise: (workflow) => days.get(workflow) ?? 0,
      condition: (workflow, key) => {
        const node = graph.node(workflow);
        const entry = node < 0 ? undefined : entries.get(graph.condition(node, key));
        if (entry === undefined) return { days: 0, because: [] };
        return { days: delays.daysAt(entry), because: delays.edgesTo(entry).map((edge) => dependencyOf(graph, edge)) };
      },
      rings: ringsAmong(graph, nodes, question.statuses),
      isPartial: allowance.spentOn !== null,
      cut: allowance.spentOn === null ? [] : [allowance.spentOn],
      unknown,
    };
  } finally {
    delays.end();
  }
}

/** What is late without end by itself. */
export function* brokenStations({ stations }: InterlockGraph): Generator<number> {
  for (let station = 0; station < stations.size; station++) {
    if (stations.has(station, BROKEN) && (stations.kind(station) === CONDITION || stations.isBare(station - 1))) yield station;
  }
}

/** Rings that what is late is on; there shouldn't be any, so a few will do. */
export function ringsAmong(graph: InterlockGraph, nodes: ReadonlySet<number>, statuses?: readonly DependencyStatus[]): readonly Ring[] {
  return nodes.size === 0 ? [] : findRings(graph, { statuses, among: nodes, most: 10 }).rings;
}
