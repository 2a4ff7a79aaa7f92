import { createClient } from 'graphql-ws';
import type { Client, ExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer } from './api.js';

/** What an operation over a socket was answered: a result, or errors before anything was executed. */
export type SocketAnswer = Partial<Pick<Answer, 'data' | 'errors' | 'extensions'>>;

/** How a socket was closed. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A socket that operations are sent over. */
export class Socket {
  readonly #client: Client;
  /** Resolves when the socket is closed. */
  readonly closed: Promise<Closed>;

  constructor(address: string, connectionParams: Record<string, unknown>, headers: Record<string, string> = {}) {
    class WithHeaders extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers });
      }
    }
    let heardOf: (closed: Closed) => void;
    this.closed = new Promise((resolve) => (heardOf = resolve));
    this.#client = createClient({
      url: `ws://${address}/graphql`, webSocketImpl: WithHeaders, connectionParams, lazy: false, retryAttempts: 0,
      onNonLazyError: () => undefined,
      on: { closed: (event) => { heardOf(event as Closed); } },
    });
  }

  ask(query: string, variables: Record<string, unknown> = {}): Promise<SocketAnswer> {
    return new Promise((resolve, reject) => {
      let result: SocketAnswer = {};
      this.#client.subscribe(
        { query, variables },
        {
          next: (next: ExecutionResult) => { result = next as SocketAnswer; },
          error: (error) => {
            if (Array.isArray(error)) resolve({ errors: error as Answer['errors'] });
            else reject(new Error(`The socket broke: ${JSON.stringify(error)}`));
          },
          complete: () => { resolve(result); },
        },
      );
    });
  }

  /** Begins a subscription, and leaves it running. @returns its first event, or the errors it was refused with */
  listen(query: string, variables: Record<string, unknown> = {}): Promise<SocketAnswer> {
    return new Promise((resolve, reject) => {
      this.#client.subscribe({ query, variables }, {
        next: (next: ExecutionResult) => { resolve(next as SocketAnswer); },
        error: (error) => {
          if (Array.isArray(error)) resolve({ errors: error as Answer['errors'] });
          else reject(new Error(`The socket broke: ${JSON.stringify(error)}`));
        },
        complete: () => undefined,
      });
    });
  }

  /** Begins a subscription, leaves it running, and hands on whatever comes. */
  follow(query: string, heard: (answer: SocketAnswer) => void): void {
    this.#client.subscribe({ query }, { next: (next: ExecutionResult) => { heard(next as SocketAnswer); }, error: () => undefined, complete: () => undefined });
  }

  async close(): Promise<void> {
    await this.#client.dispose();
  }
}
