import { rowsAtOnce } from '../../src/graph/in-pieces.js';
import { openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { haveManyTimes } from '../kit/big-histories.js';

/* Lists that have no pages come whole, however long they are, though they are read in pieces. */

const many = rowsAtOnce + 3;

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
});
afterAll(() => api.close());

test('all proposals of a workflow, by version, beside those of another', async () => {
  const [long, short] = [await workflowIn(company, 'NEGOTIATING'), await workflowIn(company, 'PROPOSED')];
  for (let version = 1; version <= many; version++) await company.says(version % 2 === 0 ? 'ada' : 'bram', 'proposeTerms', { workflow: long, terms: simpleTerms('2026-11-30', `Version ${String(version)}`) });
  const { nodes } = await company.asks('ada', 'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Workflow { proposals { version conditions { statement } differences { path } } } } }', { ids: [long, short] });
  const [of, ofOther] = nodes as { proposals: { version: number; conditions: { statement: string }[]; differences: unknown[] }[] }[];
  expect(of?.proposals.map(({ version, conditions }) => [version, conditions[0]?.statement])).toEqual(Array.from({ length: many }, (_, index) => [index + 1, `Version ${String(index + 1)}`]));
  expect(of?.proposals.map(({ differences }) => differences.length > 0)).toEqual(Array.from({ length: many }, (_, index) => index > 0));
  expect(ofOther?.proposals).toHaveLength(1);
}, 240_000);

describe('of many workflows', () => {
  let crowded: Company;

  // They are read, and changed by none.
  beforeAll(async () => {
    crowded = await api.found();
    await workflowIn(crowded, 'EXECUTING');
    await workflowIn(crowded, 'REDEEMED');
    api.clock.now += 60_000;
    await haveManyTimes(crowded, many);
  });

  test('each has its promises and its assessments, and nobody else\'s', async () => {
    const page = async (after: string | null) => (await crowded.asks('ada', 'query($after: String) { workflows(first: 100, after: $after) { nodes { id phase promises { id workflow { id } } assessments { promise { workflow { id } } } } pageInfo { endCursor } } }', { after })).workflows;
    const first = await page(null);
    const found = [...first.nodes, ...(await page(first.pageInfo.endCursor)).nodes, ...(await page((await page(first.pageInfo.endCursor)).pageInfo.endCursor)).nodes] as { id: string; phase: string; promises: { id: string; workflow: { id: string } }[]; assessments: { promise: { workflow: { id: string } } }[] }[];
    expect(new Set(found.map(({ id }) => id)).size).toBe(2 * many);
    for (const { id, phase, promises, assessments } of found) {
      expect(promises.map(({ workflow }) => workflow.id)).toEqual([id]);
      expect(assessments.map(({ promise }) => promise.workflow.id)).toEqual(phase === 'EXECUTING' ? [] : [id]);
    }
  });

  test.each([['promisesMadeByMe', 'bram'], ['promisesMadeToMe', 'ada']])('%s of the past has all of them, whatever the page', async (list, who) => {
    const at = new Date(api.clock.now).toISOString();
    const page = async (after: string | null) => (await crowded.asks(who, `query($at: When!, $after: String) { ${list}(asOf: $at, first: 100, after: $after) { totalCount nodes { id status } pageInfo { endCursor hasNextPage } } }`, { at, after }))[list];
    const ids = new Set<string>();
    const statuses: Record<string, number> = {};
    for (let after: string | null = null; ; ) {
      const { totalCount, nodes, pageInfo } = await page(after);
      expect(totalCount).toBe(2 * many);
      for (const { id, status } of nodes) {
        ids.add(id);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect([ids.size, statuses]).toEqual([2 * many, { IN_FORCE: many, REDEEMED: many }]);
  });
});

test('all workflows about a concern, the newest first', async () => {
  await company.person('ada');
  const performer = await company.person('bram');
  const { concern } = await company.does('ada', 'holdConcern', 'HoldConcernInput', { statement: 'Customers trust us' }, 'concern { id }');
  const opened: string[] = [];
  for (let count = 0; count < many; count++) {
    const { id } = await company.says('ada', 'openWorkflow', { performer, concern: concern.id, window: { due: '2026-12-31' } });
    await company.says('ada', 'declineWorkflow', { workflow: id, words: 'Not this time' });
    api.clock.now += 1;
    opened.unshift(id);
  }
  const { found } = await company.asks('ada', 'query($id: ID!) { found: concern(id: $id) { workflows { id } } }', { id: concern.id });
  expect(found.workflows.map(({ id }: { id: string }) => id)).toEqual(opened);
}, 240_000);
