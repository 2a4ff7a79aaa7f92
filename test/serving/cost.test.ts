import fc from 'fast-check';
import { getNamedType, getNullableType, isListType, isObjectType, parse } from 'graphql';
import type { DocumentNode, GraphQLObjectType, OperationDefinitionNode } from 'graphql';
import { createSchema } from '../../src/schema.js';
import { CostModel } from '../../src/serving/cost.js';
import type { Cost } from '../../src/serving/cost.js';
import { saysMuch } from '../kit/heaviest.js';

const schema = createSchema();
const model = new CostModel(schema);

function costOf(query: string, variables: Record<string, unknown> = {}): Cost {
  const document: DocumentNode = parse(query);
  return model.costOf(document, document.definitions[0] as OperationDefinitionNode, variables);
}

test.each<[string, string, Cost]>([
  ['one thing by its id', '{ workflow(id: "x") { phase customer { name } promise { status } } }', { requested: 1, nodes: 0 }],
  ['two things', '{ a: workflow(id: "x") { phase } b: workflow(id: "y") { phase } }', { requested: 2, nodes: 0 }],
  ['a page of twenty, which is the usual one', '{ workflows { nodes { phase } } }', { requested: 3, nodes: 20 }],
  ['a page of a hundred', '{ workflows(first: 100) { nodes { phase } } }', { requested: 4, nodes: 100 }],
  ['the same through edges', '{ workflows(first: 100) { edges { node { phase } } } }', { requested: 4, nodes: 100 }],
  ['a count alone', '{ workflows(first: 100) { totalCount } }', { requested: 2, nodes: 0 }],
  ['pages inside a page', '{ workflows(first: 10) { nodes { acts(first: 5) { nodes { act } } } } }', { requested: 14, nodes: 60 }],
  ['values that come with a thing', '{ workflow(id: "x") { availableActs { act } promise { conditions { key } } } }', { requested: 2, nodes: 0 }],
  ['things by their ids', '{ nodes(ids: ["a", "b", "c"]) { id } }', { requested: 3, nodes: 3 }],
  ['a list without pages', '{ viewer { agent { memberOf { agent { name } } } } }', { requested: 3, nodes: 10 }],
  ['a list of which there are two at most', '{ workflow(id: "x") { waitingFor { agent { name } } } }', { requested: 3, nodes: 2 }],
  ['a description of the schema', '{ __schema { types { fields { name } } } }', { requested: 0, nodes: 0 }],
  ['a change', 'mutation { holdConcern(input: { statement: "x" }) { concern { id } } }', { requested: 5, nodes: 0 }],
  ['a change, with a page of what came before', 'mutation { holdConcern(input: { statement: "x" }) { concern { acts(first: 50) { nodes { act } } } } }', { requested: 7, nodes: 50 }],
  ['two changes, one of them in a fragment', 'mutation { ...M b: holdConcern(input: { statement: "x" }) { concern { id } } } fragment M on Mutation { a: holdConcern(input: { statement: "x" }) { concern { id } } }', { requested: 10, nodes: 0 }],
  ['what people say, which may be long', '{ workflow(id: "x") { acts(first: 100) { nodes { words } } } }', { requested: 14, nodes: 100 }],
  ['the same under another name, once more', '{ workflow(id: "x") { acts(first: 100) { nodes { words again: words } } } }', { requested: 24, nodes: 100 }],
  ['what acts said and changed', '{ workflow(id: "x") { acts(first: 100) { nodes { said { path value } changed { path } } } } }', { requested: 204, nodes: 100 }],
  ['conditions of a list of promises', '{ promisesMadeByMe { nodes { conditions { statement } } } }', { requested: 11, nodes: 20 }],
  ['proposals, each with all its terms', '{ workflow(id: "x") { proposals { version conditions { statement } } } }', { requested: 11, nodes: 10 }],
  ['what happened in each of a list of workflows, which is asked for one by one', '{ workflows(first: 10) { nodes { changes(from: "2026-01-01") { differences { path } } } } }', { requested: 29, nodes: 10 }],
  ['an import', 'mutation { importRecords(input: { records: [] }) { report { agents { added } } } }', { requested: 50, nodes: 0 }],
  ['nothing', '{ __typename }', { requested: 0, nodes: 0 }],
])('%s', (_, query, cost) => {
  expect(costOf(query)).toEqual(cost);
});

test.each<[string, Record<string, unknown>, number]>([
  ['gaps { totalCount }', {}, 6], ['gaps(asOf: null) { totalCount }', {}, 6], ['gaps(asOf: "2026-03-03") { totalCount }', {}, 41],
  ['gaps(asOf: $at) { totalCount }', {}, 6], ['gaps(asOf: $at) { totalCount }', { at: '2026-03-03' }, 41],
  ['impact(of: [], asOf: "2026-03-03") { count }', {}, 40], ['accountability(asOf: "2026-03-03") { hiddenCount }', {}, 40],
  ['workflow(id: "x", asOf: "2026-03-03") { phase }', {}, 1],
])('%s with %p costs what puts together the past it is asked of, where it is', (field, variables, requested) => {
  expect(costOf(`query($at: When) { ${field} }`, variables).requested).toBe(requested);
});

test('whatever may have much to say has a weight', () => {
  const texts = new Set(['words', 'feedback']);
  const types = Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'));
  const fields = types.flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field, row: getNamedType(field.type) })));
  // Lists of values that people wrote: their number is up to them, and so is their length.
  const written = new Set(['Condition', 'Difference', 'SaidField']);
  const saying = fields.filter(({ field, row }) => (isListType(getNullableType(field.type)) && written.has(row.name)) || texts.has(field.name));
  expect(saying.length).toBeGreaterThanOrEqual(8);
  expect(saying.filter(({ field }) => !saysMuch(field)).map(({ name }) => name)).toEqual([]);
});

test('a page\'s size counts wherever it comes from', () => {
  const query = 'query($n: Int!) { workflows(first: $n) { nodes { phase } } }';
  expect([1, 50, 100].map((n) => costOf(query, { n }).nodes)).toEqual([1, 50, 100]);
});

test('what stands in a fragment costs the same as what is written out, however often it is put in', () => {
  const page = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(fc.array(fc.tuple(page, page), { minLength: 1, maxLength: 5 }), (sizes) => {
      const acts = (inner: number): string => `acts(first: ${inner}) { nodes { act speaker { name } } }`;
      const field = (outer: number, inside: string, index: number): string => `w${index}: workflows(first: ${outer}) { ${inside} }`;
      const written = `{ ${sizes.map(([outer, inner], index) => field(outer, `nodes { phase ${acts(inner)} } edges { node { ${acts(inner)} } }`, index)).join(' ')} }`;
      const fragments = sizes.map(([, inner], index) => `fragment C${index} on WorkflowConnection { nodes { phase ...W${index} } edges { ...E${index} } } fragment E${index} on WorkflowEdge { node { ... on Node { ...W${index} } } } fragment W${index} on Workflow { ${acts(inner)} }`);
      const folded = `{ ${sizes.map(([outer], index) => field(outer, `...C${index}`, index)).join(' ')} } ${fragments.join(' ')}`;
      expect(costOf(folded)).toEqual(costOf(written));
      expect(costOf(written).nodes).toBe(sizes.reduce((sum, [outer, inner]) => sum + 2 * outer * (1 + inner), 0));
    }),
  );
});
