import fc from 'fast-check';
import { abilityOf, abilityThresholds } from '../../../src/domain/dual/ability.rules.js';
import type { CustomerRecord } from '../../../src/domain/dual/ability.rules.js';
import { conditionFigures, mostAtOnce, reviewFigures } from '../../../src/domain/dual/customer-record.rules.js';
import type { CarriedSpan, JudgedDuty } from '../../../src/domain/dual/customer-record.rules.js';
import { dualConditions } from '../../../src/domain/dual/duties.rules.js';
import { percentile } from '../../../src/domain/dual/figures.rules.js';
import { calibrationOf, keptShare, longestKept, outcomeOf, outcomesByHorizon, outcomesOf } from '../../../src/domain/dual/outcomes.rules.js';
import type { EndedPromise } from '../../../src/domain/dual/outcomes.rules.js';
import { durationOf, millisecondsOf, momentOf, readDuration } from '../../../src/domain/common/moment.rules.js';

const aDay = 86_400;

const duty = (given: Partial<JudgedDuty> = {}): JudgedDuty => ({ condition: 'NEGOTIATES', done: true, lateSeconds: 0, answerSeconds: aDay, occasions: 1, withWords: null, horizonDays: 90, ...given });
const promise = (given: Partial<EndedPromise> = {}): EndedPromise => ({
  status: 'REDEEMED', horizonDays: 90, madeAt: '2026-01-01T00:00:00.000Z', due: '2026-04-11T00:00:00.000Z', deliveredAt: '2026-04-01T00:00:00.000Z', endedAt: '2026-04-02T00:00:00.000Z', renegotiatedAt: null, confidence: null, ...given,
});
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

const duties = fc.array(fc.record({
  condition: fc.constantFrom(...dualConditions), done: fc.boolean(), lateSeconds: fc.nat(3).map((late) => late * 1_000), answerSeconds: fc.option(fc.nat(20)), occasions: fc.integer({ min: 1, max: 3 }),
  withWords: fc.option(fc.boolean()), horizonDays: fc.integer({ min: 1, max: 2_000 }),
}), { maxLength: 40 });

const promises = fc.array(fc.record({
  status: fc.constantFrom('REDEEMED' as const, 'BROKEN' as const, 'RELEASED' as const, 'SUPERSEDED' as const), horizonDays: fc.integer({ min: 1, max: 2_000 }),
  madeAt: fc.constant('2026-01-01T00:00:00.000Z'), due: fc.constant('2026-04-11T00:00:00.000Z'),
  deliveredAt: fc.option(fc.nat(150).map((days) => momentOf(Date.parse('2026-01-01T00:00:00.000Z') + days * aDay * 1_000))), endedAt: fc.constant('2026-06-01T00:00:00.000Z'),
  renegotiatedAt: fc.option(fc.nat(150).map((days) => momentOf(Date.parse('2026-01-01T00:00:00.000Z') + days * aDay * 1_000))), confidence: fc.option(fc.nat(20).map((twentieths) => twentieths / 20)),
}), { maxLength: 40 });

describe('figures of a Customer', () => {
  test('agree with counting them one by one', () => {
    fc.assert(fc.property(duties, (some) => {
      for (const figures of conditionFigures(some)) {
        // Each occasion by itself: missed, but for the last one, which was done in time, done late or missed.
        const occasions = some.filter(({ condition }) => condition === figures.condition).flatMap(({ done, lateSeconds, occasions: times }) => [...many(times - 1, 'undone'), !done ? 'undone' : lateSeconds > 0 ? 'late' : 'inTime']);
        const count = (what: string): number => occasions.filter((one) => one === what).length;
        expect(figures).toMatchObject({ asked: occasions.length, inTime: count('inTime'), late: count('late'), undone: count('undone') });
        expect(figures.inTimeShare).toBe(occasions.length === 0 ? null : count('inTime') / occasions.length);
      }
    }));
  });

  test('a percentile is a value that occurred, and as many as it says are no greater', () => {
    fc.assert(fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }), fc.constantFrom(0.5, 0.9, 1), (values, part) => {
      const sorted = [...values].sort((one, other) => one - other);
      const found = percentile(sorted, part);
      // The least value of all that so many are no greater than.
      expect(found).toBe(Math.min(...values.filter((value) => values.filter((other) => other <= value).length >= part * values.length)));
    }));
    expect(percentile([], 0.5)).toBeNull();
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5)).toBe(5);
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
  });

  test('words are counted of assessments that were given', () => {
    const feedback = (withWords: boolean, done = true): JudgedDuty => duty({ condition: 'GIVES_FEEDBACK', withWords, done });
    const figures = conditionFigures([feedback(true), feedback(false), feedback(true), feedback(false, false)]).find(({ condition }) => condition === 'GIVES_FEEDBACK');
    expect(figures).toMatchObject({ asked: 4, withWords: 2, withWordsShare: 2 / 3 });
    expect(conditionFigures([duty()]).find(({ condition }) => condition === 'NEGOTIATES')).toMatchObject({ withWords: null, withWordsShare: null });
  });

  test('reviews are averaged, and nobody\'s are none', () => {
    expect(reviewFigures([{ clarity: 4, helpfulness: 2 }, { clarity: 5, helpfulness: 3 }])).toEqual({ count: 2, clarity: 4.5, helpfulness: 2.5 });
    expect(reviewFigures([])).toEqual({ count: 0, clarity: null, helpfulness: null });
  });

  test('a length of time reads back as what it was', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 400 * aDay }), (seconds) => {
      const text = durationOf(seconds);
      const [, days = '0', hours = '0', minutes = '0', rest = '0'] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text) ?? [];
      expect(Number(days) * aDay + Number(hours) * 3_600 + Number(minutes) * 60 + Number(rest)).toBe(seconds);
      expect(readDuration(text)).not.toBeNull();
    }));
    expect(durationOf(0)).toBe('PT0S');
  });
});

