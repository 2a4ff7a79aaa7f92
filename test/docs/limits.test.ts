import { parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import type { settings } from '../../src/config.js';
import { createSchema } from '../../src/schema.js';
import { CostModel, points } from '../../src/serving/cost.js';
import { requestCodes } from '../../src/serving/errors.js';
import { limits } from '../../src/serving/limits/index.js';
import { readPage } from '../kit/documentation.js';

const page = readPage('docs/operations.md');

/** The rows of the table that begins with these heads. */
function rowsOf(...heads: string[]): readonly (readonly string[])[] {
  const lines = page.split('\n');
  const start = lines.indexOf(`| ${heads.join(' | ')} |`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return start === -1 ? [] : lines.slice(start + 2, end).map((line) => line.slice(1, -1).split(' | ').map((cell) => cell.trim().replaceAll('`', '')));
}

test('the table of limits has the figures of the code, and each of them; whoever runs it sets one', () => {
  const all = [...Object.entries(limits).map(([name, figure]) => [name, figure.toLocaleString('en')]), ['atOnce', 'PROMISEGRAPH_OPERATIONS_AT_ONCE' satisfies keyof typeof settings]];
  const told = rowsOf('limit', 'figure', 'of what').map(([name, figure]) => [name, figure]);
  expect(told).toEqual(expect.arrayContaining(all));
  expect(told).toHaveLength(all.length);
});

test('the table of points has the figures of the code', () => {
  const rows = rowsOf('asked for', 'points').map(([, figure]) => figure ?? '');
  expect(rows.slice(0, -1).map((figure) => Number.parseInt(figure, 10))).toEqual([points.page, points.page, 1, points.mutation]);
  // What walks has points of its own, said at each field, and others where it is asked of the past.
  const [row = '', ofThePast = ''] = (rows.at(-1) ?? '').replaceAll('`', '').split('; with asOf, ');
  const told = (text: string) => [...text.matchAll(/(?:^|, )(\w+(?:(?:, | and )\w+)*) (\d+)/g)].flatMap(([, names = '', figure]) => names.split(/, | and /).map((name) => [name, Number(figure)]));
  const fields = Object.values(createSchema().getQueryType()?.getFields() ?? {});
  const said = (extension: string) => fields.filter(({ extensions }) => extensions[extension] !== undefined).map(({ name, extensions }) => [name, extensions[extension]]);
  expect(told(row).sort()).toEqual(said('points').sort());
  expect(told(ofThePast).sort()).toEqual(said('pastPoints').sort());
  expect(points.nodesPerPoint).toBe(50);
});

test('the examples of costs cost that', () => {
  const model = new CostModel(createSchema());
  const costOf = (query: string): number => {
    const document = parse(query);
    return model.costOf(document, document.definitions[0] as OperationDefinitionNode, {}).requested;
  };
  expect(page).toContain(
    `So a thing by its id costs ${costOf('{ workflow(id: "x") { phase } }')}, a page of twenty ${costOf('{ workflows(first: 20) { nodes { phase } } }')}, a page of a hundred ${costOf('{ workflows(first: 100) { nodes { phase } } }')}, and a page of ten with a page of five in each ${costOf('{ workflows(first: 10) { nodes { acts(first: 5) { nodes { act } } } } }')};`,
  );
});

test('the table of codes has the words of the code', () => {
  expect(rowsOf('code', 'means')).toEqual(Object.entries(requestCodes).map(([code, words]) => [code, words.replaceAll('`', '')]));
});
