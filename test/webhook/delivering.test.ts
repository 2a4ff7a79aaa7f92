import { createHmac } from 'node:crypto';
import { WebhookSecrets } from '../../src/graph/webhook-secrets.js';
import type { Courier, CourierOptions } from '../../src/live/webhooks/courier.js';
import { openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Minders } from '../kit/minders.js';
import { Receiver, courierOf, nearby, notifier, webhookTo } from '../kit/receiver.js';
import type { Received } from '../kit/receiver.js';
import { cameTrue } from '../kit/waiting.js';

jest.setTimeout(240_000);

/* What happens reaches receivers: each event at least once and in order, whatever becomes of receivers and of processes. */

let api: Api;
let company: Company;
let began: number;
const couriers: Courier[] = [];
const receivers: Receiver[] = [];

const minders = new Minders();

beforeAll(async () => {
  api = await openApi({ webhooks: { reach: nearby, secrets: new WebhookSecrets() } });
  began = api.clock.now;
});
beforeEach(async () => {
  api.clock.now = began;
  company = await api.found();
  minders.mind(api, company);
});
afterEach(async () => {
  await Promise.all(couriers.splice(0).map((courier) => courier.stop()));
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
  await minders.leave();
});
afterAll(() => api.close());

function delivers(options: Partial<CourierOptions> = {}): Courier {
  const courier = courierOf(api, company, options);
  couriers.push(courier);
  courier.start();
  return courier;
}

async function receives(): Promise<Receiver> {
  const receiver = await Receiver.open();
  receivers.push(receiver);
  return receiver;
}

async function read(id: string): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer
  const { webhooks } = await company.asks('olga', '{ webhooks { id status disabledBecause cursor behind failures failingSince nextAttemptAt deliveries { message number outcome status milliseconds at } } }');
  return webhooks.find((webhook: { id: string }) => webhook.id === id);
}

const remarks = async (workflow: string, ...all: string[]): Promise<void> => {
  for (const words of all) await company.says('ada', 'remarkOnWorkflow', { workflow, words });
};
const ascending = (numbers: readonly number[]): boolean => numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));