describe('how promises ended', () => {
  test.each<[string, Partial<EndedPromise>]>([
    ['kept', {}],
    ['kept', { deliveredAt: '2026-04-11T00:00:00.000Z' }],
    ['kept', { deliveredAt: null }],
    ['keptLate', { deliveredAt: '2026-04-11T00:00:00.001Z' }],
    ['broken', { status: 'BROKEN' }],
    ['released', { status: 'RELEASED' }],
    // A tenth of a hundred days is ten.
    ['renegotiatedEarly', { status: 'SUPERSEDED', renegotiatedAt: '2026-04-01T00:00:00.000Z', endedAt: '2026-04-10T00:00:00.000Z' }],
    ['renegotiatedLate', { status: 'SUPERSEDED', renegotiatedAt: '2026-04-01T00:00:00.001Z' }],
    ['renegotiatedLate', { status: 'SUPERSEDED', renegotiatedAt: '2026-05-01T00:00:00.000Z' }],
    ['renegotiatedEarly', { status: 'SUPERSEDED', endedAt: '2026-02-01T00:00:00.000Z' }],
  ])('%s: %j', (outcome, given) => {
    expect(outcomeOf(promise(given))).toBe(outcome);
  });

  test('each counts once, in all and on its horizon', () => {
    fc.assert(fc.property(promises, (some) => {
      const sum = (outcomes: object): number => Object.values(outcomes).reduce((total: number, count: number) => total + count, 0);
      expect(sum(outcomesOf(some))).toBe(some.length);
      expect(outcomesByHorizon(some).reduce((total, { outcomes }) => total + sum(outcomes), 0)).toBe(some.length);
      const kept = some.filter(({ status }) => status === 'REDEEMED').map(({ horizonDays }) => horizonDays);
      expect(longestKept(some)).toBe(kept.length === 0 ? null : Math.max(...kept));
    }));
  });

  test('somebody is ready for a horizon on which they kept four in five, of three or more', () => {
    const readiness = (...given: Partial<EndedPromise>[]): string[] => outcomesByHorizon(given.map(promise)).map(({ band, readiness }) => `${band} ${readiness}`);
    expect(readiness({}, {})).toEqual(['QUARTER UNPROVEN']);
    expect(readiness({}, {}, {}, {}, { status: 'BROKEN' })).toEqual(['QUARTER READY']);
    expect(readiness({}, {}, { status: 'BROKEN' })).toEqual(['QUARTER NOT_YET']);
    expect(readiness(...many(5, { deliveredAt: '2026-05-01T00:00:00.000Z' }))).toEqual(['QUARTER NOT_YET']);
    expect(readiness(...many(3, {}), ...many(3, { horizonDays: 5, status: 'BROKEN' as const }))).toEqual(['QUARTER READY', 'WEEK NOT_YET']);
    expect(readiness(...many(5, { status: 'RELEASED' as const }))).toEqual(['QUARTER UNPROVEN']);
    expect(keptShare(outcomesOf([]))).toBeNull();
  });
});

