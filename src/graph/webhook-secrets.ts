import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { randomPiece } from './random.js';

/** What secrets begin with, after the Standard Webhooks specification. */
export const secretPrefix = 'whsec_';

export function newSecret(): string {
  return secretPrefix + randomBytes(32).toString('base64');
}

/** How a secret stands in the database when nobody has given a key to seal it with. */
const plain = 'plain:';
const nonceLength = 12;
const tagLength = 16;

/**
 * Seals what webhooks are signed with (AES-256-GCM), with a key of the settings that isn't in the database: whoever has the
 * database, a backup or a dump of it can't sign. A seal is good for one webhook alone. The first key seals, and each opens.
 */
export class WebhookSecrets {
  readonly #keys: readonly { readonly name: string; readonly key: Uint8Array }[];

  constructor(keys: readonly Uint8Array[] = []) {
    this.#keys = keys.map((key) => ({ key, name: createHash('sha256').update(key).digest('hex').slice(0, 8) }));
  }

  seal(secret: string, org: string, webhook: string): string {
    const [first] = this.#keys;
    if (first === undefined) return plain + secret;
    const nonce = randomPiece(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(aboutOf(org, webhook));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return `${first.name}:${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')}`;
  }

  /** The secret again; null when it was sealed with a key that isn't here, or for another webhook. */
  open(stored: string, org: string, webhook: string): string | null {
    if (stored.startsWith(plain)) return stored.slice(plain.length);
    const [name = '', text = ''] = stored.split(':');
    const known = this.#keys.find((one) => one.name === name);
    if (known === undefined) return null;
    const bytes = Buffer.from(text, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', known.key, bytes.subarray(0, nonceLength)).setAAD(aboutOf(org, webhook));
      decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
      return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString('utf8');
    } catch {
      return null; // the seal does not fit: GCM tells
    }
  }
}

function aboutOf(org: string, webhook: string): Uint8Array {
  return Buffer.from(`webhook ${org} ${webhook}`, 'utf8');
}
