import { readFileSync } from 'node:fs';
import { createLocalJWKSet, importSPKI, jwtVerify } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWK, JWTPayload } from 'jose';
import type { Configuration } from './config.js';
import type { Identity } from './context.js';

export interface Verified {
  readonly identity: Identity | null;
  /** Why there is none, in words that tell an attacker nothing about the key. */
  readonly because: string;
  /** When the token ends, in milliseconds; null where there is none. Whatever is kept open for its bearer ends then too. */
  readonly expiresAt: number | null;
}

/** Reads the Authorization header of a request. */
export type Verifier = (authorization: string | undefined, now: number) => Promise<Verified>;

type TokenSettings = Configuration['token'];

const longestClaim = 200;

/**
 * Verifies bearer tokens. The algorithm is pinned by the settings and never read from the token; issuer, audience and
 * expiry are required; the organisation comes from the verified claim alone, never from a header or an argument.
 */
export function createVerifier(settings: TokenSettings, key: CryptoKey | ReturnType<typeof createLocalJWKSet>): Verifier {
  return async (authorization, now) => {
    if (authorization === undefined) return { identity: null, because: 'Send a token: Authorization: Bearer …', expiresAt: null };
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (token === undefined) return { identity: null, because: 'The Authorization header is not of the form: Bearer <token>.', expiresAt: null };
    try {
      const options = {
        algorithms: [settings.algorithm],
        issuer: settings.issuer,
        audience: settings.audience,
        requiredClaims: ['exp', 'sub', settings.organizationClaim],
        currentDate: new Date(now),
        clockTolerance: 5, // seconds; clocks of two machines differ by less
      };
      const { payload } = await (typeof key === 'function' ? jwtVerify(token, key, options) : jwtVerify(token, key, options));
      return identityIn(payload, settings.organizationClaim);
    } catch (error) {
      const expired = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
      return { identity: null, because: expired ? 'The token has expired: get a new one.' : 'The token is not valid here.', expiresAt: null };
    }
  };
}

function identityIn(payload: JWTPayload, organizationClaim: string): Verified {
  const org = payload[organizationClaim];
  const { sub, exp } = payload;
  const fits = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '' && claim.length <= longestClaim;
  if (!fits(org) || !fits(sub)) return { identity: null, because: 'The token names no organisation or no subject.', expiresAt: null };
  return { identity: { org, subject: sub }, because: '', expiresAt: exp === undefined ? null : exp * 1_000 };
}

/** Reads the public key that tokens are verified with: a PEM, a JWK or a JWKS. @throws with a message for people */
export async function readVerificationKey(file: string, algorithm: TokenSettings['algorithm']): Promise<CryptoKey | ReturnType<typeof createLocalJWKSet>> {
  const text = readFileSync(file, 'utf8');
  if (text.includes('-----BEGIN')) return importSPKI(text, algorithm);
  const parsed = JSON.parse(text) as JWK | JSONWebKeySet;
  const keys = ('keys' in parsed ? (parsed as JSONWebKeySet).keys : [parsed as JWK]).map(publicPart);
  return createLocalJWKSet({ keys });
}

// A verifier has no business with the private part, even where the file carries one.
const privateMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']);

function publicPart(key: JWK): JWK {
  return Object.fromEntries(Object.entries(key).filter(([name]) => !privateMembers.has(name))) as JWK;
}
