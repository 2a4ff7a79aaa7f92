import { at } from './columns.rules.js';
import type { Delays } from './delays.rules.js';
import { edgeSet, inSet, stationOf } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { dependencyStatuses } from './interlock.types.js';
import type { DependencyKind } from './interlock.types.js';
import { BEGUN } from './stations.rules.js';
import { Walk } from './walk.rules.js';
import type { WalkRules } from './walk.rules.js';

const NONE = -1;

/**
 * How far being late is felt beyond where it has a date. Over dependencies of a kind that miss what they need it goes from
 * what is late to what isn't, and from there on over all that the walk may take, since of what is merely at risk nobody can say how
 * much slack would do. `beside` is where it goes on from as well, without having missed anything.
 */
export function spreadOver(kind: DependencyKind, graph: InterlockGraph, delays: Delays | null, rules: WalkRules, beside: Walk | null = null): Walk {
  const walk = new Walk(graph, rules);
  const along: EdgeSet = rules.along & edgeSet([kind], dependencyStatuses);
  for (let entry = 0; entry < (delays?.size ?? 0); entry++) {
    const station = at((delays as Delays).stations, entry);
    if (graph.stations.kind(station) !== BEGUN) seed(walk, graph, station, along, delays);
  }
  for (let place = 0; place < (beside?.size ?? 0); place++) seed(walk, graph, at((beside as Walk).stations, place), along, null);
  walk.walkThrough();
  return walk;
}

/** Begins with those that need a station, and miss it by its delay; with all of them where no delays are given. */
function seed(walk: Walk, { needed }: InterlockGraph, station: number, along: EdgeSet, delays: Delays | null): void {
  const first = needed.startOf(station);
  const end = first + needed.countOf(station);
  for (let slot = first; slot < end; slot++) {
    const link = needed.valueAt(slot);
    if (inSet(along, link) && (delays === null || delays.misses(station, needed.edgeAt(slot)))) walk.arrive(stationOf(link), NONE, NONE);
  }
}

/** The workflows with a condition that is late. */
export function lateIn(graph: InterlockGraph, delays: Delays): Set<number> {
  const late = new Set<number>();
  for (let entry = 0; entry < delays.size; entry++) {
    const station = at(delays.stations, entry);
    if (delays.isSettled(entry) && graph.stations.kind(station) !== BEGUN) late.add(graph.stations.owner(station));
  }
  return late;
}
