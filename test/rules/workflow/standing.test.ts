import fc from 'fast-check';
import { isAtRisk, isInForce, isKeptLate, isOverdue } from '../../../src/domain/workflow/standing.rules.js';
import { promiseStatuses } from '../../../src/domain/workflow/workflow.types.js';

const [early, due, late] = ['2026-03-01T00:00:00.000Z', '2026-06-30T21:59:59.999Z', '2026-07-01T00:00:00.000Z'];
const kept = { status: 'IN_FORCE' as const, due, forecast: null, confidence: null, deliveredAt: null };

const watched = fc.record({
  status: fc.constantFrom(...promiseStatuses),
  due: fc.constantFrom(early, due, late),
  forecast: fc.constantFrom(null, early, late),
  confidence: fc.constantFrom(null, 0, 0.49, 0.5, 1),
  deliveredAt: fc.constantFrom(null, early, due, late),
});

describe('a promise in force', () => {
  test('is overdue after its due, and not at it', () => {
    expect([isOverdue(kept, early), isOverdue(kept, due), isOverdue(kept, late)]).toEqual([false, false, true]);
  });

  test('is at risk when it is overdue, forecast after its due, or less likely kept than not', () => {
    expect([
      isAtRisk(kept, early), isAtRisk(kept, late), isAtRisk({ ...kept, forecast: due }, early), isAtRisk({ ...kept, forecast: late }, early),
      isAtRisk({ ...kept, confidence: 0.5 }, early), isAtRisk({ ...kept, confidence: 0.49 }, early), isAtRisk({ ...kept, confidence: 0 }, early),
    ]).toEqual([false, true, false, true, false, true, true]);
  });

  test('is still in force, and still overdue, while it is renegotiated', () => {
    expect(isOverdue({ ...kept, status: 'UNDER_RENEGOTIATION' }, late)).toBe(true);
  });
});

test('only a promise in force is overdue or at risk, and what is overdue is at risk', () => {
  fc.assert(fc.property(watched, fc.constantFrom(early, due, late), (promise, now) => {
    const [overdue, atRisk] = [isOverdue(promise, now), isAtRisk(promise, now)];
    expect(overdue && !isInForce(promise)).toBe(false);
    expect(atRisk && !isInForce(promise)).toBe(false);
    expect(overdue && !atRisk).toBe(false);
  }));
});

test('a promise was kept late when it was redeemed and had been delivered after its due', () => {
  const redeemed = { ...kept, status: 'REDEEMED' as const };
  expect([isKeptLate({ ...redeemed, deliveredAt: due }), isKeptLate({ ...redeemed, deliveredAt: late }), isKeptLate({ ...kept, status: 'BROKEN', deliveredAt: late })]).toEqual([false, true, false]);
});
