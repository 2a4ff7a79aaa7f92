import fc from 'fast-check';
import { differences } from '../../../src/domain/workflow/differences.rules.js';

type Leaves = ReadonlyMap<string, string | number | boolean>;

const leaf = fc.oneof(fc.string({ minLength: 1, maxLength: 3 }), fc.integer({ min: -2, max: 2 }), fc.boolean());

/** Terms as a flat list of what stands where: a condition is a thing with a key, a tag is an element of a plain list. */
const leaves: fc.Arbitrary<Leaves> = fc
  .record({
    fields: fc.dictionary(fc.constantFrom('due', 'answerBy', 'window.starts', 'window.due'), leaf),
    conditions: fc.dictionary(fc.constantFrom('c1', 'c2', 'c3', 'c10'), fc.dictionary(fc.constantFrom('statement', 'mandatory', 'measure.target', 'measure.unit'), leaf)),
    tags: fc.array(leaf, { maxLength: 3 }),
  })
  .map(({ fields, conditions, tags }) => new Map([
    ...Object.entries(fields),
    ...Object.entries(conditions).flatMap(([key, condition]) => [[`conditions.${key}.key`, key] as const, ...Object.entries(condition).map(([name, value]) => [`conditions.${key}.${name}`, value] as const)]),
    ...tags.map((tag, index) => [`tags.${String(index)}`, tag] as const),
  ]));

/** The nested thing that has these leaves; what isn't there is null or left out, which must make no difference. */
function nested(flat: Leaves, absent: null | undefined, backwards = false): Record<string, unknown> {
  const thing: Record<string, unknown> = { due: absent, window: {}, answerBy: absent };
  const conditions = new Map<string, Record<string, unknown>>();
  const tags: unknown[] = [];
  for (const [path, value] of flat) {
    const [first = '', second = '', ...rest] = path.split('.');
    if (first === 'tags') tags.push(value);
    else if (first === 'conditions') {
      const condition = conditions.get(second) ?? { measure: absent };
      conditions.set(second, condition);
      const [name = '', inner] = rest;
      condition[name] = inner === undefined ? value : { ...(condition[name] as object | null | undefined), [inner]: value };
    } else thing[first] = second === '' ? value : { ...(thing[first] as object), [second]: value };
  }
  return { ...thing, conditions: backwards ? [...conditions.values()].reverse() : [...conditions.values()], tags };
}

function naive(before: Leaves, after: Leaves): unknown[] {
  const text = (value: string | number | boolean | undefined): string | null => (value === undefined ? null : String(value));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, before: text(before.get(path)), after: text(after.get(path)) }))
    .filter((one) => one.before !== one.after);
}

const byPath = (one: { path: string }, other: { path: string }): number => (one.path < other.path ? -1 : 1);

describe('the differences of two versions', () => {
  test('are what a leaf-by-leaf comparison finds, in whatever order the conditions stand', () => {
    fc.assert(fc.property(leaves, leaves, fc.constantFrom(null, undefined), fc.boolean(), (before, after, absent, backwards) => {
      const found = differences(nested(before, absent), nested(after, null, backwards));
      expect([...found].sort(byPath)).toEqual((naive(before, after) as { path: string }[]).sort(byPath));
    }));
  });

  test('of a thing and itself are none', () => {
    fc.assert(fc.property(leaves, (flat) => { expect(differences(nested(flat, null), nested(flat, undefined, true))).toEqual([]); }));
  });

  test('of nothing and a thing are all of it', () => {
    expect(differences(null, { due: 'tomorrow' })).toEqual([{ path: 'due', before: null, after: 'tomorrow' }]);
    expect(differences({ due: 'tomorrow' }, null)).toEqual([{ path: 'due', before: 'tomorrow', after: null }]);
  });

  test('name a condition that was inserted before others, and not the others', () => {
    const [first, second] = [{ key: 'c1', statement: 'It stays up' }, { key: 'c2', statement: 'It is quick' }];
    expect(differences({ conditions: [first] }, { conditions: [second, first] }).map(({ path }) => path)).toEqual(['conditions.c2.key', 'conditions.c2.statement']);
  });

  test('leave out what is to be ignored, and all within it, and nothing that only begins like it', () => {
    const [before, after] = [{ window: { due: 1 }, windowed: 1, changedAt: 1 }, { window: { due: 2 }, windowed: 2, changedAt: 2 }];
    expect(differences(before, after, ['window', 'changedAt']).map(({ path }) => path)).toEqual(['windowed']);
  });
});
