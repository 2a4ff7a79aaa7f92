import { Allowance } from './allowance.rules.js';
import type { Budget } from './allowance.rules.js';
import { at } from './columns.rules.js';
import { edgeSet, inSet, stationOf } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { DependencyStatus, Place } from './interlock.types.js';
import { byDueAndId } from './order.rules.js';
import { dependencyOf, pathAlong } from './paths.rules.js';
import type { Path, PathDependency } from './paths.rules.js';
import { findStarts } from './question.rules.js';
import type { Start } from './question.rules.js';
import { SlackSearch } from './slack.rules.js';
import { ACCEPTED, CONDITION, MANDATORY } from './stations.rules.js';

const NONE = -1;

export interface SlackQuestion {
  readonly under: Place;
  readonly statuses?: readonly DependencyStatus[];
  /** Whether a workflow may be shown. Others are passed through, and counted. */
  readonly isShown?: NodePredicate;
  readonly budget?: Budget;
}

export interface CriticalStep {
  readonly workflow: string;
  readonly hidden: number;
  /** Null where others, that aren't shown, lie between. */
  readonly dependency: PathDependency | null;
  /** How many days later than it is due this may come without being missed by the step before. */
  readonly slack: number;
  /** And without the promise being late. */
  readonly totalSlack: number;
}

export interface CriticalPath {
  readonly start: string;
  /** From the promise down to something that rests on nothing; empty: it rests on nothing itself. */
  readonly steps: readonly CriticalStep[];
  /** The days that the last of the chain may slip before the promise is late; null without a chain. */
  readonly totalSlack: number | null;
  /** Every chain under it comes round to itself, so none has an end. */
  readonly isRing: boolean;
  readonly isPartial: boolean;
  readonly unknown: readonly Place[];
}

/** The hard chain of least total slack under a promise or a condition: one of them, where several have as little. */
export function criticalPath(graph: InterlockGraph, question: SlackQuestion): CriticalPath {
  const start = question.under.workflow;
  return searching<CriticalPath>(graph, question, (search, allowance, { node, station }) => {
    search.start(node, station);
    for (let entry = search.next(); entry !== NONE; entry = search.next()) {
      const isStart = search.from[entry] === NONE;
      if (search.follow(entry) > 0 || isStart) continue;
      return { start, steps: stepsTo(graph, search, entry, question.isShown), totalSlack: at(search.total, entry), isRing: false, isPartial: allowance.spentOn !== null, unknown: [] };
    }
    const isPartial = allowance.spentOn !== null;
    return { start, steps: [], totalSlack: null, isRing: !isPartial && search.from.subarray(0, search.size).some((from) => from !== NONE), isPartial, unknown: [] };
  }, (unknown) => ({ start, steps: [], totalSlack: null, isRing: false, isPartial: false, unknown }));
}

export interface SlackRow {
  readonly workflow: string;
  /** How many days it may slip before the promise is late, whichever way. */
  readonly totalSlack: number;
  readonly path: Path;
}

export interface SlackAnswer {
  readonly rows: readonly SlackRow[];
  readonly hasMore: boolean;
  readonly isPartial: boolean;
  readonly unknown: readonly Place[];
}

/** What may slip least of all that a promise rests on, in the order of total slack, due and id. */
export function slackUnder(graph: InterlockGraph, question: SlackQuestion, first: number): SlackAnswer {
  return searching<SlackAnswer>(graph, question, (search, allowance, { node, station }) => {
    search.start(node, station);
    const isShown = question.isShown ?? (() => true);
    const entryOf = new Map<number, number>();
    let last = 0;
    for (let entry = search.next(); entry !== NONE; entry = search.next()) {
      const total = at(search.total, entry);
      // Others with the same slack may come before it by their due.
      if (entryOf.size > first && total > last) break;
      search.follow(entry);
      const owner = graph.stations.owner(at(search.stations, entry));
      if (owner === node || entryOf.has(owner) || !graph.isKnown(owner) || !isShown(owner)) continue;
      entryOf.set(owner, entry);
      last = total;
    }
    const order = byDueAndId(graph);
    const totalOf = (owner: number): number => at(search.total, entryOf.get(owner) ?? 0);
    const nodes = [...entryOf.keys()].sort((one, other) => totalOf(one) - totalOf(other) || order(one, other));
    const rows = nodes.slice(0, first).map((owner) => ({
      workflow: graph.workflows.text(owner),
      totalSlack: totalOf(owner),
      path: pathAlong(graph, node, search.edgesTo(entryOf.get(owner) ?? 0).map(({ edge }) => edge), 'PROVIDERS', isShown),
    }));
    return { rows, hasMore: nodes.length > first, isPartial: allowance.spentOn !== null, unknown: [] };
  }, (unknown) => ({ rows: [], hasMore: false, isPartial: false, unknown }));
}

