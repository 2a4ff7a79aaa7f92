import { WebSocket } from 'ws';
import { limits } from '../../src/serving/limits/index.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { bombs, excesses, introspections } from '../kit/excesses.js';
import { Socket } from '../kit/socket.js';
import { cameTrue } from '../kit/waiting.js';

/* The same door as HTTP, by another transport: what is refused there is refused here, in the same words. */

let api: Api;
let company: Company;
let address: string;
let socket: Socket;
const sockets: Socket[] = [];

function connect(parameters: Record<string, unknown>, headers: Record<string, string> = {}): Socket {
  const made = new Socket(address, parameters, headers);
  sockets.push(made);
  return made;
}

async function connectAs(subject: string, claims: Record<string, unknown> = {}): Promise<Socket> {
  return connect({ authorization: `Bearer ${await api.token({ org: company.org, subject }, claims)}` });
}

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  address = await api.listen();
  socket = await connectAs('olga');
});
afterAll(async () => {
  await Promise.all(sockets.map((one) => one.close()));
  await api.close();
});

test('queries and mutations are answered as over HTTP, with what they cost', async () => {
  const { data, extensions } = await socket.ask('{ viewer { agent { name } } }');
  expect(data?.viewer.agent.name).toBe('Olga Petrova');
  expect(extensions?.cost).toMatchObject({ requested: 1 });
  const { data: done } = await socket.ask('mutation { createAgent(input: {kind: PERSON, name: "Zoe"}) { agent { name } userErrors { code } } }');
  expect(done?.createAgent).toEqual({ agent: { name: 'Zoe' }, userErrors: [] });
});

test('a token in the header of the upgrade will do, for clients that can set one', async () => {
  const byHeader = connect({}, { authorization: `Bearer ${await company.tokenOf('olga')}` });
  expect((await byHeader.ask('{ viewer { agent { name } } }')).data?.viewer.agent.name).toBe('Olga Petrova');
});

test.each(excesses)('$name: as much as one may ($limit)', async ({ within, otherwise }) => {
  const { errors = [] } = await socket.ask(within.query, within.variables);
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(otherwise === undefined ? [] : [otherwise]);
});

test.each(excesses)('$name: more than one may ($limit)', async ({ beyond, limit }) => {
  const before = api.database.roundTrips;
  const { data, errors } = await socket.ask(beyond.query, beyond.variables);
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit, allowed: limits[limit] } }]);
  expect(api.database.roundTrips).toBe(before);
});

test.each(bombs)('$name', async ({ code, query, variables }) => {
  const { errors = [] } = await socket.ask(query, variables);
  expect(errors.slice(0, 1).map(({ extensions }) => extensions.code)).toEqual(code === null ? [] : [code]);
});

test.each(introspections)('the introspection of standard tools passes', async ({ query }) => {
  const { data, errors } = await socket.ask(query);
  expect(errors).toBeUndefined();
  expect(data?.__schema.types.length).toBeGreaterThan(100);
});

test.each([
  ['no token', () => ({})],
  ['a token that is none', () => ({ authorization: 'Bearer a.b.c' })],
  ['something else in its place', () => ({ authorization: { token: 1 } })],
])('whoever comes with %s is sent away with a reason', async (_, parameters) => {
  const { code, reason } = await connect(parameters()).closed;
  expect(code).toBe(4401);
  expect(reason).toMatch(/token/i);
});

test('a token of somebody unknown opens the socket, and no door behind it', async () => {
  const stranger = await connectAs('nobody');
  for (const query of ['{ viewer { agent { name } } }', 'subscription { organizationChanged { id } }', 'subscription { myMovesChanged { id } }']) {
    expect((await stranger.ask(query)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  }
});

test('the socket ends with the token, also when nothing happens', async () => {
  const brief = await connectAs('olga', { exp: Math.floor(api.clock.now / 1_000) + 2 });
  // Two seconds go by quickly on a crowded machine, also before the first answer.
  brief.listen('subscription { organizationChanged { id } }').catch(() => undefined);
  expect(await brief.closed).toMatchObject({ code: 4401, reason: 'The token has expired: get a new one.' });
});

test('a token that has ended in the meantime asks for nothing more', async () => {
  const ending = await connectAs('olga', { exp: Math.floor(api.clock.now / 1_000) + 3_600 });
  await ending.ask('{ viewer { agent { name } } }');
  api.clock.now += 3_700_000;
  try {
    const refused = ending.ask('{ viewer { agent { name } } }').catch((error: unknown) => String(error));
    expect(await ending.closed).toMatchObject({ code: 4401 });
    expect(JSON.stringify(await refused)).toMatch(/UNAUTHENTICATED|The socket broke/);
  } finally {
    api.clock.now -= 3_700_000;
  }
});

test('one viewer has so many sockets and no more, and may have another when one is closed', async () => {
  await company.agent('many', { kind: 'PERSON', name: 'Many', subject: 'many' });
  const open = await Promise.all(Array.from({ length: limits.sockets }, () => connectAs('many')));
  await Promise.all(open.map((one) => one.ask('{ viewer { agent { name } } }')));
  expect(await (await connectAs('many')).closed).toMatchObject({ code: 4429 });
  await open[0]?.close();
  await cameTrue(async () => {
    const again = await connectAs('many');
    return Promise.race([again.ask('{ viewer { agent { name } } }').then(() => true, () => false), again.closed.then(() => false)]);
  });
});

test('whoever leaves while their token is looked at takes no place among their sockets', async () => {
  let looked = 0;
  let openGate = (): void => undefined;
  const gate = new Promise<void>((resolve) => (openGate = resolve));
  const slow = await openApi({ findKey: async () => { looked += 1; await gate; return slow.keys.publicKey; } });
  try {
    const [there, token] = [await slow.listen(), await slow.token({ org: company.org, subject: 'olga' })];
    const leaving = Array.from({ length: limits.sockets }, () => new WebSocket(`ws://${there}/graphql`, 'graphql-transport-ws'));
    const greeting = JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    for (const one of leaving) one.once('open', () => { one.send(greeting); });
    await cameTrue(() => looked === limits.sockets);
    for (const one of leaving) one.terminate();
    await cameTrue(() => new Promise<boolean>((resolve) => { slow.application.fastify.server.getConnections((_, count) => { resolve(count === 0); }); }));
    openGate();
    const staying = new Socket(there, { authorization: `Bearer ${token}` });
    expect((await staying.ask('{ viewer { agent { name } } }')).data?.viewer.agent.name).toBe('Olga Petrova');
    await staying.close();
  } finally {
    openGate();
    await slow.close();
  }
});

test('so many operations go on over one socket at once, and no more', async () => {
  const busy = await connectAs('olga');
  for (let count = 0; count < limits.operations; count++) await busy.listen('subscription { organizationChanged { id } }');
  const { errors } = await busy.listen('subscription { organizationChanged { id } }');
  expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'operations' } }]);
});

