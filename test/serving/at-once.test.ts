import { WebSocket } from 'ws';
import { parseStatement } from '../../src/graph/statement.js';
import type { Reading } from '../../src/graph/database.js';
import { textLimits } from '../../src/domain/common/text.rules.js';
import { limits } from '../../src/serving/limits/index.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';
import { Held } from '../kit/held.js';
import { Line } from '../kit/line.js';
import { Socket } from '../kit/socket.js';
import { cameTrue } from '../kit/waiting.js';

/* So many operations of one viewer go on at once and no more, by whatever way they come, and each gives its place back however it ends. */

const most = 3;
const whoAmI = '{ viewer { agent { name } } }';
const refusal = { message: 'At most 3 of your operations are under way at once. Send this again in 1 second, when one of them has been answered.', extensions: { code: 'THROTTLED', limit: 'atOnce', allowed: most, retryAfterSeconds: 1 } };

let api: Api;
let company: Company;
let address: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  api = await openApi({ atOnce: most });
  company = await api.found();
  await company.person('ada');
  address = await api.listen();
});
afterEach(async () => {
  await Promise.all(sockets.splice(0).map((one) => one.close()));
  await untilNothingIsUnderWay();
});
afterAll(() => api.close());

const underWay = (): number => api.application.pipeline.underWay;
const untilNothingIsUnderWay = (): Promise<void> => cameTrue(() => underWay() === 0, () => `${String(underWay())} are under way`);

const untilNobodyIsConnected = ({ application }: Api): Promise<void> => cameTrue(() => new Promise<boolean>((resolve) => { application.fastify.server.getConnections((_, count) => { resolve(count === 0); }); }));

async function connect(subject = 'olga', of = company): Promise<Socket> {
  const made = new Socket(address, { authorization: `Bearer ${await of.tokenOf(subject)}` });
  sockets.push(made);
  return made;
}

/** What a viewer is told who asks now: their name, or the code of the refusal. */
async function told(ask: Promise<Partial<Pick<Answer, 'data' | 'errors'>>>): Promise<unknown> {
  const { data, errors } = await ask;
  return errors?.[0]?.extensions.code ?? data?.viewer.agent.name;
}

/** Ways for one operation of Olga's. */
const ways: readonly [string, () => Promise<() => Promise<Partial<Answer>>>][] = [
  ['HTTP', () => Promise.resolve(() => company.ask('olga', whoAmI))],
  ['WebSocket', async () => {
    const socket = await connect();
    return () => socket.ask(whoAmI);
  }],
];

describe.each(ways.flatMap(([holding, hold]) => ways.map(([asking, ask]) => [holding, asking, hold, ask] as const)))('while as many as may go on over %s', (_holding, asking, hold, ask) => {
  test(`one more over ${asking} is refused, and let in once one of them has been answered`, async () => {
    const [holdOne, askOne] = [await hold(), await ask()];
    const held = new Held(api, 'agent/viewer');
    try {
      const answers = Array.from({ length: most }, () => holdOne());
      await cameTrue(() => held.waiting === most);
      const before = api.database.roundTrips;
      expect(await askOne()).toMatchObject({ errors: [refusal] });
      expect(api.database.roundTrips).toBe(before);
      expect((await company.ask('ada', '{ agents { totalCount } }')).errors).toBeUndefined();
      held.release();
      expect(await Promise.all(answers.map((answer) => told(answer as Promise<Answer>)))).toEqual(Array.from({ length: most }, () => 'Olga Petrova'));
    } finally {
      held.release();
    }
    await untilNothingIsUnderWay();
    expect(await told(askOne() as Promise<Answer>)).toBe('Olga Petrova');
  });
});

test('over HTTP the status says so too, and when to come back', async () => {
  const held = new Held(api, 'agent/viewer');
  const answers = Array.from({ length: most }, () => company.ask('olga', whoAmI));
  await cameTrue(() => held.waiting === most);
  const refused = await api.application.fastify.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json', authorization: `Bearer ${await company.tokenOf('olga')}` }, payload: { query: whoAmI } });
  held.release();
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
  expect(refused.json()).toEqual({ errors: [refusal], extensions: { cost: { requested: 1, nodes: 0, nodesLimit: limits.nodes } } });
  await Promise.all(answers);
});

test('somebody else of the same name, in another organisation, has places of their own', async () => {
  const neighbour = await api.found();
  const held = new Held(api, 'agent/viewer');
  const answers = [...Array.from({ length: most }, () => company.ask('olga', whoAmI)), neighbour.ask('olga', whoAmI)];
  await cameTrue(() => held.waiting === most + 1);
  held.release();
  expect(await Promise.all(answers.map(told))).toEqual(Array.from({ length: most + 1 }, () => 'Olga Petrova'));
});

