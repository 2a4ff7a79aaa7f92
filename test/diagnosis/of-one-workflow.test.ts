import { monday, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { days, findings, objectives } from '../kit/diagnosing.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';

/* Each finding that is about one workflow: a small company that has it, beside what nearly has it. */

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

const between = (statement: string, until: 'LISTENING' | 'NEGOTIATING' | 'PROPOSED' | 'PROMISED', horizon = 90): Promise<string> =>
  workflowBetween(company, { customer: 'ada', performer: 'bram', statement, due: dayFromNow(company, horizon), until });

test('listening too long: a tenth of the horizon, and a week at least, without having put it off', async () => {
  const long = await between('For a quarter', 'LISTENING', 90);
  await between('For a year', 'LISTENING', 360);
  const deferred = await between('Later', 'LISTENING', 90);
  await company.says('ada', 'deferWorkflow', { workflow: deferred, until: dayFromNow(company, 30), words: 'After the release.' });
  const declined = await between('No', 'LISTENING', 90);
  await company.says('bram', 'declineWorkflow', { workflow: declined, words: 'No fit.' });
  days(company, 8);
  await company.says('ada', 'remarkOnWorkflow', { workflow: long, words: 'Still thinking.' });
  expect(await findings(company, 'LISTENING_TOO_LONG')).toEqual([]);
  days(company, 2);
  const [found, ...others] = await findings(company, 'LISTENING_TOO_LONG');
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    workflows: [{ id: long }], measured: 10, threshold: 9.1, unit: 'DAYS', since: '2026-03-02T09:00:00.000Z', agents: [{ name: 'Ada Moreau' }, { name: 'Bram Visser' }],
    next: [{ by: { name: 'Ada Moreau' }, act: 'REQUEST', workflow: { id: long } }, { by: { name: 'Bram Visser' }, act: 'OFFER', workflow: { id: long } }],
  });
  expect(found?.says).toBe('They have listened to each other for 10 days of a horizon of 91, and have not decided whether to work together.');
  days(company, 27);
  expect(objectives(await findings(company, 'LISTENING_TOO_LONG'))).toEqual(['For a quarter', 'For a year', 'Later']);
});

test('listening begins where a negotiation ended, and where something unspoken was spoken', async () => {
  const withdrawn = await between('Withdrawn', 'NEGOTIATING');
  const noticed = (await company.says('ada', 'noticeWorkflow', { customer: await company.person('ada'), performer: await company.person('bram'), statement: 'Unspoken', window: { due: dayFromNow(company, 90) } })).id;
  days(company, 9);
  await company.says('ada', 'withdrawFromNegotiation', { workflow: withdrawn });
  await company.says('ada', 'articulateConcern', { workflow: noticed, statement: 'Spoken' });
  days(company, 9);
  expect(await findings(company, 'LISTENING_TOO_LONG')).toEqual([]);
  days(company, 1);
  expect((await findings(company, 'LISTENING_TOO_LONG')).map(({ since, workflows }) => [workflows[0]?.objective, since]).sort()).toEqual([['Spoken', '2026-03-11T09:00:00.000Z'], ['Withdrawn', '2026-03-11T09:00:00.000Z']]);
});

