import fc from 'fast-check';
import { Between } from '../../../src/domain/interlock/between.rules.js';
import type { NeedEdge } from '../../../src/domain/interlock/between.rules.js';

/** A group among some workflows, and who needs whom, in rings too. */
const companies = fc.record({
  group: fc.array(fc.nat({ max: 13 }), { minLength: 1, maxLength: 5 }).map((some) => new Set(some.map(String))),
  edges: fc.array(fc.tuple(fc.nat({ max: 13 }), fc.nat({ max: 13 })), { maxLength: 30 }).map((some) => some.filter(([one, other]) => one !== other).map(([one, other]): NeedEdge => [String(one), String(other)])),
});
interface Company { readonly group: ReadonlySet<string>; readonly edges: readonly NeedEdge[] }

function endsOf({ group, edges }: Company): { readonly from: readonly string[]; readonly to: readonly string[] } {
  return {
    from: edges.filter(([dependent, provider]) => group.has(dependent) && !group.has(provider)).map(([, provider]) => provider),
    to: edges.filter(([dependent, provider]) => !group.has(dependent) && group.has(provider)).map(([dependent]) => dependent),
  };
}

/** Reads a company as the database is read. */
function readAll(company: Company): { readonly stations: readonly string[]; readonly asked: readonly string[] } {
  const { from, to } = endsOf(company);
  const between = new Between(from, to, company.group);
  const asked: string[] = [];
  for (let step = between.next(); step !== null; step = between.next()) {
    const { along, of } = step;
    asked.push(...of.map((one) => `${along} ${one}`));
    between.add(along, company.edges.filter(([dependent, provider]) => of.includes(along === 'NEEDS' ? dependent : provider)));
  }
  return { stations: [...between.stations()].sort(), asked };
}

function reach(begins: readonly string[], next: (of: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(begins);
  for (const one of found) for (const other of next(one)) found.add(other);
  return found;
}

/** What is reached from both ends, outside of the group. */
function naive(company: Company): readonly string[] {
  const { from, to } = endsOf(company);
  const outside = company.edges.filter((edge) => edge.every((one) => !company.group.has(one)));
  const needed = reach(from, (of) => outside.filter(([dependent]) => dependent === of).map(([, provider]) => provider));
  const needing = reach(to, (of) => outside.filter(([, provider]) => provider === of).map(([dependent]) => dependent));
  return [...needed].filter((one) => needing.has(one)).sort();
}

test('what lies between is what both ends reach, and nobody is asked about twice from one end', () => {
  fc.assert(fc.property(companies, (company) => {
    const { stations, asked } = readAll(company);
    expect(stations).toEqual(naive(company));
    expect(new Set(asked).size).toBe(asked.length);
  }));
});

test('of two sides the lesser is read to its end, however much hangs on the other', () => {
  const crowd = Array.from({ length: 1_000 }, (_, index): NeedEdge => [index === 0 ? 'far' : `far ${String(index)}`, `far ${String(index + 1)}`]);
  const fan = Array.from({ length: 50 }, (_, index): NeedEdge => ['far', `wide ${String(index)}`]);
  const company: Company = { group: new Set(['own']), edges: [['own', 'far'], ...crowd, ...fan, ['near', 'own'], ['last', 'near']] };
  const { stations, asked } = readAll(company);
  expect(stations).toEqual([]);
  expect(asked.length).toBeLessThan(5);
});

test('where the group needs nothing outside, or nothing outside needs it, nothing is read', () => {
  expect(readAll({ group: new Set(['own']), edges: [['own', 'a'], ['a', 'b']] })).toEqual({ stations: [], asked: [] });
  expect(readAll({ group: new Set(['own']), edges: [['a', 'own'], ['b', 'a']] })).toEqual({ stations: [], asked: [] });
});
