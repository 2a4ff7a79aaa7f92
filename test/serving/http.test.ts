import type { LightMyRequestResponse } from 'fastify';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

/* What the specification's audit leaves open: which requests are let in, and how the others are told so. */

let api: Api;
let company: Company;
let authorization: string;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  authorization = `Bearer ${await company.tokenOf('olga')}`;
});
afterAll(() => api.close());

const whoAmI = '{ viewer { agent { name } } }';
const held = 'mutation { holdConcern(input: { statement: "Customers trust us" }) { concern { id } } }';

function get(query: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
  return api.application.fastify.inject({ method: 'GET', url: `/graphql?query=${encodeURIComponent(query)}`, headers: { authorization, ...headers } });
}

function post(payload: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
  return api.application.fastify.inject({ method: 'POST', url: '/graphql', headers: { authorization, 'content-type': 'application/json', ...headers }, payload });
}

const body = (query: string, more: object = {}): string => JSON.stringify({ query, ...more });

describe('a GET', () => {
  test('asks a query, without any header but the token', async () => {
    expect((await get(whoAmI)).json()).toMatchObject({ data: { viewer: { agent: { name: 'Olga Petrova' } } } });
  });

  test('may have a question mark in its query, and variables', async () => {
    const url = `/graphql?query=query($id:ID!){node(id:$id){id}__type(name:"What?"){name}}&variables=${encodeURIComponent('{"id":"?"}')}`;
    const response = await api.application.fastify.inject({ method: 'GET', url, headers: { authorization } });
    expect(response.json()).toMatchObject({ data: { node: null, __type: null } });
  });

  test.each(['application/json', 'application/graphql-response+json'])('changes nothing: a mutation is not done, and told where to go (%s)', async (accept) => {
    const { statusCode, headers, ...response } = await get(held, { accept });
    expect([statusCode, headers.allow]).toEqual([405, 'POST']);
    expect(JSON.parse(response.body)).toEqual({ errors: [{ message: 'A mutation must be sent by POST.', extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
    expect((await company.asks('olga', '{ concerns { totalCount } }')).concerns.totalCount).toBe(0);
  });

  test('changes nothing when it names the query and means the mutation', async () => {
    const url = `/graphql?query=${encodeURIComponent(`query Q { __typename } ${held.replace('mutation', 'mutation M')}`)}&operationName=M`;
    expect((await api.application.fastify.inject({ method: 'GET', url, headers: { authorization } })).statusCode).toBe(405);
  });
});

describe('a POST', () => {
  test.each([
    ['text/plain', body(held)],
    ['text/plain;charset=UTF-8', body(held)],
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent(held)}`],
    ['multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${held}\r\n--x--\r\n`],
    ['application/graphql', held],
    ['application/json; charset=iso-8859-1', body(held)],
    ['text/html', body(held)],
  ])('of %s is refused: a form of another site can send such a thing', async (type, payload) => {
    expect((await post(payload, { 'content-type': type })).statusCode).toBe(415);
    expect((await company.asks('olga', '{ concerns { totalCount } }')).concerns.totalCount).toBe(0);
  });

  test.each([
    ['no JSON', '{ "query": '],
    ['nothing', ''],
    ['a batch', `[${body(whoAmI)},${body(whoAmI)}]`],
    ['an empty batch', '[]'],
    ['a text', '"query"'],
    ['null', 'null'],
    ['no query', '{}'],
    ['a query that is no text', '{"query":{"a":1}}'],
    ['variables that are no object', body(whoAmI, { variables: 'x' })],
    ['an operation name that is no text', body(whoAmI, { operationName: 7 })],
    ['the prototype of objects as a key', '{"query":"{ __typename }","variables":{"__proto__":{"x":1}}}'],
    ['the prototype behind a constructor', '{"query":"{ __typename }","variables":{"constructor":{"prototype":{"x":1}}}}'],
  ])('of %s is a bad request, told in a few words', async (_, payload) => {
    const { statusCode, ...response } = await post(payload);
    expect(statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ message: expect.stringMatching(/^[^\n]{5,120}$/) as string, extensions: { code: 'BAD_REQUEST' } }] });
    expect(response.body).not.toMatch(/stack|node_modules|FST_ERR/);
  });

  test('of the largest body is read, and of a larger one not', async () => {
    const empty = body('{ __typename }', { extensions: { padding: '' } }).length;
    const padded = (length: number): string => body('{ __typename }', { extensions: { padding: ' '.repeat(length - empty) } });
    expect((await post(padded(100_000))).json()).toMatchObject({ data: { __typename: 'Query' } });
    const response = await post(padded(100_001));
    expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([413, 'BAD_REQUEST']);
  });
});

