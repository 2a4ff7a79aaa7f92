import { NO_DAY } from './calendar.rules.js';
import { at } from './columns.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { Place } from './interlock.types.js';
import { checkDays, findStarts } from './question.rules.js';
import type { Start } from './question.rules.js';
import { ACCEPTED, CONDITION, OWN_DUE } from './stations.rules.js';
import type { Change } from './what-if.types.js';

const NONE = -1;

/** Changes, in terms of stations. */
export interface Supposed {
  /** What is late, by station, against what is promised now. */
  readonly slips: ReadonlyMap<number, number>;
  /** Earlier dues, by station. */
  readonly dues: ReadonlyMap<number, number>;
  /** The workflows that are changed. */
  readonly nodes: ReadonlySet<number>;
  /** Those of them that get another due, and so new terms. */
  readonly redated: ReadonlySet<number>;
  readonly unknown: readonly Place[];
}

/**
 * A later due is a slip against the present one. An earlier one isn't a slip at all, but gives those that need it more slack.
 * @throws Refusal INVALID_INPUT for days that aren't whole
 */
export function suppose(graph: InterlockGraph, changes: readonly Change[]): Supposed {
  const slips = new Map<number, number>();
  const dues = new Map<number, number>();
  const nodes = new Set<number>();
  const redated = new Set<number>();
  const unknown: Place[] = [];
  for (const [index, change] of changes.entries()) {
    const found = findStarts(graph, [{ workflow: change.workflow, condition: change.condition }]);
    unknown.push(...found.unknown);
    const start = found.known[0];
    if (start === undefined) continue;
    nodes.add(start.node);
    if ('due' in change) {
      redated.add(start.node);
      redate(graph, start, graph.calendar.dayNumber(change.due), slips, dues);
      continue;
    }
    const days = 'days' in change ? checkDays(change.days, ['changes', index, 'days']) : Number.POSITIVE_INFINITY;
    for (const station of stationsOf(graph, start)) slips.set(station, Math.max(days, slips.get(station) ?? 0));
  }
  return { slips, dues, nodes, redated, unknown };
}

function redate(graph: InterlockGraph, start: Start, day: number, slips: Map<number, number>, dues: Map<number, number>): void {
  const { stations } = graph;
  for (const station of stationsOf(graph, start)) {
    // A condition with a due of its own doesn't move with the promise's.
    if (start.station === null && stations.has(station, OWN_DUE)) continue;
    const due = at(stations.dueDay, station);
    if (due === NO_DAY || day < due) dues.set(station, day);
    else slips.set(station, Math.max(day - due, slips.get(station) ?? 0));
  }
}

/** The conditions of a place that can still be late; "done" of a promise whose conditions nobody knows. */
export function stationsOf(graph: InterlockGraph, { node, station }: Start): number[] {
  const { stations } = graph;
  const isOpen = (one: number): boolean => !stations.has(one, ACCEPTED);
  if (station !== null) return [station].filter(isOpen);
  const done = graph.done(node);
  const found = stations.isBare(done - 1) ? [done] : [];
  for (let condition = stations.next(done - 1); condition !== NONE; condition = stations.next(condition)) found.push(condition);
  return found.filter((one) => stations.kind(one) !== CONDITION || isOpen(one));
}