test('negotiating in circles: by days, or by proposals of this one negotiation', async () => {
  await between('By days', 'PROPOSED');
  const words = await between('By proposals', 'PROPOSED');
  const nearly = await between('Nearly', 'PROPOSED');
  const counter = (workflow: string, who: string): Promise<unknown> => company.says(who, 'proposeTerms', { workflow, terms: { due: dayFromNow(company, 80), conditions: [{ key: 'c1', statement: 'It works' }] } });
  for (const who of ['ada', 'bram', 'ada']) for (const workflow of [words, nearly]) await counter(workflow, who);
  expect(await findings(company, 'NEGOTIATING_IN_CIRCLES')).toEqual([]);
  await counter(words, 'bram');
  const [found, ...others] = await findings(company, 'NEGOTIATING_IN_CIRCLES');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ workflows: [{ id: words }], measured: 5, threshold: 5, unit: 'PROPOSALS', weight: 0.35, next: [{ by: { name: 'Ada Moreau' }, act: 'PROPOSE' }, { by: { name: 'Ada Moreau' }, act: 'ARTICULATE' }] });
  // What was proposed before they went back to listening is of another negotiation.
  await company.says('ada', 'withdrawFromNegotiation', { workflow: words });
  days(company, 1);
  await company.says('ada', 'requestHelp', { workflow: words });
  await company.says('bram', 'engageInWorkflow', { workflow: words });
  await counter(words, 'bram');
  expect(await findings(company, 'NEGOTIATING_IN_CIRCLES')).toEqual([]);
  days(company, 9);
  expect((await findings(company, 'NEGOTIATING_IN_CIRCLES')).map(({ unit, measured, workflows }) => [unit, measured, workflows[0]?.objective]).sort()).toEqual([['DAYS', 10, 'By days'], ['DAYS', 10, 'Nearly']]);
});

test('executing without a promise: what was never spoken, and what a successor has not promised', async () => {
  const notice = async (statement: string, window: object) => (await company.says('ada', 'noticeWorkflow', { customer: await company.person('ada'), performer: await company.person('bram'), statement, window })).id;
  const unspoken = await notice('Unspoken', { due: dayFromNow(company, 300) });
  await notice('Unspoken, and still to come', { starts: dayFromNow(company, 40), due: dayFromNow(company, 300) });
  const taken = await between('Taken over', 'PROMISED');
  const renegotiated = await between('Renegotiated', 'PROMISED');
  await company.says('bram', 'handOverWorkflow', { workflow: taken, successor: await company.person('chidi') });
  await company.says('chidi', 'takeOverWorkflow', { workflow: taken });
  await company.says('bram', 'renegotiatePromise', { workflow: renegotiated, words: 'New information' });
  days(company, 29);
  expect(await findings(company, 'EXECUTING_WITHOUT_A_PROMISE')).toEqual([]);
  days(company, 1);
  const found = await findings(company, 'EXECUTING_WITHOUT_A_PROMISE');
  expect(objectives(found)).toEqual(['Taken over', 'Unspoken']);
  const [ofUnspoken, ofTaken] = [unspoken, taken].map((id) => found.find(({ workflows }) => workflows[0]?.id === id));
  expect(ofUnspoken?.next).toMatchObject([{ by: { name: 'Ada Moreau' }, act: 'ARTICULATE' }, { by: { name: 'Bram Visser' }, act: 'OFFER' }]);
  expect(ofTaken?.next).toMatchObject([{ by: { name: 'Chidi Adeyemi' }, act: 'PROPOSE' }, { by: { name: 'Ada Moreau' }, act: 'RELEASE' }]);
  await company.says('ada', 'articulateConcern', { workflow: unspoken, statement: 'Spoken' });
  expect(objectives(await findings(company, 'EXECUTING_WITHOUT_A_PROMISE'))).toEqual(['Taken over']);
});

