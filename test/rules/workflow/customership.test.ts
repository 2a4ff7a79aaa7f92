import fc from 'fast-check';
import { addDuration } from '../../../src/domain/common/moment.rules.js';
import { checkCustomership, defaultCustomership } from '../../../src/domain/workflow/customership.rules.js';

const standing = { respondWithin: 'P3D', checkInEvery: 'P14D', assessWithin: 'P5D' };

describe('the customership that stands when nothing was said', () => {
  test.each([[1, 'P1D'], [7, 'P1D'], [8, 'P2D'], [31, 'P2D'], [92, 'P3D'], [365, 'P7D'], [1_096, 'P14D']])('answers within the reach of %i days in %s', (days, respondWithin) => {
    expect(defaultCustomership(days).respondWithin).toBe(respondWithin);
  });

  test('never asks for more haste on a longer horizon, and never for an answer that takes the whole of it', () => {
    const ends = (days: number, term: keyof typeof standing): string => addDuration('2026-01-01T00:00:00.000Z', defaultCustomership(days)[term], 'UTC');
    fc.assert(fc.property(fc.integer({ min: 2, max: 2_000 }), fc.nat(500), fc.constantFrom('respondWithin', 'checkInEvery', 'assessWithin'), (days, more, term) => {
      expect(ends(days + more, term) >= ends(days, term)).toBe(true);
      expect(ends(days, term) < addDuration('2026-01-01T00:00:00.000Z', `P${String(days)}D`, 'UTC')).toBe(true);
    }));
  });
});

describe('a customership that is said', () => {
  test('leaves what was not said as it stands', () => {
    expect(checkCustomership({ checkInEvery: 'P7D', assessWithin: null }, standing, [])).toEqual({ ...standing, checkInEvery: 'P7D' });
  });

  test('is none where nothing was said at all', () => {
    expect([checkCustomership(null, standing, []), checkCustomership(undefined, standing, [])]).toEqual([null, null]);
  });

  test.each(['P0D', '-P1D', 'often', ''])('is refused with the duration "%s", and names the field', (duration) => {
    expect(() => checkCustomership({ respondWithin: duration }, standing, ['terms', 'customership'])).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', field: ['terms', 'customership', 'respondWithin'] }) as Error,
    );
  });
});
