import { createHash } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Configuration } from './config.js';
import { tokenExpired } from './context.js';
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

/** Seconds; clocks of two machines differ by less. */
const clockTolerance = 5;

/** Tokens whose signature need not be worked out again: a quarter of what answering a small query takes. */
const mostRemembered = 10_000;

type Key = Awaited<ReturnType<JWTVerifyGetKey>>;

/** A token that was verified: by which key, and what it said. Not the token itself, which nobody could take from memory so. */
interface Remembered {
  readonly header: JWTHeaderParameters;
  readonly key: Key;
  readonly at: number;
  readonly expires: number;
  readonly verified: Verified;
}

/**
 * Verifies bearer tokens. The algorithm is pinned by the settings and never read from the token; issuer, audience and
 * expiry are required; the organisation comes from the verified claim alone, never from a header or an argument.
 */
export function createVerifier(settings: TokenSettings, findKey: JWTVerifyGetKey): Verifier {
  const remembered = new LRUCache<string, Remembered>({ max: mostRemembered });
  /** The key is asked for each time, so a key that has been taken out opens nothing by being remembered. */
  const stillHolds = async ({ header, key, at, expires }: Remembered, now: number): Promise<boolean> =>
    now >= at && expires > Math.floor(now / 1_000) - clockTolerance && (await findKey(header, { payload: '', signature: '' })) === key;
  return async (authorization, now) => {
    if (authorization === undefined) return { identity: null, because: 'Send a token: Authorization: Bearer …', expiresAt: null };
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (token === undefined) return { identity: null, because: 'The Authorization header is not of the form: Bearer <token>.', expiresAt: null };
    try {
      const digest = createHash('sha256').update(token).digest('base64');
      const known = remembered.get(digest);
      if (known !== undefined) {
        if (await stillHolds(known, now).catch(() => false)) return known.verified;
        remembered.delete(digest);
      }
      let used: { readonly header: JWTHeaderParameters; readonly key: Key } | undefined;
      const findAndTell: JWTVerifyGetKey = async (header, input) => {
        const key = await findKey(header, input);
        used = { header, key };
        return key;
      };
      const options = {
        algorithms: [settings.algorithm],
        issuer: settings.issuer,
        audience: settings.audience,
        requiredClaims: ['exp', 'sub', settings.organizationClaim],
        currentDate: new Date(now),
        clockTolerance,
      };
      const payload = await payloadOf(token, findAndTell, options);
      const verified = identityIn(payload, settings.organizationClaim);
      if (verified.identity !== null && used !== undefined && payload.exp !== undefined) remembered.set(digest, { ...used, at: now, expires: payload.exp, verified });
      return verified;
    } catch (error) {
      const expired = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
      return { identity: null, because: expired ? tokenExpired : 'The token is not valid here.', expiresAt: null };
    }
  };
}

async function payloadOf(token: string, findKey: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, findKey, options)).payload;
  } catch (error) {
    // Neither the token nor the keys need to have names; while one key takes over from another, two of them then fit.
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      const verified = await jwtVerify(token, key, options).catch((failure: unknown) => {
        if (failure instanceof errors.JWSSignatureVerificationFailed) return null;
        throw failure;
      });
      if (verified !== null) return verified.payload;
    }
    throw error;
  }
}

function identityIn(payload: JWTPayload, organizationClaim: string): Verified {
  const org = payload[organizationClaim];
  const { sub, exp } = payload;
  const fits = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '' && claim.length <= longestClaim;
  if (!fits(org) || !fits(sub)) return { identity: null, because: 'The token names no organisation or no subject.', expiresAt: null };
  return { identity: { org, subject: sub }, because: '', expiresAt: exp === undefined ? null : exp * 1_000 };
}
