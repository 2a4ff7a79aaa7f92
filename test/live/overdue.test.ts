import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { strikeClock } from '../../src/graph/clock.js';
import { aDay, openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { atOnce } from '../kit/crowd.js';
import { Listener } from '../kit/listener.js';
import { Minders } from '../kit/minders.js';
import { cameTrue } from '../kit/waiting.js';

jest.setTimeout(240_000);

/* What nobody did in time is told: once for each wait, late after a stop, and without a word said or a state changed. */

let api: Api;
let company: Company;
let began: number;
const listeners: Listener[] = [];

const minders = new Minders();

beforeAll(async () => {
  api = await openApi();
  began = api.clock.now;
});
beforeEach(async () => {
  api.clock.now = began;
  company = await api.found();
});
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.leave()));
});
afterEach(() => minders.leave());
afterAll(() => api.close());

const told = 'id kind acts { act } cameDue { agent { name } side move since due }';

async function listens(subject: string, field = 'organizationChanged'): Promise<Listener> {
  const listener = await Listener.of(company, subject, `subscription { ${field} { ${told} workflow { id version } } }`);
  listeners.push(listener);
  return listener;
}

const overdue = ({ heard }: Listener): Listener['heard'] => heard.filter(({ kind }) => kind === 'FELL_OVERDUE');

async function read(workflow: string): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer
  return (await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { id version phase standingProposal { id } waitingFor { move since due overdue } } }', { id: workflow })).workflow;
}

async function dueOf(workflow: string, move: string): Promise<number> {
  const { waitingFor } = await read(workflow);
  return Date.parse(waitingFor.find((wait: { move: string }) => wait.move === move).due);
}

async function clockOf(workflow: string): Promise<unknown> {
  return (await api.database.runText('MATCH (workflow:Workflow {org: $org, id: $id}) RETURN workflow.clockAt AS clockAt', { org: company.org, id: readGlobalId(workflow)?.id }))[0]?.clockAt;
}

const sources = () => ({ database: api.database, clock: () => api.clock.now });
const strikes = (workflow: string): ReturnType<typeof strikeClock> => strikeClock(sources(), company.org, readGlobalId(workflow)?.id ?? '');

test('a proposal that the Customer does not answer in time is told as overdue, to them and to all who may see it', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await company.says('bram', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30') });
  const { version } = await read(workflow);
  const due = await dueOf(workflow, 'ANSWER_PROPOSAL');
  const [olga, ada] = [await listens('olga'), await listens('ada', 'myMovesChanged')];
  api.clock.now = due;
  expect(await strikes(workflow)).toBe('NOTHING'); // at its last moment it is still in time
  api.clock.now = due + 1;
  minders.mind(api, company);
  await olga.until(() => overdue(olga).length === 1);
  await ada.until(() => overdue(ada).length === 1);
  expect(overdue(olga)[0]).toMatchObject({
    acts: [], workflow: { id: workflow, version },
    cameDue: [{ agent: { name: 'Ada Moreau' }, side: 'CUSTOMER', move: 'ANSWER_PROPOSAL', due: new Date(due).toISOString() }],
  });
  expect(overdue(ada)[0]?.id).toBe(overdue(olga)[0]?.id);
});

test('a delivery that nobody assesses, and a promise that is not delivered, are told as overdue', async () => {
  const [promised, delivered] = [await workflowIn(company, 'EXECUTING'), await workflowIn(company, 'DELIVERED')];
  const olga = await listens('olga');
  api.clock.now = Math.max(await dueOf(promised, 'DELIVER'), await dueOf(delivered, 'ASSESS')) + 1;
  minders.mind(api, company);
  await olga.until(() => overdue(olga).length === 2);
  const heard = new Map(overdue(olga).map((event) => [event.workflow.id, event.cameDue]));
  expect(heard.get(promised)).toMatchObject([{ agent: { name: 'Bram Visser' }, side: 'PERFORMER', move: 'DELIVER' }]);
  expect(heard.get(delivered)).toMatchObject([{ agent: { name: 'Ada Moreau' }, side: 'CUSTOMER', move: 'ASSESS' }]);
});

test('a check-in is told of when it is due, and not again when the moment has passed', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const due = await dueOf(workflow, 'CHECK_IN');
  const ada = await listens('ada');
  api.clock.now = due;
  expect(await strikes(workflow)).toBe('TOLD');
  api.clock.now = due + 1;
  expect(await strikes(workflow)).toBe('NOTHING');
  minders.mind(api, company);
  await ada.until((heard) => heard.some(({ kind }) => kind === 'CAME_DUE'));
  expect(ada.heard.at(-1)).toMatchObject({ kind: 'CAME_DUE', cameDue: [{ side: 'CUSTOMER', move: 'CHECK_IN', due: new Date(due).toISOString() }] });
  expect(overdue(ada)).toEqual([]);
});

