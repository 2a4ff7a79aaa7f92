import { createSchema } from '../../src/schema.js';
import { boundStatements } from '../../src/graph/statement.js';
import { deliveryOutcomes } from '../../src/domain/webhook/webhook.types.js';
import { WebhookSecrets } from '../../src/graph/webhook-secrets.js';
import { Metrics } from '../../src/serving/metrics.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { readPage } from '../kit/documentation.js';
import { Receiver, courierOf, nearby, webhookTo } from '../kit/receiver.js';
import { Listener } from '../kit/listener.js';
import { Scrape } from '../kit/scrape.js';
import { cameTrue } from '../kit/waiting.js';

jest.setTimeout(240_000);

let api: Api;
let company: Company;
let workflow: string;

beforeAll(async () => {
  api = await openApi({ metrics: new Metrics({ lagKeptFor: 0 }) });
  company = await api.found('Tell Nobody Inc');
  // A database that has just started is given time; how long a writer waits counts once it has got going.
  for (let count = 0; count < 3; count++) workflow = await workflowIn(company, 'EXECUTING');
});
afterAll(() => api.close());

async function scrape(from: Api = api): Promise<Scrape> {
  const response = await from.application.fastify.inject({ method: 'GET', url: '/metrics' });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  return new Scrape(response.body);
}

/** What happened to a figure while something was done. */
async function difference(name: string, labels: Record<string, string>, work: () => Promise<unknown>): Promise<number> {
  const before = (await scrape()).value(name, labels);
  await work();
  return (await scrape()).value(name, labels) - before;
}

const byId = (): Promise<unknown> => company.asks('ada', 'query($id: ID!) { workflow(id: $id) { phase } }', { id: workflow });
const remark = (): Promise<unknown> => company.says('ada', 'remarkOnWorkflow', { workflow, words: 'Between you and me' });

