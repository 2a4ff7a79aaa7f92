import { Refusal, invalid } from '../common/refusal.js';

/** An edge of the cascade by its two ends. */
export interface ServesEdge {
  readonly child: string;
  readonly parent: string;
}

/**
 * The shortest ring that a new edge would close: the child first, each serving the next, and the last the first. Null
 * when the parent doesn't serve the child, over however many others.
 * @param edges what is above the parent, in any order
 */
export function ringClosedBy(child: string, parent: string, edges: Iterable<ServesEdge>): readonly string[] | null {
  if (child === parent) return [child];
  const above = new Map<string, string[]>();
  for (const edge of edges) {
    const parents = above.get(edge.child);
    if (parents === undefined) above.set(edge.child, [edge.parent]);
    else parents.push(edge.parent);
  }
  const cameFrom = new Map<string, string>([[parent, child]]);
  const reached = [parent];
  for (const station of reached) {
    for (const next of above.get(station) ?? []) {
      if (next === child) return ringThrough(child, station, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, station);
      reached.push(next);
    }
  }
  return null;
}

function ringThrough(child: string, last: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const back: string[] = [];
  for (let station: string | undefined = last; station !== undefined && station !== child; station = cameFrom.get(station)) back.push(station);
  return [child, ...back.reverse()];
}

/** The refusal for a ring, with all of it named. @param titles what each workflow of it is called, the child first */
export function ringRefusal(titles: readonly string[]): Refusal {
  const [first = '', ...rest] = titles;
  const way = [...rest, first].map((title) => `“${title}”`).join(', which serves ');
  return invalid('parent', `This would close a ring, and nothing would be owed to anybody in the end: “${first}” would serve ${way}. End one of these first.`);
}

/** @throws Refusal when the edge would close a ring */
export function judgeRing(child: string, parent: string, edges: Iterable<ServesEdge>, titleOf: (workflow: string) => string): void {
  const ring = ringClosedBy(child, parent, edges);
  if (ring !== null) throw ringRefusal(ring.map(titleOf));
}
