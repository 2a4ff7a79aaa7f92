import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

/*
 * Emil builds payments, Fatima builds onboarding on top of them, and Chidi's campaign needs newcomers who can pay. All serve
 * Dana, who has promised Ada an awesome product. Then payments slip.
 */
let api: Api;
let company: Company;
const workflows: Record<string, string> = {};

jest.setTimeout(240_000);

/** A promise from one to another, served or not, and due on a day. */
async function promised(name: string, customer: string, performer: string, due: string, conditions: readonly object[] = [{ statement: `${name} is there` }]): Promise<string> {
  const opened = await company.says(customer, 'openWorkflow', { performer: await company.person(performer as 'ada'), statement: name, window: { due: '2027-10-31' }, request: true });
  await company.says(performer, 'offerHelp', { workflow: opened.id });
  await company.says(customer, 'engageInWorkflow', { workflow: opened.id });
  await company.says(performer, 'proposeTerms', { workflow: opened.id, terms: { ...simpleTerms(due), conditions } });
  workflows[name] = opened.id;
  return opened.id;
}

async function agreed(name: string, customer: string): Promise<void> {
  const { workflow } = await company.asks(customer, 'query($id: ID!) { workflow(id: $id) { standingProposal { id } } }', { id: workflows[name] });
  await company.says(customer, 'agreeToProposal', { workflow: workflows[name], proposal: workflow.standingProposal.id });
}

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  for (const name of ['ada', 'bram', 'chidi', 'dana', 'emil', 'fatima'] as const) await company.person(name);
  await promised('Ship an Awesome Product', 'ada', 'dana', '2027-09-30');
  await promised('Payments', 'dana', 'emil', '2027-03-31');
  await promised('Onboarding', 'dana', 'fatima', '2027-05-31', [{ statement: 'Newcomers feel at home' }, { statement: 'They can pay at once' }]);
  await promised('Campaign', 'dana', 'chidi', '2027-07-31');
  const needs = async (who: string, dependent: string, provider: string, more: object): Promise<void> => {
    await company.says(who, 'dependOnPromise', { workflow: workflows[dependent], provider: workflows[provider], ...more });
  };
  await needs('fatima', 'Onboarding', 'Payments', { condition: 'c2', neededBy: '2027-04-10' });
  await needs('chidi', 'Campaign', 'Onboarding', { needs: 'c1', neededBy: '2027-06-30', kind: 'SOFT' });
  await needs('chidi', 'Campaign', 'Onboarding', { needs: 'c2', neededBy: '2027-06-15' });
  await agreed('Ship an Awesome Product', 'ada');
  for (const name of ['Payments', 'Onboarding', 'Campaign']) {
    await company.says('dana', 'servePromise', { workflow: workflows[name], parent: workflows['Ship an Awesome Product'], contributions: [{ condition: 'c1' }] });
    await agreed(name, 'dana');
  }
});
afterAll(() => api.close());

const question = `query($of: [PlaceInput!]!, $daysLate: Int, $direction: ImpactDirection) {
  impact(of: $of, daysLate: $daysLate, direction: $direction) {
    count isPartial peopleCount
    affected { totalCount nodes { workflow { objective } distance kind daysLate never conditions { key daysLate } path { start { objective } steps { workflow { objective } hiddenHops kind } } } }
    people { agent { name } asPerformer asCustomer }
    atRisk { workflow { objective } distance conditions root }
  }
}`;
const ask = async (who: string, of: readonly object[], more: object = {}) => (await company.asks(who, question, { of, ...more })).impact;

test('two weeks late, payments make onboarding late after its slack, and the campaign has slack enough', async () => {
  const impact = await ask('emil', [{ id: workflows['Payments'] }], { daysLate: 14 });
  expect(impact).toMatchObject({
    count: 1, isPartial: false, peopleCount: 2,
    affected: {
      totalCount: 1,
      nodes: [{
        workflow: { objective: 'Onboarding' }, distance: 1, kind: 'HARD', daysLate: 4, never: false, conditions: [{ key: 'c2', daysLate: 4 }],
        path: { start: { objective: 'Payments' }, steps: [{ workflow: { objective: 'Onboarding' }, hiddenHops: 0, kind: 'HARD' }] },
      }],
    },
    atRisk: [{ workflow: { objective: 'Ship an Awesome Product' }, distance: 1, conditions: ['c1'], root: true }],
  });
});

test('a month later still, the campaign is late too, by what both slacks leave', async () => {
  const { affected } = await ask('emil', [{ id: workflows['Payments'] }], { daysLate: 44 });
  expect(affected.nodes).toMatchObject([
    { workflow: { objective: 'Onboarding' }, daysLate: 34 },
    { workflow: { objective: 'Campaign' }, distance: 2, daysLate: 19, path: { start: { objective: 'Payments' }, steps: [{ workflow: { objective: 'Onboarding' } }, { workflow: { objective: 'Campaign' } }] } },
  ]);
});

