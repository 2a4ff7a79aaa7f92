import { WebhookSecrets } from '../../src/graph/webhook-secrets.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { atOnce } from '../kit/crowd.js';
import { Receiver, nearby, notifier, webhookTo } from '../kit/receiver.js';

jest.setTimeout(120_000);

/* Who may have events sent somewhere, and what is kept of it. What is then sent is in delivering.test.ts. */

let api: Api;
let company: Company;
const url = 'https://hooks.example/promises?token=in-the-path';
const events = ['HAPPENED'];

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
});
afterAll(() => api.close());

const all = '{ webhooks { id url agent { name } events status version createdBy { name } cursor behind failures deliveries { outcome } previousSecretUntil } }';
const tries = (mutation: string, type: string, input: Record<string, unknown>, subject = 'olga'): Promise<any> => company.tries(subject, mutation, type, input, `webhook { id url events status version agent { name } previousSecretUntil } act { act about said { path value } }${mutation === 'createWebhook' || mutation === 'rotateWebhookSecret' ? ' secret' : ''}`); // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer

test('an administrator has events sent somewhere, is told the secret once, and the record says so by the host alone', async () => {
  const agent = await notifier(company);
  const made = await tries('createWebhook', 'CreateWebhookInput', { url, agent, events, words: 'For the dashboard', idempotencyKey: 'once' });
  expect(made.userErrors).toEqual([]);
  expect(made.webhook).toMatchObject({ url, events, status: 'ACTIVE', version: 1, agent: { name: 'The notifier' } });
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(made.act).toMatchObject({ act: 'CREATE_WEBHOOK', about: 'ORGANIZATION' });
  expect(made.act.said).toEqual(expect.arrayContaining([{ path: 'host', value: 'hooks.example' }, { path: 'webhook', value: made.webhook.id }, { path: 'agent', value: agent }]));
  const again = await tries('createWebhook', 'CreateWebhookInput', { url, agent, events, words: 'For the dashboard', idempotencyKey: 'once' });
  expect(again).toMatchObject({ webhook: { id: made.webhook.id }, secret: null, userErrors: [] });
  const { webhooks } = await company.asks('olga', all);
  expect(webhooks).toMatchObject([{ id: made.webhook.id, url, failures: 0, deliveries: [] }]);
  const { data } = await company.ask('olga', `{ ${Object.keys(webhooks[0]).length > 0 ? '__type(name: "Webhook") { fields { name } }' : ''} }`);
  expect((data.__type.fields as { name: string }[]).map(({ name }) => name)).not.toContain('secret');
  // Nor does anything that is kept for good hold where exactly it is sent, or the secret.
  const kept = await api.database.runText('MATCH (n {org: $org}) WHERE n:Act OR n:Organization OR n:Event OR n:IdempotencyRecord RETURN n AS node', { org: company.org });
  expect(JSON.stringify(kept)).not.toContain('in-the-path');
  expect(JSON.stringify(kept)).not.toContain(String(made.secret).slice(6));
});

test('nobody else makes, sees or changes one, and who is no administrator finds none', async () => {
  const { id } = await webhookTo(company, url);
  await company.person('ada');
  expect(await company.asks('ada', all)).toEqual({ webhooks: [] });
  for (const [mutation, type, input] of [
    ['createWebhook', 'CreateWebhookInput', { url, agent: await notifier(company), events }],
    ['updateWebhook', 'UpdateWebhookInput', { webhook: id, url }],
    ['rotateWebhookSecret', 'RotateWebhookSecretInput', { webhook: id }],
    ['pauseWebhook', 'WebhookInput', { webhook: id }],
    ['resumeWebhook', 'WebhookInput', { webhook: id }],
    ['replayWebhook', 'ReplayWebhookInput', { webhook: id, after: 'x' }],
    ['deleteWebhook', 'WebhookInput', { webhook: id }],
  ] as const) {
    expect({ mutation, userErrors: (await tries(mutation, type, input, 'ada')).userErrors }).toMatchObject({ mutation, userErrors: [{ code: 'FORBIDDEN' }] });
  }
  expect((await company.asks('olga', all)).webhooks).toHaveLength(1);
});

test.each([
  ['http://hooks.example/', 'by https'], ['https://127.0.0.1/', 'loopback'], ['https://[::1]/', 'no global address'], ['https://169.254.169.254/', 'metadata'], ['https://user:pass@hooks.example/', 'user and password'], ['hooks.example', 'no address'],
])('nothing is sent to %s, and it is said why', async (bad, why) => {
  const { userErrors, secret } = await tries('createWebhook', 'CreateWebhookInput', { url: bad, agent: await notifier(company), events });
  expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['url'], message: expect.stringContaining(why) as string }]);
  expect(secret).toBeNull();
  const { id } = await webhookTo(company, url);
  expect((await tries('updateWebhook', 'UpdateWebhookInput', { webhook: id, url: bad })).userErrors).toMatchObject([{ field: ['url'] }]);
});

