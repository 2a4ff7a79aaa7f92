import { auditServer } from 'graphql-http';
import type { ServerAuditOptions } from 'graphql-http';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';

/* Whether this is GraphQL over HTTP is not for us to say: the specification's own audit does, over a real socket. */

let api: Api;
let url: string;

beforeAll(async () => {
  api = await openApi();
  url = `${await api.application.fastify.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
});
afterAll(() => api.close());

/** What is not as it should be, by level and name. */
async function findings(fetchFn?: ServerAuditOptions['fetchFn']): Promise<{ audits: number; wrong: readonly string[] }> {
  const results = await auditServer({ url, ...(fetchFn === undefined ? {} : { fetchFn }) });
  return { audits: results.length, wrong: results.flatMap((result) => (result.status === 'ok' ? [] : [`${result.status}: ${result.name} (${result.reason})`])) };
}

test('every audit of the specification passes, those that MUST, that SHOULD, and that MAY', async () => {
  const { audits, wrong } = await findings();
  expect(wrong).toEqual([]);
  expect(audits).toBeGreaterThan(50);
});

test('and so it does for the bearer of a token', async () => {
  const company = await api.found();
  const authorization = `Bearer ${await company.tokenOf('olga')}`;
  const { wrong } = await findings((input: string, init?: RequestInit) => fetch(input, { ...init, headers: { ...init?.headers, authorization } }));
  expect(wrong).toEqual([]);
});
