import { compose } from '../../src/graph/composing.js';
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
