import { errors } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { readKeys } from './read-keys.js';
import type { KeyRules, KeysRead } from './read-keys.js';

export interface KeyServerOptions extends KeyRules {
  readonly url: string;
  /** Milliseconds; an argument, so that tests let minutes pass. */
  readonly clock: () => number;
  readonly logger: KeyLogger;
}

export interface KeyLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** A key that was taken out of the set opens nothing after this. Providers let their sets be kept for some minutes. */
export const oldestKeys = 5 * 60 * 1_000;

/**
 * Between two fetches for the sake of a key that is not known. Anybody can write such a token, so without a pause anybody
 * could have us hammer the key server.
 */
export const pauseBetweenFetches = 30 * 1_000;

/** Tokens wait for this fetch, so it ends well before a client loses patience. */
const longestFetch = 3_000;

/** Some hundred keys; a set of a real provider has two to ten. */
const largestSet = 256 * 1_024;

/**
 * Finds keys in the set that a key server publishes. jose's own createRemoteJWKSet refuses every token once its cache is
 * too old and the server is down, tells the time by itself, and reads a set of any size.
 *
 * While the server does not answer, the keys that are known go on working, however old: a key server that fails must not
 * take everybody out with it.
 */
export class KeyServer {
  readonly #options: KeyServerOptions;
  #keys: KeysRead | null = null;
  #readAt = 0;
  #attempt: { readonly at: number; readonly failed: boolean } | null = null;
  #fetching: Promise<void> | null = null;

  constructor(options: KeyServerOptions) {
    this.#options = options;
  }

  /** As jose asks for a key. @throws when there is none */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (this.#isOld()) {
      const fetching = this.#fetchUnlessJustTried();
      // A server known to be down isn't waited for again by every token after it.
      if (this.#keys === null || this.#attempt?.failed !== true) await fetching;
    }
    try {
      return await this.#known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.#fetchUnlessJustTried();
      return await this.#known(header, token).catch((again: unknown) => {
        this.#options.logger.info({ kid: header.kid?.slice(0, 100) }, 'a token names a key that the key server does not know');
        throw again;
      });
    }
  };

  /** Fetches the keys before the first token comes; a failure is logged and no more. */
  async warmUp(): Promise<void> {
    await this.#fetchUnlessJustTried();
  }

  async #known(...asked: Parameters<JWTVerifyGetKey>): Promise<Awaited<ReturnType<JWTVerifyGetKey>>> {
    if (this.#keys === null) throw new errors.JWKSNoMatchingKey();
    return await this.#keys.find(...asked);
  }

  #isOld(): boolean {
    return this.#keys === null || !isWithin(oldestKeys, this.#readAt, this.#options.clock());
  }

  /** One fetch at a time, whoever waits for it, and a pause after it. */
  #fetchUnlessJustTried(): Promise<void> {
    if (this.#fetching !== null) return this.#fetching;
    if (this.#attempt !== null && isWithin(pauseBetweenFetches, this.#attempt.at, this.#options.clock())) return Promise.resolve();
    this.#fetching = this.#fetch().finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  async #fetch(): Promise<void> {
    const { url, clock, logger } = this.#options;
    const at = clock();
    try {
      const keys = await readKeys(await download(url), this.#options);
      if (keys.count === 0) logger.warn({ url, leftOut: keys.leftOut }, 'the key server has no key that verifies tokens here: all are refused');
      else if (keys.leftOut.length > 0) logger.info({ url, leftOut: keys.leftOut }, 'keys of the key server were left out');
      this.#keys = keys;
      this.#readAt = at;
      this.#attempt = { at, failed: false };
    } catch (error) {
      this.#attempt = { at, failed: true };
      logger.warn({ url, err: error }, this.#keys === null ? 'the key server gave no keys: all tokens are refused' : 'the key server gave no keys: those that are known go on working');
    }
  }
}

// A clock that was set back counts as time that has passed, or nothing would be fetched until it had caught up.
function isWithin(span: number, since: number, now: number): boolean {
  return now >= since && now - since < span;
}

/** @throws when it isn't answered, with 200, from this very address, in time and size */
async function download(url: string): Promise<string> {
  const response = await fetch(url, {
    redirect: 'error', // whoever can redirect could name keys of their own
    headers: { accept: 'application/jwk-set+json, application/json' },
    signal: AbortSignal.timeout(longestFetch),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`it answered with ${String(response.status)}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestSet) throw new Error(`it answered with more than ${String(largestSet)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
