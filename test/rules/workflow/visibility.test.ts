import { movesSight, sees, visibilityOf } from '../../../src/domain/workflow/visibility.rules.js';
import type { WorkflowState } from '../../../src/domain/workflow/workflow.types.js';

const state = { visibility: 'PARTIES', customer: 'board', performer: 'ada', handOver: { CUSTOMER: null, PERFORMER: { successor: 'dana', at: '', act: '' } } } as const satisfies Partial<WorkflowState>;
const castWithout = (...gone: string[]) => new Map(['board', 'ada', 'dana'].map((id) => [id, { id, name: id, active: !gone.includes(id) }]));
const voice = (person: string, represents: readonly string[] = [], administrator = false) => ({ person, represents, administrator });

test('a state of before there was a choice is the organisation\'s', () => {
  expect(visibilityOf({})).toBe('ORGANIZATION');
  expect(sees({ customer: 'board', performer: 'ada', handOver: { CUSTOMER: null, PERFORMER: null } }, [], voice('chidi'), castWithout())).toBe(true);
});

test.each([
  ['a party', voice('ada'), true],
  ['a representative of a group that is one', voice('grace', ['board']), true],
  ['a named successor', voice('dana'), true],
  ['another member', voice('chidi'), false],
  ['a representative of another group', voice('bram', ['team']), false],
  ['an administrator', voice('olga', [], true), false],
])('of what is its parties\' alone, %s sees as much as they may', (_, who, expected) => {
  expect(sees(state, [], who, castWithout())).toBe(expected);
});

test.each(['board', 'ada', 'dana'])('an administrator sees it once %s has left, and no other member does', (gone) => {
  expect(sees(state, [], voice('olga', [], true), castWithout(gone))).toBe(true);
  expect(sees(state, [], voice('chidi'), castWithout(gone))).toBe(false);
});

test('of what is kept for the chain above, those above see it, and no administrator in the place of one who has left', () => {
  const kept = { ...state, visibility: 'PARTIES_AND_CHAIN_ABOVE' } as const;
  const above = ['henrik', 'owners'];
  expect([voice('henrik'), voice('fatima', ['owners']), voice('ada')].map((who) => sees(kept, above, who, castWithout()))).toEqual([true, true, true]);
  expect([voice('chidi'), voice('bram', ['team'])].map((who) => sees(kept, above, who, castWithout()))).toEqual([false, false]);
  const cast = new Map([...castWithout(), ['henrik', { id: 'henrik', name: 'henrik', active: false }]]);
  expect(sees(kept, above, voice('olga', [], true), cast)).toBe(false);
  expect(sees(kept, above, voice('olga', [], true), castWithout('ada'))).toBe(true);
});

describe('others may see it, or what serves it,', () => {
  const stands = { ...state, id: 'w' } as unknown as WorkflowState;
  const serving = (...parents: string[]) => ({ cascade: { root: false, own: [], serves: parents.map((parent) => ({ id: `to ${parent}`, parent, share: null, contributions: [], at: '', act: '' })) } });

  test.each<[string, object]>([
    ['a successor is named', { handOver: { CUSTOMER: { successor: 'bram', at: '', act: '' }, PERFORMER: state.handOver.PERFORMER } }],
    ['a party is another', { customer: 'bram' }],
    ['it is kept for the chain now', { visibility: 'PARTIES_AND_CHAIN_ABOVE' }],
    ['it serves something', serving('parent')],
  ])('after %s', (_what, change) => {
    expect(movesSight(stands, { ...stands, ...change } as WorkflowState)).toBe(true);
  });

  test('and not after anything else', () => {
    expect(movesSight(null, stands)).toBe(false);
    expect(movesSight({ ...stands, ...serving('one', 'two') } as WorkflowState, { ...stands, ...serving('two', 'one'), phase: 'CLOSED' } as WorkflowState)).toBe(false);
    expect(movesSight(stands, { ...stands, visibility: 'ORGANIZATION' })).toBe(false);
  });
});
