import fc from 'fast-check';
import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { countImpact, impactOf, nearestImpact } from '../../../src/domain/interlock/impact.rules.js';
import type { ImpactCursor, ImpactRow } from '../../../src/domain/interlock/impact.rules.js';
import type { DependencyKind } from '../../../src/domain/interlock/interlock.types.js';
import { companies, manyTimes, placesIn, zone } from './company.js';
import { Naive, nameOf } from './naive.js';
import type { NaiveCondition, NaiveEdge } from './naive.js';

const kindSets: readonly (readonly DependencyKind[])[] = [['HARD'], ['HARD', 'SOFT'], ['HARD', 'SOFT', 'INFORMATIONAL'], ['SOFT'], ['INFORMATIONAL']];

const questions = companies().chain((company) => fc.record({
  company: fc.constant(company),
  from: fc.array(placesIn(company), { minLength: 1, maxLength: 2 }),
  kinds: fc.constantFrom(...kindSets),
  throughAccepted: fc.boolean(),
  direction: fc.constantFrom('DEPENDENTS', 'PROVIDERS'),
}));

type Outline = { readonly workflow: string; readonly distance: number; readonly kind: DependencyKind; readonly daysLate: number | null };

function inOrder(rows: readonly Outline[]): Outline[] {
  return [...rows].sort((one, other) => (one.workflow < other.workflow ? -1 : 1));
}

/** The least distance of each workflow that isn't a start and is known. */
function leastDistances(naive: Naive, steps: Iterable<readonly [NaiveCondition, number]>, starts: readonly string[]): Map<string, number> {
  const distances = new Map<string, number>();
  for (const [{ workflow }, distance] of steps) {
    if (starts.includes(workflow) || naive.facts(workflow) === undefined) continue;
    distances.set(workflow, Math.min(distance, distances.get(workflow) ?? Number.POSITIVE_INFINITY));
  }
  return distances;
}

test('of any company, a break reaches what one finds by spelling every condition out', () => {
  fc.assert(fc.property(questions, ({ company, from, kinds, throughAccepted, direction }) => {
    const naive = new Naive(company);
    const starts = from.flatMap((place) => naive.at(place));
    const among = (...wanted: DependencyKind[]): Map<NaiveCondition, number> =>
      naive.reach(starts, direction, kinds.filter((kind) => wanted.includes(kind)), throughAccepted);
    const [hard, binding] = [among('HARD'), among('HARD', 'SOFT')];
    const has = (steps: ReadonlyMap<NaiveCondition, number>, workflow: string): boolean => [...steps.keys()].some((one) => one.workflow === workflow);
    const expected = [...leastDistances(naive, among('HARD', 'SOFT', 'INFORMATIONAL'), from.map(({ workflow }) => workflow))].map(([workflow, distance]): Outline => {
      const kind = has(hard, workflow) ? 'HARD' : has(binding, workflow) ? 'SOFT' : 'INFORMATIONAL';
      const isBroken = naive.of(workflow).some((one) => one.mandatory && hard.has(one));
      return { workflow, distance, kind, daysLate: direction === 'PROVIDERS' || kind !== 'HARD' ? null : isBroken ? Number.POSITIVE_INFINITY : 0 };
    });
    const question = { from, direction, kinds, throughAccepted };
    const graph = buildGraph(zone, company);
    expect(inOrder([...impactOf(graph, question).outline()])).toEqual(inOrder(expected));
    expect(countImpact(graph, question).count).toBe(expected.length);
    // The nearest are told of without walking to the end, and the same is said of them.
    for (const first of [1, 3, expected.length + 1]) {
      for (const { workflow, distance, kind, daysLate } of nearestImpact(graph, question, first).rows) {
        expect([{ workflow, distance, kind, daysLate }]).toEqual(expected.filter((row) => row.workflow === workflow));
      }
    }
  }), manyTimes(4));
});

test('of any company, a slip is felt where the formula says, and as far as anything misses what it needs', () => {
  fc.assert(fc.property(questions, fc.integer({ min: 0, max: 12 }), ({ company, from, kinds, throughAccepted }, days) => {
    fc.pre(!throughAccepted);
    const naive = new Naive(company);
    const { late, risk, news, steps } = felt(naive, from.flatMap((place) => naive.at(place)), kinds, days);
    const has = (conditions: ReadonlySet<NaiveCondition>, workflow: string): boolean => [...conditions].some((one) => one.workflow === workflow);
    const expected = [...leastDistances(naive, steps, from.map(({ workflow }) => workflow))].map(([workflow, distance]): Outline => {
      const isLate = naive.of(workflow).some((one) => (late.get(nameOf(one)) ?? 0) > 0);
      const kind = isLate ? 'HARD' : has(risk, workflow) ? 'SOFT' : 'INFORMATIONAL';
      if (kind === 'INFORMATIONAL') expect(has(news, workflow)).toBe(true);
      return { workflow, distance, kind, daysLate: isLate ? naive.delayOf(workflow, late) : null };
    });
    const impact = impactOf(buildGraph(zone, company), { from, direction: 'DEPENDENTS', kinds, days });
    expect(inOrder([...impact.outline()])).toEqual(inOrder(expected));
    for (const row of impact.page(100).rows) {
      for (const { key, daysLate } of row.conditions) expect(daysLate ?? 0).toBe(late.get(`${row.workflow} ${key}`) ?? 0);
    }
  }), manyTimes(4));
});