test('it sees with the eyes of an automation that takes part and has an identity, and of no person', async () => {
  const refusal = async (agent: string): Promise<unknown> => (await tries('createWebhook', 'CreateWebhookInput', { url, agent, events })).userErrors;
  expect(await refusal(await company.person('ada'))).toMatchObject([{ code: 'INVALID_INPUT', field: ['agent'], message: expect.stringContaining('automation') as string }]);
  expect(await refusal(await company.group('Board', 'ada'))).toMatchObject([{ code: 'INVALID_INPUT', field: ['agent'] }]);
  expect(await refusal(await company.agent('mute', { kind: 'AUTOMATION', name: 'Mute' }))).toMatchObject([{ code: 'INVALID_INPUT', message: expect.stringContaining('identity') as string }]);
  const gone = await company.agent('gone', { kind: 'AUTOMATION', name: 'Gone', subject: 'gone' });
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: gone }, 'agent { id }');
  expect(await refusal(gone)).toMatchObject([{ code: 'INVALID_INPUT', message: expect.stringContaining('no more') as string }]);
  expect(await refusal('x')).toMatchObject([{ code: 'NOT_FOUND', field: ['agent'] }]);
});

test('what is to be sent is at least something', async () => {
  expect((await tries('createWebhook', 'CreateWebhookInput', { url, agent: await notifier(company), events: [] })).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['events'] }]);
});

test('it is changed as its versions go up, and what is like that already is refused', async () => {
  const { id: webhook } = await webhookTo(company, url);
  const changed = await tries('updateWebhook', 'UpdateWebhookInput', { webhook, url: 'https://other.example/', events: ['FELL_OVERDUE', 'CAME_DUE'], expectedVersion: 1 });
  expect(changed).toMatchObject({ webhook: { url: 'https://other.example/', events: ['CAME_DUE', 'FELL_OVERDUE'], version: 2 }, act: { act: 'UPDATE_WEBHOOK' } });
  expect((await tries('updateWebhook', 'UpdateWebhookInput', { webhook, url: 'https://other.example/' })).userErrors).toMatchObject([{ code: 'ALREADY_SO', currentVersion: 2 }]);
  expect((await tries('pauseWebhook', 'WebhookInput', { webhook, expectedVersion: 1 })).userErrors).toMatchObject([{ code: 'CONFLICT', currentVersion: 2 }]);
  expect(await tries('pauseWebhook', 'WebhookInput', { webhook })).toMatchObject({ webhook: { status: 'PAUSED', version: 3 }, act: { act: 'PAUSE_WEBHOOK' } });
  expect((await tries('pauseWebhook', 'WebhookInput', { webhook })).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);
  expect(await tries('resumeWebhook', 'WebhookInput', { webhook })).toMatchObject({ webhook: { status: 'ACTIVE' }, act: { act: 'RESUME_WEBHOOK' } });
  expect((await tries('resumeWebhook', 'WebhookInput', { webhook })).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);
  expect(await tries('deleteWebhook', 'WebhookInput', { webhook })).toMatchObject({ webhook: null, act: { act: 'DELETE_WEBHOOK' }, userErrors: [] });
  expect((await tries('pauseWebhook', 'WebhookInput', { webhook })).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['webhook'] }]);
  expect(await company.asks('olga', all)).toEqual({ webhooks: [] });
});

test('a secret is rotated for another, with the old one good for as long as is said', async () => {
  const { id: webhook, secret } = await webhookTo(company, url);
  const rotated = await tries('rotateWebhookSecret', 'RotateWebhookSecretInput', { webhook, idempotencyKey: 'rotate' });
  expect(rotated).toMatchObject({ webhook: { previousSecretUntil: new Date(api.clock.now + 24 * 60 * 60 * 1_000).toISOString() }, act: { act: 'ROTATE_WEBHOOK_SECRET' } });
  expect(rotated.secret).toMatch(/^whsec_/);
  expect(rotated.secret).not.toBe(secret);
  expect((await tries('rotateWebhookSecret', 'RotateWebhookSecretInput', { webhook, idempotencyKey: 'rotate' })).secret).toBeNull();
  expect((await tries('rotateWebhookSecret', 'RotateWebhookSecretInput', { webhook, overlapHours: 0 })).webhook.previousSecretUntil).toBeNull();
  for (const overlapHours of [-1, 169]) expect((await tries('rotateWebhookSecret', 'RotateWebhookSecretInput', { webhook, overlapHours })).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['overlapHours'] }]);
});

