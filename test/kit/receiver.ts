import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { WebhookSecrets } from '../../src/graph/webhook-secrets.js';
import { Courier } from '../../src/live/webhooks/courier.js';
import type { CourierOptions } from '../../src/live/webhooks/courier.js';
import type { Api, Company } from './api.js';
import { cameTrue } from './waiting.js';

/** What a receiver was sent once. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** When it came in full, by the clock of the machine. */
  readonly at: number;
}

/** One who receives webhooks: a real HTTP server on loopback, with a port of its own. */
export class Receiver {
  readonly received: Received[] = [];
  readonly #server: Server;
  /** What it answers; tests put another one in. */
  answer: (response: ServerResponse, received: Received) => void = (response) => void response.writeHead(204).end();

  private constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => void pieces.push(piece));
      request.on('end', () => {
        const received = { headers: request.headers, body: Buffer.concat(pieces).toString('utf8'), at: Date.now() };
        this.received.push(received);
        this.answer(response, received);
      });
    });
  }

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => { receiver.#server.listen(0, '127.0.0.1', resolve); });
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/hook`;
  }

  /** What it was sent, as it says of itself. */
  get messages(): any[] { // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read bodies of any shape; what they expect is asserted
    return this.received.map(({ body }) => JSON.parse(body) as unknown);
  }

  /** The numbers of the events that it was sent, in the order they came. */
  get numbers(): number[] {
    return this.messages.map((message: { data: { number: number } }) => message.data.number);
  }

  /** The acts that it was told of. */
  get acts(): string[] {
    return this.messages.flatMap((message: { data: { acts?: { act: string }[] } }) => (message.data.acts ?? []).map(({ act }) => act));
  }

  async until(condition: (received: readonly Received[]) => boolean): Promise<void> {
    await cameTrue(() => condition(this.received), () => JSON.stringify(this.received));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** What tests may send to: this machine, without TLS. */
export const nearby = { plain: true, privateAddresses: true };

/** Has a courier deliver the events of a company, by the clock of an API; others share the database. */
export function courierOf(api: Api, company: { readonly org: string }, options: Partial<CourierOptions> = {}): Courier {
  return new Courier({
    sources: { database: api.database, clock: () => api.clock.now }, logger: pino({ level: process.env.PROMISEGRAPH_TEST_LOG ?? 'silent' }), secrets: new WebhookSecrets(),
    sending: { reach: nearby, timeout: 2_000 }, random: () => 0, pollEvery: 50, places: 8, giveUpAfter: 72 * 60 * 60 * 1_000, orgs: [company.org], ...options,
  });
}

/** The automation whose eyes webhooks of a company see with. */
export function notifier(company: Company): Promise<string> {
  return company.agent('notifier', { kind: 'AUTOMATION', name: 'The notifier', subject: 'notifier' });
}

export interface MadeWebhook {
  readonly id: string;
  readonly secret: string;
}

/** A webhook of a company, made by its administrator. */
export async function webhookTo(company: Company, url: string, more: Record<string, unknown> = {}): Promise<MadeWebhook> {
  const { webhook, secret } = await company.does('olga', 'createWebhook', 'CreateWebhookInput', { url, agent: await notifier(company), events: ['HAPPENED', 'CAME_DUE', 'FELL_OVERDUE'], ...more }, 'webhook { id } secret');
  return { id: webhook.id, secret };
}
