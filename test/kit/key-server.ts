import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { tokenSettings } from './api.js';

/** A key pair of an identity provider, which signs tokens with it. */
export class SigningKey {
  private constructor(readonly kid: string | undefined, readonly jwk: JWK, readonly privateJwk: JWK, private readonly privateKey: CryptoKey) {}

  static async make(kid?: string): Promise<SigningKey> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const named = kid === undefined ? {} : { kid };
    return new SigningKey(kid, { ...(await exportJWK(publicKey)), ...named }, { ...(await exportJWK(privateKey)), ...named }, privateKey);
  }

  /** An Authorization header of a token signed with this key, good for a day. */
  async bearer(now: number, claims: { readonly org?: string; readonly sub?: string } = {}): Promise<string> {
    const token = await new SignJWT({ org: 'org', sub: 'ada', ...claims })
      .setProtectedHeader({ alg: 'EdDSA', ...(this.kid === undefined ? {} : { kid: this.kid }) })
      .setIssuer(tokenSettings.issuer)
      .setAudience(tokenSettings.audience)
      .setExpirationTime(Math.floor(now / 1_000) + 24 * 60 * 60)
      .sign(this.privateKey);
    return `Bearer ${token}`;
  }
}

/** A real HTTP server that publishes keys, and counts who asks. */
export class PublishedKeys {
  readonly #server: Server;
  asked = 0;
  /** What it answers; tests put another one in. */
  answer: RequestListener = (_request, response) => response.writeHead(404).end();

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked += 1;
      this.answer(request, response);
    });
  }

  static async open(): Promise<PublishedKeys> {
    const published = new PublishedKeys();
    await published.start();
    return published;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/keys`;
  }

  port = 0;

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => this.#server.once('error', reject).listen(this.port, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
  }

  /** Nobody listens on its port from then on. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  publish(...keys: readonly object[]): void {
    this.say(JSON.stringify({ keys }));
  }

  say(text: string): void {
    this.answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  }
}

/** Keeps what was logged. */
export class Heard {
  readonly lines: { readonly level: 'info' | 'warn'; readonly message: string; readonly details: object }[] = [];

  readonly info = (details: object, message: string): void => void this.lines.push({ level: 'info', message, details });
  readonly warn = (details: object, message: string): void => void this.lines.push({ level: 'warn', message, details });

  get messages(): string[] {
    return this.lines.map(({ message }) => message);
  }
}
