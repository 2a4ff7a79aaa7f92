import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { playTwoTables } from '../kit/two-tables.js';
import type { TwoTables } from '../kit/two-tables.js';

/* The company of the two tables, as its promises show it: nobody has told anybody who reports to whom. */
let api: Api;
let company: Company;
let tables: TwoTables;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  tables = await playTwoTables(company);
}, 240_000);
afterAll(() => api.close());

const document = `query($first: Int, $after: String) { accountability {
  hiddenCount
  horizons { horizon promises customers performers pairsCount pairs { customer { name } performer { name } promises } }
  agents(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { agent { name } span customers made received depth below longestPromisedDays longestKeptDays record { horizon live kept broken released } turns { performer customer } }
  }
} }`;

interface Standing {
  readonly agent: { readonly name: string };
  readonly span: number;
  readonly depth: number | null;
  readonly below: number;
  readonly longestKeptDays: number | null;
  readonly record: readonly object[];
  readonly turns: readonly object[];
}

async function accountability(asked: Readonly<Record<string, unknown>> = {}, who = 'chidi') {
  return (await company.asks(who, document, { first: 50, ...asked })).accountability;
}

async function standingOf(name: string): Promise<Standing | undefined> {
  const { agents } = await accountability();
  return (agents.nodes as readonly Standing[]).find(({ agent }) => agent.name === name);
}

test('shows who promises to whom on each horizon, and how many', async () => {
  const { horizons, hiddenCount } = await accountability();
  expect(horizons.map(({ horizon, promises, customers, performers, pairsCount }: Record<string, unknown>) => [horizon, promises, customers, performers, pairsCount])).toEqual([['YEARS', 1, 1, 1, 1], ['YEAR', 4, 2, 4, 4], ['QUARTER', 1, 1, 1, 1]]);
  expect(horizons[2].pairs).toEqual([{ customer: { name: 'Bram Visser' }, performer: { name: 'Chidi Adeyemi' }, promises: 1 }]);
  expect(hiddenCount).toBe(0);
});

test('shows how many promise to each, how deep they stand, and where they change sides', async () => {
  const { agents } = await accountability();
  expect(agents.totalCount).toBe(7);
  expect((agents.nodes as readonly Standing[]).map(({ agent, span, depth, below }) => [agent.name, span, depth, below])).toEqual([
    ['Board of Directors', 1, 0, 3], ['Ada Moreau', 2, 1, 2], ...['Bram Visser', 'Dana Levi'].map((name) => expect.arrayContaining([name, 2])),
    ...['Emil Novak', 'Fatima Haddad'].map((name) => [name, 0, 3, 0]), ['Chidi Adeyemi', 0, 3, 0],
  ]);
  expect((await standingOf('Ada Moreau'))?.turns).toEqual([{ performer: 'YEARS', customer: 'YEAR' }]);
  expect((await standingOf('Bram Visser'))?.turns).toEqual([{ performer: 'YEAR', customer: 'QUARTER' }]);
  expect((await standingOf('Dana Levi'))?.turns).toEqual([{ performer: 'YEAR', customer: 'YEAR' }]);
});

test('is asked of some alone, too', async () => {
  const query = 'query($of: [ID!], $after: String) { accountability { agents(of: $of, first: 1, after: $after) { totalCount pageInfo { endCursor } nodes { agent { name } turns { performer customer } } } } }';
  const of = [await company.person('bram'), await company.person('ada')];
  const { accountability: { agents } } = await company.asks('chidi', query, { of });
  expect(agents).toMatchObject({ totalCount: 2, nodes: [{ agent: { name: 'Ada Moreau' }, turns: [{ performer: 'YEARS', customer: 'YEAR' }] }] });
  const after = agents.pageInfo.endCursor as string;
  expect((await company.asks('chidi', query, { of, after })).accountability.agents.nodes).toMatchObject([{ agent: { name: 'Bram Visser' } }]);
  const { errors } = await company.ask('chidi', query, { of: of.slice(0, 1), after });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['after'] } }]);
  expect((await company.asks('chidi', query, { of: ['nobody'] })).accountability.agents).toMatchObject({ totalCount: 0, nodes: [] });
});

test('is read page by page', async () => {
  const all = (await accountability()).agents.nodes;
  const pages = [];
  for (let after: string | null = null, more = true; more; ) {
    const { agents } = await accountability({ first: 2, after });
    pages.push(...agents.nodes);
    ({ endCursor: after, hasNextPage: more } = agents.pageInfo);
  }
  expect(pages).toEqual(all);
  const { errors } = await company.ask('chidi', document, { first: 0 });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['first'] } }]);
});

test('what only its parties may see counts for them alone, and others hear how many that are', async () => {
  await company.says('dana', 'setWorkflowVisibility', { workflow: tables.payments, visibility: 'PARTIES' });
  const { hiddenCount, agents } = await accountability();
  expect([hiddenCount, agents.totalCount]).toEqual([1, 6]);
  expect(await standingOf('Emil Novak')).toBeUndefined();
  expect(await standingOf('Dana Levi')).toMatchObject({ span: 1 });
  expect((await accountability({}, 'emil')).agents.totalCount).toBe(7);
  await company.says('dana', 'setWorkflowVisibility', { workflow: tables.payments, visibility: 'ORGANIZATION' });
});

test('knows the longest horizon on which somebody has kept a promise, also of cycles that are over', async () => {
  expect(await standingOf('Chidi Adeyemi')).toMatchObject({ longestKeptDays: null, record: [{ horizon: 'QUARTER', live: 1, kept: 0 }] });
  await company.says('chidi', 'deliverResults', { workflow: tables.feature });
  await company.says('bram', 'assessDelivery', { workflow: tables.feature, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5 });
  const kept = await standingOf('Chidi Adeyemi');
  expect(kept).toMatchObject({ depth: null, record: [{ horizon: 'QUARTER', live: 0, kept: 1, broken: 0, released: 0 }] });
  expect(kept?.longestKeptDays).toBeGreaterThan(80);
});

test('another organisation has its own, and nobody in it', async () => {
  const other = await api.found();
  await other.person('ada');
  expect((await other.asks('ada', document, { first: 10 })).accountability).toMatchObject({ hiddenCount: 0, horizons: [], agents: { totalCount: 0, nodes: [] } });
});
