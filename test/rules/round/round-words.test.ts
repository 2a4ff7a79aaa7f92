import { checkCapacity, checkPercent } from '../../../src/domain/round/capacity.rules.js';
import { checkAddition, checkDeadline, checkInvitation, checkRemoval, checkRoundWords, mostInvited, mostWorkflowsOfRound } from '../../../src/domain/round/round-words.rules.js';
import { by, monday } from '../../kit/planned-workflows.js';
import { round } from '../../kit/planned-rounds.js';

const refusal = (code: string, ...field: string[]): Error => expect.objectContaining({ code, field }) as Error;
const inItNow = (id: string, phase: 'NEGOTIATING' | 'CLOSED' = 'NEGOTIATING'): { id: string; phase: 'NEGOTIATING' | 'CLOSED' } => ({ id, phase });
const nowhere = (): null => null;

describe('a round is opened', () => {
  const words = { name: ' Next year ', window: { due: '2026-12-31' }, consentBy: '2026-03-20' };

  test('with a name, a window and a deadline, or none', () => {
    expect(checkRoundWords(words, 'UTC', monday)).toEqual({ name: 'Next year', window: { starts: monday, due: by('2026-12-31') }, consentBy: by('2026-03-20') });
    expect(checkRoundWords({ ...words, consentBy: null }, 'UTC', monday).consentBy).toBeNull();
  });

  test.each([
    ['no name', { name: ' ' }, ['name']], ['a window that is over', { window: { due: '2026-03-01' } }, ['window', 'due']], ['a deadline that has passed', { consentBy: '2026-03-01' }, ['consentBy']],
    ['a deadline behind its window', { consentBy: '2027-01-01' }, ['consentBy']], ['a deadline that is no day', { consentBy: 'soon' }, ['consentBy']],
  ])('and not with %s', (_, changed, field) => {
    expect(() => checkRoundWords({ ...words, ...changed }, 'UTC', monday)).toThrow(refusal('INVALID_INPUT', ...field));
  });
});

test('a deadline is moved to another day, or given up', () => {
  const state = round({ consentBy: by('2026-03-20') });
  expect([checkDeadline('2026-04-01', state, monday), checkDeadline(null, state, monday)]).toEqual([by('2026-04-01'), null]);
  expect(() => checkDeadline('2026-03-20', state, monday)).toThrow(expect.objectContaining({ code: 'ALREADY_SO' }) as Error);
  expect(() => checkDeadline(undefined, round(), monday)).toThrow(expect.objectContaining({ code: 'ALREADY_SO' }) as Error);
  expect(() => checkDeadline('2026-02-01', state, monday)).toThrow(refusal('INVALID_INPUT', 'consentBy'));
});

describe('workflows come into a round', () => {
  test('that are under way and in no other', () => {
    expect(checkAddition([inItNow('b'), inItNow('c')], ['a'], nowhere)).toEqual(['b', 'c']);
    expect(() => checkAddition([inItNow('b'), inItNow('c', 'CLOSED')], ['a'], nowhere)).toThrow(refusal('INVALID_INPUT', 'workflows', '1'));
    expect(() => checkAddition([inItNow('b')], ['a'], () => 'another')).toThrow(refusal('INVALID_INPUT', 'workflows', '0'));
    expect(() => checkAddition([inItNow('a')], ['a'], nowhere)).toThrow(refusal('ALREADY_SO', 'workflows', '0'));
    expect(() => checkAddition([inItNow('b'), inItNow('b')], ['a'], nowhere)).toThrow(refusal('INVALID_INPUT', 'workflows', '1'));
  });

  test('at least one, except when it is opened', () => {
    expect(() => checkAddition([], ['a'], nowhere)).toThrow(refusal('INVALID_INPUT', 'workflows'));
    expect(checkAddition([], null, nowhere)).toEqual([]);
  });

  test('so many at most', () => {
    const many = Array.from({ length: mostWorkflowsOfRound }, (_, index) => inItNow(String(index)));
    expect(checkAddition(many, [], nowhere)).toHaveLength(mostWorkflowsOfRound);
    expect(() => checkAddition(many, ['a'], nowhere)).toThrow(refusal('INVALID_INPUT', 'workflows'));
  });

  test('and go out of it, if they are in it', () => {
    expect(checkRemoval(['a'], round({ workflows: ['a', 'b'] }))).toEqual(['a']);
    for (const [workflows, ...field] of [[['a', 'c'], 'workflows', '1'], [['a', 'a'], 'workflows', '1'], [[], 'workflows']] as const) {
      expect(() => checkRemoval(workflows, round({ workflows: ['a', 'b'] }))).toThrow(refusal('INVALID_INPUT', ...field));
    }
  });
});

test('agents are invited who are there and were not invited yet', () => {
  const agent = (id: string, active = true): { id: string; name: string; active: boolean } => ({ id, name: id, active });
  expect([checkInvitation([agent('dana'), agent('team')], ['bram']), checkInvitation([], null)]).toEqual([['dana', 'team'], []]);
  expect(() => checkInvitation([agent('dana'), agent('bram')], ['bram'])).toThrow(refusal('ALREADY_SO', 'agents', '1'));
  expect(() => checkInvitation([agent('emil', false)], [])).toThrow(refusal('INVALID_INPUT', 'agents', '0'));
  expect(() => checkInvitation([agent('dana'), agent('dana')], [])).toThrow(refusal('INVALID_INPUT', 'agents', '1'));
  expect(() => checkInvitation([], [])).toThrow(refusal('INVALID_INPUT', 'agents'));
  expect(() => checkInvitation(Array.from({ length: mostInvited + 1 }, (_, index) => agent(String(index))), [])).toThrow(refusal('INVALID_INPUT', 'agents'));
});

describe('what somebody can carry', () => {
  test('is a number of promises, a part of their time, both or neither', () => {
    expect([checkCapacity({}), checkCapacity({ promises: 5 }), checkCapacity({ promises: 1_000, percent: 100 })]).toEqual([{ promises: null, percent: null }, { promises: 5, percent: null }, { promises: 1_000, percent: 100 }]);
    expect(checkPercent(null)).toBeNull();
  });

  test.each([0, -1, 1.5, 1_001, NaN, Infinity])('is not %d promises', (promises) => {
    expect(() => checkCapacity({ promises })).toThrow(refusal('INVALID_INPUT', 'promises'));
  });

  test.each([0, -1, 1.5, 101, NaN])('is not %d hundredths of their time', (percent) => {
    expect(() => checkCapacity({ percent })).toThrow(refusal('INVALID_INPUT', 'percent'));
  });
});
