import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { packageRoot } from '../../src/root.js';
import { createSchema } from '../../src/schema.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';

const folder = join(packageRoot, 'dist', 'web');
const secret = 'a-token-of-ada';
let api: Api;
let withoutToken: Api;
let without: Api;

beforeAll(async () => {
  execFileSync(process.execPath, [join(packageRoot, 'scripts', 'build-explorer.mjs')]);
  api = await openApi({ explorer: { folder, visitor: { name: 'Ada Moreau', token: () => Promise.resolve(secret) } } });
  withoutToken = await openApi({ explorer: { folder, visitor: null } });
  without = await openApi();
});
afterAll(() => Promise.all([api, withoutToken, without].map((one) => one.close())));

interface Asked {
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly remoteAddress?: string;
}

const get = ({ url = '/explorer/settings', headers = {}, remoteAddress = '127.0.0.1' }: Asked, of: Api = api) =>
  of.application.fastify.inject({ method: 'GET', url, headers: { host: 'localhost:4000', ...headers }, remoteAddress });

test('what the page is made of is there, each of its own type', async () => {
  const { body } = await get({ url: '/' });
  const parts = [...body.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => `/${String(path)}`);
  expect(parts.length).toBeGreaterThan(5);
  for (const url of [...parts, '/explorer/client.js', '/explorer/examples.json']) {
    const { statusCode, headers } = await get({ url });
    expect({ url, statusCode, type: headers['content-type'] }).toEqual({ url, statusCode: 200, type: expect.stringMatching(/^(text\/(javascript|css)|image\/svg\+xml|application\/json); charset=utf-8$/) as string });
  }
});

test('nothing in the page, and nothing it is allowed to load, is from elsewhere', async () => {
  for (const url of ['/', '/explorer/explorer.js', '/explorer/settings', '/explorer/nothing']) {
    const { headers } = await get({ url });
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*|unsafe-eval/);
  }
  expect((await get({ url: '/' })).body).not.toMatch(/https?:|<script>/);
});

test('a part that did not change is not sent again', async () => {
  const { headers } = await get({ url: '/explorer/graphiql.min.js' });
  const again = await get({ url: '/explorer/graphiql.min.js', headers: { 'if-none-match': String(headers.etag) } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test.each(['/explorer/..%2f..%2fpackage.json', '/explorer/%2e%2e/%2e%2e/package.json', '/explorer/../../package.json', '/explorer/settings.json', '/explorer/.built-from', '/explorer/'])('%s leads nowhere', async (url) => {
  const { statusCode, body } = await get({ url });
  expect(statusCode).toBe(404);
  expect(body).not.toContain('dependencies');
});

describe('the token', () => {
  const given = { name: 'Ada Moreau', token: secret };
  const none = { name: null, token: null };

  test.each<[string, Asked]>([
    ['localhost', {}],
    ['127.0.0.1', { headers: { host: '127.0.0.1:4000' } }],
    ['[::1]', { headers: { host: '[::1]:4000' }, remoteAddress: '::1' }],
    ['localhost on the port of HTTP', { headers: { host: 'localhost' }, remoteAddress: '::ffff:127.0.0.1' }],
    ['the page itself, as browsers say', { headers: { 'sec-fetch-site': 'same-origin' } }],
  ])('is given to %s, and kept by nobody', async (_, asked) => {
    const response = await get(asked);
    expect(response.json()).toEqual(given);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each<[string, Asked]>([
    ['a name of somebody else that leads here', { headers: { host: 'rebound.example:4000' } }],
    ['a name that begins like one of this machine', { headers: { host: 'localhost.rebound.example' } }],
    ['a name with one of this machine before an @', { headers: { host: 'localhost@rebound.example' } }],
    ['another machine', { remoteAddress: '192.0.2.7' }],
    ['another machine that says it is this one', { headers: { host: '127.0.0.1' }, remoteAddress: '192.0.2.7' }],
    ['what a proxy passes on', { headers: { 'x-forwarded-for': '192.0.2.7' } }],
    ['what a proxy passes on in the standard’s words', { headers: { forwarded: 'for=192.0.2.7' } }],
    ['a page of another site', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a page on another port', { headers: { 'sec-fetch-site': 'same-site' } }],
  ])('is not given to %s', async (_, asked) => {
    expect((await get(asked)).json()).toEqual(none);
  });

  test('is not there at all where nobody may be spoken as', async () => {
    expect((await get({}, withoutToken)).json()).toEqual(none);
  });

  test('is in none of the files', () => {
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'utf8')).not.toContain(secret);
  });
});

test('without the explorer the root is nothing', async () => {
  for (const url of ['/', '/explorer/settings', '/explorer/explorer.js']) expect((await get({ url }, without)).statusCode).toBe(404);
});

test('where it was not built, the root says what to do', async () => {
  const unbuilt = await openApi({ explorer: { folder: join(packageRoot, 'nowhere'), visitor: null } });
  const { statusCode, body } = await get({ url: '/' }, unbuilt);
  expect([statusCode, body]).toEqual([404, 'The explorer has not been built: npm run build. The API is at /graphql.\n']);
  await unbuilt.close();
});

test('every example is valid, and has a name for its tab', () => {
  const schema = createSchema();
  const examples = JSON.parse(readFileSync(join(folder, 'examples.json'), 'utf8')) as string[];
  expect(examples.length).toBeGreaterThan(4);
  for (const example of examples) {
    const document = parse(example);
    expect({ example, errors: validate(schema, document).map(({ message }) => message) }).toEqual({ example, errors: [] });
    expect(document.definitions[0]).toMatchObject({ kind: 'OperationDefinition', name: { kind: 'Name' } });
  }
});
