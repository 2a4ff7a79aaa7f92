import { webcrypto } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWTVerifyGetKey } from 'jose';
import { createVerifier } from '../../src/identity.js';
import { monday, sign, tokenSettings } from '../kit/api.js';

let privateKey: CryptoKey;
let findKey: JWTVerifyGetKey;
const verifications = jest.spyOn(webcrypto.subtle, 'verify');

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  privateKey = pair.privateKey;
  findKey = createLocalJWKSet({ keys: [await exportJWK(pair.publicKey)] });
});
beforeEach(() => verifications.mockClear());
afterAll(() => verifications.mockRestore());

const minute = 60_000;
const bearer = async (claims: Record<string, unknown> = {}): Promise<string> => `Bearer ${await sign(privateKey, monday, { sub: 'ada', org: 'acme', exp: (monday + 10 * minute) / 1_000, ...claims })}`;

test('the signature of a token is worked out once, however often it comes', async () => {
  const verify = createVerifier(tokenSettings, findKey);
  const token = await bearer();
  const answers = [await verify(token, monday), await verify(token, monday + 1), await verify(token, monday + minute)];
  expect(answers.map(({ identity }) => identity)).toEqual(Array(3).fill({ org: 'acme', subject: 'ada' }));
  expect(verifications).toHaveBeenCalledTimes(1);
});

test('each token is its own: one who is known opens nothing for another', async () => {
  const verify = createVerifier(tokenSettings, findKey);
  await verify(await bearer(), monday);
  expect((await verify(await bearer({ sub: 'bram' }), monday)).identity).toEqual({ org: 'acme', subject: 'bram' });
  const forged = (await bearer()).replace(/\.[^.]+$/, `.${'A'.repeat(86)}`);
  expect((await verify(forged, monday)).identity).toBeNull();
});

test('one that was refused is looked at again each time', async () => {
  const verify = createVerifier(tokenSettings, findKey);
  const early = await bearer({ nbf: (monday + minute) / 1_000 });
  expect((await verify(early, monday)).identity).toBeNull();
  expect((await verify(early, monday + minute)).identity).not.toBeNull();
  // A clock that was set back has not been there yet.
  expect((await verify(early, monday)).identity).toBeNull();
});

test('it ends when it ends, and in the same words, whether it is known or not', async () => {
  const token = await bearer();
  const knowing = createVerifier(tokenSettings, findKey);
  await knowing(token, monday);
  for (let now = monday + 10 * minute - 2_000; now < monday + 10 * minute + 8_000; now += 500) {
    expect(await knowing(token, now)).toEqual(await createVerifier(tokenSettings, findKey)(token, now));
  }
  expect((await knowing(token, monday + 11 * minute)).because).toBe('The token has expired: get a new one.');
});

test('a key that has been taken out opens nothing for a token that is known', async () => {
  let keys = findKey;
  const verify = createVerifier(tokenSettings, (header, token) => keys(header, token));
  const token = await bearer();
  expect((await verify(token, monday)).identity).not.toBeNull();
  keys = createLocalJWKSet({ keys: [] });
  expect((await verify(token, monday)).identity).toBeNull();
  keys = createLocalJWKSet({ keys: [await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).publicKey)] });
  expect((await verify(token, monday)).identity).toBeNull();
  keys = findKey;
  expect((await verify(token, monday)).identity).not.toBeNull();
});
