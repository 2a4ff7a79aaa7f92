import { Metrics } from '../../src/serving/metrics.js';
import { openApi, testDatabaseSettings, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Listener } from '../kit/listener.js';
import { Scrape } from '../kit/scrape.js';
import { cameTrue } from '../kit/waiting.js';
import { Wire } from '../kit/wire.js';

jest.setTimeout(240_000);

/* The database goes just as an event is told. */

const query = 'subscription($after: String) { organizationChanged(after: $after) { id cursor kind acts { act } workflow { phase } } }';
/** What the query costs. A listener can pay for the request, and for what it begins with; the next event is waited for. */
const cost = 4;

let wire: Wire;
let api: Api;
let company: Company;
/** Another API, which the wire leads to, and which lets nobody hear much at once. */
let listening: Api;
const metrics = new Metrics();

beforeAll(async () => {
  const between = await Wire.between(testDatabaseSettings());
  wire = between.wire;
  api = await openApi();
  company = await api.found();
  listening = await openApi({ database: between.settings, metrics, rate: { perMinute: 1_000, burst: 2 * cost } });
});
afterAll(async () => {
  wire.mend();
  await api.close();
  await listening.close();
  await wire.close();
});

const times = async (statement: string): Promise<number> => new Scrape(await metrics.text()).value('promisegraph_statement_seconds_count', { statement });

test('an event that could only be told in part ends the subscription, and is told whole after the cursor before it', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  api.mind(company);
  await api.settled(company);
  const token = await listening.token({ org: company.org, subject: 'ada' });
  const listener = await Listener.begin(listening, token, query);
  expect(listener.heard).toMatchObject([{ kind: 'OPENED' }]);
  const after = listener.lastCursor;

  await company.says('bram', 'remarkOnWorkflow', { workflow, words: 'Did you hear me?' });
  await cameTrue(async () => (await times('act/heads')) > 0);
  // It has been read which act it is, and its telling waits to be paid for; the workflow is read as it is told.
  wire.cut();
  listening.clock.now += 60_000;
  await listener.untilOver();
  expect(listener.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);

  wire.mend();
  listening.clock.now += 60_000;
  const again = await Listener.begin(listening, token, query, { after });
  listening.clock.now += 60_000;
  await again.until((heard) => heard.length >= 2);
  expect(again.heard[1]).toMatchObject({ kind: 'HAPPENED', acts: [{ act: 'REMARK' }], workflow: { phase: 'EXECUTING' } });
  await again.leave();
});
