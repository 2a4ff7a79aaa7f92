import { aDay, monday, openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

/*
 * Ada has eight workflows with Bram, a promise in each; some are due on the same day, some on one horizon. While a list
 * of anything is read page by page, one more of everything comes in between two pages.
 */
let api: Api;
let company: Company;
let ada: string;
let bram: string;
let workflow: string;
let concern: string;
let grown = 0;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  ada = await company.person('ada');
  bram = await company.person('bram');
  for (let count = 0; count < 8; count++) await grow();
  const { workflows } = await company.asks('ada', '{ workflows(orderBy: OLDEST_FIRST, first: 1) { nodes { id concern { id } } } }');
  workflow = workflows.nodes[0].id;
  concern = workflows.nodes[0].concern.id;
});
afterAll(() => api.close());

/** One more of everything: a workflow with its concern, acts and a promise, an open concern, an agent, and acts about what there is. */
async function grow(): Promise<void> {
  const number = grown++;
  api.clock.now += 60_000;
  const due = `2026-${String(6 + (number % 3)).padStart(2, '0')}-30`;
  const { id } = await company.says('ada', 'openWorkflow', { performer: bram, statement: `Wish ${String(number)}`, window: { due: '2026-12-31' }, request: true });
  await company.says('bram', 'offerHelp', { workflow: id });
  await company.says('ada', 'engageInWorkflow', { workflow: id });
  const proposed = await company.says('bram', 'proposeTerms', { workflow: id, terms: simpleTerms(due) });
  await company.says('ada', 'agreeToProposal', { workflow: id, proposal: proposed.standingProposal?.id });
  await company.does('ada', 'holdConcern', 'HoldConcernInput', { statement: `Open wish ${String(number)}` }, 'concern { id }');
  await company.agent(`agent ${String(number)}`, { kind: 'PERSON', name: `Agent ${String((number * 7) % 10)}` });
  if (workflow !== undefined) {
    await company.says('ada', 'remarkOnWorkflow', { workflow, words: `Remark ${String(number)}` });
    await company.does('olga', 'renameAgent', 'RenameAgentInput', { agent: bram, name: number % 2 === 0 ? 'Bram de Visser' : 'Bram Visser' }, 'agent { id }');
  }
}

interface List {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id?: string; readonly workflow?: { readonly id: string }; readonly wait?: { readonly move: string } }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string | null; readonly endCursor: string | null };
}

const page = 'totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const moves = 'totalCount nodes { workflow { id } wait { move } } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

type Listing = readonly [name: string, arguments_: string, within: string, selection?: string];

/** Every connection there is, in every order. `within` is what it is a field of. */
const listings: Listing[] = [
  ['workflows', 'orderBy: NEWEST_FIRST', ''],
  ['workflows', 'orderBy: OLDEST_FIRST', ''],
  ['workflows', 'orderBy: DUE_FIRST', ''],
  ['workflows', 'orderBy: NEWEST_FIRST, filter: {party: $ada}', ''],
  ['workflows', 'orderBy: OLDEST_FIRST, filter: {party: $ada}', ''],
  ['workflows', 'orderBy: DUE_FIRST, filter: {party: $ada, side: CUSTOMER}', ''],
  ['workflows', 'asOf: $then', ''],
  ['agents', '', ''],
  ['agents', 'asOf: $then', ''],
  ['concerns', '', ''],
  ['concerns', 'filter: {statuses: [OPEN]}', ''],
  ['concerns', 'filter: {holder: $ada}', ''],
  ['changes', 'from: "2026-01-01"', ''],
  ['changes', 'from: "2026-01-01", to: $then', ''],
  ['myMoves', '', '', moves],
  ...['promisesMadeByMe', 'promisesMadeToMe'].flatMap((name): Listing[] => [
    [name, 'orderBy: DUE_FIRST', ''],
    [name, 'orderBy: NEWEST_FIRST', ''],
    [name, 'orderBy: LONGEST_HORIZON_FIRST', ''],
    [name, 'orderBy: DUE_FIRST, asOf: $then', ''],
    [name, 'orderBy: NEWEST_FIRST, asOf: $then', ''],
    [name, 'orderBy: LONGEST_HORIZON_FIRST, asOf: $then', ''],
  ]),
  ['promisesMade', '', 'agent(id: $bram)'],
  ['promisesReceived', 'orderBy: NEWEST_FIRST', 'agent(id: $ada)'],
  ['acts', '', 'agent(id: $bram)'],
  ['acts', '', 'concern(id: $concern)'],
  ['acts', '', 'workflow(id: $workflow)'],
  ['acts', '', 'workflow(id: $workflow, asOf: $then)'],
];

