import { createHash } from 'node:crypto';
import { createVerifier } from '../../src/identity.js';
import { KeyServer, oldestKeys, pauseBetweenFetches } from '../../src/keys/key-server.js';
import { monday, openApi, tokenSettings } from '../kit/api.js';
import { Heard, PublishedKeys, SigningKey } from '../kit/key-server.js';

/*
 * An identity provider publishes its keys over HTTP, replaces them, fails, and lies. What matters is which tokens open
 * something in the meantime, and how often it is asked.
 */

let published: PublishedKeys;
let heard: Heard;
let clock: { now: number };
let verify: (bearer: string) => Promise<string | null>;
let server: KeyServer;
let first: SigningKey;
let second: SigningKey;
let stranger: SigningKey;

beforeAll(async () => {
  [first, second, stranger] = await Promise.all([SigningKey.make('first'), SigningKey.make('second'), SigningKey.make('stranger')]);
});

beforeEach(async () => {
  published = await PublishedKeys.open();
  published.publish(first.jwk);
  heard = new Heard();
  clock = { now: monday };
  server = new KeyServer({ url: published.url, algorithm: 'EdDSA', mode: 'production', clock: () => clock.now, logger: heard });
  const verifier = createVerifier(tokenSettings, server.find);
  verify = async (bearer) => (await verifier(bearer, clock.now)).identity?.subject ?? null;
});
afterEach(() => published.stop());

const opens = (key: SigningKey): Promise<boolean> => key.bearer(clock.now).then(verify).then((subject) => subject !== null);

describe('keys that are replaced', () => {
  test('a published key opens, and is fetched once for many tokens at once', async () => {
    expect(await Promise.all(Array.from({ length: 50 }, () => opens(first)))).toEqual(Array.from({ length: 50 }, () => true));
    expect(published.asked).toBe(1);
  });

  test('a new key opens from its first token on, and the old one goes on until it is taken out', async () => {
    expect(await opens(first)).toBe(true);
    published.publish(first.jwk, second.jwk);
    clock.now += pauseBetweenFetches;
    expect([await opens(second), await opens(first)]).toEqual([true, true]);
    published.publish(second.jwk);
    clock.now += oldestKeys;
    expect([await opens(second), await opens(first)]).toEqual([true, false]);
  });

  test('a key that was taken out opens nothing once the set is old, not even the first token after a quiet night', async () => {
    expect(await opens(first)).toBe(true);
    published.publish(second.jwk);
    clock.now += oldestKeys - 1;
    expect(await opens(first)).toBe(true);
    clock.now += 1;
    expect(await opens(first)).toBe(false);
  });

  test('a new key under the old name takes its place', async () => {
    const successor = await SigningKey.make('first');
    expect(await opens(first)).toBe(true);
    published.publish(successor.jwk);
    clock.now += oldestKeys;
    expect([await opens(successor), await opens(first)]).toEqual([true, false]);
  });

  test('two keys without names are both tried', async () => {
    const [one, other, third] = await Promise.all([SigningKey.make(), SigningKey.make(), SigningKey.make()]);
    published.publish(one.jwk, other.jwk);
    expect([await opens(one), await opens(other), await opens(third)]).toEqual([true, true, false]);
  });

  test('an empty set takes every key back', async () => {
    expect(await opens(first)).toBe(true);
    published.publish();
    clock.now += oldestKeys;
    expect(await opens(first)).toBe(false);
    expect(heard.messages).toContain('the key server has no key that verifies tokens here: all are refused');
  });

  test('a clock that is set back does not keep old keys alive', async () => {
    expect(await opens(first)).toBe(true);
    published.publish(second.jwk);
    const token = await first.bearer(clock.now - 60_000);
    clock.now -= 60_000;
    expect(await verify(token)).toBeNull();
  });
});

describe('tokens with names of keys that nobody has', () => {
  test('are refused, and the server is asked once in a while however many they are', async () => {
    expect(await opens(first)).toBe(true);
    clock.now += pauseBetweenFetches;
    for (let round = 0; round < 20; round += 1) expect(await Promise.all([opens(stranger), opens(stranger), opens(stranger)])).toEqual([false, false, false]);
    expect(published.asked).toBe(2);
    clock.now += pauseBetweenFetches;
    expect(await opens(stranger)).toBe(false);
    expect(published.asked).toBe(3);
    expect(heard.lines).toContainEqual({ level: 'info', message: 'a token names a key that the key server does not know', details: { kid: 'stranger' } });
  });

  test('do not hold up those with a known one', async () => {
    expect(await opens(first)).toBe(true);
    expect(await Promise.all([opens(stranger), opens(first)])).toEqual([false, true]);
  });

  test('are logged without the letters that do not fit a line', async () => {
    const endless = await SigningKey.make('x'.repeat(5_000));
    expect(await opens(endless)).toBe(false);
    expect(heard.lines.at(-1)?.details).toEqual({ kid: 'x'.repeat(100) });
  });
});