test('payments that never come take onboarding and the campaign with them', async () => {
  const impact = await ask('dana', [{ id: workflows['Payments'] }]);
  expect(impact.affected.nodes).toMatchObject([{ workflow: { objective: 'Onboarding' }, daysLate: null, never: true }, { workflow: { objective: 'Campaign' }, never: true }]);
  expect(impact.people).toContainEqual({ agent: { name: 'Dana Levi' }, asPerformer: 0, asCustomer: 2 });
});

test('the other way, the campaign rests on both', async () => {
  const impact = await ask('chidi', [{ id: workflows['Campaign'] }], { direction: 'PROVIDERS' });
  expect(impact.affected.nodes.map(({ workflow, distance }: { workflow: { objective: string }; distance: number }) => [workflow.objective, distance])).toEqual([['Onboarding', 1], ['Payments', 2]]);
});

test('what has just been written is in the answer', async () => {
  const { workflow } = await company.asks('chidi', 'query($id: ID!) { workflow(id: $id) { needs { id kind } } }', { id: workflows['Campaign'] });
  const soft = workflow.needs.find(({ kind }: { kind: string }) => kind === 'SOFT').id;
  await company.says('chidi', 'stopDependingOnPromise', { workflow: workflows['Campaign'], dependency: soft });
  expect((await ask('chidi', [{ id: workflows['Onboarding'], condition: 'c1' }])).count).toBe(0);
});

test('an agent stands for all that they perform, and a concern for what is about it', async () => {
  const emil = await company.person('emil');
  expect((await ask('olga', [{ id: emil }])).count).toBe(2);
  const { workflow } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: workflows['Payments'] });
  expect((await ask('olga', [{ id: workflow.concern.id }])).count).toBe(2);
});

test('is counted by what it can be narrowed to, people on either side too', async () => {
  const { impact } = await company.asks('dana', `query($of: [PlaceInput!]!) { impact(of: $of) { facets {
    performers { value { name } count } performersCount customers { value { name } count } customersCount
    phases { count } statuses { count } horizons { count } distances { value count } } } }`, { of: [{ id: workflows['Payments'] }] });
  expect(impact.facets).toEqual({
    performers: expect.arrayContaining([{ value: { name: 'Fatima Haddad' }, count: 1 }, { value: { name: 'Chidi Adeyemi' }, count: 1 }]) as unknown, performersCount: 2,
    customers: [{ value: { name: 'Dana Levi' }, count: 2 }], customersCount: 1,
    phases: [{ count: 2 }], statuses: [{ count: 2 }], horizons: expect.anything() as unknown, distances: [{ value: 1, count: 1 }, { value: 2, count: 1 }],
  });
});

test('an answer that begins at somebody who performs more than one may see does not look whole', async () => {
  const fatima = await company.person('fatima');
  const partial = async (who: 'chidi' | 'dana') => (await company.asks(who, 'query($of: [PlaceInput!]!) { impact(of: $of) { count isPartial because } }', { of: [{ id: fatima }] })).impact;
  expect(await partial('chidi')).toEqual({ count: 1, isPartial: false, because: [] });
  await company.says('dana', 'setWorkflowVisibility', { workflow: workflows['Onboarding'], visibility: 'PARTIES' });
  expect(await partial('chidi')).toEqual({ count: 0, isPartial: true, because: ['STARTS_UNSEEN'] });
  expect(await partial('dana')).toEqual({ count: 1, isPartial: false, because: [] });
  await company.says('dana', 'setWorkflowVisibility', { workflow: workflows['Onboarding'], visibility: 'ORGANIZATION' });
});

test('nor does one that begins at a concern which there is more about than one may see', async () => {
  const { workflow } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: workflows['Payments'] });
  const partial = async (who: 'chidi' | 'dana') => (await company.asks(who, 'query($of: [PlaceInput!]!) { impact(of: $of) { count isPartial because } }', { of: [{ id: workflow.concern.id }] })).impact;
  const whole = { count: 2, isPartial: false, because: [] };
  expect(await partial('chidi')).toEqual(whole);
  await company.says('dana', 'openWorkflow', { performer: await company.person('bram'), concern: workflow.concern.id, window: { due: '2027-10-31' }, visibility: 'PARTIES' });
  expect(await partial('chidi')).toEqual({ count: 2, isPartial: true, because: ['STARTS_UNSEEN'] });
  expect(await partial('dana')).toEqual(whole);
});

test('what nobody may see is passed through and counted, and begins nothing', async () => {
  await company.says('dana', 'setWorkflowVisibility', { workflow: workflows['Onboarding'], visibility: 'PARTIES' });
  const answer = await company.asks('emil', `query($of: [PlaceInput!]!) { impact(of: $of) { count hiddenCount affected { nodes { workflow { objective } path { steps { hiddenHops workflow { objective } } } } } } }`, { of: [{ id: workflows['Payments'] }] });
  expect(answer.impact).toEqual({ count: 1, hiddenCount: 1, affected: { nodes: [{ workflow: { objective: 'Campaign' }, path: { steps: [{ hiddenHops: 1, workflow: { objective: 'Campaign' } }] } }] } });
  expect(await ask('emil', [{ id: workflows['Onboarding'] }])).toBeNull();
});
