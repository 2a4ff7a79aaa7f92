import { Allowance } from './allowance.rules.js';
import { NO_DAY } from './calendar.rules.js';
import { at } from './columns.rules.js';
import { brokenStations, ringsAmong } from './delay-answer.rules.js';
import { Delays } from './delays.rules.js';
import { edgeSet, inSet } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import { dueOf } from './facts.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { dependencyOf } from './paths.rules.js';
import { findStarts } from './question.rules.js';
import { lateIn, spreadOver } from './spreading.rules.js';
import { stationsOf, suppose } from './supposing.rules.js';
import type { Supposed } from './supposing.rules.js';
import type { MustTalk, Squeezed, WhatIf, WhatIfQuestion, WhatIfRow } from './what-if.types.js';
import { FOREVER } from '../common/moment.rules.js';

/** What is late and at risk in one state of affairs. */
interface Outlook {
  /** Days late, of each workflow that is. */
  readonly late: ReadonlyMap<number, number>;
  readonly atRisk: ReadonlySet<number>;
}

/**
 * Were these due on other days, or revoked: which promises fall late, by how much, and who must go back to Q2 with whom.
 * It is reckoned twice, without the changes and with them, since what is late anyhow doesn't fall late by a change.
 */
export function whatIf(graph: InterlockGraph, question: WhatIfQuestion): WhatIf {
  const supposed = suppose(graph, question.changes);
  const standing = findStarts(graph, question.standing ?? []);
  const allowance = new Allowance(question.budget);
  const slips: [number, number][] = standing.known.flatMap((start) => stationsOf(graph, start).map((station): [number, number] => [station, start.days]));
  for (const station of brokenStations(graph)) slips.push([station, Number.POSITIVE_INFINITY]);
  const before = outlook(graph, question, allowance, slips, null);
  const after = outlook(graph, question, allowance, slips, supposed);
  const isShown = question.isShown ?? (() => true);
  let hiddenCount = 0;
  const shown = (node: number): boolean => {
    if (!graph.isKnown(node)) return false;
    if (isShown(node)) return true;
    hiddenCount++;
    return false;
  };
  const rows = compared(before, after).filter(({ node }) => shown(node));
  const rowOf = ({ node, before: was, after: is }: Compared): WhatIfRow =>
    ({ workflow: graph.workflows.text(node), before: was, after: is, due: dueOf(graph, node), isChanged: supposed.nodes.has(node) });
  const later = rows.filter((row) => row.after > row.before);
  const atRisk = [...after.atRisk].filter((node) => !after.late.has(node) && !before.atRisk.has(node) && !before.late.has(node) && shown(node));
  return {
    late: later.map(rowOf).sort(latestFirst),
    relieved: rows.filter((row) => row.after < row.before).map(rowOf).sort(latestFirst),
    atRisk: atRisk.map((node) => graph.workflows.text(node)).sort(),
    backToNegotiation: talks(graph, new Set([...later.map(({ node }) => node).filter((node) => !supposed.nodes.has(node)), ...supposed.redated]), isShown),
    squeezed: squeezed(graph, supposed, edgeSet(['HARD'], question.statuses), isShown),
    rings: ringsAmong(graph, new Set(after.late.keys()), question.statuses),
    hiddenCount,
    isPartial: allowance.spentOn !== null,
    cut: allowance.spentOn === null ? [] : [allowance.spentOn],
    unknown: [...supposed.unknown, ...standing.unknown],
  };
}

function outlook(graph: InterlockGraph, { statuses }: WhatIfQuestion, allowance: Allowance, slips: readonly (readonly [number, number])[], supposed: Supposed | null): Outlook {
  const delays = new Delays(graph, { along: edgeSet(['HARD'], statuses), allowance, dues: supposed?.dues });
  try {
    for (const [station, days] of slips) delays.slip(station, days + earlierBy(graph, station, supposed));
    for (const [station, days] of supposed?.slips ?? []) delays.slip(station, days);
    delays.run();
    const risk = spreadOver('SOFT', graph, delays, { direction: 'DEPENDENTS', along: edgeSet(['HARD', 'SOFT'], statuses), throughAccepted: false, allowance });
    risk.end();
    const late = new Map<number, number>();
    for (const node of lateIn(graph, delays)) if (delays.of(graph.done(node)) > 0) late.set(node, delays.of(graph.done(node)));
    return { late, atRisk: new Set(risk.nodes.subarray(0, risk.nodeCount)) };
  } finally {
    delays.end();
  }
}

// What slips keeps the day it will come, so against an earlier due it slips by more.
function earlierBy(graph: InterlockGraph, station: number, supposed: Supposed | null): number {
  const day = supposed?.dues.get(station);
  const due = at(graph.stations.dueDay, station);
  return day === undefined || due === NO_DAY ? 0 : due - day;
}

interface Compared {
  readonly node: number;
  readonly before: number;
  readonly after: number;
}

function compared(before: Outlook, after: Outlook): Compared[] {
  return [...new Set([...before.late.keys(), ...after.late.keys()])]
    .map((node) => ({ node, before: before.late.get(node) ?? 0, after: after.late.get(node) ?? 0 }))
    .filter((row) => row.before !== row.after);
}

function latestFirst(one: WhatIfRow, other: WhatIfRow): number {
  if (one.after !== other.after) return one.after > other.after ? -1 : 1;
  const [due, otherDue] = [one.due ?? FOREVER, other.due ?? FOREVER];
  if (due !== otherDue) return due < otherDue ? -1 : 1;
  return one.workflow < other.workflow ? -1 : 1;
}

/** The parties of some workflows, each pair once, those with the most to talk about first. */
function talks(graph: InterlockGraph, nodes: ReadonlySet<number>, isShown: NodePredicate): MustTalk[] {
  const byPair = new Map<string, { readonly customer: string; readonly performer: string; readonly workflows: string[] }>();
  for (const node of nodes) {
    if (!graph.isKnown(node) || !isShown(node)) continue;
    const [customer, performer] = [at(graph.customer, node), at(graph.performer, node)];
    const pair = byPair.get(`${customer} ${performer}`) ?? { customer: graph.agents.text(customer), performer: graph.agents.text(performer), workflows: [] };
    byPair.set(`${customer} ${performer}`, pair);
    pair.workflows.push(graph.workflows.text(node));
  }
  for (const { workflows } of byPair.values()) workflows.sort();
  return [...byPair.values()].sort((one, other) => other.workflows.length - one.workflows.length
    || (one.customer === other.customer ? (one.performer < other.performer ? -1 : 1) : one.customer < other.customer ? -1 : 1));
}

/** What those whose due comes earlier need later than that. */
function squeezed(graph: InterlockGraph, supposed: Supposed, along: EdgeSet, isShown: NodePredicate): Squeezed[] {
  const { needs, stations } = graph;
  const found = new Map<number, number>();
  for (const [station, day] of supposed.dues) {
    for (const needer of new Set([station, stations.begunOf(station)])) {
      const start = needs.startOf(needer);
      for (let slot = start; slot < start + needs.countOf(needer); slot++) {
        const edge = needs.edgeAt(slot);
        const days = at(graph.edges.neededDay, edge) - day;
        if (inSet(along, needs.valueAt(slot)) && days > (found.get(edge) ?? 0) && isShown(stations.owner(at(graph.edges.to, edge)))) found.set(edge, days);
      }
    }
  }
  return [...found].map(([edge, days]) => ({ dependency: dependencyOf(graph, edge), days }))
    .sort((one, other) => other.days - one.days || (one.dependency.id < other.dependency.id ? -1 : 1));
}
