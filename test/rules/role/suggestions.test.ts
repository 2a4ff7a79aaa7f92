import fc from 'fast-check';
import { fitOf, suggestionsBySearching, suggestionsOf, worded } from '../../../src/domain/role/suggestions.rules.js';
import type { Anchor, Candidate } from '../../../src/domain/role/suggestions.rules.js';

const candidate = (workflow: string, statement: string, more: Partial<Candidate> = {}): Candidate => ({
  workflow, statement, customer: 'dana', performer: 'emil', customerKind: 'PERSON', performerKind: 'PERSON', starts: '2026-03-02T09:00:00.000Z', due: '2026-06-02T08:59:59.999Z', horizonDays: 92, conditions: [], ...more,
});

const features = ['payments', 'search', 'onboarding'].map((part, index) => candidate(`w${String(index)}`, `Implement Part of Awesome Product: ${part}`));

test('three workflows that repeat themselves are one suggestion, and two are none', () => {
  const { suggestions, left } = suggestionsOf([...features, candidate('w9', 'Keep the office clean')], [], 3);
  expect(left).toBe(0);
  expect(suggestions).toHaveLength(1);
  expect(suggestions[0]).toMatchObject({ customer: 'dana', conditions: [], centre: { workflow: 'w0' } });
  expect(suggestions[0]?.shownBy.map(({ candidate: { workflow } }) => workflow)).toEqual(['w0', 'w1', 'w2']);
  expect(suggestions[0]?.shownBy[1]?.fit).toEqual({ all: (2 * (5 / 7) + 1) / 3, concern: 5 / 7, horizon: 1, conditions: null });
  expect(suggestionsOf(features.slice(0, 2), [], 3).suggestions).toEqual([]);
});

test.each<readonly [what: string, other: Partial<Candidate>, alike: boolean]>([
  ['the same in other letters', { statement: 'implement part of awesome prodüct: PAYMENTS' }, true],
  ['less than half of the words', { statement: 'Implement Part of the budget for next year' }, false],
  ['another kind of Customer', { customerKind: 'GROUP' }, false],
  ['another kind of Performer', { performerKind: 'AUTOMATION' }, false],
  ['another Customer of the same kind', { customer: 'ada' }, true],
  ['a horizon of half as long', { horizonDays: 46 }, true],
  ['a shorter one', { horizonDays: 45 }, false],
  ['conditions that share a quarter of their words', { conditions: ['It passes the tests'] }, true],
  ['conditions that share none', { conditions: ['People love'] }, false],
  ['no conditions', { conditions: [] }, true],
])('with %s, they are alike or not', (_, other, alike) => {
  const [first] = features as [Candidate];
  const fit = fitOf(worded({ ...first, conditions: ['It passes every test'] }), worded({ ...first, workflow: 'other', ...other }));
  expect(fit !== null).toBe(alike);
});

test('what several Customers ask for names none, and what half of them were promised is usual', () => {
  const asked = features.map((one, index) => ({ ...one, customer: index === 0 ? 'ada' : 'dana', conditions: index === 2 ? ['It passes the tests.'] : ['It passes the tests', `Extra ${String(index)}`] }));
  expect(suggestionsOf(asked, [], 3).suggestions[0]).toMatchObject({ customer: null, conditions: ['It passes the tests'] });
});

const words = ['implement', 'part', 'of', 'the', 'product', 'payments', 'search', 'review', 'build', 'green', 'keep', 'office'];
const drawn = fc.record({
  statement: fc.array(fc.constantFrom(...words), { minLength: 0, maxLength: 7 }).map((some) => some.join(' ')),
  horizonDays: fc.constantFrom(7, 14, 30, 92, 365),
  customerKind: fc.constantFrom('PERSON' as const, 'GROUP' as const),
  performerKind: fc.constantFrom('PERSON' as const, 'AUTOMATION' as const),
  customer: fc.constantFrom('ada', 'dana'),
  conditions: fc.array(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join(' ')), { maxLength: 2 }),
});

const anchored = fc.record({ one: drawn, role: fc.constantFrom('r1', 'r2'), line: fc.constantFrom('l1', 'l2'), customer: fc.constantFrom(null, 'ada', 'dana') });

test('comparing by rare words finds what comparing everything with everything finds', () => {
  fc.assert(fc.property(fc.array(drawn, { maxLength: 60 }), fc.array(anchored, { maxLength: 8 }), fc.integer({ min: 2, max: 4 }), (some, of, least) => {
    const candidates = some.map((one, index) => candidate(`w${String(index).padStart(3, '0')}`, one.statement, one));
    const anchors = of.map(({ one, ...more }, index): Anchor => ({ candidate: candidate(`a${String(index)}`, one.statement, one), ...more }));
    expect(suggestionsOf(candidates, anchors, least)).toEqual({ ...suggestionsBySearching(candidates, anchors, least), left: 0 });
  }), { numRuns: 300 });
});

test('what is alike to a workflow of a role could be of that line, and is no role of its own', () => {
  const anchor = (customer: string | null): Anchor => ({ candidate: candidate('v', 'Implement Part of Awesome Product: exports'), role: 'r', line: 'l2', customer });
  const { suggestions, joining } = suggestionsOf(features, [anchor(null)], 3);
  expect(suggestions).toEqual([]);
  expect(joining.map(({ shownBy, ...of }) => [of, shownBy.map(({ candidate: { workflow } }) => workflow)])).toEqual([[{ role: 'r', line: 'l2' }, ['w0', 'w1', 'w2']]]);
  // A line that has one Customer takes nothing of another.
  expect(suggestionsOf(features, [anchor('ada')], 3)).toMatchObject({ joining: [], suggestions: [{ centre: { workflow: 'w0' } }] });
});

test('nothing is suggested twice, whatever the order they come in', () => {
  fc.assert(fc.property(fc.array(drawn, { maxLength: 40 }), fc.integer(), (some, seed) => {
    const candidates = some.map((one, index) => candidate(`w${String(index).padStart(3, '0')}`, one.statement, one));
    const found = suggestionsOf(candidates, [], 2).suggestions;
    const shown = found.flatMap(({ shownBy }) => shownBy.map((one) => one.candidate.workflow));
    expect(new Set(shown).size).toBe(shown.length);
    const turned = [...candidates].sort((one, other) => ((one.workflow.charCodeAt(3) * seed) % 7) - ((other.workflow.charCodeAt(3) * seed) % 7));
    expect(suggestionsOf(turned, [], 2).suggestions).toEqual(found);
  }));
});

test('what was not compared for lack of time is said', () => {
  const many = Array.from({ length: 400 }, (_, index) => candidate(`w${String(index).padStart(4, '0')}`, `word ${String(index)} thing${String(index % 7)} other${String(index % 11)}`));
  const { left } = suggestionsOf(many, [], 3, 50);
  expect(left).toBeGreaterThan(0);
  expect(suggestionsOf(many, [], 3).left).toBe(0);
});

test('ten thousand workflows are compared in a moment', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => candidate(`w${String(index).padStart(6, '0')}`, `Implement part ${String(index % 900)} of product ${String(index % 40)} for region${String(index % 13)}`));
  const began = performance.now();
  const { left, suggestions } = suggestionsOf(many, [], 3);
  expect({ left, some: suggestions.length > 0 }).toEqual({ left: 0, some: true });
  expect(performance.now() - began).toBeLessThan(5_000);
});
