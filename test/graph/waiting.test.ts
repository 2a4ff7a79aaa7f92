import { setTimeout as sleep } from 'node:timers/promises';
import { readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { writeBudgetMilliseconds } from '../../src/graph/sessions.js';
import { openApi, testDatabaseSettings, workflowIn } from '../kit/api.js';
import type { Act, Api, Company } from '../kit/api.js';
import { countsOf } from '../kit/every-node.js';
import { Wire } from '../kit/wire.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  // A database that has just started is given time; the budget counts once it has got going.
  for (let count = 0; count < 3; count++) await workflowIn(company, 'EXECUTING');
});
afterAll(() => api.close());

function localId(id: string): string {
  const read = readGlobalId(id);
  if (read === null) throw new Error(`${id} is no id of this API.`);
  return read.id;
}

/** Another writer, who has the thing and does not let go of it while `work` runs. */
function whileAnotherWrites<Result>(label: string, id: string, work: () => Promise<Result>): Promise<Result> {
  return api.database.holdingLock(`MATCH (n:${label} {org: '${company.org}', id: '${id}'}) SET n.lock = 'held'`, work);
}

/** Everything there is of the organisation, counted. */
async function everything(): Promise<unknown> {
  return countsOf(api.database, company.org);
}

test('one who waits too long for another writer hears BUSY, and nothing was written', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const before = await everything();
  const input = { workflow, idempotencyKey: 'waited', words: 'Are you there?' };

  const started = performance.now();
  const waited = await whileAnotherWrites('Workflow', localId(workflow), () => company.triesTo('ada', 'remarkOnWorkflow', input));
  if (process.env.PROMISEGRAPH_TEST_MEASURE !== undefined) process.stdout.write(`BUSY after ${String(Math.round(performance.now() - started))} ms\n`);

  expect(waited).toMatchObject({ act: null, workflow: null, userErrors: [{ code: 'BUSY', message: expect.stringContaining('Nothing was written') as string }] });
  expect(await everything()).toEqual(before);
  expect(await company.says('ada', 'remarkOnWorkflow', input)).toMatchObject({ id: workflow });
});

test('one who waits for the roster hears BUSY, while acts in workflows go on', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const [renamed, said] = await whileAnotherWrites('Organization', company.org, () =>
    Promise.all([
      company.tries('olga', 'renameOrganization', 'RenameOrganizationInput', { name: 'Another Company' }, 'act { id }') as Promise<Act>,
      company.triesTo('ada', 'remarkOnWorkflow', { workflow, words: 'We go on' }),
    ]),
  );
  expect(renamed.userErrors).toMatchObject([{ code: 'BUSY' }]);
  expect(said.userErrors).toEqual([]);
});

test('readers wait for no writer', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const { workflow: found } = await whileAnotherWrites('Workflow', localId(workflow), () =>
    company.asks('bram', 'query($id: ID!) { workflow(id: $id) { phase } }', { id: workflow }));
  expect(found).toEqual({ phase: 'EXECUTING' });
});

test('one whose database takes its time, also to tell who waits for whom, is not told that others write', async () => {
  const { wire, settings } = await Wire.between(testDatabaseSettings());
  const slow = await openApi({ database: settings });
  try {
    const there = await slow.found();
    const workflow = await workflowIn(there, 'EXECUTING');
    wire.holdBack();
    const saying = there.triesTo('ada', 'remarkOnWorkflow', { workflow, words: 'It takes its time' });
    saying.catch(() => undefined); // it is awaited below
    await sleep(writeBudgetMilliseconds + 1_500); // by then it would have been told
    wire.letGo();
    expect(await saying).toMatchObject({ act: { act: 'REMARK' }, userErrors: [] });
  } finally {
    wire.letGo();
    await slow.close();
    await wire.close();
  }
});
