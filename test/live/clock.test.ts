import { pino } from 'pino';
import { aDay, openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { atOnce, untilNotBusy } from '../kit/crowd.js';
import { Minders } from '../kit/minders.js';
import { cameTrue } from '../kit/waiting.js';
import { clockDue, strikeClock } from '../../src/graph/clock.js';
import { readGlobalId } from '../../src/domain/common/identifier.rules.js';

jest.setTimeout(240_000);

/* What runs out by the clock says so on the record: late after a stop, and never twice. */

let api: Api;
let company: Company;
let began: number;

const minders = new Minders();

beforeAll(async () => {
  api = await openApi();
  began = api.clock.now;
});
beforeEach(async () => {
  api.clock.now = began;
  company = await api.found();
});
afterEach(() => minders.leave());
afterAll(() => api.close());

const standing = '{ id phase version standingProposal { id } deferrals { side until } waitingFor { move side since } acts(first: 50) { nodes { act side words saidAt recordedAt speaker { name } said { path value } } } }';

async function read(workflow: string): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer
  return (await company.asks('ada', `query($id: ID!) { workflow(id: $id) ${standing} }`, { id: workflow })).workflow;
}

async function proposedUntil(answerBy: string): Promise<string> {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await company.says('ada', 'proposeTerms', { workflow, terms: { ...simpleTerms('2026-11-30'), answerBy } });
  return workflow;
}

test('a proposal that nobody answered in time lapses on the record, said by nobody, and the Performer is asked to propose', async () => {
  const workflow = await proposedUntil('2026-03-04T12:00:00Z');
  api.clock.now += 5 * aDay;
  minders.mind(api, company);
  await cameTrue(async () => (await read(workflow)).standingProposal === null);
  const { phase, acts, waitingFor } = await read(workflow);
  expect(phase).toBe('NEGOTIATING');
  expect(waitingFor).toMatchObject([{ move: 'PROPOSE', side: 'PERFORMER' }]);
  expect(acts.nodes.at(-1)).toMatchObject({ act: 'LAPSE', side: null, speaker: null, words: null, saidAt: '2026-03-04T12:00:00.000Z', recordedAt: new Date(api.clock.now).toISOString() });
});

test('a deferral ends on its day, and whoever was waited for before is waited for again', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await company.says('bram', 'deferWorkflow', { workflow, until: '2026-03-09' });
  api.clock.now += 10 * aDay;
  minders.mind(api, company);
  await cameTrue(async () => (await read(workflow)).deferrals.length === 0);
  expect((await read(workflow)).waitingFor).toMatchObject([{ move: 'PROPOSE', side: 'PERFORMER' }]);
  const { myMoves } = await company.asks('bram', '{ myMoves { nodes { workflow { id } wait { move } } } }');
  expect(myMoves.nodes).toEqual([{ workflow: { id: workflow }, wait: { move: 'PROPOSE' } }]);
});

test('what is answered in time does not lapse', async () => {
  const workflow = await proposedUntil('2026-03-04T12:00:00Z');
  await company.says('bram', 'makePromise', { workflow, proposal: (await read(workflow)).standingProposal.id });
  const { version } = await read(workflow);
  api.clock.now += 5 * aDay;
  const worker = minders.mind(api, company);
  await cameTrue(() => worker.holdsLease);
  await api.settled(company);
  await cameTrue(async () => (await clockDue({ database: api.database, clock: () => api.clock.now }, [company.org], 10)).length === 0);
  expect((await read(workflow)).version).toBe(version);
});

test('many who mind the same clock say what has run out once', async () => {
  const workflow = await proposedUntil('2026-03-04T12:00:00Z');
  api.clock.now += 5 * aDay;
  const sources = { database: api.database, clock: () => api.clock.now };
  const outcomes = await atOnce(20, () => untilNotBusy(() => strikeClock(sources, company.org, readGlobalId(workflow)?.id ?? '')));
  expect(outcomes.filter((outcome) => outcome === 'LAPSED')).toHaveLength(1);
  expect((await read(workflow)).acts.nodes.filter(({ act }: { act: string }) => act === 'LAPSE')).toHaveLength(1);
});

test('what the clock could not say while somebody else was writing, it says soon afterwards', async () => {
  const workflow = await proposedUntil('2026-03-04T12:00:00Z');
  const said: string[] = [];
  const other = await openApi({ logger: pino({ level: 'warn' }, { write: (line: string) => void said.push(line) }) });
  other.clock.now = api.clock.now + 5 * aDay;
  await api.database.holdingLock(`MATCH (workflow:Workflow {org: '${company.org}', id: '${readGlobalId(workflow)?.id ?? ''}'}) SET workflow.lock = 'held'`, async () => {
    other.mind(company);
    await cameTrue(() => said.some((line) => line.includes('the clock could not strike')), () => said.join(''));
  });
  // Less than a workflow rests in which something is wrong.
  await cameTrue(async () => (await read(workflow)).standingProposal === null, () => said.join(''), 40_000);
  await other.close();
});

test('an answer and the clock that meet leave one of the two, never both', async () => {
  for (let round = 0; round < 5; round++) {
    const workflow = await proposedUntil('2026-03-04T12:00:00Z');
    const proposal = (await read(workflow)).standingProposal.id;
    // At its last moment it can still be accepted; a moment later it has run out.
    api.clock.now = Date.parse('2026-03-04T12:00:00Z');
    const accepting = company.triesTo('bram', 'makePromise', { workflow, proposal });
    api.clock.now += 1;
    const [{ userErrors }, outcome] = await Promise.all([accepting, strikeClock({ database: api.database, clock: () => api.clock.now }, company.org, readGlobalId(workflow)?.id ?? '')]);
    const { acts } = await read(workflow);
    const said = acts.nodes.map(({ act }: { act: string }) => act);
    expect([said.includes('PROMISE'), said.includes('LAPSE')].filter(Boolean)).toHaveLength(1);
    expect(userErrors.length === 0).toBe(said.includes('PROMISE'));
    expect(outcome === 'LAPSED').toBe(said.includes('LAPSE'));
    api.clock.now = began;
  }
});

test('workflows from before there was a clock are looked at once, and then know when to be looked at again', async () => {
  const workflow = await proposedUntil('2026-03-04T12:00:00Z');
  const id = readGlobalId(workflow)?.id;
  await api.database.runText("MATCH (workflow:Workflow {org: $org, id: $id}) SET workflow.clockAt = ''", { org: company.org, id });
  await strikeClock({ database: api.database, clock: () => api.clock.now }, company.org, id ?? '');
  const [row] = await api.database.runText('MATCH (workflow:Workflow {org: $org, id: $id}) RETURN workflow.clockAt AS clockAt', { org: company.org, id });
  expect(row?.clockAt).toBe('2026-03-04T12:00:00.001Z');
});
