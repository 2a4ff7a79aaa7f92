import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { DatabaseSettings } from '../../src/graph/database.js';

/** A Bolt COMMIT: one chunk of two bytes, a structure of no fields with the tag of the message. */
const commit = Buffer.from([0x00, 0x02, 0xb0, 0x12, 0x00, 0x00]);

type Fault = 'NONE' | 'LOSE_COMMIT' | 'LOSE_ANSWER_TO_COMMIT';

/**
 * A wire between the driver and the database that can be cut, also at the two worst moments: when a commit was sent and
 * has not arrived, and when it was done and the answer has not arrived. Or the database's answers are held back on it.
 */
export class Wire {
  readonly #server: Server;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #fault: Fault = 'NONE';
  #thenStayCut = false;
  #after = Buffer.alloc(0);
  #refusing = false;
  /** What the database says meanwhile, while it is held back. */
  #held: (() => void)[] | null = null;
  /** Cuts that a fault has made. */
  cuts = 0;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((client) => this.#join(client));
  }

  static async between(settings: DatabaseSettings): Promise<{ wire: Wire; settings: DatabaseSettings }> {
    const wire = new Wire(new URL(settings.uri));
    await new Promise<void>((resolve) => wire.#server.listen(0, '127.0.0.1', resolve));
    const { port } = wire.#server.address() as AddressInfo;
    return { wire, settings: { ...settings, uri: `bolt://127.0.0.1:${String(port)}` } };
  }

  /** The next commit does not reach the database. */
  loseNextCommit(): void {
    this.#fault = 'LOSE_COMMIT';
  }

  /**
   * The next commit is done, and nobody hears of it; with `andStayCut` every connection goes with it, until `mend`.
   * @param after the next after a connection has said this: others may commit something else
   */
  loseAnswerToNextCommit(andStayCut = false, after = ''): void {
    this.#after = Buffer.from(after);
    this.#fault = 'LOSE_ANSWER_TO_COMMIT';
    this.#thenStayCut = andStayCut;
  }

  /** Every connection goes, and none comes, until `mend`. */
  cut(): void {
    this.#refusing = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#refusing = false;
  }

  /** What the database says does not arrive, until `letGo`; what it is told does. */
  holdBack(): void {
    this.#held ??= [];
  }

  letGo(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const say of held) say();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket): void {
    if (this.#refusing) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(this.#target.port), this.#target.hostname);
    let deaf = false;
    let said = false;
    for (const [socket, other] of [[client, upstream], [upstream, client]] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined); // its close follows
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    const cut = (): void => {
      this.cuts++;
      client.destroy();
      if (this.#thenStayCut) this.cut();
    };
    client.on('data', (bytes) => {
      said ||= this.#fault === 'LOSE_ANSWER_TO_COMMIT' && bytes.includes(this.#after);
      const fault = bytes.includes(commit) && (said || this.#fault !== 'LOSE_ANSWER_TO_COMMIT') ? this.#fault : 'NONE';
      if (fault !== 'NONE') this.#fault = 'NONE';
      if (fault === 'LOSE_COMMIT') {
        cut();
        return;
      }
      deaf = fault === 'LOSE_ANSWER_TO_COMMIT';
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      // What comes now is the database's word that the commit is done.
      if (deaf) cut();
      else if (this.#held !== null) this.#held.push(() => client.write(bytes));
      else client.write(bytes);
    });
  }
}
