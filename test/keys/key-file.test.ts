import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, exportSPKI } from 'jose';
import type { CryptoKey } from 'jose';
import { ConfigurationError } from '../../src/config.js';
import { createVerifier } from '../../src/identity.js';
import { KeyFile, pauseBetweenLooks } from '../../src/keys/key-file.js';
import { monday, tokenSettings } from '../kit/api.js';
import { Heard, SigningKey } from '../kit/key-server.js';

const folder = mkdtempSync(join(tmpdir(), 'promisegraph-keys-'));
const file = join(folder, 'keys');
let clock: { now: number };
let heard: Heard;
let first: SigningKey;
let second: SigningKey;

beforeAll(async () => {
  [first, second] = await Promise.all([SigningKey.make('first'), SigningKey.make('second')]);
});
beforeEach(() => {
  clock = { now: monday };
  heard = new Heard();
  rmSync(file, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const set = (...keys: SigningKey[]): string => JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
const pem = async (key: SigningKey): Promise<string> => exportSPKI((await importJWK(key.jwk, 'EdDSA')) as CryptoKey);

async function open(content: string): Promise<(key: SigningKey) => Promise<boolean>> {
  writeFileSync(file, content);
  const keys = await KeyFile.open({ file, algorithm: 'EdDSA', mode: 'production', clock: () => clock.now, logger: heard });
  const verify = createVerifier(tokenSettings, keys.find);
  return async (key) => (await verify(await key.bearer(clock.now), clock.now)).identity !== null;
}

describe('a key file', () => {
  test.each<[string, () => string | Promise<string>]>([
    ['a PEM', () => pem(first)],
    ['a JWK', () => JSON.stringify(first.jwk)],
    ['a JWKS', () => set(first)],
    ['a JWKS with keys of others in it', () => JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA' }, { kty: 'RSA', n: 'AQ', e: 'AQAB', use: 'enc' }, first.jwk] })],
  ])('may be %s', async (_, content) => {
    const opens = await open(await content());
    expect([await opens(first), await opens(second)]).toEqual([true, false]);
  });

  test.each<[string, string, RegExp]>([
    ['is empty', '', /neither a PEM nor JSON/],
    ['is a sentence', 'secret words', /neither a PEM nor JSON/],
    ['is some other JSON', '{"a":1}', /neither a JWK nor a JWKS/],
    ['is a set of none', '{"keys":[]}', /no public key for EdDSA/],
    ['is a shared secret', '{"kty":"oct","k":"AAAA"}', /it is a shared secret/],
    ['is a PEM of another algorithm', String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' })), /a PEM without a public key for EdDSA/],
    ['is a private PEM', String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })), /it is a private key/],
  ])('that %s stops the start, with what is wrong and not with what is in it', async (_, content, because) => {
    const failure = await open(content).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(String(failure)).toMatch(because);
    expect(String(failure)).not.toMatch(/secret words|MC4C/);
  });

  test('that is not there stops the start', async () => {
    await expect(KeyFile.open({ file: join(folder, 'nowhere'), algorithm: 'EdDSA', mode: 'production', clock: () => clock.now, logger: heard })).rejects.toThrow(/nowhere is of no use: ENOENT/);
  });
});

describe('a key file that changes', () => {
  test('is read again, without a restart: the new key opens and the old one does not', async () => {
    const opens = await open(set(first));
    expect(await opens(first)).toBe(true);
    writeFileSync(file, set(second));
    clock.now += pauseBetweenLooks;
    expect([await opens(second), await opens(first)]).toEqual([true, false]);
  });

  test('in place of a PEM by another one, as renaming does it', async () => {
    const opens = await open(await pem(first));
    writeFileSync(`${file}.new`, await pem(second));
    renameSync(`${file}.new`, file);
    clock.now += pauseBetweenLooks;
    expect([await opens(second), await opens(first)]).toEqual([true, false]);
  });

  test('behind a link that is turned, as Kubernetes does it with its secrets', async () => {
    for (const [name, key] of [['one', first], ['other', second]] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'keys'), set(key));
    }
    symlinkSync('one', join(folder, 'data'));
    symlinkSync(join('data', 'keys'), file);
    const keys = await KeyFile.open({ file, algorithm: 'EdDSA', mode: 'production', clock: () => clock.now, logger: heard });
    const verify = createVerifier(tokenSettings, keys.find);
    const opens = async (key: SigningKey) => (await verify(await key.bearer(clock.now), clock.now)).identity !== null;
    expect([await opens(first), await opens(second)]).toEqual([true, false]);
    symlinkSync('other', join(folder, 'data.new'));
    renameSync(join(folder, 'data.new'), join(folder, 'data'));
    clock.now += pauseBetweenLooks;
    expect([await opens(first), await opens(second)]).toEqual([false, true]);
  });

  test.each<[string, () => void]>([
    ['half-written', () => writeFileSync(file, set(second).slice(0, 40))],
    ['emptied', () => writeFileSync(file, '')],
    ['a private key', () => writeFileSync(file, String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })))],
    ['gone', () => rmSync(file)],
  ])('and is %s keeps the keys that are known, says so once, and is read when it is whole', async (_, spoil) => {
    const opens = await open(set(first));
    spoil();
    for (let looks = 0; looks < 3; looks += 1) {
      clock.now += pauseBetweenLooks;
      expect(await opens(first)).toBe(true);
    }
    expect(heard.messages).toEqual(['the key file has changed and can not be read: the keys that are known go on working']);
    writeFileSync(file, set(second));
    clock.now += pauseBetweenLooks;
    expect([await opens(second), await opens(first)]).toEqual([true, false]);
  });

  test('to a set of none takes every key back', async () => {
    const opens = await open(set(first));
    writeFileSync(file, set());
    clock.now += pauseBetweenLooks;
    expect(await opens(first)).toBe(false);
    expect(heard.messages).toEqual(['the key file has no key that verifies tokens here: all are refused']);
  });
});
