import { at } from './columns.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { inOrder } from './order.rules.js';

/** Two agents who must talk, and about which workflows. */
export interface MustTalk {
  readonly customer: string;
  readonly performer: string;
  readonly workflows: readonly string[];
  /** About how many in all. */
  readonly workflowCount: number;
}

/** The first of those who must talk, and how many pairs there are. */
export interface Talks {
  readonly pairs: readonly MustTalk[];
  readonly count: number;
}

/** The parties of some workflows, each pair once, those with the most to talk about first: the first so many, and as many workflows of each. */
export function talksAbout(graph: InterlockGraph, nodes: readonly number[], most: number): Talks {
  const { agents, workflows } = graph;
  const pairOf = (node: number): number => at(graph.customer, node) * agents.size + at(graph.performer, node);
  const counts = new Map<number, number>();
  for (const node of nodes) counts.set(pairOf(node), (counts.get(pairOf(node)) ?? 0) + 1);
  const customerOf = (pair: number): number => Math.floor(pair / agents.size);
  const performerOf = (pair: number): number => pair % agents.size;
  const pairs = inOrder([...counts.keys()], most, (one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0)
    || agents.compare(customerOf(one), customerOf(other)) || agents.compare(performerOf(one), performerOf(other)));
  const about = new Map<number, number[]>(pairs.map((pair) => [pair, []]));
  for (const node of nodes) about.get(pairOf(node))?.push(node);
  const told = pairs.map((pair) => ({
    customer: agents.text(customerOf(pair)), performer: agents.text(performerOf(pair)),
    workflows: inOrder(about.get(pair) ?? [], most, (one, other) => workflows.compare(one, other)).map((node) => workflows.text(node)),
    workflowCount: counts.get(pair) ?? 0,
  }));
  return { pairs: told, count: counts.size };
}
