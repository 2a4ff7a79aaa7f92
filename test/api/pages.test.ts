import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;
/** Four concerns ago: later than most of what was recorded, which would not fit one page. */
let recent: string;
const size = 13;

/** Everything the lists below hold more of: called again while a list is read, it must not disturb it. */
async function oneMore(number: number): Promise<void> {
  api.clock.now += 1_000;
  const [bram, chidi] = [await company.person('bram'), await company.person('chidi')];
  const performer = number % 2 === 0 ? bram : chidi;
  const name = number % 2 === 0 ? 'bram' : 'chidi';
  const days = ['2026-06-30', '2026-09-30', '2026-12-31'][number % 3] ?? '';
  const { id: workflow } = await company.says('ada', 'openWorkflow', { performer, statement: `Concern ${String(number)}`, window: { due: days }, request: true });
  await company.says(name, 'offerHelp', { workflow });
  await company.says('ada', 'engageInWorkflow', { workflow });
  const { standingProposal } = await company.says(name, 'proposeTerms', { workflow, terms: simpleTerms(number % 2 === 0 ? '2026-05-01' : '2026-06-01') });
  await company.says('ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  await company.agent(`tool ${String(number)}`, { kind: 'AUTOMATION', name: `Tool ${String(number % 5)}` });
}

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  await company.person('ada');
  for (let number = 0; number < size; number++) {
    if (number === size - 4) recent = new Date(api.clock.now).toISOString();
    await oneMore(number);
  }
}, 60_000);
afterAll(() => api.close());

interface Connection {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string | null; readonly endCursor: string | null };
}

const rows = 'totalCount edges { cursor node { ID } } nodes { ID } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const lists: readonly (readonly [string, string, string?])[] = [
  ['changes', 'from: "RECENT"'],
  ['workflows', 'orderBy: NEWEST_FIRST'], ['workflows', 'orderBy: OLDEST_FIRST'], ['workflows', 'orderBy: DUE_FIRST'],
  ['workflows', 'filter: { party: "BRAM", side: PERFORMER }, orderBy: NEWEST_FIRST'], ['workflows', 'filter: { party: "BRAM" }, orderBy: OLDEST_FIRST'], ['workflows', 'filter: { party: "ADA", side: CUSTOMER }, orderBy: DUE_FIRST'],
  ['promisesMadeToMe', 'orderBy: DUE_FIRST'], ['promisesMadeToMe', 'orderBy: NEWEST_FIRST'], ['promisesMadeToMe', 'orderBy: LONGEST_HORIZON_FIRST'],
  ['promisesMadeToMe', 'orderBy: LONGEST_HORIZON_FIRST, asOf: "AS_OF"'], ['promisesMadeToMe', 'orderBy: NEWEST_FIRST, asOf: "AS_OF"'],
  ['agents', 'filter: { kinds: [AUTOMATION] }'], ['agents', 'asOf: "AS_OF"'], ['workflows', 'asOf: "AS_OF"'],
  ['concerns', 'filter: { statuses: [TAKEN_UP] }'], ['myMoves', '', 'workflow { id }'],
];

async function page(field: string, given: string, id: string, first: number, after: string | null, asOf: string): Promise<Connection> {
  const named = given.replace('BRAM', await company.person('bram')).replace('ADA', await company.person('ada')).replace('AS_OF', asOf).replace('RECENT', recent);
  const parts = [named, `first: ${String(first)}`, after === null ? '' : `after: "${after}"`].filter((part) => part !== '').join(', ');
  const data = await company.asks('ada', `{ ${field}(${parts}) { ${rows.replaceAll('ID', id)} } }`);
  return data[field] as Connection;
}

test.each(lists.map(([field, given, id]) => [field, given, id ?? 'id'] as const))('%s(%s) pages through all rows once, while more are written', async (field, given, id) => {
  const asOf = new Date(api.clock.now).toISOString();
  const whole = await page(field, given, id, 100, null, asOf);
  expect(whole.nodes).toHaveLength(whole.totalCount);
  expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });

  const seen: string[] = [];
  let after: string | null = null;
  let number = 100;
  for (let more = true; more; ) {
    const { edges, pageInfo }: Connection = await page(field, given, id, 5, after, asOf);
    expect(pageInfo).toMatchObject({ startCursor: edges[0]?.cursor ?? null, endCursor: edges[edges.length - 1]?.cursor ?? null, hasPreviousPage: after !== null });
    seen.push(...edges.map(({ node }) => JSON.stringify(node)));
    if (seen.length === 5) await oneMore(number++);
    more = pageInfo.hasNextPage;
    after = pageInfo.endCursor;
  }
  const before = whole.nodes.map((node) => JSON.stringify(node));
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((row) => before.includes(row))).toEqual(before);
}, 60_000);

test.each([0, -1, 101, 2_000_000_000])('a page of %d rows is refused', async (first) => {
  const { errors } = await company.ask('ada', `{ workflows(first: ${String(first)}) { nodes { id } } }`);
  expect(errors?.[0]).toMatchObject({ message: 'Ask for 1 to 100 rows at once.', extensions: { code: 'INVALID_INPUT', field: ['first'] } });
});

test('a cursor of another list, another order, another filter or nobody is refused', async () => {
  const { pageInfo } = await page('workflows', 'orderBy: DUE_FIRST', 'id', 2, null, '');
  const cursor = pageInfo.endCursor ?? '';
  const refused = { message: 'This cursor is not of this list: use the endCursor of a page with the same filter and order.', extensions: { code: 'INVALID_INPUT' } };
  const forged = [cursor.slice(1), 'x', '', Buffer.from('[1,"DUE_FIRST",{},[],null]').toString('base64url'), Buffer.from('{"__proto__":1}').toString('base64url')];
  for (const query of [
    `{ workflows(orderBy: OLDEST_FIRST, after: "${cursor}") { nodes { id } } }`,
    `{ workflows(orderBy: DUE_FIRST, filter: { phases: [CLOSED] }, after: "${cursor}") { nodes { id } } }`,
    `{ agents(after: "${cursor}") { nodes { id } } }`,
    ...forged.map((text) => `{ workflows(orderBy: DUE_FIRST, after: "${text}") { nodes { id } } }`),
  ]) {
    expect((await company.ask('ada', query)).errors?.[0]).toMatchObject(refused);
  }
});
