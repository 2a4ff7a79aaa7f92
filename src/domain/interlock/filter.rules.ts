import { at, byteAt } from './columns.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { phases, promiseStatuses } from '../workflow/workflow.types.js';
import type { Phase, PromiseStatus } from '../workflow/workflow.types.js';

/** Which workflows are wanted. What is left out doesn't matter; what is given must all be so. */
export interface WorkflowFilter {
  readonly phases?: readonly Phase[];
  /** Null among them: nothing has been promised. */
  readonly statuses?: readonly (PromiseStatus | null)[];
  readonly performers?: readonly string[];
  readonly customers?: readonly string[];
  /** On either side. */
  readonly people?: readonly string[];
  readonly horizonDays?: { readonly least?: number; readonly greatest?: number };
  /** Anything else, by the number of the workflow in the graph. */
  readonly where?: (node: number) => boolean;
}

export type NodePredicate = (node: number) => boolean;

/** The filter as one test; null when everything passes. */
export function predicateOf(graph: InterlockGraph, filter: WorkflowFilter): NodePredicate | null {
  const tests: NodePredicate[] = [];
  if (filter.phases !== undefined) {
    const wanted = maskOf(filter.phases.map((phase) => phases.indexOf(phase)));
    tests.push((node) => isIn(wanted, byteAt(graph.phase, node)));
  }
  if (filter.statuses !== undefined) {
    const wanted = maskOf(filter.statuses.map((status) => (status === null ? 0 : promiseStatuses.indexOf(status) + 1)));
    tests.push((node) => isIn(wanted, byteAt(graph.status, node)));
  }
  const agents = (ids: readonly string[]): Set<number> => new Set(ids.map((id) => graph.agents.find(id)));
  if (filter.performers !== undefined) {
    const wanted = agents(filter.performers);
    tests.push((node) => wanted.has(at(graph.performer, node)));
  }
  if (filter.customers !== undefined) {
    const wanted = agents(filter.customers);
    tests.push((node) => wanted.has(at(graph.customer, node)));
  }
  if (filter.people !== undefined) {
    const wanted = agents(filter.people);
    tests.push((node) => wanted.has(at(graph.performer, node)) || wanted.has(at(graph.customer, node)));
  }
  if (filter.horizonDays !== undefined) {
    const { least = 0, greatest = Number.POSITIVE_INFINITY } = filter.horizonDays;
    tests.push((node) => at(graph.horizonDays, node) >= least && at(graph.horizonDays, node) <= greatest);
  }
  if (filter.where !== undefined) tests.push(filter.where);
  if (tests.length === 0) return null;
  return (node) => tests.every((test) => test(node));
}

function maskOf(numbers: readonly number[]): number {
  return numbers.reduce((mask, number) => mask | (1 << number), 0);
}

function isIn(mask: number, number: number): boolean {
  return ((mask >>> number) & 1) !== 0;
}