test('fifty repeats of one wish make one webhook, and one of them is told its secret', async () => {
  const agent = await notifier(company);
  const made = await atOnce(50, () => tries('createWebhook', 'CreateWebhookInput', { url, agent, events, idempotencyKey: 'all at once' }));
  const done = made.filter(({ webhook }) => webhook !== null);
  expect(new Set(done.map(({ webhook }) => webhook.id)).size).toBe(1);
  expect(done.filter(({ secret }) => secret !== null)).toHaveLength(1);
  expect((await company.asks('olga', all)).webhooks).toHaveLength(1);
});

test('an organisation has twenty at most, also when they are made at once', async () => {
  const agent = await notifier(company);
  const made: { userErrors: unknown[] }[] = [];
  for (let index = 0; index < 18; index++) made.push(await tries('createWebhook', 'CreateWebhookInput', { url, agent, events }));
  made.push(...await atOnce(4, () => tries('createWebhook', 'CreateWebhookInput', { url, agent, events })));
  expect(made.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(20);
  expect(made.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'INVALID_INPUT', field: ['url'] }, { code: 'INVALID_INPUT', field: ['url'] }]);
});

test('it is told again from a cursor of this organisation that is still kept, and from no other', async () => {
  const { id: webhook } = await webhookTo(company, url);
  const [{ cursor }] = (await company.asks('olga', all)).webhooks;
  expect(await tries('replayWebhook', 'ReplayWebhookInput', { webhook, after: cursor })).toMatchObject({ act: { act: 'REPLAY_WEBHOOK' }, userErrors: [] });
  for (const after of ['', 'x', 'bnVsbA']) expect((await tries('replayWebhook', 'ReplayWebhookInput', { webhook, after })).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['after'] }]);
  const [version, epoch] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [number, string];
  for (const place of [[version, epoch, 1_000_000, null], [version, 'another epoch', 0, null]]) {
    const after = Buffer.from(JSON.stringify(place)).toString('base64url');
    expect((await tries('replayWebhook', 'ReplayWebhookInput', { webhook, after })).userErrors).toMatchObject([{ code: 'CURSOR_EXPIRED', field: ['after'] }]);
  }
});

test('one of another organisation is no webhook here', async () => {
  const other = await api.found();
  const { id: webhook } = await webhookTo(other, url);
  for (const [mutation, type, more] of [['pauseWebhook', 'WebhookInput', {}], ['updateWebhook', 'UpdateWebhookInput', { events }], ['rotateWebhookSecret', 'RotateWebhookSecretInput', {}], ['deleteWebhook', 'WebhookInput', {}]] as const) {
    expect((await tries(mutation, type, { webhook, ...more })).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['webhook'] }]);
  }
  expect((await other.asks('olga', all)).webhooks).toMatchObject([{ status: 'ACTIVE', version: 1 }]);
});

test('secrets are sealed for one webhook alone, and open with the keys that are there', () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const sealed = new WebhookSecrets([key]).seal('whsec_c2VjcmV0', 'org', 'one');
  expect(sealed).not.toContain('c2VjcmV0');
  expect(new WebhookSecrets([other, key]).open(sealed, 'org', 'one')).toBe('whsec_c2VjcmV0');
  expect(new WebhookSecrets([key]).open(sealed, 'org', 'two')).toBeNull();
  expect(new WebhookSecrets([key]).open(sealed, 'elsewhere', 'one')).toBeNull();
  expect(new WebhookSecrets([other]).open(sealed, 'org', 'one')).toBeNull();
  expect(new WebhookSecrets().open(sealed, 'org', 'one')).toBeNull();
  for (const text of ['', ':', 'nonsense', sealed.slice(0, -8), `${sealed.slice(0, -8)}AAAAAAA=`]) expect(new WebhookSecrets([key]).open(text, 'org', 'one')).toBeNull();
  // Sealed from the day there is a key; what rests as it is from before opens all the same.
  expect(new WebhookSecrets([key]).open(new WebhookSecrets().seal('whsec_c2VjcmV0', 'org', 'one'), 'org', 'one')).toBe('whsec_c2VjcmV0');
});

test('where whoever runs it allows its own network, that is sent to as well', async () => {
  const local = await openApi({ webhooks: { reach: nearby, secrets: new WebhookSecrets() } });
  const house = await local.found();
  const receiver = await Receiver.open();
  expect((await webhookTo(house, receiver.url)).secret).toMatch(/^whsec_/);
  await workflowIn(house, 'LISTENING');
  await receiver.close();
  await local.close();
});
