import { sees, visibilityOf } from '../../../src/domain/workflow/visibility.rules.js';
import type { WorkflowState } from '../../../src/domain/workflow/workflow.types.js';

const state = { visibility: 'PARTIES', customer: 'board', performer: 'ada', handOver: { CUSTOMER: null, PERFORMER: { successor: 'dana', at: '', act: '' } } } as const satisfies Partial<WorkflowState>;
const castWithout = (...gone: string[]) => new Map(['board', 'ada', 'dana'].map((id) => [id, { id, name: id, active: !gone.includes(id) }]));
const voice = (person: string, represents: readonly string[] = [], administrator = false) => ({ person, represents, administrator });

test('a state of before there was a choice is the organisation\'s', () => {
  expect(visibilityOf({})).toBe('ORGANIZATION');
  expect(sees({ customer: 'board', performer: 'ada', handOver: { CUSTOMER: null, PERFORMER: null } }, voice('chidi'), castWithout())).toBe(true);
});

test.each([
  ['a party', voice('ada'), true],
  ['a representative of a group that is one', voice('grace', ['board']), true],
  ['a named successor', voice('dana'), true],
  ['another member', voice('chidi'), false],
  ['a representative of another group', voice('bram', ['team']), false],
  ['an administrator', voice('olga', [], true), false],
])('of what is its parties\' alone, %s sees as much as they may', (_, who, expected) => {
  expect(sees(state, who, castWithout())).toBe(expected);
});

test.each(['board', 'ada', 'dana'])('an administrator sees it once %s has left, and no other member does', (gone) => {
  expect(sees(state, voice('olga', [], true), castWithout(gone))).toBe(true);
  expect(sees(state, voice('chidi'), castWithout(gone))).toBe(false);
});