test('what happens is sent once, in order, signed, with who did what to which thing and none of their words', async () => {
  const receiver = await receives();
  const { id, secret } = await webhookTo(company, receiver.url);
  delivers();
  const workflow = await workflowIn(company, 'EXECUTING');
  // What is said of different things in one millisecond has no order of its own: the remark is to be the last.
  api.clock.now += 1_000;
  await remarks(workflow, 'A secret remark');
  await receiver.until(() => receiver.acts.includes('REMARK'));
  expect(receiver.acts).toEqual(expect.arrayContaining(['CREATE_WEBHOOK', 'CREATE_AGENT', 'ENGAGE']));
  expect(ascending(receiver.numbers)).toBe(true);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(receiver.received.length);
  const { headers, body } = receiver.received.at(-1) as Received;
  const stamp = String(headers['webhook-timestamp']);
  expect(Number(stamp)).toBe(Math.floor(api.clock.now / 1_000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(key).toHaveLength(32);
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(`${String(headers['webhook-id'])}.${stamp}.${body}`).digest('base64')}`);
  expect(JSON.parse(body)).toMatchObject({ type: 'promisegraph.happened', data: { id: headers['webhook-id'], workflows: [workflow], acts: [{ act: 'REMARK', about: 'WORKFLOW', subject: workflow, side: 'CUSTOMER' }], isPartial: false, cameDue: [] } });
  expect(JSON.stringify(receiver.received)).not.toContain('A secret remark');
  expect(JSON.stringify(receiver.received)).not.toContain('Build Awesome Tech');
  await cameTrue(async () => (await read(id)).behind === 0);
  const { deliveries, failures } = await read(id);
  expect(failures).toBe(0);
  expect(deliveries[0]).toMatchObject({ outcome: 'DELIVERED', status: 204, message: headers['webhook-id'] });
  expect(deliveries.length).toBe(Math.min(20, receiver.received.length));
});

test('an act in a message is the act of the API, and its cursor goes on in a subscription and in a replay', async () => {
  const receiver = await receives();
  const { id } = await webhookTo(company, receiver.url);
  delivers();
  const workflow = await workflowIn(company, 'LISTENING');
  await remarks(workflow, 'One', 'Two');
  await receiver.until(() => receiver.acts.filter((act) => act === 'REMARK').length === 2);
  const [first, second] = receiver.messages.filter(({ data }) => data.acts[0].act === 'REMARK');
  const { node } = await company.asks('ada', 'query($id: ID!) { node(id: $id) { ... on Act { act words speaker { id } } } }', { id: second.data.acts[0].id });
  expect(node).toEqual({ act: 'REMARK', words: 'Two', speaker: { id: second.data.acts[0].speaker } });
  const before = receiver.received.length;
  await company.does('olga', 'replayWebhook', 'ReplayWebhookInput', { webhook: id, after: first.data.cursor }, 'act { id }');
  await receiver.until(() => receiver.acts.includes('REPLAY_WEBHOOK'));
  // The same message as before, under the same id.
  expect(receiver.received[before]?.headers['webhook-id']).toBe(second.data.id);
  expect(receiver.received[before]?.body).toBe(receiver.received.find(({ headers }) => headers['webhook-id'] === second.data.id)?.body);
});

test('a check-in that is due, a proposal that nobody answered and a delivery that nobody assessed are sent, with whose it is', async () => {
  const receiver = await receives();
  await webhookTo(company, receiver.url, { events: ['CAME_DUE', 'FELL_OVERDUE'] });
  delivers();
  const [promised, proposed, delivered] = [await workflowIn(company, 'EXECUTING'), await workflowIn(company, 'NEGOTIATING'), await workflowIn(company, 'DELIVERED')];
  await company.says('bram', 'proposeTerms', { workflow: proposed, terms: simpleTerms('2026-11-30') });
  api.clock.now = Date.parse('2026-12-15T00:00:00Z');
  await receiver.until(() => receiver.messages.some(({ type }) => type === 'promisegraph.came_due') && receiver.messages.filter(({ type }) => type === 'promisegraph.fell_overdue').length >= 3);
  const ada = await company.person('ada');
  const told = receiver.messages.map(({ type, data }) => [type, data.workflows, data.cameDue]);
  expect(told).toContainEqual(['promisegraph.came_due', [promised], [expect.objectContaining({ agent: ada, side: 'CUSTOMER', move: 'CHECK_IN' })]]);
  expect(told).toContainEqual(['promisegraph.fell_overdue', [proposed], [expect.objectContaining({ agent: ada, side: 'CUSTOMER', move: 'ANSWER_PROPOSAL' })]]);
  expect(told).toContainEqual(['promisegraph.fell_overdue', [delivered], [expect.objectContaining({ agent: ada, side: 'CUSTOMER', move: 'ASSESS' })]]);
  expect(receiver.acts).toEqual([]);
});

test('what its agent may not see is not sent, as it stands at that moment', async () => {
  const receiver = await receives();
  await webhookTo(company, receiver.url);
  const open = await workflowIn(company, 'NEGOTIATING');
  const { id: hidden } = await company.says('ada', 'openWorkflow', { performer: await company.person('bram'), statement: 'Between the two of us', window: { due: '2026-12-31' }, visibility: 'PARTIES' });
  await remarks(hidden, 'Between us');
  await company.says('ada', 'setWorkflowVisibility', { workflow: open, visibility: 'PARTIES' });
  await company.does('olga', 'renameOrganization', 'RenameOrganizationInput', { name: 'The last thing said' }, 'organization { id }');
  delivers();
  await receiver.until(() => receiver.acts.includes('RENAME_ORGANIZATION'));
  const text = JSON.stringify(receiver.received);
  expect(text).not.toContain(hidden);
  // Nor what was said in it while all could see it: by now it is between the two.
  expect(text).not.toContain(open);
  expect(receiver.acts.filter((act) => act === 'REMARK')).toEqual([]);
});

test('a receiver that fails is tried again, later each time, and then told all it missed, in order', async () => {
  const receiver = await receives();
  const { id } = await webhookTo(company, receiver.url);
  receiver.answer = (response) => void response.writeHead(503).end();
  delivers();
  await receiver.until((received) => received.length === 1);
  await cameTrue(async () => (await read(id)).failures === 1);
  expect(await read(id)).toMatchObject({ status: 'ACTIVE', failingSince: new Date(began).toISOString(), nextAttemptAt: new Date(began + 2_500).toISOString() });
  api.clock.now = began + 2_500;
  await receiver.until((received) => received.length === 2);
  await cameTrue(async () => (await read(id)).failures === 2);
  expect((await read(id)).nextAttemptAt).toBe(new Date(began + 2_500 + 5_000).toISOString());
  expect(receiver.received[1]?.headers['webhook-id']).toBe(receiver.received[0]?.headers['webhook-id']);
  // A repeat is signed anew: its receiver may refuse what is old.
  expect(Number(receiver.received[1]?.headers['webhook-timestamp'])).toBe(Math.floor((began + 2_500) / 1_000));
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await remarks(workflow, 'Meanwhile');
  receiver.answer = (response) => void response.writeHead(200).end();
  api.clock.now += 5_000;
  await receiver.until(() => receiver.acts.includes('REMARK'));
  expect(ascending(receiver.numbers.slice(2))).toBe(true);
  await cameTrue(async () => (await read(id)).failures === 0);
  expect(await read(id)).toMatchObject({ failingSince: null, nextAttemptAt: null });
});

test('a receiver is left alone for as long as it asks', async () => {
  const receiver = await receives();
  const { id } = await webhookTo(company, receiver.url);
  receiver.answer = (response) => void response.writeHead(429, { 'retry-after': '600' }).end();
  delivers();
  await cameTrue(async () => (await read(id)).failures === 1);
  expect((await read(id)).nextAttemptAt).toBe(new Date(began + 600_000).toISOString());
  // Whoever knows that it is back need not wait.
  receiver.answer = (response) => void response.writeHead(200).end();
  await company.does('olga', 'resumeWebhook', 'WebhookInput', { webhook: id }, 'act { id }');
  await receiver.until(() => receiver.acts.includes('RESUME_WEBHOOK'));
});

test('one that fails for too long is given up, says so, and goes on where it was when it is resumed', async () => {
  const receiver = await receives();
  const { id } = await webhookTo(company, receiver.url);
  receiver.answer = (response) => void response.writeHead(500).end();
  delivers({ giveUpAfter: 60 * 60 * 1_000 });
  await cameTrue(async () => (await read(id)).failures === 1);
  api.clock.now += 60 * 60 * 1_000;
  await cameTrue(async () => (await read(id)).status === 'DISABLED');
  expect(await read(id)).toMatchObject({ disabledBecause: 'FAILED_TOO_LONG', failures: 2, nextAttemptAt: null });
  const sent = receiver.received.length;
  api.clock.now += 24 * 60 * 60 * 1_000;
  await remarks(await workflowIn(company, 'NEGOTIATING'), 'Nobody listens');
  await api.settled(company);
  expect(receiver.received).toHaveLength(sent);
  receiver.answer = (response) => void response.writeHead(200).end();
  await company.does('olga', 'resumeWebhook', 'WebhookInput', { webhook: id }, 'act { id }');
  await receiver.until(() => receiver.acts.includes('REMARK'));
  expect(receiver.numbers[sent]).toBe(receiver.numbers[0]);
});

test('a receiver that answers 410 is given up at once', async () => {
  const receiver = await receives();
  const { id } = await webhookTo(company, receiver.url);
  receiver.answer = (response) => void response.writeHead(410).end();
  delivers();
  await cameTrue(async () => (await read(id)).status === 'DISABLED');
  expect(await read(id)).toMatchObject({ disabledBecause: 'GONE', deliveries: [{ outcome: 'REFUSED', status: 410 }] });
});

test('nothing is sent for an agent that has left, nor to an address that nothing is sent to', async () => {
  const [left, refused] = [await receives(), await receives()];
  const { id: first } = await webhookTo(company, left.url);
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await notifier(company) }, 'agent { id }');
  delivers();
  await cameTrue(async () => (await read(first)).status === 'DISABLED');
  expect(await read(first)).toMatchObject({ disabledBecause: 'AGENT_LEFT', deliveries: [] });
  expect(left.received).toEqual([]);
  const { userErrors } = await company.tries('olga', 'resumeWebhook', 'WebhookInput', { webhook: first }, 'act { id }');
  expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['webhook'] }]);
  const agent = await company.agent('other notifier', { kind: 'AUTOMATION', name: 'Another', subject: 'other-notifier' });
  const { id: second } = await webhookTo(company, refused.url, { agent });
  await Promise.all(couriers.splice(0).map((courier) => courier.stop()));
  delivers({ sending: { reach: { plain: true, privateAddresses: false }, timeout: 2_000 } });
  await cameTrue(async () => (await read(second)).failures === 1);
  expect((await read(second)).deliveries).toMatchObject([{ outcome: 'ADDRESS_REFUSED', status: null }]);
  expect(refused.received).toEqual([]);
});

test('a receiver that never answers keeps none of the others waiting', async () => {
  const [stuck, well] = [await receives(), await receives()];
  stuck.answer = () => undefined;
  for (let made = 0; made < 4; made++) await webhookTo(company, stuck.url);
  await webhookTo(company, well.url);
  // All places but one are taken by those who never answer, before anything is known of them.
  delivers({ places: 5, sending: { reach: nearby, timeout: 20_000 } });
  await stuck.until((received) => received.length === 4);
  const workflow = await workflowIn(company, 'NEGOTIATING');
  const at = Date.now();
  await remarks(workflow, 'Heard all the same');
  await well.until(() => well.acts.includes('REMARK'));
  expect(Date.now() - at).toBeLessThan(10_000);
  expect(stuck.received).toHaveLength(4);
});

test('those who were slow once have half of the places at most', async () => {
  const [stuck, well] = [await receives(), await receives()];
  stuck.answer = (response) => { setTimeout(() => void response.writeHead(200).end(), 1_500); };
  for (let made = 0; made < 4; made++) await webhookTo(company, stuck.url);
  const first = delivers({ places: 4, sending: { reach: nearby, timeout: 20_000 } });
  await stuck.until((received) => received.length >= 8);
  await webhookTo(company, well.url);
  await well.until(() => well.acts.includes('CREATE_WEBHOOK'));
  expect(first.serving).toBeLessThanOrEqual(4);
});

test('two processes on one database share the work: each event is sent, in order, and by one of them', async () => {
  const all = [await receives(), await receives(), await receives()];
  for (const receiver of all) await webhookTo(company, receiver.url);
  delivers();
  delivers();
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await remarks(workflow, ...Array.from({ length: 15 }, (_, index) => `Remark ${String(index)}`));
  for (const receiver of all) {
    await receiver.until(() => receiver.acts.filter((act) => act === 'REMARK').length >= 15);
    expect(receiver.acts.filter((act) => act === 'REMARK')).toHaveLength(15);
    expect(ascending(receiver.numbers)).toBe(true);
  }
});

test('one who stops while it sends gives way, and another sends it again and goes on', async () => {
  const receiver = await receives();
  await webhookTo(company, receiver.url);
  receiver.answer = () => undefined;
  const first = delivers({ sending: { reach: nearby, timeout: 60_000 } });
  await receiver.until((received) => received.length === 1);
  await first.stop();
  receiver.answer = (response) => void response.writeHead(200).end();
  delivers();
  await remarks(await workflowIn(company, 'NEGOTIATING'), 'And on');
  await receiver.until(() => receiver.acts.includes('REMARK'));
  expect(receiver.numbers[1]).toBe(receiver.numbers[0]);
  expect(ascending(receiver.numbers.slice(1))).toBe(true);
});

test('one who stood still and was followed by another says nothing of how far it came', async () => {
  const receiver = await receives();
  const { id } = await webhookTo(company, receiver.url);
  let release = (): void => undefined;
  receiver.answer = (response) => { release = () => void response.writeHead(200).end(); };
  delivers({ sending: { reach: nearby, timeout: 60_000 } });
  await receiver.until((received) => received.length === 1);
  // As if its lease had run out meanwhile.
  await api.database.runText('MATCH (webhook:Webhook {org: $org}) SET webhook.leaseUntil = 0', { org: company.org });
  receiver.answer = (response) => void response.writeHead(200).end();
  const cursor = (await read(id)).cursor;
  delivers();
  await receiver.until((received) => received.length >= 2);
  await cameTrue(async () => (await read(id)).behind === 0);
  release();
  await remarks(await workflowIn(company, 'NEGOTIATING'), 'And on');
  await receiver.until(() => receiver.acts.includes('REMARK'));
  await cameTrue(async () => (await read(id)).behind === 0);
  // What the first came to know is not written: the deliveries are those of the second.
  expect((await read(id)).deliveries.length).toBe(Math.min(20, receiver.received.length - 1));
  expect((await read(id)).cursor).not.toBe(cursor);
});

test('what was forgotten before it could be sent is told of as a gap, and what follows is sent', async () => {
  const receiver = await receives();
  const { id } = await webhookTo(company, receiver.url);
  await workflowIn(company, 'NEGOTIATING');
  await api.settled(company);
  const [row] = await api.database.runText("MATCH (outbox:Outbox {org: $org, id: 'outbox'}) MATCH (event:Event {org: $org}) WHERE event.number <= outbox.last - 1 DELETE event WITH DISTINCT outbox SET outbox.floor = outbox.last - 1 RETURN outbox.floor AS floor", { org: company.org });
  delivers();
  await receiver.until((received) => received.length === 2);
  expect(receiver.messages[0]).toMatchObject({ type: 'promisegraph.gap', data: { because: 'FORGOTTEN', number: Number(row?.floor) } });
  expect(receiver.messages[1]).toMatchObject({ type: 'promisegraph.happened', data: { number: Number(row?.floor) + 1 } });
  await cameTrue(async () => (await read(id)).behind === 0);
});

test('a history that a restored backup took back is told of as a gap', async () => {
  const receiver = await receives();
  await webhookTo(company, receiver.url);
  await api.settled(company);
  await api.database.runText("MATCH (webhook:Webhook {org: $org}) SET webhook.epoch = 'of before', webhook.number = 1000", { org: company.org });
  delivers();
  await receiver.until((received) => received.length >= 2);
  expect(receiver.messages[0]).toMatchObject({ type: 'promisegraph.gap', data: { because: 'RESTORED', after: 1000, number: 0 } });
  expect(receiver.numbers[1]).toBe(1);
});

test('after a rotation what is sent is signed with both secrets for a while, and then with the new one', async () => {
  const receiver = await receives();
  const { id, secret: old } = await webhookTo(company, receiver.url);
  const { secret } = await company.does('olga', 'rotateWebhookSecret', 'RotateWebhookSecretInput', { webhook: id, overlapHours: 2 }, 'secret');
  delivers();
  const signatures = ({ headers, body }: Receiver['received'][number]): string[] => [secret, old].map((one: string) => `v1,${createHmac('sha256', Buffer.from(one.slice(6), 'base64')).update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`).digest('base64')}`);
  await receiver.until((received) => received.length >= 2);
  const [first] = receiver.received;
  if (first === undefined) throw new Error('something was received');
  expect(first.headers['webhook-signature']).toBe(signatures(first).join(' '));
  await cameTrue(async () => (await read(id)).behind === 0);
  api.clock.now += 2 * 60 * 60 * 1_000;
  await remarks(await workflowIn(company, 'NEGOTIATING'), 'Later');
  await receiver.until(() => receiver.acts.includes('REMARK'));
  const last = receiver.received.at(-1);
  if (last === undefined) throw new Error('something was received');
  expect(last.headers['webhook-signature']).toBe(signatures(last)[0]);
});

test('a secret whose key is gone is not guessed: it is given up until it is rotated', async () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const sealing = await openApi({ webhooks: { reach: nearby, secrets: new WebhookSecrets([key]) } });
  const token = await sealing.token({ org: company.org, subject: 'olga' });
  const receiver = await receives();
  const mutation = 'mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } secret } }';
  const { data } = await sealing.ask(token, mutation, { input: { url: receiver.url, agent: await notifier(company), events: ['HAPPENED'] } });
  const { webhook, secret } = data.createWebhook;
  const [row] = await api.database.runText('MATCH (webhook:Webhook {org: $org}) RETURN webhook.secret AS secret', { org: company.org });
  expect(String(row?.secret)).not.toContain(String(secret).slice(6));
  delivers({ secrets: new WebhookSecrets([other]) });
  await cameTrue(async () => (await read(webhook.id)).status === 'DISABLED');
  expect(await read(webhook.id)).toMatchObject({ disabledBecause: 'SECRET_UNREADABLE', deliveries: [] });
  await Promise.all(couriers.splice(0).map((courier) => courier.stop()));
  await company.does('olga', 'resumeWebhook', 'WebhookInput', { webhook: webhook.id }, 'act { id }');
  // The old key still opens what it sealed, while a new one seals.
  delivers({ secrets: new WebhookSecrets([other, key]) });
  await receiver.until((received) => received.length > 0);
  await sealing.close();
});

