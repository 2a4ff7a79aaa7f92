import fc from 'fast-check';
import {
  checkAssessment, checkConfidence, checkScore, checkTerms, checkValues, checkWindow, mostConditions, progressOf,
} from '../../../src/domain/workflow/terms.rules.js';
import type { ConditionWords, MeasureWords, OutcomeWords, TermsWords } from '../../../src/domain/workflow/terms.rules.js';
import { directions } from '../../../src/domain/workflow/workflow.types.js';
import type { Direction, PromiseState, PromisedCondition, UnsatisfiedChoice, WorkflowState } from '../../../src/domain/workflow/workflow.types.js';
import { historyIn, plainTerms, say } from '../../kit/cycle-tales.js';

// These histories begin on 2 March 2026 at nine in the morning; their window ends with the year, in Amsterdam.
const now = '2026-03-02T09:00:00.000Z';
const zone = 'Europe/Amsterdam';
const negotiating = historyIn('NEGOTIATING').state;
const uptime: MeasureWords = { metric: 'uptime', unit: 'percent', direction: 'RAISE', baseline: '98', target: '99.95' };

const refused = (...field: string[]) => expect.objectContaining({ code: 'INVALID_INPUT', field }) as Error;

function withConditions(...conditions: readonly Partial<ConditionWords>[]): TermsWords {
  return { ...plainTerms, conditions: conditions.map((one) => ({ statement: 'It works', ...one })) };
}

function judged(words: Partial<TermsWords>, state = negotiating): ReturnType<typeof checkTerms> {
  return checkTerms({ ...plainTerms, ...words }, state, now);
}

describe('the due of a proposal', () => {
  test('is the end of its day, in the window that stands', () => {
    expect(judged({}).terms).toMatchObject({ due: '2026-06-30T21:59:59.999Z', window: { starts: now, due: negotiating.cycle.due } });
  });

  test.each([['has passed', '2026-03-01'], ['is this very moment', now], ['lies behind the window', '2027-01-01'], ['is no day', 'soon']])('is refused when it %s', (_, due) => {
    expect(() => judged({ due })).toThrow(refused('terms', 'due'));
  });

  test('may lie behind the window that stands when the proposal moves it', () => {
    expect(judged({ due: '2027-06-30', window: { due: '2027-12-31' } }).terms.window).toEqual({ starts: negotiating.cycle.starts, due: '2027-12-31T22:59:59.999Z' });
    expect(() => judged({ window: { starts: '2026-07-01', due: '2026-12-31' } })).toThrow(refused('terms', 'due'));
  });
});

describe('a window', () => {
  test('starts now unless it says when', () => {
    expect(checkWindow({ due: '2026-12-31' }, zone, now, [])).toEqual({ starts: now, due: '2026-12-31T22:59:59.999Z' });
    expect(checkWindow({ starts: '2026-03-02', due: '2026-12-31' }, zone, now, []).starts).toBe('2026-03-01T23:00:00.000Z');
  });

  test.each([[{ due: '2026-03-01' }], [{ starts: '2026-05-01', due: '2026-04-30' }], [{ starts: '2025-01-01', due: '2025-12-31' }], [{ starts: '2026-05-01T00:00:00Z', due: '2026-05-01T00:00:00Z' }]])('that is over, or ends before it starts, is refused: %j', (words) => {
    expect(() => checkWindow(words, zone, now, ['window'])).toThrow(refused('window', 'due'));
  });
});

test('a proposal runs out on a day that lies ahead, or never', () => {
  expect([judged({}).terms.answerBy, judged({ answerBy: '2026-03-20' }).terms.answerBy]).toEqual([null, '2026-03-20T22:59:59.999Z']);
  expect(() => judged({ answerBy: '2026-03-01' })).toThrow(refused('terms', 'answerBy'));
});

