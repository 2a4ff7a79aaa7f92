import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';

/* A browser lets the pages of another origin ask here when the answers say so, and not otherwise. */

let api: Api;
let closed: Api;

beforeAll(async () => {
  api = await openApi({ allowedOrigins: ['https://app.example'], trustedProxies: ['127.0.0.1'], rate: { perMinute: 1, burst: 1 } });
  closed = await openApi();
});
afterAll(async () => {
  await api.close();
  await closed.close();
});

const preflight = (of: Api, origin: string) =>
  of.application.fastify.inject({ method: 'OPTIONS', url: '/graphql', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type,x-bookmark' } });

test('an origin that is named may send a token, and read when to come back', async () => {
  const { statusCode, headers } = await preflight(api, 'https://app.example');
  expect(statusCode).toBe(204);
  expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://app.example', 'access-control-allow-headers': 'authorization, content-type, x-bookmark' });
  expect(headers['access-control-allow-credentials']).toBeUndefined();
  const answer = await api.application.fastify.inject({ method: 'POST', url: '/graphql', headers: { origin: 'https://app.example' }, payload: { query: '{ __typename }' } });
  expect(answer.headers).toMatchObject({ 'access-control-allow-origin': 'https://app.example', 'access-control-expose-headers': 'retry-after' });
});

test.each([['https://elsewhere.example'], ['https://app.example.elsewhere.example'], ['http://app.example'], ['null']])('%s is not let in by it', async (origin) => {
  expect((await preflight(api, origin)).headers['access-control-allow-origin']).not.toBe(origin);
});

test('without a name no other origin is let in', async () => {
  expect((await preflight(closed, 'https://app.example')).headers['access-control-allow-origin']).toBeUndefined();
});

test('strangers behind a proxy that is believed are counted apart, and a proxy that is not named is believed nothing', async () => {
  const ask = (of: Api, from: string, forwarded: string) => of.application.fastify.inject({ method: 'POST', url: '/graphql', remoteAddress: from, headers: { 'x-forwarded-for': forwarded }, payload: { query: '{ viewer { administrator } }' } });
  const codes = async (from: string, ...forwarded: string[]): Promise<unknown[]> => {
    const heard: unknown[] = [];
    for (const one of forwarded) heard.push((await ask(api, from, one)).json().errors[0].extensions.code);
    return heard;
  };
  expect(await codes('127.0.0.1', '203.0.113.1', '203.0.113.1', '203.0.113.2')).toEqual(['UNAUTHENTICATED', 'THROTTLED', 'UNAUTHENTICATED']);
  expect(await codes('198.51.100.7', '203.0.113.8', '203.0.113.9')).toEqual(['UNAUTHENTICATED', 'THROTTLED']);
});
