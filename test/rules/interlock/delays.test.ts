import fc from 'fast-check';
import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { delaysOf } from '../../../src/domain/interlock/delay-answer.rules.js';
import { companies, condition, day, manyTimes, needs, placesIn, promise, zone } from './company.js';
import { Naive, nameOf, unnamed } from './naive.js';

describe('how late everything is', () => {
  const company = [
    promise('bram'),
    promise('chidi', { needs: [needs('bram', { neededBy: day(102) })] }),
    promise('dana', { needs: [needs('bram', { neededBy: day(101) }), needs('chidi')] }),
    promise('emil', { needs: [needs('dana', { kind: 'SOFT' })] }),
  ];

  test('follows from what is late by itself, by the worst of what each needs', () => {
    const delays = delaysOf(buildGraph(zone, company), { slips: [{ workflow: 'bram', days: 5 }, { workflow: 'chidi', days: 1 }] });
    expect(delays.late).toEqual([{ workflow: 'bram', days: 5 }, { workflow: 'dana', days: 4 }, { workflow: 'chidi', days: 3 }]);
    expect(delays.promise('emil')).toBe(0);
  });

  test('says because of what', () => {
    const delays = delaysOf(buildGraph(zone, company), { slips: [{ workflow: 'chidi', days: 2 }] });
    expect(delays.condition('dana', 'c1')).toMatchObject({ days: 2, because: [{ dependent: 'dana', provider: 'chidi' }] });
    expect([delays.condition('bram', 'c1'), delays.condition('henrik', 'c1'), delays.condition('dana', 'c8')]).toEqual(Array(3).fill({ days: 0, because: [] }));
  });

  test('is without end for what is broken and what needs it, and nothing for what is accepted', () => {
    const delays = delaysOf(buildGraph(zone, [
      promise('bram', { conditions: [condition('c1', { settled: 'BROKEN' })] }),
      promise('chidi', { needs: [needs('bram', { neededBy: day(300) })] }),
      promise('dana', { needs: [needs('chidi')], conditions: [condition('c1', { settled: 'ACCEPTED' })] }),
    ]), { slips: [] });
    expect(delays.late).toEqual([{ workflow: 'bram', days: Number.POSITIVE_INFINITY }, { workflow: 'chidi', days: Number.POSITIVE_INFINITY }]);
  });

  test('ends on a ring too, and names it', () => {
    const delays = delaysOf(buildGraph(zone, [promise('bram', { needs: [needs('chidi')] }), promise('chidi', { needs: [needs('bram', { neededBy: day(101) })] })]), { slips: [{ workflow: 'bram', days: 3 }] });
    expect(delays.late).toEqual([{ workflow: 'bram', days: 3 }, { workflow: 'chidi', days: 2 }]);
    expect(delays.rings).toMatchObject([[{ workflow: 'bram' }, { workflow: 'chidi' }]]);
  });

  test('that took too long says that it isn\'t all', () => {
    expect(delaysOf(buildGraph(zone, company), { slips: [{ workflow: 'bram', days: 5 }], budget: { steps: 2, otherwise: 'PARTIAL' } })).toMatchObject({ isPartial: true, cut: ['STEPS'] });
  });
});

const slipping = companies().chain((company) => fc.record({
  company: fc.constant(company),
  slips: fc.array(fc.tuple(placesIn(company), fc.oneof(fc.nat(15), fc.constant(Number.POSITIVE_INFINITY))).map(([place, days]) => ({ ...place, days })), { maxLength: 3 }),
}));

test('of any company, rings or not, delays are those of the formula', () => {
  fc.assert(fc.property(slipping, ({ company, slips }) => {
    const naive = new Naive(company);
    const own = naive.broken();
    for (const slip of slips) for (const one of naive.at(slip)) own.set(nameOf(one), Math.max(slip.days, own.get(nameOf(one)) ?? 0));
    const expected = naive.delays(own);
    const delays = delaysOf(buildGraph(zone, company), { slips });
    for (const { id } of company) expect([id, delays.promise(id)]).toEqual([id, naive.delayOf(id, expected)]);
    for (const { workflow, key } of naive.conditions) {
      if (key !== unnamed) expect([workflow, key, delays.condition(workflow, key).days]).toEqual([workflow, key, expected.get(`${workflow} ${key}`) ?? 0]);
    }
  }), manyTimes(4));
});

test('of any company, what a delay is said to come from adds up to it', () => {
  fc.assert(fc.property(slipping, ({ company, slips }) => {
    const naive = new Naive(company);
    const delays = delaysOf(buildGraph(zone, company), { slips });
    for (const { workflow, key } of naive.conditions) {
      const { days, because } = delays.condition(workflow, key);
      if (because.length === 0) continue;
      const chain = [...because].reverse();
      expect(chain[0]?.dependent).toBe(workflow);
      chain.forEach((one, place) => { if (place > 0) expect(chain[place - 1]?.provider).toBe(one.dependent); });
      const origin = because[0]?.provider ?? '';
      expect(Math.max(...naive.of(origin).map((one) => delays.condition(origin, one.key).days), delays.promise(origin))).toBeGreaterThanOrEqual(days);
    }
  }), manyTimes(1));
});