test('what is paused is sent when it is resumed, and nothing more to one that was deleted', async () => {
  const [paused, deleted] = [await receives(), await receives()];
  const { id } = await webhookTo(company, paused.url);
  const { id: other } = await webhookTo(company, deleted.url);
  delivers();
  await paused.until((received) => received.length > 0);
  await company.does('olga', 'pauseWebhook', 'WebhookInput', { webhook: id }, 'webhook { status }');
  await company.does('olga', 'deleteWebhook', 'WebhookInput', { webhook: other }, 'webhook { status } act { act }');
  const before = [paused, deleted].map(({ received }) => received.length);
  await remarks(await workflowIn(company, 'NEGOTIATING'), 'Meanwhile');
  await api.settled(company);
  expect(await read(id)).toMatchObject({ status: 'PAUSED' });
  expect((await read(id)).behind).toBeGreaterThan(0);
  expect([paused, deleted].map(({ received }) => received.length)).toEqual(before);
  await company.does('olga', 'resumeWebhook', 'WebhookInput', { webhook: id }, 'webhook { status }');
  await paused.until(() => paused.acts.includes('REMARK') && paused.acts.includes('PAUSE_WEBHOOK'));
  // What was being sent when it was paused may come again.
  expect(ascending([...new Set(paused.numbers)])).toBe(true);
  expect(deleted.received).toHaveLength(before[1] ?? 0);
});
