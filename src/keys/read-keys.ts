import { createLocalJWKSet, importJWK, importSPKI } from 'jose';
import type { JWK, JWTVerifyGetKey } from 'jose';
import { developmentKeyId } from '../config.js';
import type { TokenAlgorithm } from '../config.js';

/** The keys that a document holds, and what was left out of it. */
export interface KeysRead {
  readonly find: JWTVerifyGetKey;
  readonly count: number;
  /** One sentence for each key that is not used, for the log. Never anything of the key but its name. */
  readonly leftOut: readonly string[];
}

export interface KeyRules {
  readonly algorithm: TokenAlgorithm;
  readonly mode: 'development' | 'production';
}

// Members of a private or a shared key (RFC 7518, 6.2.2, 6.3.2 and 6.4).
const secretMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']);

/**
 * Reads a PEM, a JWK or a JWKS. Keys that verify nothing here are left out, since a key server may serve other programs
 * too; a secret that was published is left out as well, because whoever read it can sign with it.
 * @throws with a message for people when it is none of the three
 */
export async function readKeys(text: string, rules: KeyRules): Promise<KeysRead> {
  if (text.includes('-----BEGIN')) return readPem(text, rules);
  const leftOut: string[] = [];
  const usable: JWK[] = [];
  for (const key of keysOf(text)) {
    const because = await whyLeftOut(key, rules);
    if (because === null) usable.push(key);
    else leftOut.push(`${nameOf(key)}: ${because}`);
  }
  return { find: createLocalJWKSet({ keys: usable }), count: usable.length, leftOut };
}

/** The development key of this machine: its file holds the private half, with which `npm run token` signs. */
export function developmentKeys(text: string): JWTVerifyGetKey {
  const key = JSON.parse(text) as JWK;
  const publicPart = Object.fromEntries(Object.entries(key).filter(([member]) => !secretMembers.has(member)));
  return createLocalJWKSet({ keys: [publicPart as JWK] });
}

async function readPem(text: string, { algorithm }: KeyRules): Promise<KeysRead> {
  if (text.includes('PRIVATE KEY')) throw new Error('it is a private key');
  const key = await importSPKI(text, algorithm).catch((error: unknown) => {
    throw new Error(`it is a PEM without a public key for ${algorithm}`, { cause: error });
  });
  return { find: () => Promise.resolve(key), count: 1, leftOut: [] };
}

function keysOf(text: string): JWK[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('it is neither a PEM nor JSON'); // without the cause: it quotes what was read
  }
  const keys = isObject(value) && Array.isArray(value['keys']) ? (value['keys'] as unknown[]) : [value];
  if (!keys.every((key): key is JWK & Record<string, unknown> => isObject(key) && typeof key['kty'] === 'string')) throw new Error('it is neither a JWK nor a JWKS');
  return keys;
}

async function whyLeftOut(key: JWK, { algorithm, mode }: KeyRules): Promise<string | null> {
  if (key.kty === 'oct') return 'it is a shared secret';
  if (Object.keys(key).some((member) => secretMembers.has(member))) return 'its private half is published with it';
  if (mode === 'production' && key.kid === developmentKeyId) return 'it is a development key';
  if (key.use !== undefined && key.use !== 'sig') return 'it is not for signatures';
  if (key.alg !== undefined && key.alg !== algorithm) return `it is not for ${algorithm}`;
  try {
    await importJWK(key, algorithm);
    return null;
  } catch {
    return `it is not for ${algorithm}`;
  }
}

const longestName = 100;

function nameOf(key: JWK): string {
  return typeof key.kid === 'string' ? key.kid.slice(0, longestName) : '(without a kid)';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
