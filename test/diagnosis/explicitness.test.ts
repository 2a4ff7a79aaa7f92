import { monday, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';
import type { Name } from '../kit/ties.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  api.clock.now = monday;
  company = await api.found();
});
afterAll(() => api.close());

const document = 'query($of: ID, $first: Int, $after: String) { explicitness(of: $of) { agent { name } explicitCount implicitCount share implicit(first: $first, after: $after) { nodes { objective } totalCount hiddenCount pageInfo { hasNextPage endCursor } } } }';
const told = async (of: string | null = null, who = 'olga', page: object = {}) => (await company.asks(who, document, { of, first: 20, ...page })).explicitness;
const notices = async (customer: Name, performer: Name, statement: string, visibility = 'ORGANIZATION'): Promise<string> => {
  api.clock.now += 60_000;
  const [holder, doer] = [await company.person(customer), await company.person(performer)];
  return (await company.says(customer, 'noticeWorkflow', { customer: holder, performer: doer, statement, visibility, window: { due: dayFromNow(company, 300) } })).id;
};

test('says how much has been said aloud, of the organisation, a group and somebody, and what has not', async () => {
  const team = await company.group('Engineering', 'bram', 'chidi');
  await notices('ada', 'bram', 'Runs the platform');
  const mentoring = await notices('bram', 'chidi', 'Answers at night');
  await notices('ada', 'dana', 'Runs the product');
  await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company', due: dayFromNow(company, 300), until: 'LISTENING' });
  expect(await told()).toMatchObject({ agent: null, explicitCount: 1, implicitCount: 3, share: 0.25, implicit: { nodes: [{ objective: 'Runs the platform' }, { objective: 'Answers at night' }, { objective: 'Runs the product' }], totalCount: 3, hiddenCount: 0 } });
  expect(await told(await company.person('dana'))).toMatchObject({ agent: { name: 'Dana Levi' }, explicitCount: 0, implicitCount: 1, share: 0 });
  // What two of a group do with each other counts once.
  expect(await told(team)).toMatchObject({ agent: { name: 'Engineering' }, explicitCount: 1, implicitCount: 2, implicit: { nodes: [{ objective: 'Runs the platform' }, { objective: 'Answers at night' }] } });
  await company.says('bram', 'articulateConcern', { workflow: mentoring, statement: 'Somebody answers when the platform calls at night' });
  expect(await told()).toMatchObject({ explicitCount: 2, implicitCount: 2, share: 0.5 });
  await company.says('chidi', 'declineWorkflow', { workflow: mentoring, words: 'Not me.' });
  expect(await told()).toMatchObject({ explicitCount: 1, implicitCount: 2 });
  expect(await told(await company.person('fatima'))).toMatchObject({ explicitCount: 0, implicitCount: 0, share: null, implicit: { nodes: [] } });
});

test('is read page by page, and keeps to itself what only others may see', async () => {
  for (const name of ['one', 'two', 'three']) await notices('ada', 'bram', name);
  await notices('ada', 'bram', 'secret', 'PARTIES');
  const pages: string[] = [];
  for (let after: string | null = null; ; ) {
    const { implicit } = await told(null, 'olga', { first: 2, after });
    expect(implicit).toMatchObject({ totalCount: 3, hiddenCount: 1 });
    pages.push(...implicit.nodes.map(({ objective }: { objective: string }) => objective));
    if (implicit.pageInfo.hasNextPage !== true) break;
    after = implicit.pageInfo.endCursor;
  }
  expect(pages).toEqual(['one', 'two', 'three']);
  expect(await told(null, 'ada')).toMatchObject({ implicitCount: 4, implicit: { hiddenCount: 0 } });
});