describe('the figures move with what is asked', () => {
  test.each<[string, string, Record<string, string>, number, () => Promise<unknown>]>([
    ['a query that was answered', 'promisegraph_operations_total', { kind: 'query', outcome: 'answered' }, 1, byId],
    ['its root field', 'promisegraph_root_fields_total', { kind: 'query', field: 'workflow' }, 1, byId],
    ['a root field in a fragment, once', 'promisegraph_root_fields_total', { kind: 'query', field: 'viewer' }, 1, () => company.asks('ada', '{ ...Asked ... on Query { ...Asked } } fragment Asked on Query { viewer { agent { name } } }')],
    ['its time', 'promisegraph_operation_seconds_count', { kind: 'query' }, 1, byId],
    ['its cost', 'promisegraph_operation_cost_sum', { kind: 'query' }, 1, byId],
    ['its round trip', 'promisegraph_operation_round_trips_sum', { kind: 'query' }, 1, byId],
    ['its statement', 'promisegraph_statement_seconds_count', { statement: 'workflow/read' }, 1, byId],
    ['a mutation that was answered', 'promisegraph_operations_total', { kind: 'mutation', outcome: 'answered' }, 1, remark],
    ['the round trips of a mutation: reading under lock, writing, committing', 'promisegraph_operation_round_trips_sum', { kind: 'mutation' }, 3, remark],
    ['the end of its transaction', 'promisegraph_statement_seconds_count', { statement: '(commit)' }, 1, remark],
    ['an operation that was refused', 'promisegraph_operations_total', { kind: 'unknown', outcome: 'refused' }, 1, () => company.ask('ada', '{ nonsense }')],
    ['its code', 'promisegraph_errors_total', { code: 'GRAPHQL_VALIDATION_FAILED' }, 1, () => company.ask('ada', '{ nonsense }')],
    ['an answer with an error in it', 'promisegraph_operations_total', { kind: 'query', outcome: 'failed' }, 1, () => api.ask(null, '{ viewer { agent { name } } }')],
    ['the code of that', 'promisegraph_errors_total', { code: 'UNAUTHENTICATED' }, 1, () => api.ask(null, '{ viewer { agent { name } } }')],
  ])('%s', async (_, name, labels, by, work) => {
    expect(await difference(name, labels, work)).toBe(by);
  });

  test('an operation that was throttled', async () => {
    const poor = await openApi({ metrics: new Metrics(), rate: { perMinute: 1, burst: 1 } });
    const token = await poor.token({ org: company.org, subject: 'ada' });
    for (let count = 0; count < 3; count++) await poor.ask(token, '{ viewer { agent { name } } }');
    const seen = await scrape(poor);
    await poor.close();
    expect(seen.value('promisegraph_operations_total', { kind: 'unknown', outcome: 'throttled' })).toBe(2);
    expect(seen.value('promisegraph_errors_total', { code: 'THROTTLED' })).toBe(2);
  });

  test('a write that gave way to another', async () => {
    const held = `MATCH (n:Agent {org: '${company.org}', subject: 'ada'}) SET n.lock = 'held'`;
    expect(await difference('promisegraph_database_busy_total', {}, () => api.database.holdingLock(held, () => api.database.holdingLock(`MATCH (n:Workflow {org: '${company.org}'}) SET n.lock = 'held'`, () => company.triesTo('ada', 'remarkOnWorkflow', { workflow, words: 'Are you there?' }))))).toBe(1);
  });

  test('sockets and subscriptions', async () => {
    const listener = await Listener.of(company, 'ada', 'subscription($workflow: ID!) { workflowChanged(workflow: $workflow) { id } }', { workflow });
    const during = await scrape();
    expect(during.value('promisegraph_sockets', {})).toBe(1);
    expect(during.value('promisegraph_subscriptions', {})).toBe(1);
    await listener.leave();
    await cameTrue(async () => {
      const after = await scrape();
      return after.value('promisegraph_sockets', {}) === 0 && after.value('promisegraph_subscriptions', {}) === 0;
    });
  });

  test('the outbox: what waits for a number, what was given one, and by whom', async () => {
    const before = await scrape();
    // The database is shared with other tests, some of which have nobody to number their events.
    expect(before.value('promisegraph_outbox_pending_events', {})).toBeGreaterThanOrEqual(1);
    expect(before.value('promisegraph_outbox_oldest_pending_seconds', {})).toBeGreaterThanOrEqual(0);
    expect(before.value('promisegraph_outbox_lease_held', {})).toBe(0);
    api.mind(company);
    await api.settled(company);
    const after = await scrape();
    expect(after.value('promisegraph_outbox_numbered_events_total', {})).toBeGreaterThanOrEqual(1);
    expect(after.value('promisegraph_outbox_lease_held', {})).toBe(1);
  });

  test('webhooks: what became of each sending, how many there are, and how far behind', async () => {
    const figures = new Metrics({ lagKeptFor: 0 });
    const house = await openApi({ metrics: figures, webhooks: { reach: nearby, secrets: new WebhookSecrets() } });
    const there = await house.found();
    const [well, ill] = [await Receiver.open(), await Receiver.open()];
    ill.answer = (response) => void response.writeHead(500).end();
    const courier = courierOf(house, there, { onDelivery: (outcome, milliseconds) => { figures.delivered(outcome, milliseconds); } });
    try {
      await webhookTo(there, well.url);
      await webhookTo(there, ill.url);
      expect((await scrape(house)).value('promisegraph_webhooks_active', {})).toBeGreaterThanOrEqual(2);
      house.mind(there);
      courier.start();
      await well.until((received) => received.length >= 3);
      await ill.until((received) => received.length >= 1);
      await cameTrue(async () => {
        const after = await scrape(house);
        return after.value('promisegraph_webhook_deliveries_total', { outcome: 'delivered' }) >= 3 && after.value('promisegraph_webhook_deliveries_total', { outcome: 'refused' }) >= 1
          && after.value('promisegraph_webhooks_failing', {}) >= 1 && after.value('promisegraph_webhook_events_behind', {}) >= 1;
      });
    } finally {
      await courier.stop();
      await Promise.all([well.close(), ill.close(), house.close()]);
    }
  });

  test('the pool: nothing is under way while nothing is asked', async () => {
    await cameTrue(async () => (await scrape()).value('promisegraph_database_sessions', {}) <= 1);
    expect((await scrape()).value('promisegraph_database_pool_size', {})).toBe(api.database.poolSize);
  });
});

