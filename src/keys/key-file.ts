import { readFile, stat } from 'node:fs/promises';
import type { JWTVerifyGetKey } from 'jose';
import { ConfigurationError } from '../config.js';
import type { KeyLogger } from './key-server.js';
import { readKeys } from './read-keys.js';
import type { KeyRules, KeysRead } from './read-keys.js';

export interface KeyFileOptions extends KeyRules {
  readonly file: string;
  readonly clock: () => number;
  readonly logger: KeyLogger;
}

/** How long a change of the file may go unseen. Looking costs some microseconds. */
export const pauseBetweenLooks = 1_000;

/**
 * Finds keys in a file, and reads it again when it has changed. It looks when a token comes: watchers of file systems
 * miss what happens behind links, mounts and network shares, which is where containers keep such files.
 *
 * A new file that can't be read as keys changes nothing: whoever writes it may not be done yet.
 */
export class KeyFile {
  readonly #options: KeyFileOptions;
  #keys: KeysRead;
  #stamp: string;
  #lookedAt: number;
  #looking: Promise<void> | null = null;

  private constructor(options: KeyFileOptions, keys: KeysRead, stamp: string) {
    this.#options = options;
    this.#keys = keys;
    this.#stamp = stamp;
    this.#lookedAt = options.clock();
  }

  /** @throws ConfigurationError when there is no key in it that tokens can be verified with */
  static async open(options: KeyFileOptions): Promise<KeyFile> {
    try {
      // The stamp first: what is written between the two is then seen at the next look.
      const stamp = await stampOf(options.file);
      const keys = await readKeys(await readFile(options.file, 'utf8'), options);
      if (keys.count === 0) throw new Error(`it has no public key for ${options.algorithm}${keys.leftOut.map((left) => `; ${left}`).join('')}`);
      return new KeyFile(options, keys, stamp);
    } catch (error) {
      throw new ConfigurationError([`PROMISEGRAPH_TOKEN_KEY_FILE: ${options.file} is of no use: ${(error as Error).message}`]);
    }
  }

  /** As jose asks for a key. @throws when there is none */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const now = this.#options.clock();
    if (now < this.#lookedAt || now - this.#lookedAt >= pauseBetweenLooks) this.#looking ??= this.#look(now).finally(() => (this.#looking = null));
    await this.#looking;
    return this.#keys.find(header, token);
  };

  async #look(now: number): Promise<void> {
    const { file, logger } = this.#options;
    this.#lookedAt = now;
    const stamp = await stampOf(file).catch((error: unknown) => `gone: ${String(error)}`);
    if (stamp === this.#stamp) return;
    this.#stamp = stamp; // of a broken file too: it is told of once, and read again when it is mended
    try {
      const keys = await readKeys(await readFile(file, 'utf8'), this.#options);
      this.#keys = keys;
      if (keys.count === 0) logger.warn({ file, leftOut: keys.leftOut }, 'the key file has no key that verifies tokens here: all are refused');
      else logger.info({ file, keys: keys.count, leftOut: keys.leftOut }, 'the key file has changed and was read again');
    } catch (error) {
      logger.warn({ file, err: error }, 'the key file has changed and can not be read: the keys that are known go on working');
    }
  }
}

/** Changes when the file is written, replaced, or reached by another link. */
async function stampOf(file: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(file, { bigint: true });
  return [ino, size, mtimeNs].join(' ');
}
