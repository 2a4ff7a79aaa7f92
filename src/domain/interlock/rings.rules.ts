import { Allowance } from './allowance.rules.js';
import type { Budget } from './allowance.rules.js';
import { circuits } from './circuits.rules.js';
import { at } from './columns.rules.js';
import { arcsOf } from './components.rules.js';
import type { Arcs } from './components.rules.js';
import { edgeSet, inSet, stationOf } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import { needOf } from './facts.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { DependencyStatus } from './interlock.types.js';
import { CONDITION, MANDATORY } from './stations.rules.js';
import { Walk } from './walk.rules.js';

const NONE = -1;

/** One that needs, on a ring. */
export interface RingStep {
  readonly workflow: string;
  /** The condition that needs; null: the promise as a whole. */
  readonly condition: string | null;
  /** The dependency by which it needs the next; null where it isn't asserted yet. */
  readonly dependency: string | null;
  /** What it needs of the next; null: all its mandatory conditions. */
  readonly needs: string | null;
}

/** A ring: each step needs the next, and the last the first. Begins with its least workflow and condition. */
export type Ring = readonly RingStep[];

export function stepOf(graph: InterlockGraph, edge: number): RingStep {
  const { condition, needs, id } = needOf(graph, edge);
  return { workflow: graph.workflows.text(graph.stations.owner(at(graph.edges.from, edge))), condition, dependency: id, needs };
}

/** The same ring, told from its least step on, so that it has one name wherever it was entered. */
export function named(steps: readonly RingStep[]): Ring {
  const nameOf = ({ workflow, condition }: RingStep): string => `${workflow} ${condition ?? ''}`;
  const names = steps.map(nameOf);
  const first = names.indexOf(names.reduce((least, name) => (name < least ? name : least)));
  return [...steps.slice(first), ...steps.slice(0, first)];
}

export interface RingQuestion {
  /** Left out: those that nobody has refused. */
  readonly statuses?: readonly DependencyStatus[];
  /** The workflows among which rings are looked for; left out: all. */
  readonly among?: Iterable<number>;
  /** How many to name at most. */
  readonly most?: number;
  readonly budget?: Budget;
}

export interface Rings {
  /** Each once, the shortest first. */
  readonly rings: readonly Ring[];
  /** There are more than are named. Those that are named lie in different places as far as possible. */
  readonly isPartial: boolean;
}

const mostNamed = 100;

/**
 * The rings of hard conditions: closed chains of needs in which nobody (a condition, or a promise as a whole) needs twice.
 * What is accepted counts as well: whether a plan is consistent doesn't depend on how far it has been carried out.
 */
export function findRings(graph: InterlockGraph, question: RingQuestion = {}): Rings {
  const along = edgeSet(['HARD'], question.statuses);
  const most = question.most ?? mostNamed;
  const needers = neederStations(graph, along, question.among ?? graph.nodes());
  const arcs = arcsAmong(graph, needers, along);
  const allowance = new Allowance({ otherwise: 'PARTIAL', ...question.budget });
  const rings: Ring[] = [];
  let isPartial = false;
  for (const circuit of circuits(arcs, allowance)) {
    isPartial = rings.length === most;
    if (isPartial) break;
    const stations = circuit.map((place) => needers[place] as number);
    rings.push(named(stations.map((station, place) => stepOf(graph, edgeBetween(graph, station, stations[(place + 1) % stations.length] as number, along)))));
  }
  rings.sort((one, other) => one.length - other.length || (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  return { rings, isPartial: isPartial || allowance.spentOn !== null };
}

/** From each that needs to those that need next, by their places. */
function arcsAmong(graph: InterlockGraph, needers: readonly number[], along: EdgeSet): Arcs {
  const places = graph.sheets.take(graph.stations.size);
  needers.forEach((station, place) => { places.set(station, place); });
  const arcs = arcsOf(needers.length, (place) => {
    const targets = new Set<number>();
    for (const { station } of nextNeeders(graph, needers[place] as number, along)) if (places.has(station)) targets.add(places.get(station));
    return targets;
  });
  graph.sheets.give(places);
  return arcs;
}

/** One of the shortest rings that go through a workflow; null: there is none. For terms that may have closed one without a new dependency. */
export function ringThrough(graph: InterlockGraph, workflow: string, question: Pick<RingQuestion, 'statuses' | 'budget'> = {}): Ring | null {
  const node = graph.node(workflow);
  if (node === NONE) return null;
  const along = edgeSet(['HARD'], question.statuses);
  const allowance = new Allowance(question.budget);
  let shortest: number[] | null = null;
  for (let station = graph.begun(node); station !== NONE; station = graph.stations.next(station)) {
    if (graph.needs.countOf(station) === 0) continue;
    const edges = comingRound(graph, station, along, allowance, shortest?.length ?? Number.POSITIVE_INFINITY);
    if (edges !== null) shortest = edges;
  }
  return shortest === null ? null : named(shortest.map((edge) => stepOf(graph, edge)));
}

/** The dependencies from a station round to itself, if that takes fewer than some; null otherwise. */
function comingRound(graph: InterlockGraph, station: number, along: EdgeSet, allowance: Allowance, fewer: number): number[] | null {
  const walk = new Walk(graph, { direction: 'PROVIDERS', along, throughAccepted: true, allowance });
  try {
    walk.depart(station);
    for (let length = 1; length < fewer; length++) {
      const goesOn = walk.advance();
      if (walk.reached(station)) return walk.edgesTo(walk.placeOf(station));
      if (!goesOn) return null;
    }
    return null;
  } finally {
    walk.end();
  }
}

/** The conditions and promises that need anything hard. */
function neederStations(graph: InterlockGraph, along: EdgeSet, among: Iterable<number>): number[] {
  const found: number[] = [];
  for (const node of among) {
    for (let station = graph.begun(node); station !== NONE; station = graph.stations.next(station)) {
      if (needsAnything(graph, station, along)) found.push(station);
    }
  }
  return found;
}

function needsAnything({ needs }: InterlockGraph, station: number, along: EdgeSet): boolean {
  const start = needs.startOf(station);
  for (let slot = start; slot < start + needs.countOf(station); slot++) if (inSet(along, needs.valueAt(slot))) return true;
  return false;
}

/** Who needs next, after what a station needs: the condition that is needed, or each mandatory one, and the promise it is of. */
function* nextNeeders(graph: InterlockGraph, station: number, along: EdgeSet): Generator<{ readonly station: number; readonly edge: number }> {
  const { needs, stations } = graph;
  const start = needs.startOf(station);
  for (let slot = start; slot < start + needs.countOf(station); slot++) {
    if (!inSet(along, needs.valueAt(slot))) continue;
    const needed = stationOf(needs.valueAt(slot));
    const edge = needs.edgeAt(slot);
    const begun = stations.begunOf(needed);
    yield { station: begun, edge };
    if (stations.kind(needed) === CONDITION) yield { station: needed, edge };
    else for (let one = stations.next(begun); one !== NONE; one = stations.next(one)) if (stations.has(one, MANDATORY)) yield { station: one, edge };
  }
}

function edgeBetween(graph: InterlockGraph, station: number, next: number, along: EdgeSet): number {
  for (const found of nextNeeders(graph, station, along)) if (found.station === next) return found.edge;
  throw new RangeError('The two do not follow each other on a ring');
}
