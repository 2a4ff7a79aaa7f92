import { globalId, readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { aDay, openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

const fields = `id phase cycle customer { name } performer { name } terms { respondWithin checkInEvery assessWithin } proposedTerms { checkInEvery }
  promise { status madeAt act { act } } nextMove { move condition by overdue } reviews { clarity helpfulness act { words } } asOf
  dual { id dual { id } }
  conditions { condition state due asked inTime late undone evidence { move customer { name } since due endedAt done late occasions withWords act { act words } } }`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see Answer
async function dualOf(workflow: string, { who = 'ada', asOf = null }: { who?: string; asOf?: string | null } = {}): Promise<any> {
  const { workflow: found } = await company.asks(who, `query($workflow: ID!, $asOf: When) { workflow(id: $workflow, asOf: $asOf) { dual { ${fields} } } }`, { workflow, asOf });
  return found?.dual ?? null;
}

const statesOf = (dual: { conditions: readonly { condition: string; state: string }[] }): string[] => dual.conditions.map(({ condition, state }) => `${condition} ${state}`);

test('every explicit workflow has its dual, in which the two change places, and its dual is the workflow', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const dual = await dualOf(workflow);
  expect(dual).toMatchObject({
    phase: 'LISTENING', cycle: 1, customer: { name: 'Bram Visser' }, performer: { name: 'Ada Moreau' }, promise: null,
    terms: { respondWithin: 'P7D', checkInEvery: 'P1M', assessWithin: 'P14D' }, nextMove: { move: 'REQUEST', condition: null }, dual: { id: workflow, dual: { id: dual.id } },
  });
  expect(readGlobalId(dual.id)?.type).toBe('Dual');
  expect(statesOf(dual)).toEqual(['ARTICULATES MET', 'NEGOTIATES NOT_ASKED', 'CHECKS_IN NOT_ASKED', 'GIVES_FEEDBACK NOT_ASKED']);
  const { node } = await company.asks('bram', 'query($id: ID!) { node(id: $id) { id ... on Dual { performer { name } dual { id } } } }', { id: dual.id });
  expect(node).toEqual({ id: dual.id, performer: { name: 'Ada Moreau' }, dual: { id: workflow } });
});

test('what was never spoken has none', async () => {
  const [customer, performer] = [await company.person('ada'), await company.person('bram')];
  const { workflow } = await company.does('olga', 'noticeWorkflow', 'NoticeWorkflowInput', { customer, performer, statement: 'Keep the lights on', window: { due: '2026-12-31' } }, 'workflow { id dual { id } }');
  expect(workflow.dual).toBeNull();
  const id = globalId('Dual', readGlobalId(workflow.id)?.id ?? '');
  expect(await company.asks('ada', 'query($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
});

test('its promise is made by engaging, amended by a proposal that becomes a promise, and ends with the workflow', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  expect((await dualOf(workflow)).promise).toMatchObject({ status: 'IN_FORCE', act: { act: 'ENGAGE' } });
  const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow, terms: { ...simpleTerms('2026-11-30'), customership: { checkInEvery: 'P7D' } } });
  expect(await dualOf(workflow)).toMatchObject({ terms: { checkInEvery: 'P1M' }, proposedTerms: { checkInEvery: 'P7D' }, nextMove: { move: 'ANSWER_PROPOSAL', condition: 'NEGOTIATES', overdue: false } });
  await company.says('ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  expect(await dualOf(workflow)).toMatchObject({ phase: 'EXECUTING', terms: { checkInEvery: 'P7D' }, proposedTerms: null, nextMove: { move: 'CHECK_IN', condition: 'CHECKS_IN' } });
  await company.says('bram', 'deliverResults', { workflow });
  await company.says('ada', 'assessDelivery', { workflow, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5, words: 'It works.' });
  await company.says('ada', 'closeWorkflow', { workflow });
  expect((await dualOf(workflow)).promise.status).toBe('REDEEMED');
});

test('a promise that was withdrawn from before there was one is no promise, and a declined one was released', async () => {
  const withdrawn = await workflowIn(company, 'NEGOTIATING');
  await company.says('ada', 'withdrawFromNegotiation', { workflow: withdrawn, words: 'Not yet' });
  expect((await dualOf(withdrawn)).promise).toBeNull();
  await company.says('ada', 'declineWorkflow', { workflow: withdrawn, words: 'Not now' });
  expect((await dualOf(withdrawn)).promise).toBeNull();
  const declined = await workflowIn(company, 'NEGOTIATING');
  await company.says('ada', 'declineWorkflow', { workflow: declined, words: 'No fit' });
  expect((await dualOf(declined)).promise.status).toBe('RELEASED');
});

describe('a Customer who neglects it', () => {
  let workflow: string;
  let overdueAt: string;

  beforeAll(async () => {
    workflow = await workflowIn(company, 'EXECUTING');
  });

  test('is told by when to check in, and that it is overdue', async () => {
    const before = await dualOf(workflow);
    expect(statesOf(before)).toEqual(['ARTICULATES MET', 'NEGOTIATES MET', 'CHECKS_IN DUE', 'GIVES_FEEDBACK NOT_ASKED']);
    api.clock.now += 40 * aDay;
    overdueAt = new Date(api.clock.now).toISOString();
    const after = await dualOf(workflow);
    expect(after.nextMove).toEqual({ move: 'CHECK_IN', condition: 'CHECKS_IN', by: before.nextMove.by, overdue: true });
    expect(after.conditions[2]).toMatchObject({ state: 'OVERDUE', due: before.nextMove.by, asked: 0 });
  });

  test('has done it late, which the evidence says', async () => {
    api.clock.now += aDay / 24;
    await company.says('ada', 'checkIn', { workflow, words: 'How is it going?' });
    const { conditions } = await dualOf(workflow);
    expect(conditions[2]).toMatchObject({ state: 'DUE', asked: 1, inTime: 0, late: 1, undone: 0, evidence: [{ move: 'CHECK_IN', customer: { name: 'Ada Moreau' }, done: true, occasions: 1, act: { act: 'CHECK_IN', words: 'How is it going?' } }] });
    expect(conditions[2].evidence[0].late).toMatch(/^P[89]D/);
  });

  test('has left undone what they no longer can, and the promise of the dual is broken for it', async () => {
    api.clock.now += 75 * aDay;
    await company.says('bram', 'deliverResults', { workflow });
    const { conditions } = await dualOf(workflow);
    expect(conditions[2]).toMatchObject({ state: 'BROKEN', due: null, asked: 3, inTime: 0, late: 1, undone: 2 });
    expect(conditions[3]).toMatchObject({ state: 'DUE' });
    api.clock.now += 20 * aDay;
    await company.says('ada', 'assessDelivery', { workflow, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 4 });
    await company.says('bram', 'reviewCustomer', { workflow, clarity: 4, helpfulness: 2, words: 'I was on my own.' });
    await company.says('bram', 'closeWorkflow', { workflow });
    const dual = await dualOf(workflow);
    expect(dual).toMatchObject({ phase: 'CLOSED', promise: { status: 'BROKEN' }, nextMove: null, reviews: [{ clarity: 4, helpfulness: 2, act: { words: 'I was on my own.' } }] });
    expect(statesOf(dual)).toEqual(['ARTICULATES MET', 'NEGOTIATES MET', 'CHECKS_IN BROKEN', 'GIVES_FEEDBACK MET']);
    expect(dual.conditions[3].evidence).toMatchObject([{ late: expect.stringMatching(/^P6D/), withWords: false }]);
  });

  test('is seen as they stood then, with what was known then', async () => {
    const then = await dualOf(workflow, { asOf: overdueAt });
    expect(then).toMatchObject({ phase: 'EXECUTING', promise: { status: 'IN_FORCE' }, nextMove: { overdue: true }, reviews: [], asOf: overdueAt });
    expect(then.conditions[2]).toMatchObject({ state: 'OVERDUE', asked: 0, evidence: [] });
  });
});

test('each cycle is judged by itself', async () => {
  const workflow = await workflowIn(company, 'REDEEMED');
  await company.says('ada', 'renewWorkflow', { workflow, window: { due: '2027-12-31' } });
  const dual = await dualOf(workflow);
  expect(dual).toMatchObject({ cycle: 2, phase: 'LISTENING', promise: null });
  expect(statesOf(dual)).toEqual(['ARTICULATES MET', 'NEGOTIATES NOT_ASKED', 'CHECKS_IN NOT_ASKED', 'GIVES_FEEDBACK NOT_ASKED']);
});

test('a concern that has changed is to be restated, and shows in the moves of the Customer', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  await company.says('ada', 'renegotiatePromise', { workflow, concernChanged: true, words: 'The market has moved.' });
  expect(await dualOf(workflow)).toMatchObject({ nextMove: { move: 'ARTICULATE', condition: 'ARTICULATES' } });
  const { myMoves } = await company.asks('ada', '{ myMoves(first: 100) { nodes { workflow { id } wait { move } } } }');
  expect(myMoves.nodes).toContainEqual({ workflow: { id: workflow }, wait: { move: 'ARTICULATE' } });
  await company.says('ada', 'articulateConcern', { workflow, statement: 'Build Calm Tech for the Company' });
  const { workflow: restated } = await company.asks('ada', 'query($workflow: ID!) { workflow(id: $workflow) { renegotiation { concernChanged restatedAt } } }', { workflow });
  expect(restated.renegotiation).toEqual({ concernChanged: true, restatedAt: new Date(api.clock.now).toISOString() });
  expect((await dualOf(workflow)).conditions[0]).toMatchObject({ state: 'MET', asked: 1, inTime: 1 });
});

test('it is seen by whoever sees the workflow, and by nobody else', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  await company.person('chidi');
  const { id } = await dualOf(workflow, { who: 'chidi' });
  await company.says('ada', 'setWorkflowVisibility', { workflow, visibility: 'PARTIES' });
  expect(await company.asks('chidi', 'query($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
  expect(await company.asks('bram', 'query($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: { id } });
  const elsewhere = await api.found();
  await elsewhere.person('ada');
  expect(await elsewhere.asks('ada', 'query($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
});

test('the duals of a list are read in two round trips, however many there are', async () => {
  const before = api.database.roundTrips;
  const { workflows } = await company.asks('ada', '{ workflows(first: 20) { nodes { dual { promise { status } conditions { state inTime } } } } }');
  expect(workflows.nodes.length).toBeGreaterThan(5);
  expect(api.database.roundTrips - before).toBe(2);
});