describe('confidence against what happened', () => {
  test('agrees with working it out promise by promise', () => {
    fc.assert(fc.property(promises, (some) => {
      const counted = some.filter(({ status, confidence }) => confidence !== null && ['REDEEMED', 'BROKEN'].includes(status));
      const { promises: count, brierScore, curve } = calibrationOf(some);
      expect(count).toBe(counted.length);
      let squares = 0;
      for (const { status, confidence } of counted) squares += ((confidence ?? 0) - Number(status === 'REDEEMED')) * ((confidence ?? 0) - Number(status === 'REDEEMED'));
      if (counted.length === 0) expect(brierScore).toBeNull();
      else expect(brierScore).toBeCloseTo(squares / counted.length, 12);
      for (const band of curve) {
        // In whole twentieths, so that no border is a matter of binary fractions.
        const within = counted.filter(({ confidence }) => { const twentieths = Math.round((confidence ?? 0) * 20); return twentieths >= Math.round(band.from * 20) && (twentieths < Math.round(band.to * 20) || (band.to === 1 && twentieths === 20)); });
        expect(band.promises).toBe(within.length);
        expect(band.keptShare).toBeCloseTo(within.filter(({ status }) => status === 'REDEEMED').length / within.length, 12);
      }
      expect(curve.reduce((sum, band) => sum + band.promises, 0)).toBe(count);
    }));
  });

  test('who says what will be scores 0, and who always says a half scores a quarter', () => {
    expect(calibrationOf([promise({ confidence: 1 }), promise({ confidence: 0, status: 'BROKEN' })]).brierScore).toBe(0);
    expect(calibrationOf([promise({ confidence: 0.5 }), promise({ confidence: 0.5, status: 'BROKEN' })]).brierScore).toBe(0.25);
  });
});

