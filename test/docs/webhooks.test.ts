import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { getNamedType, isInputObjectType } from 'graphql';
import { packageRoot } from '../../src/root.js';
import { WebhookSecrets } from '../../src/graph/webhook-secrets.js';
import { createSchema } from '../../src/schema.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { blocksOf, readPage, rowsUnder } from '../kit/documentation.js';
import { Receiver, courierOf, nearby, webhookTo } from '../kit/receiver.js';
import { cameTrue } from '../kit/waiting.js';

jest.setTimeout(240_000);

const page = readPage('docs/webhooks.md');
let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi({ webhooks: { reach: nearby, secrets: new WebhookSecrets() } });
});
beforeEach(async () => {
  // Receivers look at their own clock, as they should.
  api.clock.now = Date.now();
  company = await api.found();
});
afterAll(() => api.close());

/** The program of the page, with the secret of a webhook that is sent to it. */
async function listening(): Promise<{ readonly printed: () => string; readonly port: string; readonly secret: string; readonly end: () => void }> {
  // The secret is known when the webhook is made, and the port when the program runs: another secret is given to it then.
  const { id } = await webhookTo(company, 'http://127.0.0.1:9/');
  const { secret } = await company.does('olga', 'rotateWebhookSecret', 'RotateWebhookSecretInput', { webhook: id, overlapHours: 0 }, 'secret');
  const program = spawn(process.execPath, [join(packageRoot, 'docs/examples/verify-webhook.mjs')], { env: { ...process.env, WEBHOOK_SECRET: String(secret), PORT: '0' } });
  let printed = '';
  program.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  program.stderr.on('data', (text: Buffer) => (printed += text.toString()));
  await cameTrue(() => printed.includes('listening on'), () => printed);
  const port = /listening on (\d+)/.exec(printed)?.[1] ?? '';
  await company.does('olga', 'updateWebhook', 'UpdateWebhookInput', { webhook: id, url: `http://127.0.0.1:${port}/` }, 'webhook { id }');
  return { printed: () => printed, port, secret: String(secret), end: () => program.kill() };
}

test('the receiver of the page takes what was signed just now, in the order it happened, and nothing that was signed at another time', async () => {
  const receiver = await listening();
  const courier = courierOf(api, company);
  api.mind(company);
  courier.start();
  try {
    for (const name of ['One', 'Two', 'Three']) await company.does('olga', 'renameOrganization', 'RenameOrganizationInput', { name }, 'organization { id }');
    await cameTrue(() => receiver.printed().match(/RENAME_ORGANIZATION/g)?.length === 3, receiver.printed);
    const lines = receiver.printed().split('\n').slice(1, -1);
    expect(lines.map((line) => line.split(' ')[1])).toEqual(lines.map(() => 'promisegraph.happened'));
    expect(lines.map((line) => Number(line.split(' ')[0]))).toEqual([...lines.keys()].map((index) => Number(lines[0]?.split(' ')[0]) + index));
    // Not an hour ago: a clock that goes back leaves whoever was to be looked at again by it waiting for as long.
    api.clock.now += 60 * 60 * 1_000;
    await company.does('olga', 'renameOrganization', 'RenameOrganizationInput', { name: 'In an hour' }, 'organization { id }');
    await cameTrue(async () => (await company.asks('olga', '{ webhooks { deliveries { status } } }')).webhooks[0].deliveries[0].status === 401);
    expect(receiver.printed().match(/RENAME_ORGANIZATION/g)).toHaveLength(3);
  } finally {
    await courier.stop();
    receiver.end();
  }
});

test('it takes nothing that is not signed, or not by this secret, or long ago, or changed on the way', async () => {
  const receiver = await listening();
  const own = await Receiver.open();
  const courier = courierOf(api, company);
  api.mind(company);
  courier.start();
  try {
    const { id } = await webhookTo(company, own.url);
    expect(id).not.toBe('');
    await own.until((received) => received.length > 0);
    const [{ headers, body }] = own.received as [Receiver['received'][number]];
    const given = { 'webhook-id': String(headers['webhook-id']), 'webhook-timestamp': String(headers['webhook-timestamp']), 'webhook-signature': String(headers['webhook-signature']) };
    const post = async (sent: Record<string, string>, what: string): Promise<number> => (await fetch(`http://127.0.0.1:${receiver.port}/`, { method: 'POST', headers: sent, body: what })).status;
    expect(await post({}, body)).toBe(401);
    expect(await post(given, body)).toBe(401); // signed, with the secret of another webhook
    expect(await post({ ...given, 'webhook-signature': 'v1,' }, body)).toBe(401);
  } finally {
    await courier.stop();
    await own.close();
    receiver.end();
  }
});

const python = spawnSync('python3', ['--version']).status === 0;

(python ? test : test.skip)('the check in Python says the same', async () => {
  const receiver = await Receiver.open();
  const { secret } = await webhookTo(company, receiver.url);
  const courier = courierOf(api, company);
  api.mind(company);
  courier.start();
  await receiver.until((received) => received.length > 0);
  await courier.stop();
  await receiver.close();
  const [{ headers, body }] = receiver.received as [Receiver['received'][number]];
  const input = (text: string, timestamp = String(headers['webhook-timestamp'])): string =>
    `webhook-id: ${String(headers['webhook-id'])}\nwebhook-timestamp: ${timestamp}\nwebhook-signature: ${String(headers['webhook-signature'])}\n\n${text}`;
  const says = (text: string, timestamp?: string): string => execFileSync('python3', [join(packageRoot, 'docs/examples/verify_webhook.py'), secret], { input: input(text, timestamp), encoding: 'utf8' }).trim();
  expect(says(body)).toBe('signed');
  expect(says(`${body} `)).toBe('not signed');
  expect(says(body, String(Number(headers['webhook-timestamp']) - 301))).toBe('not signed');
});

test('every mutation and every type of message is explained, and no other', () => {
  const schema = createSchema();
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ name, args }) => {
    const input = args[0] === undefined ? undefined : getNamedType(args[0].type);
    return /Webhook/.test(name) && isInputObjectType(input);
  }).map(({ name }) => name);
  const first = (heading: string): string[] => rowsUnder(page, heading).map(([cell = '']) => /`([\w.]+)`/.exec(cell)?.[1] ?? '');
  expect(first('Making one').sort()).toEqual(mutations.sort());
  const kinds = schema.getType('WebhookEvent') as unknown as { getValues(): { name: string }[] };
  expect(first('What is sent').sort()).toEqual([...kinds.getValues().map(({ name }) => `promisegraph.${name.toLowerCase()}`), 'promisegraph.gap'].sort());
  expect(blocksOf(page).map(({ info }) => info)).toContain('json');
});
