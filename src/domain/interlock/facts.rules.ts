import { at, byteAt, doubleAt } from './columns.rules.js';
import { edgesOf } from './changes.rules.js';
import { kindOfCode, statusOfCode } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { ConditionFacts, Need, Settlement, WorkflowFacts } from './interlock.types.js';
import { ACCEPTED, BEGUN, BROKEN, MANDATORY, OWN_DUE } from './stations.rules.js';
import { endOfDay, momentOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';

/** A day of the graph as the calendar writes it. */
export function dayText(day: number): string {
  return new Date(day * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
}

export function dueOf(graph: InterlockGraph, node: number): Moment | null {
  const due = doubleAt(graph.due, node);
  return Number.isFinite(due) ? momentOf(due) : null;
}

export function settlementOf(graph: InterlockGraph, station: number): Settlement {
  if (graph.stations.has(station, ACCEPTED)) return 'ACCEPTED';
  return graph.stations.has(station, BROKEN) ? 'BROKEN' : 'OPEN';
}

export function needOf(graph: InterlockGraph, edge: number): Need {
  const { edges, stations } = graph;
  const code = byteAt(edges.code, edge);
  const to = at(edges.to, edge);
  return {
    id: edges.ids.text(edge),
    condition: graph.keyOf(at(edges.from, edge)),
    provider: graph.workflows.text(stations.owner(to)),
    needs: graph.keyOf(to),
    kind: kindOfCode(code),
    neededBy: momentOf(doubleAt(edges.neededBy, edge)),
    status: statusOfCode(code),
  };
}

/** A workflow as it stands in the graph: what was put there, but that a condition's own due is known to the day. */
export function factsIn(graph: InterlockGraph, node: number): WorkflowFacts {
  return {
    id: graph.workflows.text(node),
    customer: graph.agents.text(at(graph.customer, node)),
    performer: graph.agents.text(at(graph.performer, node)),
    phase: graph.phaseOf(node),
    status: graph.statusOf(node),
    due: dueOf(graph, node),
    horizonDays: at(graph.horizonDays, node),
    visibility: graph.visibilityOf(node),
    settled: settlementOf(graph, graph.done(node)),
    conditions: graph.conditions(node).map((station) => conditionIn(graph, station)),
    needs: [...edgesOf(graph, node).values()].map((edge) => needOf(graph, edge)),
    serves: servesOf(graph, node),
  };
}

function conditionIn(graph: InterlockGraph, station: number): ConditionFacts {
  const { stations } = graph;
  return {
    key: graph.keys.text(at(stations.key, station)),
    mandatory: stations.has(station, MANDATORY),
    due: stations.has(station, OWN_DUE) ? endOfDay(dayText(at(stations.dueDay, station)), graph.calendar.zone) : null,
    settled: settlementOf(graph, station),
  };
}

function servesOf(graph: InterlockGraph, node: number): WorkflowFacts['serves'] {
  const byParent = new Map<string, string[]>();
  const start = graph.serves.startOf(node);
  for (let slot = start; slot < start + graph.serves.countOf(node); slot++) {
    const station = graph.serves.valueAt(slot);
    const parent = graph.workflows.text(graph.stations.owner(station));
    const keys = byParent.get(parent) ?? [];
    byParent.set(parent, keys);
    if (graph.stations.kind(station) !== BEGUN) keys.push(graph.keyOf(station) ?? '');
  }
  return [...byParent].map(([parent, conditions]) => ({ parent, conditions }));
}