describe('an operation that its client has completed is under way as long as the database works on it', () => {
  test.each([
    ['and counts', limits.operations, 'another', { code: 'LIMIT_EXCEEDED', limit: 'operations' }],
    ['and keeps its id, or its end would be the end of the other', 1, '0', { code: 'BAD_REQUEST' }],
  ])('%s', async (_, held, id, extensions) => {
    const read = api.database.read.bind(api.database);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let reading = false;
    api.database.read = async (...asked) => {
      if (asked[0].name === 'agent/viewer') {
        reading = true;
        await released;
      }
      return read(...asked);
    };
    const bare = new WebSocket(`ws://${address}/graphql`, 'graphql-transport-ws');
    const heard: { readonly id?: string; readonly type: string; readonly payload?: unknown }[] = [];
    bare.on('message', (message: Buffer) => heard.push(JSON.parse(message.toString()) as (typeof heard)[number]));
    const send = (message: object): void => { bare.send(JSON.stringify(message)); };
    const asks = (name: string): void => { send({ id: name, type: 'subscribe', payload: { query: '{ viewer { agent { name } } }' } }); };
    try {
      await new Promise((resolve) => bare.once('open', resolve));
      send({ type: 'connection_init', payload: { authorization: `Bearer ${await company.tokenOf('olga')}` } });
      await cameTrue(() => heard.some(({ type }) => type === 'connection_ack'));
      for (let one = 0; one < held; one++) {
        asks(String(one));
        send({ id: String(one), type: 'complete' });
      }
      await cameTrue(() => reading);
      asks(id);
      await cameTrue(() => heard.length > 1);
      expect(heard.slice(1)).toMatchObject([{ id, type: 'error', payload: [{ extensions }] }]);
      release();
      let again = 0;
      await cameTrue(() => {
        asks(`again ${String(again++)}`);
        return heard.some(({ type }) => type === 'next');
      });
    } finally {
      release();
      api.database.read = read;
      bare.terminate();
    }
  });
});

/** A bare socket, for what no client of ours would send. @returns the code it is closed with */
async function closedAfter(...messages: (string | Buffer)[]): Promise<number> {
  const bare = new WebSocket(`ws://${address}/graphql`, 'graphql-transport-ws');
  await new Promise((resolve) => bare.once('open', resolve));
  const closed = new Promise<number>((resolve) => bare.once('close', (code) => { resolve(code); }));
  for (const message of messages) bare.send(message);
  return closed;
}

test.each([
  ['what is no JSON', 4400, ['{']],
  ['JSON that is no message', 4400, ['[]']],
  ['an operation before the greeting', 4401, [JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ viewer { agent { name } } }' } })]],
  ['more than a body may hold', 1009, ['x'.repeat(limits.body + 1)]],
  ['bytes that are no text', 4400, [Buffer.from([0xff, 0xfe, 0x00])]],
  ['a message that only a server sends', 4400, [JSON.stringify({ id: '1', type: 'next', payload: {} })]],
  ['a second greeting', 4429, [JSON.stringify({ type: 'connection_init' }), JSON.stringify({ type: 'connection_init' })]],
])('%s closes the socket, and no other, and prints nothing', async (_, code, messages) => {
  const printed = (['error', 'warn', 'log'] as const).map((name) => jest.spyOn(console, name));
  expect(await closedAfter(...messages)).toBe(code);
  for (const spy of printed) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  expect((await socket.ask('{ viewer { agent { name } } }')).data?.viewer.agent.name).toBe('Olga Petrova');
});

test('another protocol, or another path, is not spoken here', async () => {
  const refusal = (url: string, protocol: string): Promise<string> =>
    new Promise((resolve) => {
      const bare = new WebSocket(url, protocol);
      bare.once('error', (error) => { resolve(error.message); });
      bare.once('close', (code) => { resolve(`closed with ${String(code)}`); });
    });
  expect(await refusal(`ws://${address}/elsewhere`, 'graphql-transport-ws')).toMatch(/404/);
  expect(await refusal(`ws://${address}/graphql`, 'graphql-ws')).toMatch(/subprotocol|4406/i);
});

test('subscriptions are not for HTTP, and it says so', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const { errors } = await company.ask('ada', 'subscription($workflow: ID!) { workflowChanged(workflow: $workflow) { id } }', { workflow });
  expect(errors).toMatchObject([{ message: expect.stringContaining('WebSocket') as string, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
});
