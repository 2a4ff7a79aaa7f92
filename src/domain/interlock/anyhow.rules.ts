import type { Allowance } from './allowance.rules.js';
import { at, byteAt } from './columns.rules.js';
import { brokenStations } from './delay-answer.rules.js';
import { edgeSet } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { dependencyStatuses } from './interlock.types.js';
import { spreadOver } from './spreading.rules.js';
import { BROKEN, DONE } from './stations.rules.js';
import { Walk } from './walk.rules.js';

const NONE = -1;

/** What is so whatever is supposed: by what is broken already. */
export interface Anyhow {
  /** Whether a promise is late, and so without end: what is broken will never come, and no slack takes that up. */
  isLate(node: number): boolean;
  isAtRisk(node: number): boolean;
}

/**
 * As many stations are looked at backwards before the whole organisation is gone through instead: each takes some twenty times as
 * long as one of those that are gone through in a row, so that what is given up has cost less than what it would have spared.
 */
function mostBackwards(graph: InterlockGraph): number {
  return Math.max(1_000, Math.floor(graph.stations.size / 50));
}

/** Whoever asks about so many, of as many stations as may be looked at, surely comes to more than that. */
const stationsOfEach = 8;

const binding = edgeSet(['HARD', 'SOFT'], dependencyStatuses);
const hard = edgeSet(['HARD'], dependencyStatuses);

/**
 * What some workflows are anyhow, of which few are asked about for the most part, in an organisation that changes all the
 * time: so they are asked backwards what they rest on, and what is broken is followed no further than there. Where that is much, all
 * that is so of the organisation is found instead, and kept until it changes. Null when the allowance was spent before it was known.
 * @param along the dependencies that count, of whatever kind
 */
export function anyhowOf(graph: InterlockGraph, nodes: readonly number[], along: EdgeSet, allowance: Allowance, backwards = mostBackwards(graph)): Anyhow | null {
  const kept = keptOf(graph, along);
  if (kept !== null) return kept;
  const near = nodes.length * stationsOfEach > backwards ? null : nearby(graph, nodes, along, allowance, backwards);
  if (near !== null || allowance.spentOn !== null) return near;
  const all = whole(graph, along, allowance);
  if (all !== null) keeping.set(graph, { version: graph.version, along, anyhow: all });
  return all;
}

interface Kept {
  readonly version: number;
  readonly along: EdgeSet;
  readonly anyhow: Anyhow;
}

/** One of each graph, which is a byte for a workflow that it takes five hundred for. */
const keeping = new WeakMap<InterlockGraph, Kept>();

function keptOf(graph: InterlockGraph, along: EdgeSet): Anyhow | null {
  const kept = keeping.get(graph);
  return kept !== undefined && kept.version === graph.version && kept.along === along ? kept.anyhow : null;
}

/** Null when they rest on too much. */
function nearby(graph: InterlockGraph, nodes: readonly number[], along: EdgeSet, allowance: Allowance, backwards: number): Anyhow | null {
  const back = new Walk(graph, { direction: 'PROVIDERS', along: along & binding, throughAccepted: false, allowance });
  try {
    for (const node of nodes) back.startAt(node);
    while (back.size <= backwards) if (!back.advance()) break;
    if (!back.isFinished || allowance.spentOn !== null) return null;
    const sources: number[] = [];
    for (let place = 0; place < back.nodeCount; place++) sources.push(...brokenAt(graph, at(back.nodes, place)));
    const found = followed(graph, sources, along, allowance, (node) => !back.reachedNode(node));
    if (found === null) return null;
    const [late, atRisk] = [new Set(found.late), new Set(found.atRisk)];
    return { isLate: (node) => late.has(node), isAtRisk: (node) => atRisk.has(node) };
  } finally {
    back.end();
  }
}

const LATE = 1;
const AT_RISK = 2;

function whole(graph: InterlockGraph, along: EdgeSet, allowance: Allowance): Anyhow | null {
  const found = followed(graph, brokenStations(graph), along, allowance);
  if (found === null) return null;
  const marks = new Uint8Array(graph.size);
  for (const node of found.late) marks[node] = LATE;
  for (const node of found.atRisk) marks[node] = byteAt(marks, node) | AT_RISK;
  return { isLate: (node) => (byteAt(marks, node) & LATE) !== 0, isAtRisk: (node) => (byteAt(marks, node) & AT_RISK) !== 0 };
}

function brokenAt(graph: InterlockGraph, node: number): number[] {
  const { stations } = graph;
  const done = graph.done(node);
  const found = stations.has(done, BROKEN) && stations.isBare(done - 1) ? [done] : [];
  for (let station = stations.next(done - 1); station !== NONE; station = stations.next(station)) if (stations.has(station, BROKEN)) found.push(station);
  return found;
}

interface Followed {
  readonly late: readonly number[];
  readonly atRisk: Int32Array;
}

/** Follows what is broken over hard dependencies, and from there over soft ones and all that comes after. */
function followed(graph: InterlockGraph, sources: Iterable<number>, along: EdgeSet, allowance: Allowance, avoids?: (node: number) => boolean): Followed | null {
  const rules = { direction: 'DEPENDENTS', throughAccepted: false, allowance, avoids } as const;
  const breaks = new Walk(graph, { ...rules, along: along & hard });
  let risk: Walk | null = null;
  try {
    for (const station of sources) breaks.arrive(station, NONE, NONE);
    breaks.walkThrough();
    risk = spreadOver('SOFT', graph, null, { ...rules, along: along & binding }, breaks);
    if (allowance.spentOn !== null) return null;
    const late: number[] = [];
    for (let place = 0; place < breaks.size; place++) {
      const station = at(breaks.stations, place);
      if (graph.stations.kind(station) === DONE) late.push(graph.stations.owner(station));
    }
    return { late, atRisk: risk.nodes.subarray(0, risk.nodeCount) };
  } finally {
    breaks.end();
    risk?.end();
  }
}
