import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { randomPiece } from './random.js';

/**
 * What people say in free words rests sealed (AES-256-GCM) with a key of the speaker's own. When somebody has left and
 * wants their words gone, the key is thrown away: the acts remain, the words can never be read again, in no old state.
 */
export function newWordsKey(): string {
  return randomBytes(32).toString('base64');
}

/**
 * New keys for everybody at once, the same for each that asks: threads that make one organisation between them need not
 * tell each other. Nobody keeps the secret, and no key says anything of another.
 */
export class NewWordsKeys {
  readonly #keys = new Map<string, string>();

  constructor(private readonly secret: Uint8Array = randomBytes(32)) {}

  of(agent: string): string {
    const known = this.#keys.get(agent);
    if (known !== undefined) return known;
    const key = createHmac('sha256', this.secret).update(agent).digest('base64');
    this.#keys.set(agent, key);
    return key;
  }
}

export function sealWords(words: string, key: string): string {
  const nonce = randomPiece(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), nonce);
  const sealed = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

const nonceLength = 12;

/** The words again; null when the key they were sealed with is gone, and another one stands in its place. */
export function openWords(sealed: string, key: string | null): string | null {
  if (key === null) return null;
  try {
    return unseal(sealed, key);
  } catch {
    return null; // the seal does not fit: GCM tells a wrong key from a right one
  }
}

function unseal(sealed: string, key: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