describe('what the figures do not say', () => {
  test('labels have values of our own making alone, whatever a client sends', async () => {
    await company.ask('ada', 'query Secret($id: ID!) { mine: workflow(id: $id) { phase } }', { id: workflow });
    await company.ask('ada', 'mutation Secret { secret }');
    await company.ask('ada', '{ workflow(id: "secret") { secret } }');
    await api.ask('secret', '{ viewer { agent { name } } }');
    const schema = createSchema();
    const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) => Object.keys(type?.getFields() ?? {}));
    const values: Record<string, readonly string[]> = {
      kind: ['query', 'mutation', 'subscription', 'unknown'],
      outcome: ['answered', 'failed', 'refused', 'throttled', ...deliveryOutcomes.map((outcome) => outcome.toLowerCase())],
      mode: ['read', 'write'],
      field: [...fields, '__schema', '__type', '__typename'],
      statement: [...boundStatements(), '(commit)'],
    };
    const labels = (await scrape()).ours.flatMap((sample) => Object.entries(sample.labels));
    expect(labels.length).toBeGreaterThan(50);
    const strange = labels.filter(([label, value]) => !(label === 'le' || (label === 'code' && /^[A-Z_]+$/.test(value)) || values[label]?.includes(value)));
    expect(strange).toEqual([]);
  });

  test('nothing of the organisation, its people or its ids is in them', async () => {
    const { text } = await scrape();
    for (const word of [company.org, 'Tell Nobody', workflow, 'ada', 'Ada', 'secret', 'Secret', 'mine', 'Between you']) expect(text).not.toContain(word);
  });
});

describe('who gets them', () => {
  const get = async (from: Api, authorization?: string): Promise<{ status: number; body: string }> => {
    const { statusCode, body } = await from.application.fastify.inject({ method: 'GET', url: '/metrics', headers: authorization === undefined ? {} : { authorization } });
    return { status: statusCode, body };
  };

  test('nobody, where they are off', async () => {
    const silent = await openApi();
    expect((await get(silent)).status).toBe(404);
    await silent.close();
  });

  test('the bearer of the secret alone, where there is one', async () => {
    const guarded = await openApi({ metrics: new Metrics(), scraping: { token: 'correct-horse-battery-staple' } });
    expect((await get(guarded, 'Bearer correct-horse-battery-staple')).status).toBe(200);
    const viewer = await guarded.token({ org: company.org, subject: 'olga' });
    for (const authorization of [undefined, 'Bearer wrong', 'correct-horse-battery-staple', `Bearer ${viewer}`]) {
      const { status, body } = await get(guarded, authorization);
      expect(status).toBe(401);
      expect(body).not.toContain('promisegraph_operations');
    }
    await guarded.close();
  });

  test('what cannot be known while the database is away is said to be unknown, and the rest is there', async () => {
    const alone = await openApi({ metrics: new Metrics() });
    await alone.database.close();
    const seen = await scrape(alone);
    expect(seen.value('promisegraph_outbox_pending_events', {})).toBeNaN();
    expect(seen.value('promisegraph_database_pool_size', {})).toBeGreaterThan(0);
    await alone.close();
  });
});

test('the table of the figures has each of them, with its labels and in its own words', async () => {
  const page = readPage('docs/operations.md').split('\n');
  const start = page.indexOf('| figure | labels | what it is |');
  const rows = page.slice(start + 2, page.indexOf('', start)).map((line) => line.slice(2, -2).split(' | '));
  expect(rows).toEqual((await scrape()).families.filter(({ name }) => name.startsWith('promisegraph_')).map(({ name, labels, help }) => [`\`${name}\``, labels.map((label) => `\`${label}\``).join(', '), help]));
});
