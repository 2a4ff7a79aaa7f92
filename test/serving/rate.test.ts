import fc from 'fast-check';
import { RateLimit } from '../../src/serving/rate.js';
import { openApi } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';
import { Listener } from '../kit/listener.js';
import { cameTrue } from '../kit/waiting.js';

describe('a bucket of points', () => {
  test('is full at the beginning, and fills up again bit by bit', () => {
    const clock = { now: 0 };
    const limit = new RateLimit({ perMinute: 60, burst: 10 }, () => clock.now);
    expect(limit.spend('ada', 10)).toEqual({ granted: true, available: 0, retryAfterSeconds: 0 });
    expect(limit.spend('ada', 3)).toEqual({ granted: false, available: 0, retryAfterSeconds: 3 });
    clock.now = 2_999;
    expect(limit.spend('ada', 3)).toMatchObject({ granted: false, retryAfterSeconds: 1 });
    clock.now = 3_000;
    expect(limit.spend('ada', 3)).toMatchObject({ granted: true });
    clock.now += 60 * 60 * 1_000;
    expect(limit.spend('ada', 1)).toMatchObject({ granted: true, available: 9 });
  });

  test('is each viewer\'s own', () => {
    const limit = new RateLimit({ perMinute: 60, burst: 10 }, () => 0);
    limit.spend('ada', 10);
    expect(limit.spend('ada', 1).granted).toBe(false);
    expect(limit.spend('bram', 10).granted).toBe(true);
  });

  test('pays for what costs more than it holds when it is full, and is in debt then', () => {
    const clock = { now: 0 };
    const limit = new RateLimit({ perMinute: 60, burst: 10 }, () => clock.now);
    expect(limit.spend('ada', 30)).toEqual({ granted: true, available: 0, retryAfterSeconds: 0 });
    expect(limit.spend('ada', 1)).toMatchObject({ granted: false, retryAfterSeconds: 21 });
    clock.now = 21_000;
    expect(limit.spend('ada', 1)).toMatchObject({ granted: true });
  });

  test('is not emptied by what is refused, nor filled by a clock that runs backwards', () => {
    const clock = { now: 10_000 };
    const limit = new RateLimit({ perMinute: 60, burst: 10 }, () => clock.now);
    limit.spend('ada', 6);
    for (let one = 0; one < 100; one++) expect(limit.spend('ada', 5).granted).toBe(false);
    clock.now = 0;
    expect(limit.spend('ada', 5).granted).toBe(false);
    expect(limit.spend('ada', 4).granted).toBe(true);
  });

  test('never gives more than it began with and what time gave back', () => {
    const rate = { perMinute: 600, burst: 50 };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3_000), fc.integer({ min: 0, max: 50 })), { maxLength: 60 }), (wishes) => {
        const clock = { now: 0 };
        const limit = new RateLimit(rate, () => clock.now);
        let spent = 0;
        for (const [later, cost] of wishes) {
          clock.now += later;
          const { granted, retryAfterSeconds } = limit.spend('ada', cost);
          if (granted) spent += cost;
          else {
            // Who comes back when told to is let in.
            clock.now += retryAfterSeconds * 1_000;
            expect(limit.spend('ada', cost).granted).toBe(true);
            spent += cost;
          }
          expect(spent).toBeLessThanOrEqual(rate.burst + (clock.now * rate.perMinute) / 60_000 + 1e-6);
        }
      }),
    );
  });
});

