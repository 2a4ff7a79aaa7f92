import fc from 'fast-check';
import { momentOf } from '../../../src/domain/common/moment.rules.js';
import { capacityOf, overload, percentOf, promisesWithin, unlimited } from '../../../src/domain/round/capacity.rules.js';
import type { Load } from '../../../src/domain/round/round.types.js';

const day = (number: number): string => momentOf(Date.parse('2026-03-01T00:00:00.000Z') + number * 86_400_000);
const window = { starts: day(10), due: day(30) };
const load = (workflow: string, starts: number, due: number): Load => ({ workflow, customer: 'ada', performer: 'bram', starts: day(starts), due: day(due) });
const carried = (loads: readonly Load[], promises: number | null, percent: number | null = null): unknown => {
  const peak = overload(loads, window, { promises, percent }, percentOf({ usualPercent: 10, percentByWorkflow: new Map([['heavy', 60]]) }));
  return peak === null ? null : [peak.at, peak.promises.map(({ workflow }) => workflow), peak.percent];
};

test("an agent's own limits come before the organisation's", () => {
  const model = { usual: { promises: 5, percent: null }, byAgent: new Map([['ada', { promises: 2, percent: 50 }], ['dana', { promises: null, percent: 80 }]]) };
  expect(['ada', 'dana', 'bram'].map((agent) => capacityOf(agent, model))).toEqual([{ promises: 2, percent: 50 }, { promises: 5, percent: 80 }, { promises: 5, percent: null }]);
});

test.each<[number | null, number | null, number | null, number | null]>([
  [null, null, null, null],
  [5, null, null, 5],
  [null, 80, 30, 2],
  [5, 80, 30, 2],
  [2, 80, 20, 2],
  [null, 20, 30, 0],
  // Nobody has said how much time one takes.
  [null, 80, null, null],
  [5, 80, null, 5],
])('%p promises and %p hundredths, of which each takes %p, are %p promises at once', (promises, percent, each, expected) => {
  expect(promisesWithin({ promises, percent }, each)).toBe(expected);
});

describe('too much at once', () => {
  test('is more promises than somebody can carry, at the first moment when it is most', () => {
    const loads = [load('a', 10, 20), load('b', 12, 20), load('c', 15, 25), load('d', 22, 28)];
    expect([carried(loads, 3), carried(loads, 2), carried(loads, 1)]).toEqual([null, [day(15), ['a', 'b', 'c'], 30], [day(15), ['a', 'b', 'c'], 30]]);
  });

  test('is more of their time than they have', () => {
    const loads = [load('a', 10, 20), load('heavy', 18, 25)];
    expect([carried(loads, null, 70), carried(loads, null, 69)]).toEqual([null, [day(18), ['a', 'heavy'], 70]]);
    expect(carried(loads, null)).toBeNull();
  });

  test('is not one after the other, and is both on the day they meet', () => {
    expect([carried([load('a', 10, 15), load('b', 16, 20)], 1), carried([load('a', 10, 15), load('b', 15, 20)], 1)]).toEqual([null, [day(15), ['a', 'b'], 20]]);
  });

  test('counts in the window alone', () => {
    expect(carried([load('a', 0, 9), load('b', 0, 9), load('c', 31, 40), load('d', 31, 40)], 1)).toBeNull();
    expect(carried([load('a', 0, 10), load('b', 5, 40)], 1)).toEqual([day(10), ['a', 'b'], 20]);
  });

  test('is nothing to one without limits', () => {
    expect(overload(Array.from({ length: 50 }, (_, index) => load(String(index), 10, 20)), window, unlimited, () => 100)).toBeNull();
  });

  test('is found where looking at every day finds it', () => {
    const loads = fc.array(fc.tuple(fc.nat(40), fc.nat(15), fc.integer({ min: 1, max: 60 })), { maxLength: 12 });
    const limits = fc.option(fc.integer({ min: 1, max: 6 }));
    fc.assert(fc.property(loads, limits, limits, (some, promises, tens) => {
      const all = some.map(([starts, length], index) => load(String(index), starts, starts + length));
      const percents = some.map(([, , percent]) => percent);
      const percent = tens === null ? null : tens * 10;
      const days = Array.from({ length: 21 }, (_, index) => day(10 + index)).map((at) => {
        const now = all.filter(({ starts, due }) => starts <= at && due >= at);
        const taken = now.reduce((sum, { workflow }) => sum + (percents[Number(workflow)] ?? 0), 0);
        return { at, now, taken, excess: Math.max(promises === null ? 0 : now.length / promises - 1, percent === null ? 0 : taken / percent - 1, 0) };
      });
      const worst = Math.max(...days.map(({ excess }) => excess));
      const naive = worst > 0 ? days.find(({ excess }) => excess === worst) : undefined;
      const found = overload(all, window, { promises, percent }, (workflow) => percents[Number(workflow)] ?? 0);
      expect(found).toEqual(naive === undefined ? null : { at: naive.at, promises: naive.now, percent: naive.taken });
    }));
  });
});
