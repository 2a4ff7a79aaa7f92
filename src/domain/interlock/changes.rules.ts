import { at } from './columns.rules.js';
import { codeOf, linkTo } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { Need, Settlement, WorkflowFacts } from './interlock.types.js';
import { ACCEPTED, BARE, BROKEN, CONDITION, DECLARED, DONE, MANDATORY, OWN_DUE } from './stations.rules.js';

const NONE = -1;

/**
 * Puts a workflow into the graph as it is now, with all it needs and serves; what was there of it before is replaced. A
 * sequence of changes is followed by putting, in its order, each workflow that changed.
 */
export function putWorkflow(graph: InterlockGraph, facts: WorkflowFacts): void {
  const node = graph.mention(facts.id);
  graph.describe(node, facts);
  writeConditions(graph, node, facts);
  writeNeeds(graph, node, facts.needs);
  writeServes(graph, node, facts.serves);
  graph.touch(node);
}

/** Takes a workflow out. What others need of it stays, and fits nothing. */
export function removeWorkflow(graph: InterlockGraph, id: string): void {
  const node = graph.node(id);
  if (node === NONE || !graph.isKnown(node)) return;
  graph.forget(node);
  writeConditions(graph, node, { settled: 'OPEN', conditions: [] });
  writeNeeds(graph, node, []);
  writeServes(graph, node, []);
  graph.touch(node);
}

function settlementFlag(settled: Settlement): number {
  switch (settled) {
    case 'OPEN': return 0;
    case 'ACCEPTED': return ACCEPTED;
    case 'BROKEN': return BROKEN;
  }
}

export function writeConditions(graph: InterlockGraph, node: number, facts: Pick<WorkflowFacts, 'settled' | 'conditions'>): void {
  const { stations } = graph;
  const begun = graph.begun(node);
  const day = at(graph.dueDay, node);
  stations.dueDay[begun] = day;
  stations.dueDay[begun + 1] = day;
  const isBare = !facts.conditions.some(({ mandatory }) => mandatory);
  stations.setFlags(begun + 1, DONE | settlementFlag(facts.settled) | (isBare ? BARE : 0));
  for (let station = stations.next(begun); station !== NONE; station = stations.next(station)) stations.setFlags(station, CONDITION);
  for (const condition of facts.conditions) {
    const key = graph.keys.add(condition.key);
    const known = stations.conditionOf(begun, key);
    const station = known === NONE ? stations.addCondition(begun, key) : known;
    stations.setFlags(station, CONDITION | DECLARED | settlementFlag(condition.settled)
      | (condition.mandatory ? MANDATORY : 0) | (condition.due === null ? 0 : OWN_DUE));
    stations.dueDay[station] = condition.due === null ? day : graph.calendar.dayNumber(condition.due);
  }
  writeUndeclared(graph, node);
}

/**
 * A condition that is only spoken of is due with the promise, and settled when all that is left of the promise is: a
 * dependency that fits nothing any more must neither vanish from a question nor keep a kept promise open.
 */
function writeUndeclared(graph: InterlockGraph, node: number): void {
  const { stations } = graph;
  const declared = graph.conditions(node);
  const accepted = declared.length > 0 && declared.every((station) => stations.has(station, ACCEPTED));
  for (let station = stations.next(graph.begun(node)); station !== NONE; station = stations.next(station)) {
    if (stations.has(station, DECLARED)) continue;
    stations.setFlags(station, CONDITION | (accepted ? ACCEPTED : 0));
    stations.dueDay[station] = at(graph.dueDay, node);
  }
}

/** The station of a condition that is spoken of. */
export function mentionCondition(graph: InterlockGraph, node: number, key: string): number {
  const number = graph.keys.add(key);
  const known = graph.stations.conditionOf(graph.begun(node), number);
  if (known !== NONE) return known;
  const station = graph.stations.addCondition(graph.begun(node), number);
  writeUndeclared(graph, node);
  return station;
}

/** The edges that a workflow needs others by, by their ids. */
export function edgesOf(graph: InterlockGraph, node: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let station = graph.begun(node); station !== NONE; station = graph.stations.next(station)) {
    const start = graph.needs.startOf(station);
    const end = start + graph.needs.countOf(station);
    for (let slot = start; slot < end; slot++) {
      const edge = graph.needs.edgeAt(slot);
      found.set(graph.edges.ids.text(edge), edge);
    }
  }
  return found;
}

function writeNeeds(graph: InterlockGraph, node: number, needs: readonly Need[]): void {
  const before = edgesOf(graph, node);
  for (const need of needs) {
    const from = need.condition === null ? graph.begun(node) : mentionCondition(graph, node, need.condition);
    const provider = graph.mention(need.provider);
    const to = need.needs === null ? graph.done(provider) : mentionCondition(graph, provider, need.needs);
    const edge = before.get(need.id);
    if (edge !== undefined && graph.edges.from[edge] === from && graph.edges.to[edge] === to) {
      before.delete(need.id);
      changeEdge(graph, edge, need);
    } else {
      addEdge(graph, from, to, need);
    }
  }
  graph.makeRoomForLinks();
  for (const edge of before.values()) removeEdge(graph, edge);
}

function addEdge(graph: InterlockGraph, from: number, to: number, need: Need): void {
  const code = codeOf(need.kind, need.status);
  const edge = graph.edges.add(need.id, from, to, code, Date.parse(need.neededBy), graph.calendar.dayNumber(need.neededBy));
  graph.makeRoomForLinks();
  graph.needs.add(from, linkTo(to, code), edge);
  graph.needed.add(to, linkTo(from, code), edge);
}

function changeEdge(graph: InterlockGraph, edge: number, need: Need): void {
  const { edges } = graph;
  edges.neededBy[edge] = Date.parse(need.neededBy);
  edges.neededDay[edge] = graph.calendar.dayNumber(need.neededBy);
  const code = codeOf(need.kind, need.status);
  if (edges.code[edge] === code) return;
  edges.code[edge] = code;
  const [from, to] = [at(edges.from, edge), at(edges.to, edge)];
  graph.needs.replace(from, edge, linkTo(to, code));
  graph.needed.replace(to, edge, linkTo(from, code));
}

function removeEdge(graph: InterlockGraph, edge: number): void {
  graph.needs.remove(at(graph.edges.from, edge), edge);
  graph.needed.remove(at(graph.edges.to, edge), edge);
  graph.edges.noteRemoved();
}

/** The stations a workflow serves: conditions of its parents, or "begun" of one that it serves as a whole. */
function writeServes(graph: InterlockGraph, node: number, serves: WorkflowFacts['serves']): void {
  const now = new Set<number>();
  for (const { parent, conditions } of serves) {
    const above = graph.mention(parent);
    if (conditions.length === 0) now.add(graph.begun(above));
    for (const key of conditions) now.add(mentionCondition(graph, above, key));
  }
  graph.makeRoomForLinks();
  for (const station of graph.serves.valuesOf(node)) {
    if (!now.delete(station)) graph.serves.remove(node, station);
  }
  for (const station of now) graph.serves.add(node, station, station);
}
