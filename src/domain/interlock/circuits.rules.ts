import type { Allowance } from './allowance.rules.js';
import { at } from './columns.rules.js';
import { arcsOf, ringedComponents } from './components.rules.js';
import type { Arcs } from './components.rules.js';

/**
 * The elementary circuits among things: closed chains in which each thing occurs once, each circuit once, beginning with its
 * least thing. Johnson's algorithm, which spends no time on ways that can't come round; there may still be more circuits
 * than anybody can be told of, so whoever asks stops asking.
 */
export function* circuits(arcs: Arcs, allowance: Allowance): Generator<readonly number[]> {
  // One of each component in turn: whoever stops early has seen something of each.
  let inTurn = ringedComponents(arcs).map((component) => circuitsWithin(arcs, component, allowance));
  while (inTurn.length > 0) {
    const left: typeof inTurn = [];
    for (const component of inTurn) {
      const { done, value } = component.next();
      if (allowance.spentOn !== null) return;
      if (done === true) continue;
      yield value;
      left.push(component);
    }
    inTurn = left;
  }
}

function* circuitsWithin(arcs: Arcs, component: readonly number[], allowance: Allowance): Generator<readonly number[], undefined> {
  // Circuits through the least thing first; then those that do without it, and so on.
  for (const rest = [component]; rest.length > 0;) {
    const members = rest.pop() as readonly number[];
    const local = within(arcs, members);
    for (const circuit of circuitsThroughFirst(local, allowance)) yield circuit.map((place) => members[place] as number);
    if (allowance.spentOn !== null) return;
    const left = members.slice(1);
    rest.push(...ringedComponents(within(arcs, left)).map((places) => places.map((place) => left[place] as number)));
  }
}

/** The arcs among some things, numbered by their places. */
function within({ offsets, targets }: Arcs, members: readonly number[]): Arcs {
  const places = new Map(members.map((member, place) => [member, place]));
  return arcsOf(members.length, function* (place) {
    const member = members[place] as number;
    for (let arc = at(offsets, member); arc < at(offsets, member + 1); arc++) {
      const target = places.get(at(targets, arc));
      if (target !== undefined) yield target;
    }
  });
}

function* circuitsThroughFirst({ offsets, targets }: Arcs, allowance: Allowance): Generator<number[]> {
  const things = offsets.length - 1;
  const blocked = new Uint8Array(things);
  /** Who may be tried again once a thing is free. */
  const waitsFor = Array.from({ length: things }, () => new Set<number>());
  const next = offsets.slice(0, things);
  const closed = new Uint8Array(things);
  const way = [0];
  blocked[0] = 1;
  while (way.length > 0) {
    const thing = way[way.length - 1] as number;
    const arc = at(next, thing);
    if (!allowance.spend(1)) return;
    if (arc < at(offsets, thing + 1)) {
      next[thing] = arc + 1;
      const target = at(targets, arc);
      if (target === 0) {
        closed[thing] = 1;
        yield [...way];
      } else if (blocked[target] === 0) {
        blocked[target] = 1;
        closed[target] = 0;
        next[target] = at(offsets, target);
        way.push(target);
      }
      continue;
    }
    way.pop();
    if (closed[thing] === 1) {
      free(thing);
      const before = way[way.length - 1];
      if (before !== undefined) closed[before] = 1;
    } else {
      for (let one = at(offsets, thing); one < at(offsets, thing + 1); one++) waitsFor[at(targets, one)]?.add(thing);
    }
  }

  function free(first: number): void {
    for (const open = [first]; open.length > 0;) {
      const thing = open.pop() as number;
      if (blocked[thing] === 0) continue;
      blocked[thing] = 0;
      open.push(...(waitsFor[thing] ?? []));
      waitsFor[thing]?.clear();
    }
  }
}
