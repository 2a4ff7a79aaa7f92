import { limits } from '../../src/serving/limits/index.js';
import { openApi } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';
import { bombs, excesses, introspections } from '../kit/excesses.js';
import type { Sent } from '../kit/excesses.js';

/* Every limit over HTTP, at it and past it: nothing past it may reach the database. */

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
});
afterAll(() => api.close());

const ask = ({ query, variables }: Sent): Promise<Answer> => company.ask('olga', query, variables);

async function askAndCount(sent: Sent): Promise<{ answer: Answer; roundTrips: number }> {
  const before = api.database.roundTrips;
  const answer = await ask(sent);
  return { answer, roundTrips: api.database.roundTrips - before };
}

test.each(excesses)('$name: as much as one may ($limit)', async ({ within, otherwise }) => {
  const { errors = [] } = await ask(within);
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(otherwise === undefined ? [] : [otherwise]);
});

test.each(excesses)('$name: more than one may ($limit)', async ({ beyond, limit }) => {
  const { answer, roundTrips } = await askAndCount(beyond);
  expect(answer.status).toBe(200);
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toHaveLength(1);
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit, allowed: limits[limit] });
  expect(JSON.stringify(answer).length).toBeLessThan(1_000);
  expect(roundTrips).toBe(0);
});

test('there is a case for each limit', () => {
  // The size of a body and the number of sockets are each transport's own matter, the number of errors is nothing asked for,
  // and how much is read and answered is told by nothing that was asked.
  const elsewhere = ['body', 'sockets', 'operations', 'errors', 'answer', 'reading'];
  expect(new Set([...excesses.map(({ limit }) => limit), ...elsewhere])).toEqual(new Set(Object.keys(limits)));
});

test.each(bombs)('$name', async ({ code, ...sent }) => {
  const { errors = [] } = await ask(sent);
  expect(errors.slice(0, 1).map(({ extensions }) => extensions.code)).toEqual(code === null ? [] : [code]);
  expect(errors.length).toBeLessThanOrEqual(limits.errors + 1);
  expect(JSON.stringify(errors).length).toBeLessThan(20_000);
});

test.each(introspections)('the introspection of standard tools passes, costs nothing, and needs no token', async ({ query }) => {
  const answer = await api.ask(null, query);
  expect(answer.errors).toBeUndefined();
  expect(answer.data.__schema.types.length).toBeGreaterThan(100);
  expect(answer.extensions?.cost).toMatchObject({ requested: 0, nodes: 0 });
});

test('a limit that is broken says what to do', async () => {
  const { errors } = await ask({ query: '{ workflows(first: 500) { nodes { id } } }' });
  expect(errors).toEqual([
    {
      message: 'Ask for 1 to 100 rows at once, and for the next ones with `after`.',
      locations: [{ line: 1, column: 3 }],
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'page', allowed: 100, found: 500 },
    },
  ]);
});