export interface OwnSlack {
  /** How many days it may slip before one that needs it is late; null: nobody needs it hard. */
  readonly days: number | null;
  /** The dependency that would be missed first. */
  readonly dependency: PathDependency | null;
}

/** The slack of a promise or a condition itself: the least among those that need it. */
export function slackOf(graph: InterlockGraph, place: Place, statuses?: readonly DependencyStatus[]): OwnSlack {
  const start = findStarts(graph, [place]).known[0];
  let days = Number.POSITIVE_INFINITY;
  let dependency = NONE;
  if (start !== undefined) {
    for (const { needed, condition } of whatIsNeeded(graph, start)) {
      for (const edge of hardNeeds(graph, needed, edgeSet(['HARD'], statuses))) {
        const slack = graph.edges.slack(edge, at(graph.stations.dueDay, condition));
        if (slack < days) [days, dependency] = [slack, edge];
      }
    }
  }
  return dependency === NONE ? { days: null, dependency: null } : { days, dependency: dependencyOf(graph, dependency) };
}

/** The stations by which others need a place, each with the condition that would make them miss it. */
function* whatIsNeeded(graph: InterlockGraph, { node, station }: Start): Generator<{ readonly needed: number; readonly condition: number }> {
  const { stations } = graph;
  const done = graph.done(node);
  if (station === null && stations.isBare(done - 1) && !stations.has(done, ACCEPTED)) yield { needed: done, condition: done };
  for (let condition = stations.next(done - 1); condition !== NONE; condition = stations.next(condition)) {
    if ((station !== null && station !== condition) || stations.has(condition, ACCEPTED)) continue;
    yield { needed: condition, condition };
    if (stations.has(condition, MANDATORY)) yield { needed: done, condition };
  }
}

/** The dependencies on a station of those that can still be late. */
function* hardNeeds(graph: InterlockGraph, station: number, along: EdgeSet): Generator<number> {
  const { needed } = graph;
  const start = needed.startOf(station);
  for (let slot = start; slot < start + needed.countOf(station); slot++) {
    const link = needed.valueAt(slot);
    if (inSet(along, link) && canBeLate(graph, stationOf(link))) yield needed.edgeAt(slot);
  }
}

function canBeLate({ stations }: InterlockGraph, dependent: number): boolean {
  if (stations.kind(dependent) === CONDITION) return !stations.has(dependent, ACCEPTED);
  if (stations.isBare(dependent) && !stations.has(dependent + 1, ACCEPTED)) return true;
  for (let condition = stations.next(dependent); condition !== NONE; condition = stations.next(condition)) {
    if (!stations.has(condition, ACCEPTED)) return true;
  }
  return false;
}

function searching<T>(
  graph: InterlockGraph, question: SlackQuestion, answer: (search: SlackSearch, allowance: Allowance, start: Start) => T, otherwise: (unknown: readonly Place[]) => T,
): T {
  const { known: [start], unknown } = findStarts(graph, [question.under]);
  if (start === undefined) return otherwise(unknown);
  const allowance = new Allowance(question.budget);
  const search = new SlackSearch(graph, edgeSet(['HARD'], question.statuses), allowance);
  try {
    return answer(search, allowance, start);
  } finally {
    search.end();
  }
}

function stepsTo(graph: InterlockGraph, search: SlackSearch, entry: number, isShown: NodePredicate = () => true): CriticalStep[] {
  const steps: CriticalStep[] = [];
  let hidden = 0;
  let before = 0;
  for (const { edge, total } of search.edgesTo(entry)) {
    const node = graph.stations.owner(at(graph.edges.to, edge));
    if (!isShown(node)) {
      hidden++;
      continue;
    }
    steps.push({ workflow: graph.workflows.text(node), hidden, dependency: hidden === 0 ? dependencyOf(graph, edge) : null, slack: total - before, totalSlack: total });
    [hidden, before] = [0, total];
  }
  return steps;
}
