import fc from 'fast-check';
import { Allowance } from '../../../src/domain/interlock/allowance.rules.js';
import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { putWorkflow, removeWorkflow } from '../../../src/domain/interlock/changes.rules.js';
import { NO_DAY } from '../../../src/domain/interlock/calendar.rules.js';
import { brokenStations } from '../../../src/domain/interlock/delay-answer.rules.js';
import { Delays } from '../../../src/domain/interlock/delays.rules.js';
import { edgeSet } from '../../../src/domain/interlock/edges.rules.js';
import { falloutOf } from '../../../src/domain/interlock/fallout.rules.js';
import type { Fallout, Slips } from '../../../src/domain/interlock/fallout.rules.js';
import type { InterlockGraph } from '../../../src/domain/interlock/graph.rules.js';
import { findStarts } from '../../../src/domain/interlock/question.rules.js';
import { lateIn, spreadOver } from '../../../src/domain/interlock/spreading.rules.js';
import { stationsOf, suppose as supposedIn } from '../../../src/domain/interlock/supposing.rules.js';
import type { Supposed } from '../../../src/domain/interlock/supposing.rules.js';
import type { WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import { whatIf } from '../../../src/domain/interlock/what-if.rules.js';
import type { Change, WhatIf, WhatIfQuestion } from '../../../src/domain/interlock/what-if.types.js';
import { companies, condition, day, manyTimes, needs, placesIn, promise, zone } from './company.js';
import { Naive, dayNumber, nameOf } from './naive.js';
import type { NaiveCondition } from './naive.js';

const company = [
  promise('bram'),
  promise('chidi', { needs: [needs('bram', { neededBy: day(102) })] }),
  promise('dana', { customer: 'chidi', needs: [needs('chidi')] }),
  promise('emil', { needs: [needs('dana', { kind: 'SOFT' })] }),
  promise('fatima', { needs: [needs('emil')], visibility: 'PARTIES' }),
];

function suppose(changes: readonly Change[], said: Partial<WhatIfQuestion> = {}, all: readonly WorkflowFacts[] = company): WhatIf {
  return whatIf(buildGraph(zone, all), { changes, ...said });
}

function late({ late: rows }: WhatIf): string[] {
  return rows.map(({ workflow, before, after, isChanged }) => `${workflow} ${before} to ${after}${isChanged ? ', changed' : ''}`);
}

describe('what if', () => {
  test('a promise were due later: who needs it falls late by what slack doesn\'t take up, and all of them must talk', () => {
    const supposed = suppose([{ workflow: 'bram', due: day(105) }]);
    expect(late(supposed)).toEqual(['bram 0 to 5, changed', 'chidi 0 to 3', 'dana 0 to 3']);
    expect(supposed.atRisk).toEqual(['emil', 'fatima']);
    expect(supposed.backToNegotiation).toEqual([
      { customer: 'ada', performer: 'bram', workflows: ['bram'], workflowCount: 1 }, { customer: 'ada', performer: 'chidi', workflows: ['chidi'], workflowCount: 1 }, { customer: 'chidi', performer: 'dana', workflows: ['dana'], workflowCount: 1 },
    ]);
  });

  test('it slipped, with the same terms: it need not talk itself', () => {
    const supposed = suppose([{ workflow: 'bram', days: 3 }]);
    expect(late(supposed)).toEqual(['bram 0 to 3, changed', 'chidi 0 to 1', 'dana 0 to 1']);
    expect(supposed.backToNegotiation.map(({ performer }) => performer)).toEqual(['chidi', 'dana']);
  });

  test('it were revoked: nobody behind it can keep theirs', () => {
    expect(late(suppose([{ workflow: 'bram', revoked: true }]))).toEqual(['bram 0 to Infinity, changed', 'chidi 0 to Infinity', 'dana 0 to Infinity']);
  });

  test('several things changed at once: each falls late by the worst of them', () => {
    expect(late(suppose([{ workflow: 'bram', due: day(103) }, { workflow: 'chidi', days: 4 }]))).toEqual(['chidi 0 to 4, changed', 'dana 0 to 4', 'bram 0 to 3, changed']);
  });

  test('it were due earlier: nobody is late, what it needs may come too late for it, and who waited for it is relieved', () => {
    const supposed = suppose([{ workflow: 'chidi', due: day(99) }], { standing: [{ workflow: 'bram', days: 3 }] });
    expect(late(supposed)).toEqual([]);
    expect(supposed.squeezed).toMatchObject([{ dependency: { dependent: 'chidi', provider: 'bram' }, days: 3 }]);
    expect(supposed.relieved).toMatchObject([{ workflow: 'dana', before: 1, after: 0 }]);
    expect(supposed.backToNegotiation.map(({ performer }) => performer)).toEqual(['chidi']);
  });

  test('what is late anyhow doesn\'t fall late by it', () => {
    expect(late(suppose([{ workflow: 'bram', days: 3 }], { standing: [{ workflow: 'chidi', days: 9 }] }))).toEqual(['bram 0 to 3, changed']);
    const broken = company.map((one) => (one.id === 'chidi' ? { ...one, conditions: [condition('c1', { settled: 'BROKEN' })] } : one));
    expect(late(suppose([{ workflow: 'bram', revoked: true }], {}, broken))).toEqual(['bram 0 to Infinity, changed']);
  });

  test('a condition with a due of its own doesn\'t move with its promise', () => {
    const own = company.map((one) => (one.id === 'bram' ? { ...one, conditions: [condition('c1', { due: day(100) })] } : one));
    expect(late(suppose([{ workflow: 'bram', due: day(120) }], {}, own))).toEqual([]);
    expect(late(suppose([{ workflow: 'bram', condition: 'c1', due: day(103) }], {}, own))).toEqual(['bram 0 to 3, changed', 'chidi 0 to 1', 'dana 0 to 1']);
  });

  test('what may not be shown is counted, and nothing else is told of it', () => {
    const supposed = suppose([{ workflow: 'bram', revoked: true }], { isShown: (node) => node !== 2 && node !== 4 });
    expect(supposed).toMatchObject({ hiddenCount: 2, atRisk: ['emil'] });
    expect(JSON.stringify(supposed)).not.toMatch(/dana|fatima/);
  });

  test('a change of what the graph has never heard of is said to be unknown', () => {
    expect(suppose([{ workflow: 'henrik', revoked: true }]).unknown).toEqual([{ workflow: 'henrik', condition: null }]);
  });

  test('a ring is named, and the rest answered', () => {
    const ring = suppose([{ workflow: 'bram', days: 2 }], {}, [promise('bram', { needs: [needs('chidi')] }), promise('chidi', { needs: [needs('bram')] })]);
    expect(ring.rings()).toHaveLength(1);
    expect(late(ring)).toEqual(['bram 0 to 2, changed', 'chidi 0 to 2']);
  });

  test('days that aren\'t whole are refused', () => {
    expect(() => suppose([{ workflow: 'bram', days: 0.5 }])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field: ['changes', '0', 'days'] }));
  });

  test('what takes too long is refused, or says that it isn\'t all', () => {
    expect(() => suppose([{ workflow: 'bram', revoked: true }], { budget: { steps: 3, otherwise: 'REFUSE' } })).toThrow(expect.objectContaining({ code: 'TIMEOUT' }));
    expect(suppose([{ workflow: 'bram', revoked: true }], { budget: { steps: 3, otherwise: 'PARTIAL' } })).toMatchObject({ isPartial: true, cut: ['STEPS'] });
  });
});