/** Late by the formula; at risk by what is soft; told by what is informational; and the steps over what carries any of it. */
function felt(naive: Naive, starts: readonly NaiveCondition[], kinds: readonly DependencyKind[], days: number): {
  late: Map<string, number>; risk: Set<NaiveCondition>; news: Set<NaiveCondition>; steps: Map<NaiveCondition, number>;
} {
  const slips = kinds.includes('HARD') ? days : 0;
  const late = kinds.includes('HARD') ? naive.delays(new Map(starts.map((one) => [nameOf(one), slips]))) : new Map(starts.filter(({ settled }) => settled !== 'ACCEPTED').map((one) => [nameOf(one), days]));
  const edges = naive.edges.filter(({ need }) => kinds.includes(need.kind));
  const misses = (edge: NaiveEdge): boolean => kinds.includes(edge.need.kind) && naive.misses(edge, late);
  const among = (...wanted: DependencyKind[]): DependencyKind[] => wanted.filter((kind) => kinds.includes(kind));
  const risk = naive.spread((edge) => edge.need.kind === 'SOFT' && misses(edge), among('HARD', 'SOFT'));
  const tells = (edge: NaiveEdge): boolean => kinds.includes('INFORMATIONAL') && edge.need.kind === 'INFORMATIONAL' && edge.providers.some((one) => risk.has(one));
  const news = naive.spread((edge) => edge.need.kind === 'INFORMATIONAL' && (misses(edge) || tells(edge)), kinds);
  const carries = (edge: NaiveEdge): boolean => misses(edge) || edge.providers.some((one) => risk.has(one) || news.has(one));
  const steps = new Map(starts.filter(({ settled }) => settled !== 'ACCEPTED').map((one) => [one, 0]));
  for (const [one, distance] of steps) {
    for (const edge of edges) {
      if (!edge.providers.includes(one) || !carries(edge)) continue;
      for (const next of edge.dependents) if (next.settled !== 'ACCEPTED' && !steps.has(next)) steps.set(next, distance + 1);
    }
  }
  return { late, risk, news, steps };
}

test('of any company, each path is as long as the distance, holds together, and ends where it should', () => {
  fc.assert(fc.property(questions, ({ company, from, kinds, throughAccepted, direction }) => {
    for (const { workflow, distance, path } of impactOf(buildGraph(zone, company), { from, direction, kinds, throughAccepted }).page(100).rows) {
      expect(from.map((place) => place.workflow)).toContain(path.start);
      expect(path.length).toBe(distance);
      expect(path.steps.reduce((length, { hidden }) => length + hidden + 1, 0)).toBe(distance);
      let before = path.start;
      for (const step of path.steps) {
        if (step.dependency !== null) {
          expect(direction === 'DEPENDENTS' ? [step.dependency.provider, step.dependency.dependent] : [step.dependency.dependent, step.dependency.provider])
            .toEqual([before, step.workflow]);
        }
        before = step.workflow;
      }
      expect(before).toBe(workflow);
    }
  }), manyTimes(1));
});

test('of any company, what breaks by a promise is exactly what rests on it', () => {
  fc.assert(fc.property(companies(), fc.constantFrom(...kindSets), (company, kinds) => {
    const graph = buildGraph(zone, company);
    const pairs = (direction: 'DEPENDENTS' | 'PROVIDERS'): string[] => company.flatMap(({ id }) =>
      [...impactOf(graph, { from: [{ workflow: id }], direction, kinds }).outline()].map(({ workflow, distance, kind }) =>
        `${direction === 'DEPENDENTS' ? `${id} ${workflow}` : `${workflow} ${id}`} ${distance} ${kind}`)).sort();
    expect(pairs('PROVIDERS')).toEqual(pairs('DEPENDENTS'));
  }), manyTimes(1));
});

test('of any company, pages add up to the whole, and the nearest are its beginning', () => {
  fc.assert(fc.property(questions, fc.integer({ min: 1, max: 3 }), fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }), ({ company, ...question }, first, days) => {
    const graph = buildGraph(zone, company);
    const impact = impactOf(graph, { ...question, days });
    const all = impact.page(1_000).rows;
    const paged: ImpactRow[] = [];
    for (let after: ImpactCursor | null = null, hasMore = true; hasMore;) {
      const page = impact.page(first, after);
      paged.push(...page.rows);
      ({ hasMore } = page);
      after = page.rows[page.rows.length - 1] ?? null;
    }
    expect(paged).toEqual(all);
    const order = all.map(({ distance, due, workflow }) => `${distance} ${due ?? '9'} ${workflow}`);
    expect(order).toEqual([...order].sort());
    const nearest = nearestImpact(graph, { ...question, days }, first);
    expect(nearest.rows).toEqual(all.slice(0, first).map(({ conditions: _, ...row }) => row));
    expect(nearest.hasMore).toBe(all.length > first);
    // Whoever asks for less of them finds the same; and so does whoever does not ask what becomes of each.
    const counted = impactOf(graph, { ...question, days }, false);
    expect([counted.count, counted.hiddenCount, counted.people().count]).toEqual([impact.count, impact.hiddenCount, impact.people().count]);
    if (question.kinds?.includes('INFORMATIONAL') !== true) expect(counted.atRisk().promises).toEqual(impact.atRisk().promises);
    const outline = nearestImpact(graph, { ...question, days }, first, { path: false, fate: false });
    expect(outline.rows).toEqual(nearest.rows.map(({ workflow, distance, due }) => ({ workflow, distance, due })));
    expect([outline.hasMore, outline.cut]).toEqual([nearest.hasMore, nearest.cut]);
    expect(nearest.cut.includes('NEAREST')).toBe(all.length > first);
  }), manyTimes(2));
});
