import fc from 'fast-check';
import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { criticalPath, slackOf, slackUnder } from '../../../src/domain/interlock/critical-path.rules.js';
import type { WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import { dependencyKinds } from '../../../src/domain/interlock/interlock.types.js';
import { pathBetween } from '../../../src/domain/interlock/path-between.rules.js';
import { companies, condition, day, manyTimes, needs, placesIn, promise, zone } from './company.js';
import { Naive } from './naive.js';
import type { NaiveCondition } from './naive.js';

const company = [
  promise('bram'),
  promise('chidi', { needs: [needs('bram', { neededBy: day(104) })] }),
  promise('dana', { needs: [needs('bram', { neededBy: day(101) }), needs('chidi', { kind: 'SOFT' })] }),
  promise('emil', { needs: [needs('dana', { neededBy: day(110) }), needs('chidi', { neededBy: day(103) })] }),
];

describe('a path between two promises', () => {
  const between = (from: string, to: string, said: object = {}): string | null => {
    const { found } = pathBetween(buildGraph(zone, company), { from: { workflow: from }, to: { workflow: to }, direction: 'EITHER', ...said });
    return found === null ? null : `${found.direction}: ${[found.path.start, ...found.path.steps.map(({ workflow, kind, hidden }) => `${hidden > 0 ? `(${hidden}) ` : ''}${kind} ${workflow}`)].join(' ')}`;
  };

  test('is one of the shortest, in whichever direction there is one', () => {
    expect(between('dana', 'bram')).toBe('PROVIDERS: dana HARD bram');
    expect(between('bram', 'dana')).toBe('DEPENDENTS: bram HARD dana');
    expect(between('emil', 'bram')).toMatch(/^PROVIDERS: emil HARD (dana|chidi) HARD bram$/);
    expect(between('bram', 'emil', { direction: 'PROVIDERS' })).toBeNull();
  });

  test('takes only such dependencies as it may', () => {
    expect(between('dana', 'chidi')).toBe('PROVIDERS: dana SOFT chidi');
    expect(between('dana', 'chidi', { kinds: ['HARD'] })).toBeNull();
  });

  test('says how many it hides', () => {
    expect(between('emil', 'bram', { isShown: () => false })).toBe('PROVIDERS: emil (1) HARD bram');
  });

  test('to itself has no steps', () => {
    expect(between('dana', 'dana')).toBe('PROVIDERS: dana');
  });

  test('to what the graph has never heard of is none, and it says so', () => {
    const graph = buildGraph(zone, company);
    const to = { workflow: 'henrik' };
    expect(pathBetween(graph, { from: { workflow: 'dana' }, to, direction: 'EITHER' })).toEqual({ found: null, isPartial: false, unknown: [{ workflow: 'henrik', condition: null }] });
  });

  test('that could not be looked for to the end says so', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `w${index}`);
    const graph = buildGraph(zone, ids.map((id, index) => promise(id, { needs: index === 0 ? [] : [needs(ids[index - 1] as string)] })));
    const question = { from: { workflow: 'w199' }, to: { workflow: 'w0' }, direction: 'PROVIDERS' } as const;
    expect(pathBetween(graph, question).found?.path.length).toBe(199);
    expect(pathBetween(graph, { ...question, budget: { steps: 100, otherwise: 'PARTIAL' } })).toMatchObject({ found: null, isPartial: true });
  });

  test('of any company is as long as the least number of steps', () => {
    const two = companies().chain((all) => fc.record({ all: fc.constant(all), from: placesIn(all), to: placesIn(all), throughAccepted: fc.boolean() }));
    fc.assert(fc.property(two, ({ all, from, to, throughAccepted }) => {
      const naive = new Naive(all);
      const ends = new Set(naive.at(to));
      const steps = naive.reach(naive.at(from), 'PROVIDERS', dependencyKinds, throughAccepted);
      const least = Math.min(...[...steps].filter(([one]) => ends.has(one)).map(([, distance]) => distance));
      const { found } = pathBetween(buildGraph(zone, all), { from, to, direction: 'PROVIDERS', throughAccepted });
      expect(found?.path.length ?? Number.POSITIVE_INFINITY).toBe(least);
      if (found === null) return;
      let before = from.workflow;
      for (const { workflow, dependency } of found.path.steps) {
        expect(dependency).toMatchObject({ dependent: before, provider: workflow });
        before = workflow;
      }
      expect(before).toBe(to.workflow);
    }), manyTimes(3));
  });
});

describe('the critical path', () => {
  test('is the hard chain of least total slack, with the slack of each step', () => {
    expect(criticalPath(buildGraph(zone, company), { under: { workflow: 'emil' } })).toMatchObject({
      start: 'emil', totalSlack: 7, isRing: false, isPartial: false,
      steps: [{ workflow: 'chidi', slack: 3, totalSlack: 3 }, { workflow: 'bram', slack: 4, totalSlack: 7 }],
    });
  });

  test('of a promise that rests on nothing is empty', () => {
    expect(criticalPath(buildGraph(zone, company), { under: { workflow: 'bram' } })).toMatchObject({ steps: [], totalSlack: null, isRing: false });
  });

  test('hides what may not be shown, and counts its slack', () => {
    expect(criticalPath(buildGraph(zone, company), { under: { workflow: 'emil' }, isShown: (node) => node === 0 }).steps)
      .toMatchObject([{ workflow: 'bram', hidden: 1, dependency: null, slack: 7, totalSlack: 7 }]);
  });

  test('ends at what is broken, and leaves out what is accepted', () => {
    const settled = (settledAs: 'BROKEN' | 'ACCEPTED'): WorkflowFacts[] => company.map((one) => (one.id === 'chidi' ? { ...one, conditions: [condition('c1', { settled: settledAs })] } : one));
    const steps = (all: WorkflowFacts[]): string[] => criticalPath(buildGraph(zone, all), { under: { workflow: 'emil' } }).steps.map(({ workflow }) => workflow);
    expect([steps(settled('BROKEN')), steps(settled('ACCEPTED'))]).toEqual([['chidi'], ['dana', 'bram']]);
  });

  test('that comes round to itself says so', () => {
    const ring = [promise('bram', { needs: [needs('chidi')] }), promise('chidi', { needs: [needs('bram')] })];
    expect(criticalPath(buildGraph(zone, ring), { under: { workflow: 'bram' } })).toMatchObject({ steps: [], isRing: true });
  });

  test('of what the graph has never heard of says so', () => {
    expect(criticalPath(buildGraph(zone, company), { under: { workflow: 'henrik' } }).unknown).toEqual([{ workflow: 'henrik', condition: null }]);
  });
});

