import { Allowance } from './allowance.rules.js';
import type { Budget } from './allowance.rules.js';
import { at, doubleAt } from './columns.rules.js';
import { hard } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { DependencyEdge } from './interlock.types.js';
import { named, stepOf } from './rings.rules.js';
import type { Ring, RingStep } from './rings.rules.js';
import { Walk } from './walk.rules.js';

const NONE = -1;

type Candidate = Omit<DependencyEdge, 'neededBy' | 'id'> & { readonly id?: string };

/**
 * The ring that dependencies would close, together with what the graph holds and with each other; null: none. From what
 * each would need one walks to what others of them, or it itself, would need by: by two stations for each promise.
 *
 * Conditions that the graph doesn't know are taken as not mandatory. Put the terms that bring them into a graph of one's own
 * first (`putWorkflow`), and ask `ringThrough`, where that isn't so.
 */
export function ringClosedBy(graph: InterlockGraph, candidates: readonly Candidate[], budget?: Budget): Ring | null {
  const asked = candidates.filter(({ kind }) => kind === 'HARD');
  const allowance = new Allowance(budget);
  const ways = asked.map((candidate) => waysFrom(graph, candidate, asked, allowance));
  let shortest: readonly number[] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let first = 0; first < asked.length; first++) {
    const round = shortestRound(ways, first);
    if (round === null || round.length >= least) continue;
    shortest = round.candidates;
    least = round.length;
  }
  if (shortest === null) return null;
  const round = shortest;
  return named(round.flatMap((one, index) => {
    const candidate = asked[one] as Candidate;
    const way = ways[one]?.[round[(index + 1) % round.length] as number] ?? [];
    return [stepFor(candidate), ...way.map((edge) => stepOf(graph, edge))];
  }));
}

function stepFor({ dependent, condition, id, needs }: Candidate): RingStep {
  return { workflow: dependent, condition, dependency: id ?? null, needs };
}

/** From what a candidate needs to what each of them needs by: the dependencies on the way; null: no way. */
type Ways = readonly (readonly number[] | null)[];

function waysFrom(graph: InterlockGraph, candidate: Candidate, all: readonly Candidate[], allowance: Allowance): Ways {
  const node = graph.node(candidate.provider);
  const needed = node === NONE ? NONE : candidate.needs === null ? graph.done(node) : graph.condition(node, candidate.needs);
  const walk = new Walk(graph, { direction: 'PROVIDERS', along: hard, throughAccepted: true, allowance });
  try {
    if (needed !== NONE) walk.arrive(needed, NONE, NONE);
    // A condition that is new to a known promise still needs that it has begun.
    else if (node !== NONE) walk.arrive(graph.begun(node), NONE, NONE);
    const met = all.map((other) => metBy(graph, candidate, other));
    const stations = all.map((other) => neederOf(graph, other));
    walk.walkThrough();
    return stations.map((station, index) => {
      if (met[index] === true) return [];
      return station !== NONE && walk.reached(station) ? walk.edgesTo(walk.placeOf(station)) : null;
    });
  } finally {
    walk.end();
  }
}

/** Whether what one needs is what the other needs by, both of them new to the graph. */
function metBy(graph: InterlockGraph, { provider, needs }: Candidate, { dependent, condition }: Candidate): boolean {
  if (provider !== dependent) return false;
  const node = graph.node(provider);
  if (node === NONE) return condition === null || needs === condition;
  return needs !== null && needs === condition && graph.condition(node, needs) === NONE;
}

function neederOf(graph: InterlockGraph, { dependent, condition }: Candidate): number {
  const node = graph.node(dependent);
  if (node === NONE) return NONE;
  return condition === null ? graph.begun(node) : graph.condition(node, condition);
}

/** The shortest way round by candidates, beginning with one (Dijkstra's algorithm), and how many dependencies it has in all. */
function shortestRound(ways: readonly Ways[], first: number): { readonly candidates: readonly number[]; readonly length: number } | null {
  const length = new Float64Array(ways.length).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(ways.length).fill(NONE);
  const open = new Set(ways.keys());
  const goOn = (one: number, soFar: number): void => {
    for (const [next, way] of (ways[one] ?? []).entries()) {
      if (way === null || !open.has(next) || soFar + 1 + way.length >= doubleAt(length, next)) continue;
      length[next] = soFar + 1 + way.length;
      before[next] = one;
    }
  };
  // The first stays open, so that the way can come round to it.
  goOn(first, 0);
  while (open.has(first)) {
    const nearest = [...open].reduce((one, other) => (doubleAt(length, other) < doubleAt(length, one) ? other : one));
    if (doubleAt(length, nearest) === Number.POSITIVE_INFINITY) return null;
    open.delete(nearest);
    if (nearest !== first) goOn(nearest, doubleAt(length, nearest));
  }
  const candidates = [first];
  for (let one = at(before, first); one !== first; one = at(before, one)) candidates.push(one);
  return { candidates: [first, ...candidates.slice(1).reverse()], length: doubleAt(length, first) };
}
