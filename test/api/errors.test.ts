import { GraphQLError } from 'graphql';
import { formatError } from '../../src/serving/errors.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  await company.person('ada');
});
afterAll(() => api.close());

test.each<[string, string, string]>([
  ['a query that does not parse', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
  ['a field that is not there', '{ viewer { shoeSize } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a value of another type', '{ workflows(first: "ten") { nodes { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a date that is not in the calendar', '{ changes(from: "2026-02-30") { nodes { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['twenty thousand open brackets', `{ a(b: ${'['.repeat(20_000)}`, 'LIMIT_EXCEEDED'],
])('%s is answered as the client\'s mistake, in a body of its own', async (_, query, code) => {
  const { status, errors } = await company.ask('ada', query);
  expect(status).toBe(200);
  expect(errors?.[0]?.extensions).toMatchObject({ code });
  expect(JSON.stringify(errors).length).toBeLessThan(2_000);
});

test('more wrong variables than graphql-js counts are still the client\'s mistake', async () => {
  const terms = { due: '2026-12-31', conditions: Array.from({ length: 60 }, () => ({ statement: 7 })) };
  const { status, errors } = await company.ask('ada', 'mutation($input: ProposeTermsInput!) { proposeTerms(input: $input) { userErrors { code } } }', { input: { workflow: 'x', idempotencyKey: 'x', terms } });
  expect(status).toBe(200);
  expect(errors?.map(({ extensions }) => extensions.code)).not.toContain('INTERNAL');
  expect(JSON.stringify(errors)).not.toContain('INTERNAL_SERVER_ERROR');
});

test('a mistake of ours is masked, and carries the request\'s id to find it by', async () => {
  const broken = api.database.read.bind(api.database);
  api.database.read = () => Promise.reject(new Error('secret: the password is in this message'));
  const { errors } = await company.ask('ada', '{ viewer { agent { name } } }');
  api.database.read = broken;
  expect(errors?.[0]).toMatchObject({ message: 'Something went wrong on our side. Quote the request id when you report it.', extensions: { code: 'INTERNAL', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
  expect(JSON.stringify(errors)).not.toMatch(/secret|password|stack/);
});

test('a long message is cut', () => {
  const error = new GraphQLError('x'.repeat(5_000), { extensions: { code: 'BAD_USER_INPUT' } });
  expect(formatError(error, 'x').message.length).toBeLessThan(600);
});

test('what a mutation refuses stands in its payload, and a query\'s refusal among the errors', async () => {
  const { data } = await company.ask('ada', 'mutation { declineWorkflow(input: { workflow: "x", idempotencyKey: "k" }) { act { id } workflow { id } userErrors { code field message } } }');
  expect(data.declineWorkflow).toEqual({ act: null, workflow: null, userErrors: [{ code: 'NOT_FOUND', field: ['workflow'], message: 'There is no workflow with this id, or you may not see it.' }] });
  const { errors } = await company.ask('ada', '{ workflows(filter: { party: "x" }) { nodes { id } } }');
  expect(errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND', field: ['filter', 'party'] });
});

test('a bookmark lets a client read what it wrote, and a forged one means nothing', async () => {
  const written = await company.ask('ada', 'mutation { holdConcern(input: { statement: "Customers trust us" }) { concern { id } } }');
  const bookmark = String(written.extensions?.bookmark);
  const token = await company.tokenOf('ada');
  const query = '{ concerns { nodes { statement } } }';
  expect((await api.ask(token, query, {}, { 'x-bookmark': bookmark })).data.concerns.nodes).toEqual([{ statement: 'Customers trust us' }]);
  for (const forged of ['garbage', `${bookmark}x`, `x${bookmark}`, 'a.b', 'FB:kcwQ/wTfJf8rS1WY+GiIKXsCXgmQ']) {
    expect((await api.ask(token, query, {}, { 'x-bookmark': forged })).errors).toBeUndefined();
  }
});

// The last of all: one that retires serves nobody any more.
test('it is alive without the database and ready with it, until it retires', async () => {
  const ask = async (url: string): Promise<number> => (await api.application.fastify.inject({ method: 'GET', url })).statusCode;
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 200]);
  const ping = api.database.ping.bind(api.database);
  api.database.ping = () => Promise.reject(new Error('gone'));
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503]);
  api.database.ping = ping;
  api.application.retire();
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503]);
});