describe('the conditions of a proposal', () => {
  test('hold at least one that is mandatory', () => {
    for (const conditions of [[], [{ mandatory: false }, { mandatory: false }]]) expect(() => judged(withConditions(...conditions))).toThrow(refused('terms', 'conditions'));
    expect(judged(withConditions({ mandatory: false }, { mandatory: null })).terms.conditions.map(({ mandatory }) => mandatory)).toEqual([false, true]);
  });

  test('are so many at most', () => {
    const many = (count: number): TermsWords => withConditions(...Array.from({ length: count }, () => ({})));
    expect(judged(many(mostConditions)).terms.conditions).toHaveLength(mostConditions);
    expect(() => judged(many(mostConditions + 1))).toThrow(refused('terms', 'conditions'));
  });

  test('get keys that the workflow has never used, and keep those they are named by', () => {
    const state: WorkflowState = { ...negotiating, conditionKeys: 2 };
    const { terms, conditionKeys } = judged(withConditions({}, { key: 'c2' }, {}), state);
    expect([terms.conditions.map(({ key }) => key), conditionKeys]).toEqual([['c3', 'c2', 'c4'], 4]);
  });

  test.each([['never used', 'c3'], ['made up', 'mine'], ['of nothing', 'c0'], ['used twice', 'c1']])('are not named by a key that was %s', (_, key) => {
    expect(() => judged(withConditions({ key: 'c1' }, { key }), { ...negotiating, conditionKeys: 2 })).toThrow(refused('terms', 'conditions', '1', 'key'));
  });

  test('are due with the promise or earlier, inside the window', () => {
    expect(judged(withConditions({}, { due: '2026-06-30' })).terms.conditions.map(({ due }) => due)).toEqual([null, '2026-06-30T21:59:59.999Z']);
    for (const due of ['2026-07-01', '2026-03-01', now]) expect(() => judged(withConditions({}, { due }))).toThrow(refused('terms', 'conditions', '1', 'due'));
  });

  test('say what must be true', () => {
    expect(() => judged(withConditions({ statement: ' ' }))).toThrow(refused('terms', 'conditions', '0', 'statement'));
  });
});

describe('the measure of a condition', () => {
  const measured = (measure: Partial<MeasureWords>): unknown => judged(withConditions({ measure: { ...uptime, ...measure } })).terms.conditions[0]?.measure;

  test('is kept in exact decimals', () => {
    expect(measured({ baseline: '098.0', target: '+99.950' })).toEqual({ ...uptime, baseline: '98', target: '99.95' });
    expect(measured({ baseline: null, unit: null })).toMatchObject({ baseline: null, unit: null });
  });

  test('raises to above where it stands, and lowers to below', () => {
    for (const [direction, target] of [['RAISE', '98'], ['RAISE', '97'], ['LOWER', '98'], ['LOWER', '99']] as const) {
      expect(() => measured({ direction, target })).toThrow(refused('terms', 'conditions', '0', 'measure', 'target'));
    }
    for (const direction of ['REACH', 'STAY_ABOVE', 'STAY_BELOW'] as const) expect(measured({ direction, target: '98' })).toMatchObject({ direction });
  });

  test.each([['target', '1e9'], ['baseline', 'high'], ['metric', '']])('is refused with the %s "%s"', (name, text) => {
    expect(() => measured({ [name]: text })).toThrow(refused('terms', 'conditions', '0', 'measure', name));
  });
});

/** A promise of three conditions: c1 measured, c2 not, c3 not mandatory. */
function promised(point: 'EXECUTING' | 'DELIVERED'): { state: WorkflowState; promise: PromiseState } {
  const history = historyIn('NEGOTIATING');
  say(history, 'bram', 'PROPOSE', { terms: withConditions({ measure: uptime }, {}, { mandatory: false }) });
  const executing = say(history, 'ada', 'AGREE');
  const state = point === 'EXECUTING' ? executing : say(history, 'bram', 'DELIVER', { values: [] });
  if (state.promise === null) throw new Error('there is no promise');
  return { state, promise: state.promise };
}

describe('the values that a Performer reports', () => {
  const { promise } = promised('EXECUTING');

  test('are of measured conditions of the promise', () => {
    expect(checkValues([{ condition: 'c1', value: '99.0' }], promise, 'values')).toEqual([{ key: 'c1', value: '99' }]);
    expect(checkValues([], promise, 'values')).toEqual([]);
  });

  test.each([['unknown', 'c4'], ['not measured', 'c2']])('are of no condition that is %s', (_, condition) => {
    expect(() => checkValues([{ condition: 'c1', value: '1' }, { condition, value: '1' }], promise, 'values')).toThrow(refused('values', '1', 'condition'));
  });

  test('are one for each condition, and decimals', () => {
    expect(() => checkValues([{ condition: 'c1', value: '1' }, { condition: 'c1', value: '1' }], promise, 'values')).toThrow(refused('values', '1', 'condition'));
    expect(() => checkValues([{ condition: 'c1', value: 'most of it' }], promise, 'values')).toThrow(refused('values', '0', 'value'));
  });
});

