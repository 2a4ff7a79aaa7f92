import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, dependsOn, workflowBetween } from '../kit/ties.js';

/* The copy of an interlock is as new as what whoever asks has written, and costs nobody a round trip while nothing changes. */

let api: Api;
let company: Company;
let tech: string;
let payments: string;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  tech = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company', due: dayFromNow(company, 300), conditions: ['It stays up'] });
  payments = await workflowBetween(company, { customer: 'dana', performer: 'emil', statement: 'Implement payments', due: dayFromNow(company, 360), until: 'NEGOTIATING' });
});
afterAll(() => api.close());

async function affected(selection = 'count'): Promise<{ readonly impact: { readonly [field: string]: unknown }; readonly roundTrips: number }> {
  const before = api.database.roundTrips;
  const { impact } = await company.asks('ada', `query($of: ID!) { impact(of: [{ id: $of }]) { ${selection} } }`, { of: tech });
  return { impact, roundTrips: api.database.roundTrips - before };
}

/** Has all events numbered, and nobody at it any more who would count as a round trip. */
async function numbered(): Promise<void> {
  const worker = api.mind(company);
  await api.settled(company);
  await worker.stop();
}

test('a question is one round trip while nothing changes, and two when something has', async () => {
  await affected();
  await numbered();
  await affected();
  expect(await affected()).toEqual({ impact: { count: 0 }, roundTrips: 1 });
  await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: dayFromNow(company, 320) });
  expect(await affected()).toEqual({ impact: { count: 1 }, roundTrips: 2 });
  await numbered();
  expect(await affected()).toEqual({ impact: { count: 1 }, roundTrips: 2 });
  expect(await affected()).toEqual({ impact: { count: 1 }, roundTrips: 1 });
});

test('what is affected is read when more of it is asked for than its id', async () => {
  await dependsOn(company, 'emil', { workflow: payments, provider: tech, neededBy: dayFromNow(company, 320) });
  await affected();
  await numbered();
  await affected();
  expect(await affected('nearest(first: 1) { nodes { workflow { __typename id } path { start { id } steps { workflow { id } } } } }')).toEqual({
    impact: { nearest: { nodes: [{ workflow: { __typename: 'Workflow', id: payments }, path: { start: { id: tech }, steps: [{ workflow: { id: payments } }] } }] } }, roundTrips: 1,
  });
  for (const selection of ['objective', '...words', '... on Workflow { objective }']) {
    const { impact, roundTrips } = await asked(selection);
    expect({ impact, roundTrips }).toEqual({ impact: { nearest: { nodes: [{ workflow: { objective: 'Implement payments' } }] } }, roundTrips: 2 });
  }
});

async function asked(selection: string): Promise<{ readonly impact: unknown; readonly roundTrips: number }> {
  const fragment = selection === '...words' ? 'fragment words on Workflow { objective }' : '';
  const before = api.database.roundTrips;
  const { impact } = await company.asks('ada', `query($of: ID!) { impact(of: [{ id: $of }]) { nearest(first: 1) { nodes { workflow { ${selection} } } } } } ${fragment}`, { of: tech });
  return { impact, roundTrips: api.database.roundTrips - before };
}

test('a copy of another history, or of a zone of before, is not taken for the present one', async () => {
  await affected();
  await numbered();
  await affected();
  await affected();
  await api.database.runText("MATCH (outbox:Outbox {org: $org, id: 'outbox'}) SET outbox.epoch = 'another'", { org: company.org });
  const { roundTrips } = await affected();
  expect(roundTrips).toBeGreaterThan(2);
  expect(await affected()).toEqual({ impact: { count: 0 }, roundTrips: 1 });
});
