import { createClient } from 'graphql-ws';
import type { Client, ExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Api, Company } from './api.js';
import { cameTrue } from './waiting.js';

/** What was heard: an event of a subscription, as it came. */
export type Heard = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read answers of any shape; what they expect is asserted

/** One who listens to one subscription, over a socket of their own. */
export class Listener {
  readonly heard: Heard[] = [];
  readonly errors: { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[] = [];
  /** How the socket was closed, where it was. */
  closed: { readonly code: number; readonly reason: string } | null = null;
  /** Whether the subscription is over. */
  over = false;
  readonly #client: Client;

  private constructor(address: string, token: string | null, query: string, variables: Record<string, unknown>) {
    this.#client = createClient({
      url: `ws://${address}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
      lazy: true,
      retryAttempts: 0,
      on: { closed: (event) => { this.closed = event as { code: number; reason: string }; } },
    });
    this.#client.subscribe<Heard>(
      { query, variables },
      {
        next: (result: ExecutionResult<Heard>) => {
          if (result.errors !== undefined) this.errors.push(...result.errors.map(({ message, extensions }) => ({ message, extensions })));
          const field = Object.values(result.data ?? {})[0] as Heard | null | undefined;
          if (field != null) this.heard.push(field);
        },
        error: (error) => {
          if (Array.isArray(error)) this.errors.push(...(error as Listener['errors']));
          this.over = true;
        },
        complete: () => { this.over = true; },
      },
    );
  }

  /** Begins to listen; resolves when the subscription has begun, or has been refused. */
  static async begin(api: Api, token: string | null, query: string, variables: Record<string, unknown> = {}, address?: string): Promise<Listener> {
    const listener = new Listener(address ?? (await api.listen()), token, query, variables);
    await cameTrue(() => listener.heard.length > 0 || listener.errors.length > 0 || listener.over || listener.closed !== null);
    return listener;
  }

  /** The same for somebody of a company, by subject. */
  static async of(company: Company, subject: string, query: string, variables: Record<string, unknown> = {}, address?: string): Promise<Listener> {
    return Listener.begin(company.api, await company.tokenOf(subject), query, variables, address);
  }

  /** The acts that were heard of, in their order. */
  get acts(): readonly string[] {
    return this.heard.flatMap((event) => (event.acts as { act: string }[] | undefined ?? []).map(({ act }) => act));
  }

  get lastCursor(): string {
    return String(this.heard[this.heard.length - 1]?.cursor);
  }

  async until(condition: (heard: readonly Heard[]) => boolean): Promise<void> {
    await cameTrue(() => condition(this.heard), () => `heard ${JSON.stringify(this.heard)}, errors ${JSON.stringify(this.errors)}, closed ${JSON.stringify(this.closed)}`);
  }

  async untilOver(): Promise<void> {
    await cameTrue(() => this.over || this.closed !== null);
  }

  async leave(): Promise<void> {
    await this.#client.dispose();
  }
}
