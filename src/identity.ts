import { errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
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
export function createVerifier(settings: TokenSettings, findKey: JWTVerifyGetKey): Verifier {
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
      return identityIn(await payloadOf(token, findKey, options), settings.organizationClaim);
    } catch (error) {
      const expired = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
      return { identity: null, because: expired ? 'The token has expired: get a new one.' : 'The token is not valid here.', expiresAt: null };
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