describe('are they able to be a good customer', () => {
  const good = many(10, duty());
  const record = (given: Partial<CustomerRecord> = {}): CustomerRecord => ({ active: true, duties: good, promises: [], reviews: [], load: { openDuals: 1, waiting: 1, overdue: 0, performing: 0 }, capacity: null, ownKept: [], ...given });
  const answer = (given: Partial<CustomerRecord>, horizon = 90): string => {
    const { answer: found, reasons } = abilityOf(record(given), horizon);
    return [found, ...reasons.map(({ kind, weight }) => `${kind} ${weight}`)].join(', ');
  };
  const load = (given: Partial<NonNullable<CustomerRecord['load']>>): Partial<CustomerRecord> => ({ load: { openDuals: 1, waiting: 1, overdue: 0, performing: 0, ...given } });

  test.each<[string, Partial<CustomerRecord>, number?]>([
    ['YES, RECORD_HOLDS FOR', {}],
    ['NO, HAS_LEFT AGAINST, RECORD_HOLDS FOR', { active: false }],
    ['UNKNOWN, LITTLE_RECORD DOUBT', { duties: many(4, duty()) }],
    ['WITH_DOUBTS, NO_RECORD_ON_HORIZON DOUBT, RECORD_HOLDS FOR', {}, 1_000],
    ['YES, RECORD_HOLDS FOR', {}, 270],
    ['WITH_DOUBTS, CONDITION_NEGLECTED DOUBT, RECORD_FALLS_SHORT DOUBT', { duties: [...many(7, duty()), ...many(3, duty({ lateSeconds: aDay }))] }],
    ['NO, CONDITION_NEGLECTED AGAINST, RECORD_FALLS_SHORT AGAINST', { duties: [...many(4, duty()), ...many(6, duty({ done: false }))] }],
    ['NO, RECORD_FALLS_SHORT AGAINST', { duties: dualConditions.flatMap((condition) => many(2, duty({ condition, done: false }))) }],
    // Two of a kind decide nothing.
    ['YES, RECORD_HOLDS FOR', { duties: [...good, ...many(2, duty({ condition: 'CHECKS_IN', done: false }))] }],
    ['WITH_DOUBTS, FEEDBACK_WITHOUT_WORDS DOUBT, RECORD_HOLDS FOR', { duties: many(5, duty({ condition: 'GIVES_FEEDBACK', withWords: false })) }],
    ['WITH_DOUBTS, OVERDUE_NOW DOUBT, RECORD_HOLDS FOR', load({ overdue: 3 })],
    ['NO, OVERDUE_NOW AGAINST, RECORD_HOLDS FOR', load({ overdue: 4 })],
    ['YES, RECORD_HOLDS FOR', load({ waiting: 10 })],
    ['WITH_DOUBTS, MUCH_WAITS DOUBT, RECORD_HOLDS FOR', load({ waiting: 11 })],
    ['YES, RECORD_HOLDS FOR', load({ openDuals: 20, performing: 20 })],
    ['WITH_DOUBTS, MUCH_OPEN DOUBT, RECORD_HOLDS FOR', load({ openDuals: 21 })],
    ['WITH_DOUBTS, MUCH_OPEN DOUBT, RECORD_HOLDS FOR', load({ openDuals: 600 })],
    ['WITH_DOUBTS, MUCH_PROMISED DOUBT, RECORD_HOLDS FOR', load({ performing: 21 })],
    // Who has carried as many at once, and seen them kept, may carry as many again.
    ['YES, RECORD_HOLDS FOR', { ...load({ openDuals: 30 }), promises: many(30, promise()) }],
    ['WITH_DOUBTS, MUCH_OPEN DOUBT, RECORD_HOLDS FOR', { ...load({ openDuals: 31 }), promises: many(30, promise()) }],
    ['WITH_DOUBTS, MUCH_OPEN DOUBT, RECORD_HOLDS FOR', { ...load({ openDuals: 30 }), promises: [...many(29, promise()), promise({ status: 'RELEASED' })] }],
    ['YES, RECORD_HOLDS FOR', { ...load({ performing: 30 }), ownKept: many(30, promise()) }],
    ['WITH_DOUBTS, MUCH_PROMISED DOUBT, RECORD_HOLDS FOR', { ...load({ performing: 31 }), ownKept: many(30, promise()) }],
    // What was said of them comes before what is usual, and before what they have carried.
    ['YES, RECORD_HOLDS FOR', { ...load({ performing: 40 }), capacity: 40 }],
    ['WITH_DOUBTS, MUCH_PROMISED DOUBT, RECORD_HOLDS FOR', { ...load({ performing: 3 }), capacity: 2, ownKept: many(30, promise()) }],
    ['UNKNOWN, MUCH_OPEN DOUBT, LITTLE_RECORD DOUBT', { duties: [], ...load({ openDuals: 600 }) }],
    ['YES, RECORD_HOLDS FOR', { load: null, capacity: 0 }],
    ['YES, RECORD_HOLDS FOR', { reviews: many(2, { clarity: 1, helpfulness: 1 }) }],
    ['WITH_DOUBTS, REVIEWED_POORLY DOUBT, RECORD_HOLDS FOR', { reviews: many(3, { clarity: 4, helpfulness: 2 }) }],
    ['NO, REVIEWED_POORLY AGAINST, RECORD_HOLDS FOR', { reviews: many(3, { clarity: 1, helpfulness: 5 }) }],
    ['WITH_DOUBTS, PROMISES_TO_THEM_BREAK DOUBT, RECORD_HOLDS FOR', { promises: [...many(2, promise()), ...many(3, promise({ status: 'BROKEN' }))] }],
    ['YES, RECORD_HOLDS FOR', { promises: many(4, promise({ status: 'BROKEN' })) }],
    // Three of a kind, and little more: one bad week decides nothing.
    ['UNKNOWN, CONDITION_NEGLECTED AGAINST, LITTLE_RECORD DOUBT', { duties: many(3, duty({ done: false })) }],
    ['UNKNOWN, CONDITION_NEGLECTED AGAINST, LITTLE_RECORD DOUBT', { duties: many(4, duty({ done: false })) }],
    ['NO, HAS_LEFT AGAINST, LITTLE_RECORD DOUBT', { duties: [], active: false }],
    ['NO, OVERDUE_NOW AGAINST, LITTLE_RECORD DOUBT', { duties: [], ...load({ overdue: 4 }) }],
    ['NO, REVIEWED_POORLY AGAINST, LITTLE_RECORD DOUBT', { duties: [], reviews: many(3, { clarity: 1, helpfulness: 5 }) }],
    ['UNKNOWN, OVERDUE_NOW DOUBT, LITTLE_RECORD DOUBT', { duties: [], ...load({ overdue: 1 }) }],
  ])('%s', (expected, given, horizon = 90) => {
    expect(answer(given, horizon)).toBe(expected);
  });

  test('what was on a horizon like it is judged before what was on others', () => {
    const neglected = many(10, duty({ horizonDays: 1_000, done: false }));
    expect(abilityOf(record({ duties: [...good, ...neglected] }), 90)).toMatchObject({ answer: 'YES', occasions: 10, onLikeHorizons: true });
    expect(abilityOf(record({ duties: [...good, ...neglected] }), 1_000)).toMatchObject({ answer: 'NO', occasions: 10, onLikeHorizons: true });
    expect(abilityOf(record({ duties: [...good, ...neglected] }), 7)).toMatchObject({ answer: 'WITH_DOUBTS', occasions: 20, onLikeHorizons: false });
  });

  test('how much is carried at once is said with what it was held against', () => {
    const says = (given: Partial<CustomerRecord>): unknown => abilityOf(record(given), 90).reasons.filter(({ kind }) => kind.startsWith('MUCH_')).map(({ figure, threshold, says: words }) => [figure, threshold, words]);
    expect(says(load({ openDuals: 600 }))).toEqual([[600, 20, 'They are to be a good Customer in 600 workflows at once: more than 20, which is much for anybody.']]);
    expect(says({ ...load({ openDuals: 31 }), promises: many(30, promise()) })).toEqual([[31, 30, 'They are to be a good Customer in 31 workflows at once: more than the 30 that they have carried at once before.']]);
    expect(says({ ...load({ performing: 25 }) })).toEqual([[25, 20, 'They have 25 promises of their own to keep: more than 20, which is much for anybody.']]);
    expect(says({ ...load({ performing: 1 }), capacity: 0 })).toEqual([[1, 0, 'They have one promise of their own to keep: more than the 0 that they can carry at once, as is said of them.']]);
  });

  test('as many were carried at once as at the moment when it was most', () => {
    const span = (madeAt: number, endedAt: number): CarriedSpan => ({ madeAt: momentOf(madeAt), endedAt: momentOf(endedAt) });
    expect(mostAtOnce([])).toBe(0);
    // One that is made when another ends takes its place.
    expect(mostAtOnce([span(1, 3), span(3, 5), span(5, 6)])).toBe(1);
    expect(mostAtOnce([span(1, 4), span(3, 5), span(4, 6)])).toBe(2);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 10 }))), (some) => {
      const spans = some.map(([from, length]) => span(from, from + length));
      const carriedAt = (at: string): number => spans.filter(({ madeAt, endedAt }) => madeAt <= at && endedAt > at).length;
      expect(mostAtOnce(spans)).toBe(Math.max(0, ...spans.map(({ madeAt }) => carriedAt(madeAt))));
    }));
  });

  test('every reason that looked at a figure says what it was held against, and stands on its side', () => {
    fc.assert(fc.property(duties, promises, fc.array(fc.record({ clarity: fc.integer({ min: 1, max: 5 }), helpfulness: fc.integer({ min: 1, max: 5 }) }), { maxLength: 5 }), fc.record({ openDuals: fc.nat(50), waiting: fc.nat(20), overdue: fc.nat(6), performing: fc.nat(50) }), fc.option(fc.nat(30)), fc.integer({ min: 1, max: 2_000 }), (some, ended, reviews, now, capacity, horizon) => {
      const { answer: found, reasons } = abilityOf({ active: true, duties: some, promises: ended, reviews, load: now, capacity, ownKept: ended }, horizon);
      for (const { kind, figure, threshold, says } of reasons) {
        expect(figure).not.toBeNull();
        expect(['OVERDUE_NOW', 'MUCH_WAITS', 'MUCH_OPEN', 'MUCH_PROMISED', 'RECORD_HOLDS'].includes(kind) ? (figure ?? 0) >= (threshold ?? 0) : (figure ?? 0) < (threshold ?? 0)).toBe(true);
        expect(says).toMatch(/^[A-Z\d].*\.$/);
      }
      expect(reasons.length).toBeGreaterThan(0);
      const against = reasons.filter(({ weight }) => weight === 'AGAINST').map(({ kind }) => kind);
      if (!reasons.some(({ kind }) => kind === 'LITTLE_RECORD')) expect(found === 'NO').toBe(against.length > 0);
      else expect(found).toBe(against.some((kind) => kind !== 'CONDITION_NEGLECTED' && kind !== 'RECORD_FALLS_SHORT') ? 'NO' : 'UNKNOWN');
      if (found === 'YES') expect(reasons.every(({ weight }) => weight === 'FOR')).toBe(true);
    }));
    expect(abilityThresholds.inTimeBad).toBeLessThan(abilityThresholds.inTimeGood);
  });
});

test('moments of these tests are what they say', () => {
  expect(millisecondsOf('2026-04-11T00:00:00.000Z') - millisecondsOf('2026-01-01T00:00:00.000Z')).toBe(100 * aDay * 1_000);
});
