import { doubleAt } from './columns.rules.js';
import type { InterlockGraph } from './graph.rules.js';

export type Comparison = (one: number, other: number) => number;

/** The earliest due first, those without one last; among equals by id. */
export function byDueAndId(graph: InterlockGraph): Comparison {
  return (one, other) => {
    const [due, otherDue] = [doubleAt(graph.due, one), doubleAt(graph.due, other)];
    return due === otherDue ? graph.workflows.compare(one, other) : due < otherDue ? -1 : 1;
  };
}

/** The first so many in an order, without putting the others into it. */
export function firstOf(items: Iterable<number>, limit: number, compare: Comparison): number[] {
  const first: number[] = [];
  if (limit <= 0) return first;
  for (const item of items) {
    if (first.length === limit && compare(item, first[limit - 1] as number) >= 0) continue;
    let low = 0;
    for (let high = first.length; low < high;) {
      const middle = (low + high) >> 1;
      if (compare(item, first[middle] as number) < 0) high = middle;
      else low = middle + 1;
    }
    first.splice(low, 0, item);
    if (first.length > limit) first.pop();
  }
  return first;
}

/** The same of what is at hand as a list, however many are wanted. */
export function inOrder(items: readonly number[], limit: number, compare: Comparison): number[] {
  return limit < items.length ? firstOf(items, limit, compare) : [...items].sort(compare);
}
