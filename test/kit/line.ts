import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A bare connection, for clients that no library would be: they leave in the middle, or never read. */
export class Line {
  readonly #socket: Socket;
  received = '';
  /** Resolves when the connection is over, on whichever side. */
  readonly closed: Promise<void>;

  constructor(address: string) {
    const { hostname, port } = new URL(`http://${address}`);
    this.#socket = connect(Number(port), hostname);
    this.#socket.setEncoding('utf8').on('data', (text: string) => (this.received += text));
    this.#socket.on('error', () => undefined); // its close follows
    this.closed = new Promise((resolve) => this.#socket.once('close', () => { resolve(); }));
  }

  write(text: string): void {
    this.#socket.write(text);
  }

  post(token: string, query: string, variables: Record<string, unknown> = {}): void {
    const body = JSON.stringify({ query, variables });
    this.write(`POST /graphql HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\nauthorization: Bearer ${token}\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
  }

  /** Reads nothing more, so that whatever is sent piles up. */
  standStill(): void {
    this.#socket.pause();
  }

  goOn(): void {
    this.#socket.resume();
  }

  leave(): void {
    this.#socket.destroy();
  }
}