test.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const)('%s is no method of it', async (method) => {
  const { statusCode, headers } = await api.application.fastify.inject({ method, url: '/graphql', headers: { authorization } });
  expect([statusCode, headers.allow]).toEqual([405, 'GET, POST']);
});

test.each([
  ['application/json', 200, 'application/json; charset=utf-8'],
  ['application/graphql-response+json', 200, 'application/graphql-response+json; charset=utf-8'],
  ['text/html, application/graphql-response+json;q=0.9, */*;q=0.1', 200, 'application/graphql-response+json; charset=utf-8'],
  ['*/*', 200, 'application/json; charset=utf-8'],
  ['text/html', 406, undefined],
  ['image/png', 406, undefined],
])('who accepts %s is answered %d', async (accept, status, type) => {
  const { statusCode, headers } = await post(body(whoAmI), { accept });
  expect([statusCode, headers['content-type']]).toEqual([status, type]);
});

test.each<[string, string, number, object]>([
  ['does not parse', '{', 400, {}],
  ['does not fit the schema', '{ nothing }', 400, {}],
  ['lacks a variable', 'query($id: ID!) { node(id: $id) { id } }', 400, {}],
  ['asks for too much', '{ agents(first: 101) { totalCount } }', 400, {}],
  ['names no operation of the document', 'query A { __typename }', 400, { operationName: 'B' }],
  ['names none of several', 'query A { __typename } query B { __typename }', 400, {}],
  ['is a query', '{ __typename }', 200, {}],
])('an operation that %s is told so by its status where the client knows of statuses', async (_, query, status, more) => {
  const answers = await Promise.all(['application/json', 'application/graphql-response+json'].map((accept) => post(body(query, more), { accept })));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, status]);
  const [one, other] = answers.map((answer) => answer.json() as object);
  expect(one).toEqual(other);
});

test('each request has an id of ours, and no client can choose it', async () => {
  const broken = api.database.read.bind(api.database);
  api.database.read = () => Promise.reject(new Error('secret'));
  const ask = async (): Promise<string> => (await post(body(whoAmI), { 'x-request-id': 'mine', 'request-id': 'mine' })).json().errors[0].extensions.requestId as string;
  const ids = [await ask(), await ask()];
  api.database.read = broken;
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(ids[0]).not.toBe(ids[1]);
});

test('what is not there is answered in JSON, and says nothing of what is', async () => {
  for (const url of ['/', '/graphql/', '/graphql/x', '/.env', '/%00', '/graphql%00', '//graphql']) {
    const response = await api.application.fastify.inject({ url });
    expect([url, [400, 404].includes(response.statusCode)]).toEqual([url, true]);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  }
});

test('fields that are not there are told with what was perhaps meant, but never with all there is', async () => {
  const { errors } = (await post(body('{ viewr { agent { nam } } }'))).json();
  expect(errors[0].message).toBe('Cannot query field "viewr" on type "Query". Did you mean "viewer"?');
  expect(errors[0].extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
});

test('a request that never comes to its end is not waited for for ever', () => {
  const { requestTimeout } = api.application.fastify.server;
  expect(requestTimeout).toBeGreaterThan(0);
  expect(requestTimeout).toBeLessThanOrEqual(60_000);
});