test('many who mind the same clock tell it once, and what was told is not told again after what is said later', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  const due = await dueOf(workflow, 'PROPOSE');
  const olga = await listens('olga');
  api.clock.now = due + aDay;
  const outcomes = await atOnce(20, () => strikes(workflow));
  expect(outcomes.filter((outcome) => outcome === 'TOLD')).toHaveLength(1);
  await company.says('ada', 'remarkOnWorkflow', { workflow, words: 'Where are we?' });
  await strikes(workflow);
  minders.mind(api, company);
  await api.settled(company);
  await olga.until(() => olga.acts.includes('REMARK'));
  expect(overdue(olga)).toHaveLength(1);
});

test('what fell overdue while the clock stood still is told, although something else was said before it came round', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  const due = await dueOf(workflow, 'PROPOSE');
  const olga = await listens('olga');
  api.clock.now = due + 60_000;
  await company.says('ada', 'remarkOnWorkflow', { workflow, words: 'Are you there?' });
  minders.mind(api, company);
  await olga.until(() => overdue(olga).length === 1);
  expect(overdue(olga)[0]?.cameDue).toMatchObject([{ move: 'PROPOSE', side: 'PERFORMER' }]);
});

test('what was answered before the clock came round is not told as overdue', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  api.clock.now = (await dueOf(workflow, 'PROPOSE')) + 60_000;
  const olga = await listens('olga');
  await company.says('bram', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30') });
  minders.mind(api, company);
  await olga.until(() => olga.acts.includes('PROPOSE'));
  await cameTrue(async () => String(await clockOf(workflow)) > new Date(api.clock.now).toISOString());
  expect(overdue(olga)).toEqual([]);
});

test('a proposal that runs out unanswered is told as overdue before it lapses', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await company.says('bram', 'proposeTerms', { workflow, terms: { ...simpleTerms('2026-11-30'), answerBy: '2026-03-04T12:00:00Z' } });
  const olga = await listens('olga');
  api.clock.now += 5 * aDay;
  expect(await strikes(workflow)).toBe('LAPSED');
  minders.mind(api, company);
  await olga.until((heard) => heard.some(({ acts }) => acts[0]?.act === 'LAPSE'));
  expect(olga.heard.slice(-2)).toMatchObject([{ kind: 'FELL_OVERDUE', cameDue: [{ move: 'ANSWER_PROPOSAL' }] }, { kind: 'HAPPENED', acts: [{ act: 'LAPSE' }] }]);
});

test('what is put off is not overdue meanwhile; when its day has come it is asked for again, and falls overdue later', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  const due = await dueOf(workflow, 'PROPOSE');
  await company.says('bram', 'deferWorkflow', { workflow, until: '2026-06-01' });
  expect(await dueOf(workflow, 'PROPOSE')).toBeGreaterThan(due);
  const olga = await listens('olga');
  api.clock.now = due + 1;
  expect(await strikes(workflow)).toBe('NOTHING');
  api.clock.now = Date.parse('2026-06-02T00:00:00Z');
  expect(await strikes(workflow)).toBe('LAPSED'); // the end of the deferral is on the record
  api.clock.now = (await dueOf(workflow, 'PROPOSE')) + 1;
  expect(await strikes(workflow)).toBe('TOLD');
  minders.mind(api, company);
  await olga.until(() => overdue(olga).length === 1);
});

test('what is kept between its parties is overdue between its parties', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await company.says('ada', 'setWorkflowVisibility', { workflow, visibility: 'PARTIES' });
  const [olga, ada] = [await listens('olga'), await listens('ada')];
  api.clock.now = (await dueOf(workflow, 'PROPOSE')) + 1;
  minders.mind(api, company);
  await ada.until(() => overdue(ada).length === 1);
  await company.does('olga', 'renameOrganization', 'RenameOrganizationInput', { name: 'Told afterwards' }, 'organization { id }');
  await olga.until(() => olga.acts.includes('RENAME_ORGANIZATION'));
  expect(overdue(olga)).toEqual([]);
});

test('workflows from before the clock told of it are looked at when their next wait falls overdue', async () => {
  const [workflow, late] = [await workflowIn(company, 'NEGOTIATING'), await workflowIn(company, 'EXECUTING')];
  const parameters = { org: company.org, id: readGlobalId(workflow)?.id };
  const migration = readFileSync(join(__dirname, '..', '..', 'cypher', 'migrations', '0016-webhooks.cypher'), 'utf8');
  const statement = migration.split(/;\s*\n/).find((text) => text.includes('awaited.due')) ?? '';
  await api.database.runText('MATCH (workflow:Workflow {org: $org, id: $id}) SET workflow.clockAt = null WITH workflow MATCH (workflow)<-[awaited:AWAITED_IN]-() SET awaited.due = $due', { ...parameters, due: '2199-01-01T00:00:00.000Z' });
  const known = await clockOf(late);
  await api.database.runText(statement);
  expect(await clockOf(workflow)).toBe('2199-01-01T00:00:00.000Z');
  // What is to be looked at sooner stays so, and running it again changes nothing.
  expect(await clockOf(late)).toBe(known);
  await api.database.runText(statement);
  expect(await clockOf(workflow)).toBe('2199-01-01T00:00:00.000Z');
});
