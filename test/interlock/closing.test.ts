import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, dependsOn, workflowBetween } from '../kit/ties.js';

/* What is closed asks for nothing more: nobody is waited for on its behalf, and what was answered stays as it was. */

let api: Api;
let company: Company;
let day: (days: number) => string;
let provider: string;
let other: string;
let dependent: string;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  company = await api.found();
  for (const name of ['ada', 'bram', 'chidi'] as const) await company.person(name);
  day = (days) => dayFromNow(company, days);
  provider = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Payments', due: day(30) });
  other = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Hosting', due: day(30) });
  dependent = await workflowBetween(company, { customer: 'ada', performer: 'chidi', statement: 'Onboarding', due: day(60), until: 'PROPOSED' });
});

const needed = async (id: string) => (await company.asks('bram', 'query($id: ID!) { workflow(id: $id) { version neededFor { status } waitingFor { move } } }', { id })).workflow as { version: number; neededFor: { status: string }[]; waitingFor: { move: string }[] };
const asked = async (id: string): Promise<boolean> => (await needed(id)).waitingFor.some(({ move }) => move === 'ANSWER_DEPENDENCY');
const needs = async () => (await company.asks('chidi', 'query($id: ID!) { workflow(id: $id) { needs { status provider { id } } } }', { id: dependent })).workflow.needs as { status: string; provider: { id: string } }[];

test('whoever was asked by what was declined is asked no longer, and the record of both says so', async () => {
  await dependsOn(company, 'chidi', { workflow: dependent, provider, neededBy: day(40) });
  await dependsOn(company, 'chidi', { workflow: dependent, provider, needs: 'c1', neededBy: day(40) });
  await dependsOn(company, 'chidi', { workflow: dependent, provider: other, neededBy: day(40) });
  expect([await asked(provider), await asked(other)]).toEqual([true, true]);
  await company.says('ada', 'declineWorkflow', { workflow: dependent, words: 'Not this time' });
  expect([await asked(provider), await asked(other)]).toEqual([false, false]);
  expect([(await needed(provider)).neededFor, (await needed(other)).neededFor, await needs()]).toEqual([[], [], []]);
  const { workflow } = await company.asks('bram', 'query($id: ID!) { workflow(id: $id) { acts(first: 100) { nodes { act } } } }', { id: provider });
  expect(workflow.acts.nodes.filter(({ act }: { act: string }) => act === 'DEPENDENCY_ENDED')).toHaveLength(2);
  expect((await company.asks('chidi', 'query($of: [PlaceInput!]!) { impact(of: $of) { count } }', { of: [{ id: provider }] })).impact.count).toBe(0);
});

test('what was acknowledged stays on both sides when what needed it is closed', async () => {
  const edge = await dependsOn(company, 'chidi', { workflow: dependent, provider, neededBy: day(40) });
  await dependsOn(company, 'chidi', { workflow: dependent, provider: other, neededBy: day(40) });
  await company.says('bram', 'acknowledgeDependency', { workflow: provider, dependency: edge });
  const { workflow } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { standingProposal { id } } }', { id: dependent });
  await company.says('ada', 'agreeToProposal', { workflow: dependent, proposal: workflow.standingProposal.id });
  await company.says('chidi', 'revokePromise', { workflow: dependent, words: 'It can not be done' });
  expect(await asked(other)).toBe(true);
  await company.says('ada', 'closeWorkflow', { workflow: dependent });
  expect(await needs()).toMatchObject([{ status: 'ACKNOWLEDGED', provider: { id: provider } }]);
  expect((await needed(provider)).neededFor).toEqual([{ status: 'ACKNOWLEDGED' }]);
  expect([await asked(other), (await needed(other)).neededFor]).toEqual([false, []]);
});

test('what is closed and needs nothing changes nothing elsewhere', async () => {
  const { version } = await needed(provider);
  await company.says('ada', 'declineWorkflow', { workflow: dependent, words: 'Not this time' });
  expect((await needed(provider)).version).toBe(version);
});
