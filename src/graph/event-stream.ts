import { createHash } from 'node:crypto';
import { Refusal } from '../domain/common/refusal.js';
import type { Database } from './database.js';
import { eventsAfter, outboxHead, outboxHeads } from './outbox.js';
import type { NumberedEvent, OutboxHead } from './outbox.js';

/** As many events as one organisation's listeners are served from memory; whoever lags behind more reads them again. */
const kept = 1_000;
const readAtOnce = 500;

interface Stream {
  /** The number of the latest event known here. */
  last: number;
  recent: NumberedEvent[];
  /** Those who wait for more. */
  readonly waiting: Set<() => void>;
  listeners: number;
}

export interface EventStreamOptions {
  readonly database: Database;
  /** Milliseconds between two looks at the outboxes somebody listens to; another process may have numbered events. */
  readonly pollEvery: number;
  readonly onError: (error: unknown) => void;
}

/**
 * The numbered events of organisations that somebody listens to here, read once for all of them. While the database is
 * away nobody hears anything; afterwards everybody goes on where they were.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #streams = new Map<string, Stream>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #closed = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  /** Where an organisation's events stand: a place to listen from. */
  head(org: string): Promise<OutboxHead> {
    return outboxHead(this.#options.database, org);
  }

  /** What tells the event of a number from another that had it in a history that a restore took back; null where it is not kept. */
  async markAt(org: string, number: number): Promise<string | null> {
    const [event] = number === 0 ? [] : await eventsAfter(this.#options.database, org, number - 1, 1);
    return event === undefined ? null : markOf(event);
  }

  /** How many listen here. */
  get listeners(): number {
    return [...this.#streams.values()].reduce((sum, { listeners }) => sum + listeners, 0);
  }

  /**
   * The events after a number, in order, until the signal ends it.
   * @throws Refusal CURSOR_EXPIRED when events after it have been forgotten already
   */
  async *follow(org: string, after: number, signal: AbortSignal): AsyncGenerator<NumberedEvent, void> {
    const stream = this.#join(org, after);
    try {
      let position = after;
      while (!signal.aborted && !this.#closed) {
        const events = await this.#next(org, stream, position);
        for (const event of events) {
          if (signal.aborted) return;
          position = event.number;
          yield event;
        }
        if (events.length === 0) await this.#more(stream, position, signal);
      }
    } finally {
      this.#leave(org, stream);
    }
  }

  /** Looks at once: events have been numbered. */
  look(): void {
    if (this.#streams.size === 0 || this.#closed) return;
    if (this.#looking !== undefined) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#readAll()
      .catch(this.#options.onError)
      .finally(() => {
        this.#looking = undefined;
        clearTimeout(this.#timer);
        if (this.#lookAgain) {
          this.#lookAgain = false;
          this.look();
        } else if (this.#streams.size > 0 && !this.#closed) {
          this.#timer = setTimeout(() => { this.look(); }, this.#options.pollEvery);
        }
      });
  }

  /** Ends every listening. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const { waiting } of this.#streams.values()) for (const wake of waiting) wake();
  }

  #join(org: string, after: number): Stream {
    const stream: Stream = this.#streams.get(org) ?? { last: after, recent: [], waiting: new Set(), listeners: 0 };
    this.#streams.set(org, stream);
    stream.listeners++;
    this.look();
    return stream;
  }

  #leave(org: string, stream: Stream): void {
    stream.listeners--;
    if (stream.listeners === 0) this.#streams.delete(org);
  }

  async #readAll(): Promise<void> {
    const { database } = this.#options;
    for (const { org, last } of await outboxHeads(database, [...this.#streams.keys()])) {
      const stream = this.#streams.get(org);
      while (stream !== undefined && stream.last < last) {
        const events = await eventsAfter(database, org, stream.last, readAtOnce);
        const latest = events[events.length - 1];
        if (latest === undefined) {
          // Forgotten since, or not visible yet: whoever waits reads for themselves, and hears which.
          if (!(await this.#isForgotten(org, stream.last))) break;
          stream.recent = [];
          stream.last = last;
        } else {
          stream.recent = [...stream.recent, ...events].slice(-kept);
          stream.last = latest.number;
        }
        for (const wake of stream.waiting) wake();
      }
    }
  }

  /** What comes next after a number, from memory where it is there. */
  async #next(org: string, stream: Stream, position: number): Promise<readonly NumberedEvent[]> {
    if (position >= stream.last) return [];
    const first = stream.recent[0]?.number;
    if (first !== undefined && position >= first - 1) return stream.recent.slice(position - first + 1);
    const events = await this.#read(org, position);
    if (events.length === 0 && (await this.#isForgotten(org, position))) throw expired();
    return events;
  }

  // A listener outlives the database: it is asked again until it answers.
  async #read(org: string, position: number): Promise<readonly NumberedEvent[]> {
    try {
      return await eventsAfter(this.#options.database, org, position, readAtOnce);
    } catch (error) {
      this.#options.onError(error);
      return [];
    }
  }

  async #isForgotten(org: string, position: number): Promise<boolean> {
    try {
      const [head] = await outboxHeads(this.#options.database, [org]);
      return head !== undefined && head.floor > position;
    } catch (error) {
      this.#options.onError(error);
      return false;
    }
  }

  #more(stream: Stream, position: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stream.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      // One who lags behind what is known here reads again soon, without being woken.
      const timer = setTimeout(done, position < stream.last ? this.#options.pollEvery : 60_000);
      stream.waiting.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted || this.#closed) done();
    });
  }
}

/** Of the id, but not the id: that tells when it happened, and it may not be for whoever holds the cursor. */
export function markOf({ id }: Pick<NumberedEvent, 'id'>): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 12);
}

export function expired(): Refusal {
  return new Refusal('CURSOR_EXPIRED', 'What happened after this cursor has been forgotten here. Read what you need anew, and subscribe without a cursor.', { field: ['after'] });
}

/**
 * The first acts of an event that may be seen, so many at most; where one may look at none of the first hundred, the next may
 * be one's own.
 * @param load gives null for what may not be seen
 */
export async function seenActs<Act>(ids: readonly string[], most: number, load: (id: string) => Promise<Act | null>): Promise<{ readonly acts: readonly Act[]; readonly isPartial: boolean }> {
  const seen: Act[] = [];
  for (let from = 0; from < ids.length && seen.length <= most; from += most) {
    const found = await Promise.all(ids.slice(from, from + most).map(load));
    seen.push(...found.filter((act) => act !== null));
  }
  return { acts: seen.slice(0, most), isPartial: seen.length > most };
}