async function read([name, arguments_, within, selection = page]: Listing, first: number, after: string | null, then: string): Promise<List> {
  const field = `list: ${name}(first: $first, after: $after${arguments_ === '' ? '' : `, ${arguments_}`}) { ${selection} }`;
  const body = within === '' ? field : `within: ${within} { ${field} }`;
  const variables: Record<string, unknown> = { first, after, ada, bram, workflow, concern, then };
  const types: Record<string, string> = { first: 'Int!', after: 'String', ada: 'ID!', bram: 'ID!', workflow: 'ID!', concern: 'ID!', then: 'When!' };
  const used = Object.keys(types).filter((variable) => new RegExp(`\\$${variable}\\b`).test(body));
  const query = `query(${used.map((variable) => `$${variable}: ${String(types[variable])}`).join(', ')}) { ${body} }`;
  const subject = name === 'promisesMadeByMe' || name === 'myMoves' ? 'bram' : 'ada';
  const data = await company.asks(subject, query, Object.fromEntries(used.map((variable) => [variable, variables[variable]])));
  return (within === '' ? data.list : data.within.list) as List;
}

const keyOf = (node: List['nodes'][number]): string => node.id ?? `${String(node.workflow?.id)} ${String(node.wait?.move)}`;

describe.each(listings.map((listing): [string, Listing] => [`${listing[2]} ${listing[0]}(${listing[1]})`.trim(), listing]))('%s', (_, listing) => {
  test('is read to its end without a row left out or seen twice, though rows come in meanwhile', async () => {
    const then = new Date(api.clock.now).toISOString();
    const whole = await read(listing, 100, null, then);
    const expected = whole.nodes.map(keyOf);
    const seen: string[] = [];
    let after: string | null = null;
    for (let count = 0; ; count++) {
      const one = await read(listing, 2, after, then);
      expect(one.nodes.length).toBeLessThanOrEqual(2);
      expect(one.pageInfo.hasPreviousPage).toBe(after !== null);
      expect([one.pageInfo.startCursor, one.pageInfo.endCursor]).toEqual([one.edges[0]?.cursor ?? null, one.edges.at(-1)?.cursor ?? null]);
      seen.push(...one.nodes.map(keyOf));
      if (!one.pageInfo.hasNextPage) break;
      after = one.pageInfo.endCursor;
      if (count === 0) await grow();
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect(seen.filter((key) => expected.includes(key))).toEqual(expected);
  });

  test('counts its rows, on every page alike', async () => {
    const then = new Date(api.clock.now).toISOString();
    const first = await read(listing, 1, null, then);
    const rest = await read(listing, 100, first.pageInfo.endCursor, then);
    expect(first.totalCount).toBeGreaterThan(1);
    expect(rest.totalCount).toBe(first.totalCount);
    // The longest of them is longer than a page.
    if (!rest.pageInfo.hasNextPage) expect(first.nodes.length + rest.nodes.length).toBe(first.totalCount);
  });

  test('refuses a cursor of another list, and a page of none or too many', async () => {
    const then = new Date(api.clock.now).toISOString();
    const other: Listing = listing[0] === 'concerns' ? ['agents', '', ''] : ['concerns', '', ''];
    const foreign = (await read(other, 1, null, then)).pageInfo.endCursor;
    const garbled = ['', 'x', 'WzEsMl0', Buffer.from('[1,"DUE_FIRST","",{},"x"]').toString('base64url'), 'A'.repeat(5_000)];
    for (const after of [foreign, ...garbled]) {
      await expect(read(listing, 1, after, then)).rejects.toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT', field: ['after'] } }] });
    }
    for (const first of [0, -1]) {
      await expect(read(listing, first, null, then)).rejects.toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT', field: ['first'] } }] });
    }
    await expect(read(listing, 101, null, then)).rejects.toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'page', allowed: 100 } }] });
  });
});

test('a cursor is of one filter and of one order', async () => {
  const then = new Date(api.clock.now).toISOString();
  const cursorOf = async (listing: Listing): Promise<string | null> => (await read(listing, 1, null, then)).pageInfo.endCursor;
  const refused = { errors: [{ extensions: { code: 'INVALID_INPUT', field: ['after'] } }] };
  const newest = await cursorOf(['workflows', 'orderBy: NEWEST_FIRST', '']);
  await expect(read(['workflows', 'orderBy: DUE_FIRST', ''], 1, newest, then)).rejects.toMatchObject(refused);
  await expect(read(['workflows', 'orderBy: NEWEST_FIRST, filter: {phases: [CLOSED]}', ''], 1, newest, then)).rejects.toMatchObject(refused);
  await expect(read(['workflows', 'orderBy: NEWEST_FIRST, asOf: $then', ''], 1, newest, then)).rejects.toMatchObject(refused);
  const mine = await cursorOf(['promisesMadeToMe', '', '']);
  await expect(read(['promisesReceived', '', 'agent(id: $ada)'], 1, mine, then)).rejects.toMatchObject(refused);
  const ofWorkflow = await cursorOf(['acts', '', 'workflow(id: $workflow)']);
  await expect(read(['acts', '', 'agent(id: $bram)'], 1, ofWorkflow, then)).rejects.toMatchObject(refused);
});

test('a list that is empty has no cursors and no next page', async () => {
  api.clock.now = Math.max(api.clock.now, monday + aDay);
  const { list } = await company.asks('ada', `{ list: workflows(filter: {phases: [CLOSED]}) { ${page} } }`);
  expect(list).toEqual({ totalCount: 0, nodes: [], edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } });
});
