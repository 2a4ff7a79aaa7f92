import { at } from './columns.rules.js';

/** Arcs among things numbered from 0: those of thing `i` are in `targets` from `offsets[i]` to `offsets[i + 1]`. */
export interface Arcs {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** Gathers arcs that are given from the first thing to the last. */
export function arcsOf(things: number, targetsOf: (thing: number) => Iterable<number>): Arcs {
  const offsets = new Int32Array(things + 1);
  const targets: number[] = [];
  for (let thing = 0; thing < things; thing++) {
    for (const target of targetsOf(thing)) targets.push(target);
    offsets[thing + 1] = targets.length;
  }
  return { offsets, targets: Int32Array.from(targets) };
}

/**
 * The strongly connected components that have a ring in them, each with its members in their order: Tarjan's algorithm,
 * with a stack of its own, since a chain of a hundred thousand promises would be too deep for calls.
 */
export function ringedComponents({ offsets, targets }: Arcs): number[][] {
  const things = offsets.length - 1;
  const index = new Int32Array(things); // 0: not met yet
  const low = new Int32Array(things);
  const waiting = new Uint8Array(things);
  const next = offsets.slice(0, things);
  const open: number[] = [];
  const found: number[][] = [];
  let met = 0;
  const meet = (thing: number): void => {
    index[thing] = low[thing] = ++met;
    waiting[thing] = 1;
    open.push(thing);
  };
  for (let root = 0; root < things; root++) {
    if (index[root] !== 0) continue;
    meet(root);
    for (const way = [root]; way.length > 0;) {
      const thing = way[way.length - 1] as number;
      const arc = at(next, thing);
      if (arc < at(offsets, thing + 1)) {
        next[thing] = arc + 1;
        const target = at(targets, arc);
        if (index[target] === 0) {
          meet(target);
          way.push(target);
        } else if (waiting[target] === 1) low[thing] = Math.min(at(low, thing), at(index, target));
        continue;
      }
      way.pop();
      const before = way[way.length - 1];
      if (before !== undefined) low[before] = Math.min(at(low, before), at(low, thing));
      if (low[thing] !== index[thing]) continue;
      const members = open.splice(open.lastIndexOf(thing));
      for (const member of members) waiting[member] = 0;
      if (members.length > 1 || hasArcTo(thing, thing)) found.push(members.sort((one, other) => one - other));
    }
  }
  return found;

  function hasArcTo(thing: number, target: number): boolean {
    return targets.subarray(at(offsets, thing), at(offsets, thing + 1)).includes(target);
  }
}