const changesIn = (all: readonly WorkflowFacts[]): fc.Arbitrary<Change[]> => fc.array(fc.tuple(placesIn(all), fc.oneof(
  fc.integer({ min: 90, max: 115 }).map((number) => ({ due: day(number) })), fc.nat(12).map((days) => ({ days })), fc.constant({ revoked: true as const }),
)).map(([place, said]): Change => ({ ...place, ...said })), { minLength: 1, maxLength: 3 });

const supposing = companies().chain((all) => fc.record({
  all: fc.constant(all),
  changes: changesIn(all),
  standing: fc.array(fc.tuple(placesIn(all), fc.nat(6)).map(([place, days]) => ({ ...place, days })), { maxLength: 2 }),
}));

test('of any company, what falls late is what the formula finds with the changes and not without', () => {
  fc.assert(fc.property(supposing, ({ all, changes, standing }) => {
    const naive = new Naive(all);
    const own = naive.broken();
    const worse = (slips: Map<string, number>, one: NaiveCondition, days: number): void => { slips.set(nameOf(one), Math.max(days, slips.get(nameOf(one)) ?? 0)); };
    for (const slip of standing) for (const one of naive.at(slip)) worse(own, one, slip.days);
    const before = naive.delays(own);

    const hasOwnDue = ({ workflow, key }: NaiveCondition): boolean => (naive.facts(workflow)?.conditions.find((one) => one.key === key)?.due ?? null) !== null;
    const earlier = new Map<string, number>();
    const slips = new Map<string, number>();
    for (const change of changes) {
      for (const one of naive.at(change)) {
        if (!('due' in change)) worse(slips, one, 'days' in change ? change.days : Number.POSITIVE_INFINITY);
        else if ((change.condition ?? null) !== null || !hasOwnDue(one)) {
          const days = one.due === null ? null : dayNumber(change.due) - one.due;
          if (days === null || days < 0) earlier.set(nameOf(one), dayNumber(change.due));
          else worse(slips, one, days);
        }
      }
    }
    const changed = new Naive(all, undefined, earlier);
    for (const one of naive.conditions) {
      const due = earlier.get(nameOf(one));
      const known = own.get(nameOf(one));
      if (known !== undefined) worse(slips, one, known + (due === undefined || one.due === null ? 0 : one.due - due));
    }
    const after = changed.delays(slips);

    const expected = all.flatMap(({ id }) => {
      const [was, is] = [naive.delayOf(id, before), changed.delayOf(id, after)];
      return was === is ? [] : [`${id} ${was} to ${is}`];
    }).sort();
    const supposed = whatIf(buildGraph(zone, all), { changes, standing });
    expect([...supposed.late, ...supposed.relieved].map(({ workflow, before: was, after: is }) => `${workflow} ${was} to ${is}`).sort()).toEqual(expected);
    const spokenOf = (conditions: ReadonlySet<NaiveCondition>): Set<string> => new Set([...conditions].map(({ workflow }) => workflow));
    const [riskBefore, riskAfter] = [spokenOf(naive.atRisk(before)), spokenOf(changed.atRisk(after))];
    const isLate = (id: string): boolean => naive.delayOf(id, before) > 0 || changed.delayOf(id, after) > 0;
    expect(supposed.atRisk).toEqual([...riskAfter].filter((id) => !riskBefore.has(id) && !isLate(id) && naive.facts(id) !== undefined).sort());
    const talking = new Set(supposed.backToNegotiation.flatMap(({ workflows }) => workflows));
    const mustTalk = new Set([...supposed.late.filter(({ isChanged }) => !isChanged).map(({ workflow }) => workflow), ...changes.filter((change) => 'due' in change).map(({ workflow }) => workflow)]);
    expect(talking).toEqual(mustTalk);
  }), manyTimes(4));
});

