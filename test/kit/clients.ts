import { createClient } from 'graphql-ws';
import type { ExecutionResult } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Answer } from './api.js';

/** What all clients of a test met with, together. */
export class Tally {
  /** How often what was sent again, for which plain reason. */
  readonly again = new Map<string, number>();
  /** What no client should ever meet with. */
  readonly faults: string[] = [];
  /** The test is over, and nobody sends anything again. */
  over = false;

  /** @param patience how long its clients wait for an answer before they ask elsewhere */
  constructor(readonly patience = longerThanServers) {}

  add(reason: string): void {
    this.again.set(reason, (this.again.get(reason) ?? 0) + 1);
  }

  get times(): number {
    return [...this.again.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** The refusals after which a client sends the same again, with the same key. */
const passing = ['UNAVAILABLE', 'BUSY', 'TIMEOUT'];
/** Pauses before sending again, each longer than the one before: a crowd that does not wait takes the machine from what it waits for. */
function pauses(): () => Promise<void> {
  let next = 25;
  return () => {
    next = Math.min(next * 2, 800);
    return sleep(next);
  };
}

/** How long a client waits for an answer before it asks elsewhere: longer than a server takes to say that it was too slow. */
const longerThanServers = 15_000;

export interface Answered {
  readonly answer: Answer;
  /** Who answered. */
  readonly address: string;
}

/** A client that does as documented: it sends the same again until it is answered, elsewhere when nobody is there. */
export class Caller {
  constructor(readonly addresses: () => readonly string[], readonly tally: Tally, public turn = 0) {}

  /** @throws for what is no plain answer */
  async send(token: string, query: string, variables: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answered> {
    const pause = pauses();
    while (!this.tally.over) {
      const addresses = this.addresses();
      const address = addresses[this.turn % Math.max(1, addresses.length)];
      const answer = address === undefined ? null : await this.#ask(address, token, query, variables, headers);
      if (answer === null) {
        this.turn++;
        this.tally.add('no answer');
        await pause();
        continue;
      }
      const reason = this.#reasonToRepeat(answer);
      if (reason === null) return { answer, address: address as string };
      this.tally.add(reason);
      if (answer.status === 503) this.turn++;
      await pause();
    }
    throw new Error('The test ended before this was answered.');
  }

  async #ask(address: string, token: string, query: string, variables: Record<string, unknown>, headers: Record<string, string>): Promise<Answer | null> {
    try {
      const response = await fetch(`http://${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(this.tally.patience),
      });
      return { ...((await response.json()) as Answer), status: response.status };
    } catch {
      return null;
    }
  }

  #reasonToRepeat(answer: Answer): string | null {
    const { status, data, errors } = answer;
    const codes = errors?.map(({ extensions }) => String(extensions.code)) ?? [];
    // One that stops says so, and is the only one that may answer anything but 200.
    const plain = status === 200 || (status === 503 && codes.join() === 'UNAVAILABLE');
    const refused = (Object.values(data ?? {})[0] as { userErrors?: readonly { code: string }[] } | null | undefined)?.userErrors?.[0]?.code;
    if (plain && codes.length > 0 && codes.every((code) => passing.includes(code))) return codes.join();
    if (plain && codes.length === 0) return refused === 'BUSY' ? refused : null;
    const fault = JSON.stringify(answer);
    this.tally.faults.push(fault);
    throw new Error(`A client was answered ${fault}`);
  }
}

/** An act, as a listener hears of it. */
export interface HeardAct {
  readonly id: string;
  readonly act: string;
  readonly sequence: number;
}

export interface HeardEvent {
  readonly id: string;
  readonly kind: string;
  readonly cursor: string;
  readonly acts: readonly HeardAct[];
}

/** One who listens as documented: whenever the subscription breaks off, they begin again, elsewhere, after their last cursor. */
export class Ear {
  readonly heard: HeardEvent[] = [];
  /** How often they had to begin again. */
  again = 0;
  /** How sockets of theirs were closed. */
  readonly closed: number[] = [];
  #leave: () => void = () => undefined;
  #left = false;
  readonly #listening: Promise<void>;

  constructor(readonly addresses: () => readonly string[], readonly tally: Tally, readonly token: string, readonly query: string, readonly variables: Record<string, unknown>, private turn = 0) {
    this.#listening = this.#listen();
  }

  /** Acts in the order in which they were first heard. */
  get acts(): readonly HeardAct[] {
    return [...new Map(this.heard.flatMap(({ acts }) => acts).map((act) => [act.id, act])).values()];
  }

  async leave(): Promise<void> {
    this.#left = true;
    this.#leave();
    await this.#listening;
  }

  async #listen(): Promise<void> {
    let pause = pauses();
    while (!this.#left) {
      const known = this.heard.length;
      const addresses = this.addresses();
      const address = addresses[this.turn % Math.max(1, addresses.length)];
      if (address !== undefined) await this.#listenAt(address);
      if (this.#left) return;
      this.again++;
      this.turn++;
      if (this.heard.length > known) pause = pauses();
      await pause();
    }
  }

  #listenAt(address: string): Promise<void> {
    const client = createClient({
      url: `ws://${address}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.token}` },
      retryAttempts: 0,
      on: { closed: (event) => { this.closed.push((event as { code: number }).code); } },
    });
    return new Promise<void>((resolve) => {
      const end = (): void => {
        resolve();
        // One that is connecting when its server dies tells of it here too.
        void Promise.resolve(client.dispose()).catch(() => undefined);
      };
      this.#leave = end;
      const after = this.heard[this.heard.length - 1]?.cursor;
      client.subscribe<Record<string, HeardEvent>>(
        { query: this.query, variables: { ...this.variables, ...(after === undefined ? {} : { after }) } },
        {
          next: (result: ExecutionResult<Record<string, HeardEvent>>) => {
            for (const { message, extensions } of result.errors ?? []) if (!passing.includes(String(extensions?.['code']))) this.tally.faults.push(`a listener was told: ${message}`);
            const [event] = Object.values(result.data ?? {});
            if (result.errors === undefined && event !== undefined) this.heard.push(event);
          },
          error: end,
          complete: end,
        },
      );
    });
  }
}