describe('an assessment', () => {
  const { state } = promised('DELIVERED');
  const assess = (outcomes: string, otherwise: UnsatisfiedChoice | null, of = state): ReturnType<typeof checkAssessment> => {
    const words = outcomes.split(' ').filter((one) => one !== '').map((one, index) => ({ condition: `c${String(index + 1)}`, outcome: one as OutcomeWords['outcome'] }));
    return checkAssessment({ outcomes: words, otherwise, satisfaction: 3 }, of);
  };

  test('redeems when every mandatory condition is met or waived', () => {
    for (const outcomes of ['MET MET MET', 'MET WAIVED MET', 'WAIVED WAIVED NOT_MET', 'MET MET NOT_MET']) {
      expect(assess(outcomes, null).otherwise).toBeNull();
      expect(() => assess(outcomes, 'BROKEN')).toThrow(refused('otherwise'));
    }
  });

  test('chooses what follows when a mandatory one is not met', () => {
    expect(() => assess('MET NOT_MET MET', null)).toThrow(refused('otherwise'));
    for (const choice of ['REWORK', 'RENEGOTIATE', 'BROKEN'] as const) expect(assess('MET NOT_MET MET', choice).otherwise).toBe(choice);
  });

  test('is of each condition of the promise, once', () => {
    expect(() => assess('MET MET', null)).toThrow(refused('outcomes'));
    expect(() => assess('MET MET MET MET', null)).toThrow(refused('outcomes', '3', 'condition'));
    const twice: OutcomeWords[] = [{ condition: 'c1', outcome: 'MET' }, { condition: 'c1', outcome: 'NOT_MET' }];
    expect(() => checkAssessment({ outcomes: twice, satisfaction: 3 }, state)).toThrow(refused('outcomes', '1', 'condition'));
  });

  test('sends nothing back to work under another Performer than the one who promised it', () => {
    const handedOver: WorkflowState = { ...state, performer: 'chidi' };
    expect(() => assess('MET NOT_MET MET', 'REWORK', handedOver)).toThrow(refused('otherwise'));
    expect(assess('MET NOT_MET MET', 'BROKEN', handedOver).otherwise).toBe('BROKEN');
  });

  test('of a promise that was revoked says how satisfied the Customer is, and nothing of conditions', () => {
    const revoked = say(historyIn('EXECUTING'), 'bram', 'REVOKE');
    expect(assess('', null, revoked)).toEqual({ outcomes: [], otherwise: null, satisfaction: 3 });
    expect(() => assess('MET', null, revoked)).toThrow(refused('outcomes'));
    expect(() => assess('', 'REWORK', revoked)).toThrow(refused('otherwise'));
  });
});

test('a score is a whole number from 1 to 5', () => {
  expect([1, 2, 3, 4, 5].map((score) => checkScore(score, 'satisfaction'))).toEqual([1, 2, 3, 4, 5]);
  for (const score of [0, 6, 2.5, NaN, Infinity]) expect(() => checkScore(score, 'satisfaction')).toThrow(refused('satisfaction'));
});

test('a confidence is a number from 0 to 1, or none', () => {
  expect([0, 0.5, 1, null, undefined].map(checkConfidence)).toEqual([0, 0.5, 1, null, null]);
  for (const confidence of [-0.01, 1.01, NaN, Infinity]) expect(() => checkConfidence(confidence)).toThrow(refused('confidence'));
});

describe('the progress of a condition', () => {
  const condition = (direction: Direction, current: string | null, baseline: string | null = '10', target = '20'): PromisedCondition => ({
    key: 'c1', statement: '', mandatory: true, due: null, measure: { metric: '', unit: null, direction, baseline, target }, current, measuredAt: null, outcome: null,
  });

  test('is its share of the way, where there is a way', () => {
    expect([condition('RAISE', '15'), condition('REACH', '12'), condition('LOWER', '8', '10', '0')].map(progressOf)).toEqual([0.5, 0.2, 0.2]);
  });

  test.each([
    ['STAY_ABOVE', { there: '20', not: '19.9' }, '10'],
    ['STAY_BELOW', { there: '20', not: '20.1' }, '10'],
    ['RAISE', { there: '21', not: '19' }, null],
    ['LOWER', { there: '19', not: '21' }, null],
    ['REACH', { there: '20.0', not: '21' }, null],
  ] as const)('is all or nothing where there is none: %s', (direction, { there, not }, baseline) => {
    expect([there, not].map((current) => progressOf(condition(direction, current, baseline)))).toEqual([1, 0]);
  });

  test('is unknown while nothing was measured, or can be', () => {
    expect([progressOf(condition('RAISE', null)), progressOf({ ...condition('RAISE', '1'), measure: null })]).toEqual([null, null]);
  });

  test('lies between nothing and the whole, wherever the value goes', () => {
    const decimals = fc.integer({ min: -50, max: 50 }).map(String);
    fc.assert(fc.property(fc.constantFrom(...directions), decimals, fc.option(decimals), decimals, (direction, current, baseline, target) => {
      const progress = progressOf(condition(direction, current, baseline, target));
      expect(progress).toBeGreaterThanOrEqual(0);
      expect(progress).toBeLessThanOrEqual(1);
    }));
  });
});
