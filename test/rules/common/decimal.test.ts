import fc from 'fast-check';
import { compareDecimals, differenceOf, productOf, ratioOf, readDecimal, shareOfWay, sumOf, weightedSum } from '../../../src/domain/common/decimal.rules.js';

const places = 18;

/** A decimal as a whole number of its smallest part: slow, plain and exact. */
function scaled(text: string): bigint {
  const [, sign, whole = '0', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const size = BigInt(whole + fraction.padEnd(places, '0'));
  return sign === '-' ? -size : size;
}

const spellings = fc
  .record({ sign: fc.constantFrom('', '-', '+'), whole: fc.stringMatching(/^\d{1,20}$/), fraction: fc.option(fc.stringMatching(/^\d{1,18}$/)) })
  .map(({ sign, whole, fraction }) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}`);

function read(text: string): string {
  const value = readDecimal(text);
  if (value === null) throw new Error(`${text} was not read`);
  return value;
}

describe('a decimal', () => {
  test('keeps its value to the last place', () => {
    fc.assert(fc.property(spellings, (text) => { expect(scaled(read(text))).toBe(scaled(text)); }));
  });

  test('has one spelling for each value, whatever it was read from', () => {
    fc.assert(fc.property(spellings, fc.nat(3), (text, zeros) => {
      const value = read(text);
      expect(value).toMatch(/^(0|-?(?!0\d)\d+(\.\d*[1-9])?)$/);
      expect(readDecimal(value)).toBe(value);
      const [whole = '', fraction = ''] = value.replace('-', '').split('.');
      const longer = `${value.startsWith('-') ? '-' : '+'}${'0'.repeat(Math.min(zeros, 20 - whole.length))}${whole}${fraction === '' ? '.0' : `.${fraction}`}`;
      expect(readDecimal(longer)).toBe(value);
    }));
  });

  test.each(['', '.5', '1.', '1e3', '0x10', '1,5', ' 1', '1 ', 'NaN', 'Infinity', '--1', '1'.repeat(21), `0.${'1'.repeat(19)}`, '١'])('is not read from "%s"', (text) => {
    expect(readDecimal(text)).toBeNull();
  });

  test('compares with another as their values do', () => {
    fc.assert(fc.property(spellings, spellings, (left, right) => {
      const [a, b] = [scaled(left), scaled(right)];
      expect(Math.sign(compareDecimals(read(left), read(right)))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }));
  });
});

describe('the share of a way', () => {
  test('is how far the value has come, in millionths, and never more than the whole or less than nothing', () => {
    fc.assert(fc.property(spellings, spellings, spellings, (from, to, value) => {
      const [start, end, at] = [scaled(from), scaled(to), scaled(value)];
      fc.pre(start !== end);
      const millionths = ((at - start) * 1_000_000n * 2n + (end - start)) / ((end - start) * 2n);
      const naive = Number(millionths < 0n ? 0n : millionths > 1_000_000n ? 1_000_000n : millionths) / 1_000_000;
      expect(shareOfWay(read(from), read(to), read(value))).toBeCloseTo(naive, 5);
    }));
  });

  test('is nothing at its beginning and the whole at its end, upwards and downwards', () => {
    expect([shareOfWay('10', '20', '10'), shareOfWay('10', '20', '20'), shareOfWay('20', '10', '20'), shareOfWay('20', '10', '10'), shareOfWay('20', '10', '15')]).toEqual([0, 1, 0, 1, 0.5]);
  });

  test('of no way at all is the whole exactly there', () => {
    expect([shareOfWay('5', '5', '5'), shareOfWay('5', '5', '6')]).toEqual([1, 0]);
  });
});

describe('decimals together', () => {
  const shares = fc.integer({ min: 1, max: 1_000 }).map((thousandths) => read((thousandths / 1_000).toFixed(3)));

  test('add up, are subtracted and multiplied to the last place', () => {
    fc.assert(fc.property(fc.array(spellings, { maxLength: 8 }), (texts) => {
      expect(scaled(sumOf(texts.map(read)))).toBe(texts.reduce((sum, text) => sum + scaled(text), 0n));
    }));
    fc.assert(fc.property(spellings, spellings, (left, right) => {
      expect(scaled(differenceOf(read(left), read(right)))).toBe(scaled(left) - scaled(right));
    }));
    expect([sumOf(['0.1', '0.2']), differenceOf('1', '0.9'), productOf('0.1', '0.2'), sumOf([])]).toEqual(['0.3', '0.1', '0.02', '0']);
  });

  test('as equal parts of a whole never add up to more than it', () => {
    fc.assert(fc.property(shares, fc.integer({ min: 1, max: 50 }), (whole, parts) => {
      const part = ratioOf(whole, String(parts));
      const sum = sumOf(Array.from({ length: parts }, () => part));
      expect(compareDecimals(sum, whole)).toBeLessThanOrEqual(0);
      expect(Number(sum)).toBeCloseTo(Number(whole), 12);
    }));
  });

  test('as a weighted sum are exact until they are rounded once, ties upwards', () => {
    const terms = fc.array(fc.tuple(shares, fc.integer({ min: 0, max: 1_000_000 })), { maxLength: 10 });
    fc.assert(fc.property(terms, fc.integer({ min: 1, max: 9 }), (pairs, whole) => {
      const sum = pairs.reduce((total, [weight, millionths]) => total + (scaled(weight) / 10n ** 15n) * BigInt(millionths), 0n); // in thousandths of a millionth
      const halved = BigInt(whole) * 1_000n;
      const rounded = Number((2n * sum + halved) / (2n * halved)) / 1_000_000;
      expect(weightedSum(pairs.map(([weight]) => weight), pairs.map(([, millionths]) => millionths / 1_000_000), String(whole))).toBe(rounded);
    }));
  });
});