test('a promise without measurable conditions: for long, and nothing mandatory measured', async () => {
  const promised = async (statement: string, horizon: number, conditions: readonly object[]): Promise<string> => {
    const workflow = await between(statement, 'NEGOTIATING', horizon);
    const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow, terms: { due: dayFromNow(company, horizon), conditions } });
    await company.says('ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
    return workflow;
  };
  const measure = { metric: 'availability', unit: 'percent', direction: 'STAY_ABOVE', target: '99.9' };
  const vague = await promised('Vague', 90, [{ statement: 'It is good' }, { statement: 'It is up', mandatory: false, measure }]);
  await promised('Measured', 90, [{ statement: 'It is good' }, { statement: 'It is up', measure }]);
  await promised('Short', 30, [{ statement: 'It is done' }]);
  const [found, ...others] = await findings(company, 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ workflows: [{ id: vague }], measured: 91, threshold: 32, next: [{ by: { name: 'Bram Visser' }, act: 'RENEGOTIATE' }, { by: { name: 'Ada Moreau' }, act: 'RENEGOTIATE' }] });
  expect(found?.says).toBe('The promise reaches 91 days, and its one mandatory condition has no measure: whether it is kept will be an opinion.');
  await company.says('bram', 'deliverResults', { workflow: vague });
  expect(await findings(company, 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS')).toEqual([]);
  await company.says('ada', 'assessDelivery', { workflow: vague, outcomes: [{ condition: 'c1', outcome: 'NOT_MET' }, { condition: 'c2', outcome: 'MET' }], satisfaction: 2, otherwise: 'REWORK' });
  expect(objectives(await findings(company, 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS'))).toEqual(['Vague']);
});

test('a silent Customer: two check-ins that fell due', async () => {
  const silent = await between('Silent', 'PROMISED');
  const heard = await between('Heard', 'PROMISED');
  days(company, 15);
  await company.says('ada', 'checkIn', { workflow: heard });
  await company.says('bram', 'reportProgress', { workflow: silent, confidence: 0.5 });
  days(company, 12);
  expect(await findings(company, 'CUSTOMER_SILENT')).toEqual([]);
  days(company, 1);
  const [found, ...others] = await findings(company, 'CUSTOMER_SILENT');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ workflows: [{ id: silent }], measured: 2, threshold: 2, unit: 'CHECK_INS', weight: 0.4, since: '2026-03-02T09:00:00.000Z', next: [{ by: { name: 'Ada Moreau' }, act: 'CHECK_IN' }] });
  await company.says('ada', 'checkIn', { workflow: silent });
  expect(await findings(company, 'CUSTOMER_SILENT')).toEqual([]);
});

test('delivered and never assessed: twice as long as it was to take', async () => {
  const delivered = await between('Delivered', 'PROMISED');
  const revoked = await between('Revoked', 'PROMISED');
  await company.says('bram', 'deliverResults', { workflow: delivered });
  await company.says('bram', 'revokePromise', { workflow: revoked, words: 'I cannot.' });
  days(company, 9);
  expect(await findings(company, 'DELIVERED_NEVER_ASSESSED')).toEqual([]);
  days(company, 2);
  const [found, ...others] = await findings(company, 'DELIVERED_NEVER_ASSESSED');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ workflows: [{ id: delivered }], measured: 2.2, threshold: 2, unit: 'ASSESSMENT_TIMES', next: [{ by: { name: 'Ada Moreau' }, act: 'ASSESS' }] });
});

test('a promise that serves nothing, and has for two weeks', async () => {
  const parent = await between('Make the Company Awesome', 'PROMISED', 300);
  await company.says('ada', 'declareRoot', { workflow: parent });
  const serving = await workflowBetween(company, { customer: 'bram', performer: 'chidi', statement: 'Serving', due: dayFromNow(company, 90) });
  await company.says('bram', 'servePromise', { workflow: serving, parent, contributions: [{ condition: 'c1' }] });
  const loose = await workflowBetween(company, { customer: 'bram', performer: 'chidi', statement: 'Loose', due: dayFromNow(company, 90) });
  await workflowBetween(company, { customer: 'bram', performer: 'chidi', statement: 'Only for a week', due: dayFromNow(company, 6) });
  days(company, 13);
  expect(await findings(company, 'SERVES_NOTHING')).toEqual([]);
  days(company, 1);
  const [found, ...others] = await findings(company, 'SERVES_NOTHING');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ workflows: [{ id: loose }], measured: 14, weight: 0.15, next: [{ by: { name: 'Bram Visser' }, act: 'SERVE' }, { by: { name: 'Bram Visser' }, act: 'DECLARE_ROOT' }] });
});

