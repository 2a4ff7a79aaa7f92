import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { countImpact, impactOf, nearestImpact } from '../../../src/domain/interlock/impact.rules.js';
import type { ImpactRow } from '../../../src/domain/interlock/impact.rules.js';
import type { WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import type { ImpactQuestion } from '../../../src/domain/interlock/question.rules.js';
import { Refusal } from '../../../src/domain/common/refusal.js';
import { condition, counted, day, needs, promise, zone } from './company.js';

function answer(company: readonly WorkflowFacts[], question: Partial<ImpactQuestion> & Pick<ImpactQuestion, 'from'>): readonly ImpactRow[] {
  return impactOf(buildGraph(zone, company), { direction: 'DEPENDENTS', ...question }).page(1_000).rows;
}

function told(rows: readonly ImpactRow[]): string[] {
  return rows.map(({ workflow, distance, kind, daysLate }) => `${workflow} at ${distance}, ${kind}, ${daysLate}`);
}

describe('when a promise breaks', () => {
  const company = [promise('bram'), promise('chidi', { needs: [needs('bram')] }), promise('dana', { needs: [needs('chidi')] })];

  test('so do those that need it, and those that need them', () => {
    expect(told(answer(company, { from: [{ workflow: 'bram' }] }))).toEqual(['chidi at 1, HARD, Infinity', 'dana at 2, HARD, Infinity']);
  });

  test('what it rests on itself is the other way', () => {
    expect(told(answer(company, { from: [{ workflow: 'dana' }], direction: 'PROVIDERS' }))).toEqual(['chidi at 1, HARD, null', 'bram at 2, HARD, null']);
  });

  test('each says one shortest path to it', () => {
    const [, dana] = answer(company, { from: [{ workflow: 'bram' }] });
    expect(dana?.path).toMatchObject({ start: 'bram', length: 2, steps: [
      { workflow: 'chidi', hidden: 0, kind: 'HARD', dependency: { dependent: 'chidi', provider: 'bram' } },
      { workflow: 'dana', hidden: 0, kind: 'HARD', dependency: { dependent: 'dana', provider: 'chidi' } },
    ] });
  });

  test('who needs it softly is at risk, without a date, and so is who needs them hard', () => {
    const soft = [promise('bram'), promise('chidi', { needs: [needs('bram', { kind: 'SOFT' })] }), promise('dana', { needs: [needs('chidi')] })];
    expect(told(answer(soft, { from: [{ workflow: 'bram' }] }))).toEqual(['chidi at 1, SOFT, null', 'dana at 2, SOFT, null']);
  });

  test('who is near it softly and far from it hard is late, at the lesser distance', () => {
    const both = [...company.slice(0, 2), promise('dana', { needs: [needs('chidi'), needs('bram', { kind: 'SOFT' })] })];
    expect(told(answer(both, { from: [{ workflow: 'bram' }] }))).toEqual(['chidi at 1, HARD, Infinity', 'dana at 1, HARD, Infinity']);
  });

  test('what was good to know is told to those who ask for it alone', () => {
    const informed = [promise('bram'), promise('chidi', { needs: [needs('bram', { kind: 'INFORMATIONAL' })] })];
    expect(answer(informed, { from: [{ workflow: 'bram' }] })).toEqual([]);
    expect(told(answer(informed, { from: [{ workflow: 'bram' }], kinds: ['HARD', 'SOFT', 'INFORMATIONAL'] }))).toEqual(['chidi at 1, INFORMATIONAL, null']);
  });

  test('a refused dependency is none', () => {
    expect(answer([promise('bram'), promise('chidi', { needs: [needs('bram', { status: 'REFUSED' })] })], { from: [{ workflow: 'bram' }] })).toEqual([]);
  });

  test('only the conditions that need it are touched; the promise isn\'t late by one it need not keep', () => {
    const chidi = promise('chidi', { conditions: [condition('c1'), condition('c2', { mandatory: false })], needs: [needs('bram', { condition: 'c2' })] });
    const [row] = impactOf(buildGraph(zone, [promise('bram'), chidi]), { from: [{ workflow: 'bram' }], direction: 'DEPENDENTS' }).page(10).rows;
    expect(row).toMatchObject({ workflow: 'chidi', kind: 'HARD', daysLate: 0, conditions: [{ key: 'c2', mandatory: false, daysLate: Number.POSITIVE_INFINITY }] });
  });

  test('two promises may each need one condition of the other, and only what hangs together breaks together', () => {
    const two = [
      promise('bram', { conditions: [condition('c1'), condition('c2')], needs: [needs('chidi', { condition: 'c1', needs: 'c1' })] }),
      promise('chidi', { conditions: [condition('c1'), condition('c2')], needs: [needs('bram', { condition: 'c2', needs: 'c2' })] }),
    ];
    expect(answer(two, { from: [{ workflow: 'bram', condition: 'c1' }] })).toEqual([]);
    expect(told(answer(two, { from: [{ workflow: 'bram', condition: 'c2' }] }))).toEqual(['chidi at 1, HARD, Infinity']);
  });

  test('what is accepted doesn\'t break any more, unless one asks as if it could', () => {
    const kept = promise('chidi', { conditions: [condition('c1', { settled: 'ACCEPTED' })], needs: [needs('bram')] });
    expect(answer([promise('bram'), kept], { from: [{ workflow: 'bram' }] })).toEqual([]);
    expect(told(answer([promise('bram'), kept], { from: [{ workflow: 'bram' }], throughAccepted: true }))).toEqual(['chidi at 1, HARD, Infinity']);
  });

  test('what stands in the way of nobody is passed by a dependency that the terms no longer fit', () => {
    const chidi = promise('chidi', { needs: [needs('bram', { condition: 'c7' })] });
    expect(told(answer([promise('bram'), chidi], { from: [{ workflow: 'bram' }] }))).toEqual(['chidi at 1, HARD, 0']);
  });
});

describe('when a promise slips', () => {
  test('slack takes up what it can: bram three days late is one day late for chidi, and not at all for dana', () => {
    const company = [
      promise('bram'),
      promise('chidi', { needs: [needs('bram', { neededBy: day(102) })] }),
      promise('dana', { needs: [needs('chidi', { neededBy: day(101) })] }),
    ];
    expect(told(answer(company, { from: [{ workflow: 'bram' }], days: 3 }))).toEqual(['chidi at 1, HARD, 1']);
    expect(told(answer(company, { from: [{ workflow: 'bram' }], days: 4 }))).toEqual(['chidi at 1, HARD, 2', 'dana at 2, HARD, 1']);
  });

  test('slack is counted from the condition\'s own due where it has one', () => {
    const company = [
      promise('bram', { conditions: [condition('c1'), condition('c2', { due: day(90) })] }),
      promise('chidi', { needs: [needs('bram', { needs: 'c2' })] }),
    ];
    expect(answer(company, { from: [{ workflow: 'bram' }], days: 10 })).toEqual([]);
    expect(told(answer(company, { from: [{ workflow: 'bram' }], days: 11 }))).toEqual(['chidi at 1, HARD, 1']);
  });

  test('need before the due leaves no slack, and takes none either', () => {
    const company = [promise('bram'), promise('chidi', { needs: [needs('bram', { neededBy: day(90) })] })];
    expect(told(answer(company, { from: [{ workflow: 'bram' }], days: 2 }))).toEqual(['chidi at 1, HARD, 2']);
  });

  test('a night in which the clocks change is a day like any other', () => {
    const company = [promise('bram', { due: day(87) }), promise('chidi', { needs: [needs('bram', { neededBy: day(89) })] })];
    expect(told(answer(company, { from: [{ workflow: 'bram' }], days: 3 }))).toEqual(['chidi at 1, HARD, 1']);
  });

  test('a slip of no days touches nobody', () => {
    expect(answer([promise('bram'), promise('chidi', { needs: [needs('bram')] })], { from: [{ workflow: 'bram' }], days: 0 })).toEqual([]);
  });

  test.each([-1, 1.5, 40_000, Number.NaN])('%d days are refused', (days) => {
    expect(() => answer([promise('bram')], { from: [{ workflow: 'bram' }], days })).toThrow(Refusal);
  });
});

describe('an answer', () => {
  const company = [
    promise('bram'),
    promise('chidi', { phase: 'NEGOTIATING', status: null, needs: [needs('bram')] }),
    promise('dana', { needs: [needs('chidi')], serves: [{ parent: 'ada', conditions: ['c1'] }], visibility: 'PARTIES' }),
    promise('emil', { needs: [needs('dana')], due: day(90) }),
    promise('fatima', { needs: [needs('dana')], due: day(80) }),
    promise('ada', { customer: 'board', serves: [{ parent: 'board', conditions: [] }] }),
    promise('board'),
  ];
  const from = [{ workflow: 'bram' }];

  test('comes in the order of distance, due and id', () => {
    expect(answer(company, { from }).map(({ workflow }) => workflow)).toEqual(['chidi', 'dana', 'fatima', 'emil']);
  });

  test('passes those through that a filter leaves out, and the path says how many it hides', () => {
    const [dana, fatima] = answer(company, { from, filter: { phases: ['EXECUTING'] } });
    expect(dana).toMatchObject({ workflow: 'dana', distance: 2, path: { length: 2, steps: [{ workflow: 'dana', hidden: 1, dependency: null }] } });
    expect(fatima?.path.steps).toMatchObject([{ workflow: 'dana', hidden: 1 }, { workflow: 'fatima', hidden: 0 }]);
  });

  test('or stops at them', () => {
    expect(answer(company, { from, filter: { phases: ['EXECUTING'] }, unlisted: 'STOP' })).toEqual([]);
  });

  test('counts what the asker may not see, and goes through it', () => {
    const graph = buildGraph(zone, company);
    const impact = impactOf(graph, { from, direction: 'DEPENDENTS', sees: (node) => graph.visibilityOf(node) === 'ORGANIZATION' });
    expect(impact.page(10).rows.map(({ workflow }) => workflow)).toEqual(['chidi', 'fatima', 'emil']);
    expect(impact).toMatchObject({ count: 3, hiddenCount: 1, isPartial: false });
    expect(JSON.stringify([impact.page(10), counted(impact.facets()), impact.people().performers, impact.people().customers, impact.atRisk().promises])).not.toContain('dana');
  });

  test('says who must know, each once', () => {
    expect(impactOf(buildGraph(zone, company), { from, direction: 'DEPENDENTS' }).people()).toMatchObject({
      count: 5, customers: [{ value: 'ada', count: 4 }], performers: ['chidi', 'dana', 'emil', 'fatima'].map((value) => ({ value, count: 1 })),
    });
  });

  test('counts by phase, status, horizon and distance', () => {
    expect(impactOf(buildGraph(zone, company), { from, direction: 'DEPENDENTS' }).facets()).toMatchObject({
      phases: [{ value: 'EXECUTING', count: 3 }, { value: 'NEGOTIATING', count: 1 }],
      statuses: [{ value: 'IN_FORCE', count: 3 }, { value: null, count: 1 }],
      horizons: [{ value: 'QUARTER', count: 4 }],
      distances: [{ value: 1, count: 1 }, { value: 2, count: 1 }, { value: 3, count: 2 }],
    });
  });

  test('names the promises up the cascade that are put at risk, to the root', () => {
    expect(impactOf(buildGraph(zone, company), { from, direction: 'DEPENDENTS' }).atRisk().promises).toEqual([
      { workflow: 'ada', distance: 1, conditions: ['c1'], isAffected: false, isRoot: false },
      { workflow: 'board', distance: 2, conditions: [], isAffected: false, isRoot: true },
    ]);
  });

  test('takes no risk up to what is kept already', () => {
    const kept = company.map((one) => (one.id === 'ada' ? { ...one, conditions: [condition('c1', { settled: 'ACCEPTED' })] } : one));
    expect(impactOf(buildGraph(zone, kept), { from, direction: 'DEPENDENTS' }).atRisk().promises).toEqual([]);
  });

  test('that is cut at a depth says so, and one that ends there doesn\'t', () => {
    const graph = buildGraph(zone, company);
    const cutAt = (greatest: number): readonly string[] => impactOf(graph, { from, direction: 'DEPENDENTS', depth: { greatest } }).cut;
    expect([cutAt(2), cutAt(3), cutAt(9)]).toEqual([['DEPTH'], [], []]);
    expect(answer(company, { from, depth: { least: 2, greatest: 2 } }).map(({ workflow }) => workflow)).toEqual(['dana']);
  });

  test('that leads to what the graph knows by name alone says so', () => {
    const impact = impactOf(buildGraph(zone, [promise('chidi', { needs: [needs('stranger')] })]), { from: [{ workflow: 'chidi' }], direction: 'PROVIDERS' });
    expect(impact).toMatchObject({ count: 0, isPartial: true, cut: ['NOT_LOADED'] });
  });

  test('about what the graph has never heard of says so', () => {
    expect(impactOf(buildGraph(zone, company), { from: [{ workflow: 'henrik' }, { workflow: 'ada', condition: 'c5' }], direction: 'DEPENDENTS' }).unknown)
      .toEqual([{ workflow: 'henrik', condition: null }, { workflow: 'ada', condition: 'c5' }]);
  });

  test('of the nearest says that it ended there, if it did', () => {
    const graph = buildGraph(zone, company);
    expect(nearestImpact(graph, { from, direction: 'DEPENDENTS' }, 3)).toMatchObject({ hasMore: true, isPartial: true, cut: ['NEAREST'] });
    expect(nearestImpact(graph, { from, direction: 'DEPENDENTS' }, 4)).toMatchObject({ hasMore: false, isPartial: false, cut: [] });
  });
});

describe('a budget', () => {
  const chain = Array.from({ length: 60 }, (_, index) => promise(`w${index}`, { needs: index === 0 ? [] : [needs(`w${index - 1}`)] }));
  const question = { from: [{ workflow: 'w0' }], direction: 'DEPENDENTS' } as const;

  test('that is spent ends in a refusal that says what to do', () => {
    expect(() => impactOf(buildGraph(zone, chain), { ...question, budget: { steps: 50, otherwise: 'REFUSE' } })).toThrow(expect.objectContaining({ code: 'TIMEOUT' }));
  });

  test('or in what was found by then, which says that it isn\'t all', () => {
    const impact = impactOf(buildGraph(zone, chain), { ...question, budget: { steps: 50, otherwise: 'PARTIAL' } });
    expect(impact).toMatchObject({ isPartial: true, cut: ['STEPS'] });
    expect(impact.count).toBeGreaterThan(0);
    expect(impact.count).toBeLessThan(59);
    expect(impact.page(100).rows.every(({ workflow, distance }) => workflow === `w${distance}`)).toBe(true);
  });

  test('of time is asked about now and then, for all walks together', () => {
    const long = Array.from({ length: 3_000 }, (_, index) => promise(`w${index}`, { needs: index === 0 ? [] : [needs(`w${index - 1}`)] }));
    const impact = countImpact(buildGraph(zone, long), { ...question, budget: { isOver: () => true, otherwise: 'PARTIAL' } });
    expect(impact).toMatchObject({ isPartial: true, cut: ['TIME'] });
  });

  test('that was refused leaves nothing behind that the next question would stumble over', () => {
    const graph = buildGraph(zone, chain);
    expect(() => impactOf(graph, { ...question, budget: { steps: 50, otherwise: 'REFUSE' } })).toThrow(Refusal);
    expect(countImpact(graph, question).count).toBe(59);
  });
});

test('more than is looked at together is found as a few are', () => {
  const id = (layer: string, number: number): string => `${layer}${String(number).padStart(4, '0')}`;
  const many = Array.from({ length: 1_300 }, (_, number) => number);
  const graph = buildGraph(zone, [
    promise('bram'),
    ...many.map((number) => promise(id('d', number), { needs: [needs('bram')], serves: [{ parent: id('p', number), conditions: ['c1'] }] })),
    ...many.map((number) => promise(id('e', number), { needs: [needs(id('d', number)), needs(id('d', (number * 7) % 1_300))] })),
    ...many.map((number) => promise(id('p', number), { serves: [{ parent: 'root', conditions: ['c1'] }] })),
    promise('root'),
  ]);
  const impact = impactOf(graph, { from: [{ workflow: 'bram' }], direction: 'DEPENDENTS' });
  expect(impact.facets().distances).toEqual([{ value: 1, count: 1_300 }, { value: 2, count: 1_300 }]);
  expect([...impact.outline()].map(({ workflow }) => workflow).sort()).toEqual(['d', 'e'].flatMap((layer) => many.map((number) => id(layer, number))));
  expect(impact.atRisk().promises.map(({ workflow, distance }) => `${workflow} ${String(distance)}`)).toEqual([...many.map((number) => `${id('p', number)} 1`), 'root 2']);
});