test('strangers share the places of their network', async () => {
  const proxied = await openApi({ atOnce: 1, trustedProxies: ['127.0.0.0/8'] });
  const introspection = JSON.stringify({ query: '{ __schema { queryType { name } } }' });
  const send = async (from: string): Promise<number> => (await proxied.application.fastify.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json', 'x-forwarded-for': from }, payload: introspection })).statusCode;
  const { pipeline } = proxied.application;
  const stranger = (from: string) => ({ requestId: '', verified: { identity: null, because: '', expiresAt: null }, address: from, bookmarks: [] });
  const first = pipeline.prepare({ query: '{ __typename }' }, 'POST', stranger('2001:db8::1'));
  expect(await send('2001:db8::2')).toBe(429);
  expect(await send('2001:db8:0:1::2')).toBe(200);
  expect(await send('192.0.2.1')).toBe(200);
  if (!('stay' in first)) throw new Error('The first of them was refused.');
  first.stay.worked();
  expect(await send('2001:db8::2')).toBe(429);
  first.stay.parted();
  expect(await send('2001:db8::2')).toBe(200);
  await proxied.close();
});

test('who listens takes no place: a socket has a limit of its own for that', async () => {
  const socket = await connect();
  for (let count = 0; count < most + 1; count++) expect((await socket.listen('subscription { organizationChanged { kind } }')).errors).toBeUndefined();
  expect(await told(socket.ask(whoAmI))).toBe('Olga Petrova');
});

test('events are answered so many at once, and the others wait and are told in the end', async () => {
  const minded = await openApi({ atOnce: 2 });
  const tiny = await minded.found();
  minded.mind(tiny);
  await minded.settled(tiny);
  const there = await minded.listen();
  const socket = new Socket(there, { authorization: `Bearer ${await tiny.tokenOf('olga')}` });
  try {
    const heard: number[] = [];
    const listeners = 5;
    for (let one = 0; one < listeners; one++) {
      socket.follow('subscription { organizationChanged { kind acts { speaker { name } } } }', ({ data }) => { if (data?.organizationChanged.kind === 'HAPPENED') heard.push(one); });
    }
    await socket.ask(whoAmI);
    const held = new Held(minded, 'agent/by-ids');
    await tiny.person('bram');
    await cameTrue(() => held.waiting === 2);
    // Those that wait hold up nothing else that the same viewer asks.
    expect(await told(socket.ask(whoAmI))).toBe('Olga Petrova');
    expect(held.waiting).toBe(2);
    held.release();
    await cameTrue(() => heard.length === listeners);
    expect([...heard].sort()).toEqual([0, 1, 2, 3, 4]);
    await cameTrue(() => minded.application.pipeline.underWay === 0);
  } finally {
    await socket.close();
    await minded.close();
  }
}, 240_000);

describe('a place is given back', () => {
  test.each([
    ['that does not parse', '{', 'GRAPHQL_PARSE_FAILED'],
    ['that asks for too much', '{ agents(first: 101) { totalCount } }', 'LIMIT_EXCEEDED'],
    ['whose fields refuse', '{ search(query: "") { totalCount } }', 'INVALID_INPUT'],
    ['about the schema', '{ __schema { queryType { name } } }', undefined],
  ])('by one %s', async (_, query, code) => {
    const socket = await connect();
    for (let count = 0; count <= most; count++) {
      expect((await company.ask('olga', query)).errors?.[0]?.extensions.code).toBe(code);
      expect((await socket.ask(query)).errors?.[0]?.extensions.code).toBe(code);
    }
  });

  test('by one that breaks on our side', async () => {
    const read = api.database.read.bind(api.database);
    api.database.read = () => Promise.reject(new Error('the disk is full'));
    const socket = await connect();
    for (let count = 0; count <= most; count++) {
      expect(await told(company.ask('olga', whoAmI))).toBe('INTERNAL');
      expect(await told(socket.ask(whoAmI))).toBe('INTERNAL');
    }
    api.database.read = read;
  });

  test('by one that took too long', async () => {
    const hasty = await openApi({ atOnce: 1, operationTimeout: 100 });
    const found = await hasty.found();
    const read = hasty.database.read.bind(hasty.database);
    const endless = parseStatement('test/endless', '// Counts for minutes.\n// read\n// -> count integer\nUNWIND range(1, 2000000000) AS slow WITH slow WHERE slow % 7 = 3 RETURN count(slow) AS count');
    hasty.database.read = ((_: unknown, __: unknown, reading?: Reading) => read(endless, {}, reading)) as typeof hasty.database.read;
    const socket = new Socket(await hasty.listen(), { authorization: `Bearer ${await found.tokenOf('olga')}` });
    for (let count = 0; count < 2; count++) {
      expect(await told(found.ask('olga', whoAmI))).toBe('TIMEOUT');
      await cameTrue(() => hasty.application.pipeline.underWay === 0);
      expect(await told(socket.ask(whoAmI))).toBe('TIMEOUT');
      await cameTrue(() => hasty.application.pipeline.underWay === 0);
    }
    await socket.close();
    await hasty.close();
  });

  test('by one whose answer is too long', async () => {
    const workflow = await workflowIn(company, 'LISTENING');
    for (let said = 0; said < 6; said++) await company.says('ada', 'remarkOnWorkflow', { workflow, words: 'x'.repeat(textLimits.words) });
    const aliases = Array.from({ length: limits.aliases }, (_, index) => `w${String(index)}: words`).join(' ');
    const query = 'query($id: ID!) { workflow(id: $id) { acts { nodes { subject { ... on Workflow { acts { nodes { ALIASES } } } } } } } }'.replace('ALIASES', aliases);
    const socket = await connect('ada');
    for (let count = 0; count <= most; count++) {
      expect(await company.ask('ada', query, { id: workflow })).toMatchObject({ errors: [{ extensions: { limit: 'answer' } }] });
      expect(await socket.ask(query, { id: workflow })).toMatchObject({ errors: [{ extensions: { limit: 'answer' } }] });
    }
  }, 240_000);

  test('by one whose client has gone, but not before its work has ended', async () => {
    const held = new Held(api, 'agent/viewer');
    const token = await company.tokenOf('olga');
    const leaving = Array.from({ length: most }, () => new Line(address));
    for (const one of leaving) one.post(token, whoAmI);
    await cameTrue(() => held.waiting === most);
    for (const one of leaving) one.leave();
    await untilNobodyIsConnected(api);
    expect(await told(company.ask('olga', whoAmI))).toBe('THROTTLED');
    held.release();
    await untilNothingIsUnderWay();
    expect(await told(company.ask('olga', whoAmI))).toBe('Olga Petrova');
  });

  test.each([
    ['has gone', (socket: WebSocket) => { socket.terminate(); }],
    ['waits for it no more', (socket: WebSocket) => { for (let id = 0; id < most; id++) socket.send(JSON.stringify({ id: String(id), type: 'complete' })); }],
  ])('by one over a socket whose client %s, but not before its work has ended', async (_, leave) => {
    const held = new Held(api, 'agent/viewer');
    const socket = new WebSocket(`ws://${address}/graphql`, 'graphql-transport-ws');
    try {
      await new Promise((resolve) => socket.once('open', resolve));
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${await company.tokenOf('olga')}` } }));
      await new Promise((resolve) => socket.once('message', resolve));
      for (let id = 0; id < most; id++) socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload: { query: whoAmI } }));
      await cameTrue(() => held.waiting === most);
      leave(socket);
      expect(await told(company.ask('olga', whoAmI))).toBe('THROTTLED');
      held.release();
      await untilNothingIsUnderWay();
      expect(await told(company.ask('olga', whoAmI))).toBe('Olga Petrova');
    } finally {
      held.release();
      socket.terminate();
    }
  });

  test('by one whose answer nobody read, once it is read or its client has gone, and not before', async () => {
    const workflow = await workflowIn(company, 'LISTENING');
    for (let said = 0; said < 12; said++) await company.says('ada', 'remarkOnWorkflow', { workflow, words: 'x'.repeat(textLimits.words) });
    const long = `query($id: ID!) { workflow(id: $id) { acts { nodes { subject { ... on Workflow { acts { nodes { ${Array.from({ length: 5 }, (_, index) => `w${String(index)}: words`).join(' ')} } } } } } } } }`;
    const { pipeline } = api.application;
    const execute = pipeline.execute.bind(pipeline);
    let worked = 0;
    pipeline.execute = (operation) => execute(operation).finally(() => { worked++; });
    const token = await company.tokenOf('olga');
    const still = Array.from({ length: most }, () => new Line(address));
    for (const one of still) {
      one.standStill();
      one.post(token, long, { id: workflow });
    }
    await cameTrue(() => worked === most);
    pipeline.execute = execute;
    const [leaving, ...reading] = still;
    expect(await told(company.ask('olga', whoAmI))).toBe('THROTTLED');
    leaving?.leave();
    await cameTrue(() => underWay() === most - 1);
    expect(await told(company.ask('olga', whoAmI))).toBe('Olga Petrova');
    for (const one of reading) one.goOn();
    await untilNothingIsUnderWay();
    for (const one of reading) {
      expect(one.received.length).toBeGreaterThan(5 * 12 * 12 * textLimits.words);
      one.leave();
    }
  }, 240_000);

  test('by one whose client left while its token was looked at', async () => {
    let looked = 0;
    let openGate = (): void => undefined;
    const gate = new Promise<void>((resolve) => (openGate = resolve));
    const slow = await openApi({ atOnce: 1, findKey: async () => { looked += 1; await gate; return slow.keys.publicKey; } });
    try {
      const token = await slow.token({ org: company.org, subject: 'olga' });
      const leaving = new Line(await slow.listen());
      leaving.post(token, whoAmI);
      await cameTrue(() => looked === 1);
      leaving.leave();
      await untilNobodyIsConnected(slow);
      openGate();
      await cameTrue(async () => (await told(slow.ask(token, whoAmI))) === 'Olga Petrova');
      await cameTrue(() => slow.application.pipeline.underWay === 0);
    } finally {
      openGate();
      await slow.close();
    }
  });
});
