import { at } from './columns.rules.js';
import type { CascadePlace } from './facts-of-state.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { MANDATORY } from './stations.rules.js';
import { parentsIn, servedBy } from './structure.rules.js';
import { isEnded } from '../workflow/cycle.rules.js';

/*
 * Where the cascade has a hole, found in the graph of a whole organisation, without a state of each workflow in memory. A
 * test holds it against what the states say.
 */

/**
 * The kinds of gaps that a workflow has. SERVES_NOTHING: it serves nothing and isn't declared a root. CONDITION_UNSERVED: no
 * workflow serves the condition, and the Performer hasn't marked it their own. PARENT_GONE: what it serves is closed, or its
 * promise has come to nothing. That nobody performs for a concern is seen at the concern.
 */
export const workflowGapKinds = ['SERVES_NOTHING', 'CONDITION_UNSERVED', 'PARENT_GONE'] as const;
export type WorkflowGapKind = (typeof workflowGapKinds)[number];

export interface WorkflowGap {
  readonly kind: WorkflowGapKind;
  readonly workflow: string;
  /** CONDITION_UNSERVED: its key, and whether the promise rests on it. */
  readonly condition: string | null;
  readonly mandatory: boolean | null;
  /** PARENT_GONE: what is served and gone. */
  readonly parent: string | null;
}

export interface GapQuestion {
  readonly kinds: ReadonlySet<WorkflowGapKind>;
  /** Only of what this agent performs; null: of all. */
  readonly performer: string | null;
  readonly isShown: (node: number) => boolean;
}

export interface GapsFound {
  /** In the order of the graph. */
  readonly gaps: readonly WorkflowGap[];
  /** How many workflows that aren't over were not looked at, since they are not shown. */
  readonly hidden: number;
}

/** Every gap among the workflows that are shown. Linear in workflows, conditions and edges. */
export function gapsIn(graph: InterlockGraph, places: ReadonlyMap<number, CascadePlace>, { kinds, performer, isShown }: GapQuestion): GapsFound {
  const agent = performer === null ? null : graph.agents.find(performer);
  const served = kinds.has('CONDITION_UNSERVED') ? servedStations(graph, isShown) : new Set<number>();
  const gaps: WorkflowGap[] = [];
  let hidden = 0;
  for (const node of graph.nodes()) {
    if (!graph.isKnown(node) || isOver(graph, node) || (agent !== null && at(graph.performer, node) !== agent)) continue;
    if (!isShown(node)) {
      hidden++;
      continue;
    }
    const of = { workflow: graph.workflows.text(node), condition: null, mandatory: null, parent: null };
    const place = places.get(node);
    if (kinds.has('SERVES_NOTHING') && graph.serves.countOf(node) === 0 && place?.root !== true) gaps.push({ ...of, kind: 'SERVES_NOTHING' });
    if (kinds.has('PARENT_GONE')) for (const parent of goneParents(graph, node, isShown)) gaps.push({ ...of, kind: 'PARENT_GONE', parent });
    if (kinds.has('CONDITION_UNSERVED')) {
      for (const { key, mandatory } of unserved(graph, node, place, served)) gaps.push({ ...of, kind: 'CONDITION_UNSERVED', condition: key, mandatory });
    }
  }
  return { gaps, hidden };
}

function isOver(graph: InterlockGraph, node: number): boolean {
  const status = graph.statusOf(node);
  return graph.phaseOf(node) === 'CLOSED' || (status !== null && isEnded(status));
}

function isGone(graph: InterlockGraph, node: number): boolean {
  const status = graph.statusOf(node);
  return graph.phaseOf(node) === 'CLOSED' || status === 'BROKEN' || status === 'RELEASED';
}

/** The stations that something serves which has not come to nothing. Of what is not shown, nobody learns that it has. */
function servedStations(graph: InterlockGraph, isShown: GapQuestion['isShown']): ReadonlySet<number> {
  const served = new Set<number>();
  for (const node of graph.nodes()) {
    if (!graph.isKnown(node) || (isGone(graph, node) && graph.statusOf(node) !== 'REDEEMED' && isShown(node))) continue;
    for (const station of servedBy(graph, node)) served.add(station);
  }
  return served;
}

function goneParents(graph: InterlockGraph, node: number, isShown: GapQuestion['isShown']): readonly string[] {
  return [...parentsIn(graph, node)].filter((parent) => graph.isKnown(parent) && isGone(graph, parent) && isShown(parent)).map((parent) => graph.workflows.text(parent));
}

function unserved(graph: InterlockGraph, node: number, place: CascadePlace | undefined, served: ReadonlySet<number>): readonly { readonly key: string; readonly mandatory: boolean }[] {
  const stated = graph.conditions(node).map((station) => ({ key: graph.keyOf(station) ?? '', mandatory: graph.stations.has(station, MANDATORY), station }));
  const proposed = (place?.proposed ?? []).map((condition) => ({ ...condition, station: graph.condition(node, condition.key) }));
  return [...stated, ...proposed].filter(({ key, station }) => place?.own.includes(key) !== true && !served.has(station));
}
