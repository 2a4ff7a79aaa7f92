import { aDay, openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

/*
 * Dana is a good Customer until the autumn, when everything comes at once. Emil waits for her, and says so; she hears of it,
 * and by the next summer people like to work for her again.
 */
let api: Api;
let company: Company;
let emil: string;
let dana: string;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  for (const name of ['ada', 'dana', 'emil', 'fatima'] as const) await company.person(name);
  [emil, dana] = [await company.person('emil'), await company.person('dana')];
});
afterAll(() => api.close());

const day = (): string => new Date(api.clock.now).toISOString().slice(0, 10);
const dayIn = (days: number): string => new Date(api.clock.now + days * aDay).toISOString().slice(0, 10);

/** Sixty days, with an answer within three, a check-in every fortnight and an assessment within five. */
async function begun(statement: string): Promise<string> {
  const { id: workflow } = await company.says('dana', 'openWorkflow', { performer: emil, statement, window: { due: dayIn(60) }, request: true });
  await company.says('emil', 'offerHelp', { workflow });
  return workflow;
}

async function promised(workflow: string, hesitatesDays: number): Promise<void> {
  await company.says('dana', 'engageInWorkflow', { workflow });
  const { standingProposal } = await company.says('emil', 'proposeTerms', { workflow, terms: simpleTerms(dayIn(50)) });
  api.clock.now += hesitatesDays * aDay;
  await company.says('dana', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
}

async function assessed(workflow: string, words: string | null): Promise<void> {
  await company.says('dana', 'assessDelivery', { workflow, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 4, words });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see Answer
async function recordOf(from: string, who = 'fatima', to: string | null = null): Promise<any> {
  const { agent } = await company.asks(who, `query($agent: ID!, $from: When!, $to: When) { agent(id: $agent) { customership(from: $from, to: $to) {
    ableToBeGoodCustomer(horizonDays: 60) { answer reasons { kind weight condition figure threshold } occasions onLikeHorizons }
    conditions { condition asked inTime late undone inTimeShare medianAnswer nineInTenAnswers withWords }
    promisesReceived { kept keptLate broken } load { openDuals waiting overdue performing } isPartial
    reviews { count clarity helpfulness latest { performer { name } workflow { objective } act { words } } } } } }`, { agent: dana, from, to });
  return agent.customership;
}

const reasonsOf = (record: { ableToBeGoodCustomer: { answer: string; reasons: readonly { kind: string; weight: string; condition: string | null }[] } }): string[] =>
  [record.ableToBeGoodCustomer.answer, ...record.ableToBeGoodCustomer.reasons.map(({ kind, weight, condition }) => [kind, condition, weight].filter((word) => word !== null).join(' '))];

let autumn: string;
let neglected: string;
let spring: string;

test('at first nobody can say what kind of Customer Dana is', async () => {
  expect(reasonsOf(await recordOf(day()))).toEqual(['UNKNOWN', 'LITTLE_RECORD DOUBT']);
});

test('she answers within a day, looks in every other week and says what she thinks: they want to work for her', async () => {
  const from = day();
  for (const statement of ['Onboarding without a call', 'Payments by invoice']) {
    const workflow = await begun(statement);
    await promised(workflow, 1);
    for (let turn = 1; turn <= 3; turn++) {
      api.clock.now += 10 * aDay;
      await company.says('dana', 'checkIn', { workflow });
    }
    await company.says('emil', 'deliverResults', { workflow });
    api.clock.now += aDay;
    await assessed(workflow, 'Just what I needed.');
    await company.says('emil', 'reviewCustomer', { workflow, clarity: 5, helpfulness: 5, words: 'I always knew where I was.' });
  }
  const record = await recordOf(from);
  expect(reasonsOf(record)).toEqual(['YES', 'RECORD_HOLDS FOR']);
  expect(record).toMatchObject({
    promisesReceived: { kept: 2, keptLate: 0, broken: 0 }, isPartial: false,
    reviews: { count: 2, clarity: 5, helpfulness: 5, latest: [{ performer: { name: 'Emil Novak' }, workflow: { objective: 'Payments by invoice' }, act: { words: 'I always knew where I was.' } }, { workflow: { objective: 'Onboarding without a call' } }] },
  });
  expect(record.conditions).toMatchObject([
    { condition: 'ARTICULATES', asked: 0, inTimeShare: null, medianAnswer: null },
    { condition: 'NEGOTIATES', asked: 4, inTime: 4, inTimeShare: 1, nineInTenAnswers: 'P1D' },
    { condition: 'CHECKS_IN', asked: 6, inTime: 6, medianAnswer: null },
    { condition: 'GIVES_FEEDBACK', asked: 2, inTime: 2, medianAnswer: 'P1D', withWords: 2 },
  ]);
});

test('in the autumn Emil waits for her, and her moves say since when', async () => {
  api.clock.now += 10 * aDay;
  autumn = day();
  neglected = await begun('Reports that nobody waits for');
  await promised(neglected, 9);
  api.clock.now += 30 * aDay;
  const { workflow } = await company.asks('emil', 'query($id: ID!) { workflow(id: $id) { dual { nextMove { move overdue } conditions { condition state } } } }', { id: neglected });
  expect(workflow.dual).toMatchObject({ nextMove: { move: 'CHECK_IN', overdue: true }, conditions: [{ state: 'MET' }, { state: 'MET' }, { state: 'OVERDUE' }, { state: 'NOT_ASKED' }] });
  const { myMoves } = await company.asks('dana', '{ myMoves(first: 100) { nodes { workflow { objective } wait { move overdue } } } }');
  expect(myMoves.nodes).toContainEqual({ workflow: { objective: 'Reports that nobody waits for' }, wait: { move: 'CHECK_IN', overdue: true } });
  expect(reasonsOf(await recordOf(autumn))).toContain('OVERDUE_NOW DOUBT');
});

test('he delivers to somebody who never looked, and who assesses it weeks later without a word', async () => {
  await company.says('emil', 'deliverResults', { workflow: neglected });
  api.clock.now += 20 * aDay;
  await assessed(neglected, null);
  const { workflow } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { dual { conditions { condition state late undone evidence { late done withWords act { act } } } } } }', { id: neglected });
  expect(workflow.dual.conditions[2]).toMatchObject({ condition: 'CHECKS_IN', state: 'BROKEN', late: 0, undone: 2, evidence: [{ done: false, act: { act: 'DELIVER' } }] });
  expect(workflow.dual.conditions[3]).toMatchObject({ condition: 'GIVES_FEEDBACK', state: 'MET', late: 1, evidence: [{ late: 'P15D', done: true, withWords: false }] });
});

test('he says so, and whoever asks about her hears it with its reasons', async () => {
  await company.says('emil', 'reviewCustomer', { workflow: neglected, clarity: 3, helpfulness: 1, words: 'I waited for you nine days, and then for six weeks.' });
  const record = await recordOf(autumn);
  expect(reasonsOf(record)).toEqual(['NO', 'RECORD_FALLS_SHORT AGAINST']);
  expect(record.ableToBeGoodCustomer).toMatchObject({ occasions: 5, onLikeHorizons: true, reasons: [{ figure: 0.2, threshold: 0.5 }] });
  expect(record.reviews).toMatchObject({ count: 1, clarity: 3, helpfulness: 1, latest: [{ act: { words: 'I waited for you nine days, and then for six weeks.' } }] });
});

test('she listens again: by the summer most of what she does is in time, and what was is still on record', async () => {
  api.clock.now += 150 * aDay;
  spring = day();
  for (const statement of ['A calm dashboard', 'Search that finds']) {
    const workflow = await begun(statement);
    await promised(workflow, 2);
    for (let turn = 1; turn <= 3; turn++) {
      api.clock.now += 12 * aDay;
      await company.says('dana', 'checkIn', { workflow });
    }
    await company.says('emil', 'deliverResults', { workflow });
    api.clock.now += 2 * aDay;
    await assessed(workflow, 'Thank you for telling me last autumn.');
    await company.says('emil', 'reviewCustomer', { workflow, clarity: 5, helpfulness: 5 });
  }
  expect(reasonsOf(await recordOf(spring))).toEqual(['YES', 'RECORD_HOLDS FOR']);
  const { agent } = await company.asks('fatima', 'query($agent: ID!, $then: When!) { agent(id: $agent, asOf: $then) { customership { to load { waiting } conditions { late } } } }', { agent: dana, then: spring });
  expect(agent.customership.load).toBeNull();
  expect(agent.customership.conditions.map(({ late }: { late: number }) => late)).toEqual([0, 1, 0, 1]);
});
