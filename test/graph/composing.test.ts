import { isUuid } from '../../src/domain/common/identifier.rules.js';
import { compose, idsFrom } from '../../src/graph/composing.js';
import type { Said, Speaking } from '../../src/graph/composing.js';

const at = '2026-03-02T09:00:00.000Z';
const speaking = (speaker: Speaking['speaker']): Speaking => ({ org: 'o', at, speaker, newId: () => 'an act' });
const creating = (more: Partial<Said>) => ({
  kind: 'ROLE' as const, id: 'r', before: null,
  said: [{ act: 'CREATE_ROLE', data: { role: 'r', name: 'Engineer', description: null, keeper: 'emil', lines: [], lineKeys: 0, backed: [], workflows: [] }, ...more }],
});
const emil = { id: 'emil', wordsKey: 'a key' };

test('what is said now in the name of one who said it before carries no words, which whoever speaks now would seal', () => {
  expect(() => compose(speaking(emil), creating({ person: 'dana', words: 'Please' }))).toThrow('carries no words');
  expect(() => compose(speaking(null), creating({ person: 'dana', words: 'Please' }))).toThrow('carries no words');
  expect(compose(speaking(emil), creating({ person: 'dana' })).records).toMatchObject([{ person: 'dana', words: null }]);
  expect(compose(speaking(emil), creating({ person: 'emil', words: 'Please' })).records).toMatchObject([{ person: 'emil', words: 'Please' }]);
  expect(compose(speaking(emil), creating({ words: 'Please' })).records).toMatchObject([{ person: 'emil', words: 'Please' }]);
});

test('ids sort as they were made, within one moment and from one change to the next', () => {
  let now = Date.parse(at);
  const [one, other] = [idsFrom(() => now), idsFrom(() => now)];
  const made = Array.from({ length: 20_000 }, (_, index) => {
    if (index % 7_000 === 6_999) now++;
    return index % 3 === 0 ? one() : other();
  });
  expect(made.slice().sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  expect(made.every((id) => isUuid(id))).toBe(true);
});

test('a clock that goes back makes no id twice', () => {
  const moments = [2, 1, 2, 1, 1, 2];
  const made = moments.flatMap((moment) => Array.from({ length: 1_000 }, idsFrom(() => Date.parse(at) + moment)));
  expect(new Set(made).size).toBe(made.length);
});
