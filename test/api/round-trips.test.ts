import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;
let workflow: string;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  workflow = await workflowIn(company, 'EXECUTING');
  for (let one = 0; one < 3; one++) await workflowIn(company, 'DELIVERED');
});
afterAll(() => api.close());

async function cost(query: string): Promise<number> {
  await company.asks('ada', query);
  const before = api.database.roundTrips;
  await company.asks('ada', query);
  return api.database.roundTrips - before;
}

test.each<[string, () => string]>([
  ['a workflow by id, with its parties, terms, promise and what may be said', () => `{ workflow(id: "${workflow}") {
      id phase version objective customer { name } performer { name } cycle { number window { dueOn horizon { duration } } }
      standingProposal { version conditions { statement } } promise { status due overdue conditions { key statement progress } customer { name } performer { name } }
      waitingFor { agent { name } move due overdue } availableActs { act side } handOvers { successor { name } } deferrals { until } } }`],
  ['a list of workflows, with its count', () => '{ workflows { totalCount nodes { phase customer { name } performer { name } promise { status } availableActs { act } } } }'],
  ['the workflows of a party', () => '{ workflows(orderBy: DUE_FIRST) { nodes { phase } pageInfo { hasNextPage } } }'],
  ['my moves, with their count', () => '{ myMoves { totalCount nodes { wait { move due overdue agent { name } } workflow { objective phase customer { name } } } } }'],
  ['the promises made by me, with their parties', () => '{ promisesMadeByMe { totalCount nodes { status objective customer { name } performer { name } horizon { duration } conditions { statement } } } }'],
  ['the promises made to me, filtered', () => '{ promisesMadeToMe(filter: { statuses: [IN_FORCE], overdue: false, horizon: { atLeastDays: 30 } }, orderBy: LONGEST_HORIZON_FIRST) { nodes { due performer { name } } } }'],
  ['who I am', () => '{ viewer { agent { name } organization { name } represents { name } } }'],
  ['the roster', () => '{ agents { totalCount nodes { name kind active } } }'],
  ['open concerns', () => '{ concerns(filter: { statuses: [TAKEN_UP] }) { totalCount nodes { statement status } } }'],
])('%s costs one round trip', async (_, query) => {
  expect(await cost(query())).toBe(1);
});

test.each<[string, number, string]>([
  ['the concerns of a list of workflows', 2, '{ workflows { nodes { concern { statement } } } }'],
  ['the acts of a list of workflows', 2, '{ workflows { nodes { acts(first: 5) { totalCount nodes { act words } } } } }'],
  ['who spoke each act of a list of workflows', 3, '{ workflows { nodes { acts(first: 5) { nodes { act speaker { name } } } } } }'],
  ['the proposals of a list of workflows', 2, '{ workflows { nodes { proposals { version conditions { statement } } } } }'],
  ['the promises and assessments of a list of workflows', 3, '{ workflows { nodes { promises { status } assessments { verdict } } } }'],
  ['the workflows of my promises', 2, '{ promisesMadeToMe { nodes { status workflow { phase customer { name } } } } }'],
  ['the proposals my promises were made of', 2, '{ promisesMadeToMe { nodes { proposal { version } } } }'],
  ['the members of the groups of the roster', 3, '{ agents { nodes { memberOf { agent { name } } members { representative } } } }'],
])('%s cost no more round trips than there are levels', async (_, levels, query) => {
  expect(await cost(query)).toBeLessThanOrEqual(levels);
});