/** Every chain down to something that rests on nothing, with its total slack, by trying all of them. */
function chains(naive: Naive, from: NaiveCondition, way: readonly NaiveCondition[] = []): number[] {
  const edges = from.settled === 'BROKEN' ? [] : naive.edges.filter(({ need, dependents }) => need.kind === 'HARD' && dependents.includes(from));
  const next = edges.flatMap((edge) => edge.providers.filter(({ settled }) => settled !== 'ACCEPTED').map((provider) => ({ provider, slack: naive.slack(edge, provider) })));
  if (next.length === 0) return way.length === 0 ? [] : [0];
  return next.filter(({ provider }) => provider !== from && !way.includes(provider))
    .flatMap(({ provider, slack }) => chains(naive, provider, [...way, from]).map((rest) => slack + rest));
}

const asked = companies({ acyclic: true }).chain((all) => fc.record({ all: fc.constant(all), under: placesIn(all) }));

test('of any company without rings, the critical path has the least total slack of all chains', () => {
  fc.assert(fc.property(asked, ({ all, under }) => {
    const naive = new Naive(all);
    const starts = naive.at(under).filter(({ settled, mandatory }) => settled !== 'ACCEPTED' && (mandatory || under.condition !== null));
    const totals = starts.flatMap((one) => chains(naive, one));
    const path = criticalPath(buildGraph(zone, all), { under });
    expect(path.totalSlack ?? Number.POSITIVE_INFINITY).toBe(Math.min(...totals));
    expect(path.steps.reduce((sum, { slack }) => sum + slack, 0)).toBe(path.totalSlack ?? 0);
    path.steps.reduce((before, { workflow, dependency }) => {
      expect(dependency).toMatchObject({ dependent: before, provider: workflow, kind: 'HARD' });
      return workflow;
    }, under.workflow);
  }), manyTimes(3));
});

test('of any company, slack under a promise is by how much each may slip before the promise is late', () => {
  fc.assert(fc.property(companies({ simple: true }).chain((all) => fc.record({ all: fc.constant(all), under: placesIn(all) })), ({ all, under: { workflow } }) => {
    const naive = new Naive(all);
    const graph = buildGraph(zone, all);
    const { rows } = slackUnder(graph, { under: { workflow } }, 100);
    const lateBy = (id: string, days: number): number => naive.delayOf(workflow, naive.delays(new Map(naive.of(id).map(({ key }) => [`${id} ${key}`, days]))));
    for (const { workflow: id, totalSlack, path } of rows) {
      expect(path.start).toBe(workflow);
      expect(path.steps[path.steps.length - 1]?.workflow).toBe(id);
      expect([id, lateBy(id, totalSlack), lateBy(id, totalSlack + 1)]).toEqual([id, 0, 1]);
    }
    const listed = new Set(rows.map((row) => row.workflow));
    for (const { id } of all) if (id !== workflow && !listed.has(id)) expect([id, lateBy(id, 10_000)]).toEqual([id, 0]);
    expect(rows.map(({ totalSlack }) => totalSlack)).toEqual(rows.map(({ totalSlack }) => totalSlack).sort((one, other) => one - other));
    const few = slackUnder(graph, { under: { workflow } }, 2);
    expect([few.rows, few.hasMore]).toEqual([rows.slice(0, 2), rows.length > 2]);
  }), manyTimes(2));
});

describe('the slack of a promise', () => {
  test('is how long the first of those who need it can wait', () => {
    expect(slackOf(buildGraph(zone, company), { workflow: 'bram' })).toMatchObject({ days: 1, dependency: { dependent: 'dana', provider: 'bram' } });
    expect(slackOf(buildGraph(zone, company), { workflow: 'emil' })).toEqual({ days: null, dependency: null });
    expect(slackOf(buildGraph(zone, company), { workflow: 'henrik' })).toEqual({ days: null, dependency: null });
  });

  test('of any company is the most days by which it may slip with nobody late but itself', () => {
    fc.assert(fc.property(asked, ({ all, under }) => {
      const naive = new Naive(all);
      const { days, dependency } = slackOf(buildGraph(zone, all), under);
      const late = (slip: number): boolean => {
        const starts = naive.at(under);
        const delays = naive.delays(new Map(starts.map((one) => [`${one.workflow} ${one.key}`, slip])));
        return naive.conditions.some((one) => !starts.includes(one) && (delays.get(`${one.workflow} ${one.key}`) ?? 0) > 0);
      };
      // A condition that another of the same promise needs would be late with it in any case.
      if (days !== null) expect([late(days + 1), dependency?.provider]).toEqual([true, under.workflow]);
      if (days !== null && days > 0) expect(late(days)).toBe(false);
      if (days === null) expect(late(10_000)).toBe(false);
    }), manyTimes(2));
  });
});