describe('over HTTP', () => {
  let api: Api;
  let company: Company;

  beforeAll(async () => {
    api = await openApi({ rate: { perMinute: 60, burst: 20 } });
  });
  // Whoever asks is somebody else in each test, with an allowance of their own.
  beforeEach(async () => {
    company = await api.found();
  });
  afterAll(() => api.close());

  const page = '{ workflows(first: 100) { nodes { id } } }';
  const send = async (token: string | null, query: string) =>
    api.application.fastify.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }, payload: { query } });

  test('every answer says what it cost, and what is left', async () => {
    const { extensions } = await company.ask('olga', page);
    expect(extensions?.cost).toEqual({ requested: 4, nodes: 100, nodesLimit: 10_000, available: 16, limit: 20, restoredPerMinute: 60 });
  });

  test('who asks for too much hears when to come back, and is let in then', async () => {
    const token = await company.tokenOf('olga');
    for (let one = 0; one < 5; one++) expect((await send(token, page)).statusCode).toBe(200);
    const refused = await send(token, page);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '4']);
    expect(refused.json()).toEqual({
      errors: [{ message: 'You have asked for too much of late. Send this again in 4 seconds.', extensions: { code: 'THROTTLED', retryAfterSeconds: 4 } }],
      extensions: { cost: { requested: 4, nodes: 100, nodesLimit: 10_000, available: 0, limit: 20, restoredPerMinute: 60 } },
    });
    api.clock.now += 4_000;
    expect((await send(token, page)).statusCode).toBe(200);
  });

  test('nothing of what is refused is done', async () => {
    const token = await company.tokenOf('olga');
    const hold = 'mutation { holdConcern(input: { statement: "Mine" }) { concern { id } } }';
    const statuses: number[] = [];
    for (let one = 0; one < 6; one++) statuses.push((await send(token, hold)).statusCode);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
    api.clock.now += 60_000;
    expect((await company.asks('olga', '{ concerns { totalCount } }')).concerns.totalCount).toBe(4);
  });

  test('many aliases in one request cost as much as as many requests', async () => {
    const many = `{ ${Array.from({ length: 30 }, (_, index) => `a${index}: workflow(id: "x") { id }`).join(' ')} }`;
    expect((await company.ask('olga', many)).extensions?.cost).toMatchObject({ requested: 30 });
    expect((await company.ask('olga', '{ viewer { administrator } }')).errors?.[0]?.extensions.code).toBe('THROTTLED');
  });

  test('the same person has one allowance, whatever the token; another has another', async () => {
    await company.ask('olga', `{ ${Array.from({ length: 20 }, (_, index) => `a${index}: workflow(id: "x") { id }`).join(' ')} }`);
    const again = await api.token({ org: company.org, subject: 'olga' }, { jti: 'another' });
    expect((await send(again, page)).statusCode).toBe(429);
    expect((await send(await company.tokenOf('ada'), page)).statusCode).toBe(200);
    const neighbour = await api.found();
    expect((await send(await neighbour.tokenOf('olga'), page)).statusCode).toBe(200);
  });

  test('without a token, or with a forged one, the address pays', async () => {
    const statuses: number[] = [];
    for (const token of [null, 'a.b.c', null, 'a.b.c', null, 'a.b.c']) statuses.push((await send(token, page)).statusCode);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await send(await company.tokenOf('olga'), page)).statusCode).toBe(200);
  });

  test('what can not be read is not for nothing', async () => {
    const answers: Answer[] = [];
    for (let one = 0; one < 21; one++) answers.push(await company.ask('olga', '{'));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([...Array.from({ length: 20 }, () => 'GRAPHQL_PARSE_FAILED'), 'THROTTLED']);
  });

  test('a description of the schema is', async () => {
    await company.ask('olga', `{ ${Array.from({ length: 20 }, (_, index) => `a${index}: workflow(id: "x") { id }`).join(' ')} }`);
    for (let one = 0; one < 10; one++) expect((await company.ask('olga', '{ __schema { queryType { name } } }')).errors).toBeUndefined();
  });
});

test('an event waits until it can be paid for, and is told to nobody whose token has ended by then', async () => {
  const api = await openApi({ rate: { perMinute: 60, burst: 20 } });
  const writing = await openApi();
  try {
    const company = await writing.found();
    await company.person('ada');
    writing.mind(company);
    await writing.settled(company);
    const aDay = 24 * 60 * 60;
    const [brief, lasting] = await Promise.all([1, 2].map((days) => api.token({ org: company.org, subject: 'olga' }, { exp: Math.floor(api.clock.now / 1_000) + days * aDay })));
    const listeners = await Promise.all([brief, lasting].map((token) => Listener.begin(api, token ?? null, 'subscription { organizationChanged { kind acts { act speaker { name } } } }')));
    while ((await api.ask(lasting ?? null, '{ viewer { administrator } }')).status === 200);
    const { pipeline } = api.application;
    const afford = pipeline.afford.bind(pipeline);
    let waiting = 0;
    pipeline.afford = (...asked) => {
      const affording = afford(...asked);
      waiting += 1;
      return affording;
    };
    await company.person('bram');
    await cameTrue(() => waiting === listeners.length);
    api.clock.now += 1.5 * aDay * 1_000;
    const [ended, heard] = listeners;
    await heard?.until((events) => events.length >= 2);
    expect(heard?.heard[1]).toEqual({ kind: 'HAPPENED', acts: [{ act: 'CREATE_AGENT', speaker: { name: 'Olga Petrova' } }] });
    await ended?.untilOver();
    expect(ended?.heard.map(({ kind }) => String(kind))).toEqual(['OPENED']);
    expect(ended?.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    await Promise.all(listeners.map((listener) => listener.leave()));
  } finally {
    await api.close();
    await writing.close();
  }
}, 240_000);

test('nobody waits to pay for one who has left', async () => {
  const api = await openApi({ rate: { perMinute: 1, burst: 1 } });
  const asker = { requestId: '', verified: { identity: { org: 'x', subject: 'olga' }, because: '', expiresAt: null }, address: '', bookmarks: [] };
  const leaving = new AbortController();
  expect(await api.application.pipeline.afford(asker, { requested: 1, nodes: 0 }, leaving.signal)).toBe(false);
  const affording = api.application.pipeline.afford(asker, { requested: 1, nodes: 0 }, leaving.signal);
  leaving.abort();
  expect(await affording).toBe(true);
  await api.close();
});
