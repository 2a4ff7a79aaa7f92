import fc from 'fast-check';
import { isGivenUp, retryAfterIn, retryAt } from '../../../src/domain/webhook/retry.rules.js';

const now = '2026-03-02T09:00:00.000Z';
const wait = (failures: number, random: number, askedFor: number | null = null): number => Date.parse(retryAt(failures, now, random, askedFor)) - Date.parse(now);
const hour = 60 * 60 * 1_000;

test('each failure doubles the wait, up to an hour', () => {
  expect([1, 2, 3, 4, 10, 11, 1_000_000].map((failures) => wait(failures, 1) / 1_000)).toEqual([5, 10, 20, 40, 2_560, 3_600, 3_600]);
});

test('those who failed together come back between half of the wait and all of it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 0.999999, noNaN: true }), (failures, random) => {
    const whole = Math.min(hour, 5_000 * 2 ** (failures - 1));
    return wait(failures, random) >= Math.floor(whole / 2) && wait(failures, random) <= whole;
  }));
});

test('a receiver is left alone for as long as it asks, within limits, and never for less than the wait', () => {
  expect(wait(1, 1, 60_000)).toBe(60_000);
  expect(wait(1, 1, 1_000)).toBe(5_000);
  expect(wait(1, 1, 365 * 24 * hour)).toBe(6 * hour);
});

test.each([['120', 120_000], [' 0 ', 0], ['Mon, 02 Mar 2026 09:01:00 GMT', 60_000], ['Mon, 02 Mar 2026 08:00:00 GMT', 0], ['-5', null], ['soon', null], ['', null], [undefined, null], ['99999999999999999999', null], ['2026-03-02', null]])('Retry-After: %s asks for %s', (header, asked) => {
  expect(retryAfterIn(header, now)).toBe(asked);
});

test('it is given up once it has failed for as long as is said, and not before', () => {
  expect(isGivenUp('2026-03-02T08:00:00.001Z', now, hour)).toBe(false);
  expect(isGivenUp('2026-03-02T08:00:00.000Z', now, hour)).toBe(true);
});
