import fc from 'fast-check';
import { Above } from '../../../src/domain/cascade/above.rules.js';
import type { ServingEdge } from '../../../src/domain/cascade/above.rules.js';

/** Some workflows, each serving some of those before it, with parties of a few. */
const cascades = fc.array(fc.record({ parties: fc.array(fc.constantFrom('ada', 'board', 'bram', 'chidi', 'dana'), { minLength: 2, maxLength: 3 }), serves: fc.array(fc.nat(), { maxLength: 3 }) }), { minLength: 1, maxLength: 12 })
  .map((all) => all.map(({ parties, serves }, index) => ({ id: String(index), parties, serves: index === 0 ? [] : [...new Set(serves.map((one) => String(one % index)))] })));
type Cascade = readonly { readonly id: string; readonly parties: readonly string[]; readonly serves: readonly string[] }[];

/** By walking up from each, every way there is. */
function naive(all: Cascade, id: string): readonly string[] {
  const found = new Set<string>();
  const walk = (of: string): void => {
    for (const parent of all.find((one) => one.id === of)?.serves ?? []) {
      for (const party of all.find((one) => one.id === parent)?.parties ?? []) found.add(party);
      walk(parent);
    }
  };
  walk(id);
  return [...found].sort();
}

/** Adds what is above some, step by step, as it is read. */
function readFrom(all: Cascade, from: readonly string[]): { readonly above: Above; readonly asked: readonly string[] } {
  const above = new Above();
  const asked: string[] = [];
  for (let ids = from; ids.length > 0; ) {
    asked.push(...ids);
    const edges = ids.flatMap((id) => (all.find((one) => one.id === id)?.serves ?? []).map((parent): ServingEdge => [id, parent]));
    ids = above.add(edges, all.filter(({ id }) => edges.some(([, parent]) => parent === id)));
  }
  return { above, asked };
}

test('whom the chain above shows workflows to is what walking up from each of them finds', () => {
  fc.assert(fc.property(cascades, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (all, picks) => {
    const from = [...new Set(picks.map((pick) => String(pick % all.length)))];
    const { above } = readFrom(all, from);
    expect(from.map((id) => above.of(id))).toEqual(from.map((id) => naive(all, id)));
  }));
});

test('what is above many is read once, and worked out once', () => {
  const row = Array.from({ length: 40 }, (_, index) => ({ id: String(index), parties: ['ada', `p${String(index)}`], serves: index === 0 ? [] : index === 1 ? ['0'] : [String(index - 1), String(index - 2)] }));
  const { above, asked } = readFrom(row, ['39', '38']);
  expect(above.of('39')).toHaveLength(40);
  // One that was asked for from below is read again where it is above another, and no more than that.
  expect(asked.length).toBeLessThanOrEqual(row.length + 2);
  expect(above.names).toBeLessThanOrEqual(row.length * (row.length + 1));
});