/** What is late and at risk in all the organisation, with changes or without. */
function outlook(graph: InterlockGraph, standing: Slips, supposed: Supposed | null): { late: Map<number, number>; atRisk: Set<number> } {
  const allowance = new Allowance();
  const delays = new Delays(graph, { along: edgeSet(['HARD']), allowance, dues: supposed?.dues });
  const earlierBy = (station: number): number => {
    const [day, due] = [supposed?.dues.get(station), graph.stations.dueDay[station]];
    return day === undefined || due === undefined || due === NO_DAY ? 0 : due - day;
  };
  for (const [station, days] of standing) delays.slip(station, days + earlierBy(station));
  for (const station of brokenStations(graph)) delays.slip(station, Number.POSITIVE_INFINITY);
  for (const [station, days] of supposed?.slips ?? []) delays.slip(station, days);
  delays.run();
  const risk = spreadOver('SOFT', graph, delays, { direction: 'DEPENDENTS', along: edgeSet(['HARD', 'SOFT']), throughAccepted: false, allowance });
  const late = new Map([...lateIn(graph, delays)].map((node): [number, number] => [node, delays.of(graph.done(node))]).filter(([, days]) => days > 0));
  risk.end();
  delays.end();
  return { late, atRisk: new Set(risk.nodes.subarray(0, risk.nodeCount)) };
}

/** The same as is found by what the changes reach alone: by going through everything twice. */
function byGoingThroughTwice(graph: InterlockGraph, standing: Slips, supposed: Supposed): string[] {
  const [before, after] = [outlook(graph, standing, null), outlook(graph, standing, supposed)];
  const changed = [...new Set([...before.late.keys(), ...after.late.keys()])].filter((node) => before.late.get(node) !== after.late.get(node));
  const atRisk = [...after.atRisk].filter((node) => !after.late.has(node) && !before.atRisk.has(node) && !before.late.has(node));
  return [...changed.map((node) => `${String(node)} ${String(before.late.get(node) ?? 0)} to ${String(after.late.get(node) ?? 0)}`), ...atRisk.map((node) => `${String(node)} at risk`)].sort();
}

function told({ nodes, before, after, atRisk }: Fallout): string[] {
  return [...nodes.map((node, place) => `${String(node)} ${String(before[place])} to ${String(after[place])}`), ...atRisk.map((node) => `${String(node)} at risk`)].sort();
}

const changing = fc.tuple(companies(), companies(), companies()).chain((versions) => fc.record({
  versions: fc.constant(versions),
  asked: fc.tuple(...versions.map((all) => fc.record({
    changes: changesIn(all), standing: fc.array(fc.tuple(placesIn(all), fc.nat(6)).map(([place, days]) => ({ ...place, days })), { maxLength: 1 }),
  }))),
  backwards: fc.constantFrom(undefined, 0, 20),
}));

test('of any company that changes in between, what the changes reach is told as by going through everything twice', () => {
  fc.assert(fc.property(changing, ({ versions, asked, backwards }) => {
    const graph = buildGraph(zone, versions[0]);
    for (const [index, { changes, standing }] of asked.entries()) {
      const all = versions[index] ?? [];
      for (const { id } of versions[index - 1] ?? []) if (!all.some((one) => one.id === id)) removeWorkflow(graph, id);
      if (index > 0) for (const one of all) putWorkflow(graph, one);
      const slips = findStarts(graph, standing).known.flatMap((start) => stationsOf(graph, start).map((station) => [station, start.days] as const));
      const supposed = supposedIn(graph, changes);
      const expected = byGoingThroughTwice(graph, slips, supposed);
      // Asked again, it is told by what was kept; and by what is near, after more has changed.
      for (const most of [backwards, 0, undefined]) {
        expect(told(falloutOf(graph, { supposed, standing: slips, statuses: undefined, allowance: new Allowance(), ...(most === undefined ? {} : { backwards: most }) }))).toEqual(expected);
      }
    }
  }), manyTimes(4));
});
