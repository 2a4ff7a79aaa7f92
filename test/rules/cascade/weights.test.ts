import fc from 'fast-check';
import { isOverfull, leftBy, weigh, weightAt } from '../../../src/domain/cascade/weights.rules.js';

const thousandths = fc.array(fc.option(fc.integer({ min: 1, max: 1_000 })), { minLength: 1, maxLength: 8 });
const text = (number: number | null): string | null => (number === null ? null : String(number / 1_000));

describe('weights that are made complete', () => {
  test('stay as they were given, share what is left, or are divided by their sum', () => {
    const shown = (...given: (string | null)[]): readonly unknown[] => {
      const weighing = weigh(given);
      return [weighing.how, given.map((_, index) => weightAt(weighing, index)), weighing.rest];
    };
    expect(shown('0.5', '0.2')).toEqual(['GIVEN', ['0.5', '0.2'], '0.3']);
    expect(shown(null, null, null)).toEqual(['EQUAL_PARTS', Array.from({ length: 3 }, () => '0.333333333333333333'), '0']);
    expect(shown('0.5', null, null)).toEqual(['REST_IN_EQUAL_PARTS', ['0.5', '0.25', '0.25'], '0']);
    expect(shown('1', null)).toEqual(['REST_IN_EQUAL_PARTS', ['1', '0'], '0']);
    expect(shown('1', '0.6', null)).toEqual(['SCALED', ['0.625', '0.375', '0'], '0']);
    expect([weigh([]).rest, weigh([]).how]).toEqual(['1', 'GIVEN']);
  });

  test('never add up to more than the whole, and are what was given wherever that fits', () => {
    fc.assert(fc.property(thousandths, (given) => {
      const weighing = weigh(given.map(text));
      const weights = given.map((_, index) => Number(weightAt(weighing, index)));
      const sum = given.reduce<number>((total, one) => total + (one ?? 0), 0);
      expect(weights.reduce((total, one) => total + one, 0)).toBeCloseTo(given.includes(null) || sum > 1_000 ? 1 : sum / 1_000, 12);
      given.forEach((one, index) => {
        const silent = given.filter((other) => other === null).length;
        const naive = sum > 1_000 ? (one ?? 0) / sum : one === null ? (1_000 - sum) / silent / 1_000 : one / 1_000;
        expect(weights[index]).toBeCloseTo(naive, 12);
      });
    }));
  });

  test('leave what they leave, and are overfull when that is less than nothing', () => {
    fc.assert(fc.property(thousandths, (given) => {
      const sum = given.reduce<number>((total, one) => total + (one ?? 0), 0);
      expect(Number(leftBy(given.map(text)))).toBe(Math.max(0, 1_000 - sum) / 1_000);
      expect(isOverfull(given.map(text))).toBe(sum > 1_000);
    }));
  });
});
