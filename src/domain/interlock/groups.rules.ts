import { arcsOf, ringedComponents } from './components.rules.js';
import { edgeSet, inSet, stationOf } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { DependencyKind, DependencyStatus } from './interlock.types.js';

const NONE = -1;

export interface GroupQuestion {
  /** Which workflows are under negotiation; left out: those in that phase. */
  readonly among?: NodePredicate;
  /** Left out: hard and soft ones. */
  readonly kinds?: readonly DependencyKind[];
  readonly statuses?: readonly DependencyStatus[];
}

/** Workflows, by their ids in order, whose proposals hang on one another: none of them can be settled before the others. */
export type InterlockGroup = readonly string[];

/** The interlock groups: strongly connected components of proposals under negotiation, the largest first. */
export function interlockGroups(graph: InterlockGraph, question: GroupQuestion = {}): readonly InterlockGroup[] {
  const { isMember, along } = read(graph, question);
  const members: number[] = [];
  for (let node = 0; node < graph.size; node++) if (isMember(node)) members.push(node);
  return groupsAmong(graph, members, along);
}

/** The group that a workflow is in; null: it is in none. */
export function interlockGroupOf(graph: InterlockGraph, workflow: string, question: GroupQuestion = {}): InterlockGroup | null {
  const { isMember, along } = read(graph, question);
  const start = graph.node(workflow);
  if (start === NONE || !isMember(start)) return null;
  const members = new Set([start]);
  for (const node of members) for (const provider of providersOf(graph, node, along)) if (isMember(provider)) members.add(provider);
  return groupsAmong(graph, [...members], along).find((group) => group.includes(workflow)) ?? null;
}

function read(graph: InterlockGraph, question: GroupQuestion): { readonly isMember: NodePredicate; readonly along: EdgeSet } {
  const isMember = question.among ?? ((node: number) => graph.isKnown(node) && graph.phaseOf(node) === 'NEGOTIATING');
  return { isMember, along: edgeSet(question.kinds ?? ['HARD', 'SOFT'], question.statuses) };
}

function groupsAmong(graph: InterlockGraph, members: readonly number[], along: EdgeSet): InterlockGroup[] {
  const places = new Map(members.map((node, place) => [node, place]));
  const arcs = arcsOf(members.length, function* (place) {
    for (const provider of providersOf(graph, members[place] as number, along)) {
      const target = places.get(provider);
      if (target !== undefined) yield target;
    }
  });
  return ringedComponents(arcs)
    .filter((component) => component.length > 1)
    .map((component) => component.map((place) => graph.workflows.text(members[place] as number)).sort())
    .sort((one, other) => other.length - one.length || ((one[0] as string) < (other[0] as string) ? -1 : 1));
}

function* providersOf(graph: InterlockGraph, node: number, along: EdgeSet): Generator<number> {
  const { needs, stations } = graph;
  for (let station = graph.begun(node); station !== NONE; station = stations.next(station)) {
    const start = needs.startOf(station);
    for (let slot = start; slot < start + needs.countOf(station); slot++) {
      const link = needs.valueAt(slot);
      if (inSet(along, link)) yield stations.owner(stationOf(link));
    }
  }
}
