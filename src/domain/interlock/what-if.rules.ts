import { Allowance } from './allowance.rules.js';
import { at } from './columns.rules.js';
import { ringsAmong } from './delay-answer.rules.js';
import { edgeSet, inSet } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import { dueOf } from './facts.rules.js';
import { falloutOf } from './fallout.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { byDueAndId, inOrder } from './order.rules.js';
import { dependencyOf } from './paths.rules.js';
import { findStarts } from './question.rules.js';
import { stationsOf, suppose } from './supposing.rules.js';
import type { Supposed } from './supposing.rules.js';
import { talksAbout } from './talks.rules.js';
import type { Squeezed, WhatIf, WhatIfQuestion, WhatIfRow } from './what-if.types.js';

/** Were these due on other days, or revoked: which promises fall late, by how much, and who must go back to Q2 with whom. */
export function whatIf(graph: InterlockGraph, question: WhatIfQuestion): WhatIf {
  const { statuses, isShown = () => true, most = Number.POSITIVE_INFINITY } = question;
  const supposed = suppose(graph, question.changes);
  const standing = findStarts(graph, question.standing ?? []);
  const allowance = new Allowance(question.budget);
  const fallout = falloutOf(graph, {
    supposed, statuses, allowance,
    standing: standing.known.flatMap((start) => stationsOf(graph, start).map((station) => [station, start.days] as const)),
  });
  let hiddenCount = 0;
  const shown = (node: number): boolean => {
    if (!graph.isKnown(node)) return false;
    if (isShown(node)) return true;
    hiddenCount++;
    return false;
  };
  const { nodes, before, after } = fallout;
  const places = [...nodes.keys()].filter((place) => shown(nodes[place] as number));
  const later = places.filter((place) => (after[place] as number) > (before[place] as number));
  const earlier = places.filter((place) => (after[place] as number) < (before[place] as number));
  const atRisk = fallout.atRisk.filter(shown);
  const latest = byDueAndId(graph);
  const rows = (of: readonly number[]): WhatIfRow[] => inOrder(of, most, (one, other) =>
    ((after[one] === after[other]) ? latest(nodes[one] as number, nodes[other] as number) : (after[one] as number) > (after[other] as number) ? -1 : 1)).map((place) => {
    const node = nodes[place] as number;
    return { workflow: graph.workflows.text(node), before: before[place] as number, after: after[place] as number, due: dueOf(graph, node), isChanged: supposed.nodes.has(node) };
  });
  const mayBeTold = (node: number): boolean => graph.isKnown(node) && isShown(node);
  const talks = talksAbout(graph, [...later.map((place) => nodes[place] as number).filter((node) => !supposed.nodes.has(node)), ...[...supposed.redated].filter(mayBeTold)], most);
  return {
    late: rows(later),
    lateCount: later.length,
    relieved: rows(earlier),
    relievedCount: earlier.length,
    atRisk: inOrder(atRisk, most, (one, other) => graph.workflows.compare(one, other)).map((node) => graph.workflows.text(node)),
    atRiskCount: atRisk.length,
    backToNegotiation: talks.pairs,
    backToNegotiationCount: talks.count,
    squeezed: squeezed(graph, supposed, edgeSet(['HARD'], statuses), isShown),
    rings: () => ringsAmong(graph, new Set(nodes.filter((_, place) => (after[place] as number) > (before[place] as number))), statuses),
    hiddenCount,
    isPartial: allowance.spentOn !== null,
    cut: allowance.spentOn === null ? [] : [allowance.spentOn],
    unknown: [...supposed.unknown, ...standing.unknown],
  };
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
