/** What takes its place in an order: an id, and the ids that come after it. Ids that aren't in the list are passed over. */
export interface Ordered {
  readonly id: string;
  readonly before: readonly string[];
}

export interface Order {
  /** Each behind everything that comes before it. */
  readonly sorted: readonly string[];
  /** What stands in a ring, or behind one. Rings are refused when an edge is made, so there should be none. */
  readonly unsorted: readonly string[];
}

/** Sorts so that each stands before what it is `before` of (Kahn's algorithm): linear, and without recursion, however deep it goes. */
export function inOrder(items: readonly Ordered[]): Order {
  const waitsFor = new Map<string, number>(items.map(({ id }) => [id, 0]));
  const next = new Map<string, readonly string[]>();
  for (const { id, before } of items) {
    const known = before.filter((one) => waitsFor.has(one));
    next.set(id, known);
    for (const one of known) waitsFor.set(one, (waitsFor.get(one) ?? 0) + 1);
  }
  const sorted = items.map(({ id }) => id).filter((id) => waitsFor.get(id) === 0);
  for (const id of sorted) {
    for (const one of next.get(id) ?? []) {
      const left = (waitsFor.get(one) ?? 0) - 1;
      waitsFor.set(one, left);
      if (left === 0) sorted.push(one);
    }
  }
  if (sorted.length === items.length) return { sorted, unsorted: [] };
  const placed = new Set(sorted);
  return { sorted, unsorted: items.map(({ id }) => id).filter((id) => !placed.has(id)) };
}