describe('a key server that is down', () => {
  test('takes nobody out whose key is known, and is tried again after a pause', async () => {
    expect(await opens(first)).toBe(true);
    await published.stop();
    clock.now += oldestKeys;
    expect([await opens(first), await opens(first), await opens(stranger)]).toEqual([true, true, false]);
    expect(heard.messages.filter((message) => message === 'the key server gave no keys: those that are known go on working')).toHaveLength(1);

    published.publish(second.jwk);
    await published.start();
    clock.now += pauseBetweenFetches;
    expect(await opens(second)).toBe(true);
    expect(await opens(first)).toBe(false);
  });

  test('from the start on: tokens are refused with words, never with an error of ours, until it answers', async () => {
    await published.stop();
    const api = await openApi({ findKey: server.find });
    try {
      await server.warmUp();
      const company = await api.found();
      const ask = async () => {
        const bearer = await first.bearer(api.clock.now, { org: company.org, sub: 'olga' });
        const { status, errors, data } = await api.ask(null, '{ viewer { agent { name } } }', {}, { authorization: bearer });
        return { status, refusal: errors?.map(({ message, extensions }) => ({ message, extensions })), name: data?.viewer?.agent.name };
      };
      expect(await ask()).toEqual({ status: 200, refusal: [{ message: 'The token is not valid here.', extensions: { code: 'UNAUTHENTICATED' } }], name: undefined });
      await published.start();
      clock.now += pauseBetweenFetches;
      expect(await ask()).toEqual({ status: 200, refusal: undefined, name: 'Olga Petrova' });
      expect(heard.messages).toContain('the key server gave no keys: all tokens are refused');
    } finally {
      await api.close();
    }
  });

  test('that takes the call and never answers is given up, and not waited for by those after', async () => {
    expect(await opens(first)).toBe(true);
    published.answer = () => undefined;
    clock.now += oldestKeys;
    expect(await opens(first)).toBe(true); // waited out once
    clock.now += pauseBetweenFetches;
    const before = published.asked;
    expect(await opens(first)).toBe(true); // answered while the next try is still under way
    clock.now += pauseBetweenFetches;
    expect(await opens(first)).toBe(true);
    expect(published.asked - before).toBeLessThanOrEqual(1);
  });
});

describe('a set that is not one', () => {
  const many = (size: number): string => JSON.stringify({ keys: [{ ...first.jwk, x5c: ['A'.repeat(size)] }] });

  test.each<[string, (published: PublishedKeys) => void]>([
    ['is no JSON', (at) => at.say('<html>Sign in</html>')],
    ['is nothing', (at) => at.say('')],
    ['is null', (at) => at.say('null')],
    ['is a list', (at) => at.say('[]')],
    ['has keys that are none', (at) => at.say('{"keys":[1,null,"x"]}')],
    ['has keys without a type', (at) => at.say('{"keys":[{}]}')],
    ['is larger than any set', (at) => at.say(many(300_000))],
    ['never ends', (at) => (at.answer = (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('A'.repeat(64_000)), 1);
      response.on('close', () => clearInterval(timer));
    })],
    ['comes with an error', (at) => (at.answer = (_request, response) => response.writeHead(500).end(JSON.stringify({ keys: [stranger.jwk] })))],
    ['is elsewhere', (at) => (at.answer = (request, response) => (request.url === '/keys' ? response.writeHead(302, { location: '/others' }).end() : response.writeHead(200).end(JSON.stringify({ keys: [stranger.jwk] }))))],
    ['breaks off', (at) => (at.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"keys":[');
      setTimeout(() => response.destroy(), 5);
    })],
  ])('because it %s changes nothing', async (_, lie) => {
    expect(await opens(first)).toBe(true);
    lie(published);
    clock.now += oldestKeys;
    expect([await opens(first), await opens(stranger)]).toEqual([true, false]);
    expect(heard.messages).toContain('the key server gave no keys: those that are known go on working');
  });

  test('is no set because of its size alone: a large one of which all is said in time will do', async () => {
    published.say(many(200_000));
    expect(await opens(first)).toBe(true);
  });
});

describe('keys that are not for this are left out of the set, and the others work', () => {
  const secret = createHash('sha256').update('a shared secret').digest('base64url');

  test.each<[string, () => object, string]>([
    ['a shared secret', () => ({ kty: 'oct', kid: 'stranger', k: secret }), 'it is a shared secret'],
    ['a key with its private half', () => stranger.privateJwk, 'its private half is published with it'],
    ['a key for encryption', () => ({ ...stranger.jwk, use: 'enc' }), 'it is not for signatures'],
    ['a key of another algorithm', () => ({ ...stranger.jwk, alg: 'ES256' }), 'it is not for EdDSA'],
    ['a key on another curve', () => ({ kty: 'EC', crv: 'P-256', kid: 'stranger', x: 'AA', y: 'AA' }), 'it is not for EdDSA'],
    ['a key of letters that are none', () => ({ ...stranger.jwk, x: '!' }), 'it is not for EdDSA'],
    ['a development key', () => ({ ...stranger.jwk, kid: 'development' }), 'it is a development key'],
  ])('%s', async (_, key, because) => {
    published.publish(key(), first.jwk);
    expect([await opens(first), await opens(stranger)]).toEqual([true, false]);
    expect(JSON.stringify(heard.lines)).toContain(because);
    expect(JSON.stringify(heard.lines)).not.toMatch(new RegExp(`${secret}|${String(stranger.privateJwk.d)}`));
  });
});
