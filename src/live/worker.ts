import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { momentOf } from '../domain/common/moment.rules.js';
import { Refusal } from '../domain/common/refusal.js';
import type { Sources } from '../graph/change.js';
import { clockDue, strikeClock } from '../graph/clock.js';
import { batchSize, forgetEvents, giveLeaseBack, numberEvents, takeLease } from '../graph/outbox.js';
import type { Lease } from '../graph/outbox.js';

export interface WorkerOptions {
  readonly sources: Sources;
  readonly logger: Logger;
  /** How long a holder that dies keeps others waiting, in milliseconds. */
  readonly leaseFor: number;
  /** Milliseconds between two looks for something to do. */
  readonly pollEvery: number;
  /** How long events are kept for those who were away, in milliseconds. */
  readonly keepEventsFor: number;
  /** Hears that so many events were numbered. */
  readonly onNumbered?: (count: number) => void;
  /** The organisations it works for; left out, all. Tests share a database, each with a clock of its own. */
  readonly orgs?: readonly string[];
}

/** As many workflows as the clock looks at in one turn; what is left waits for the next, which comes at once. */
const strikesAtOnce = 50;
/** A workflow that failed is left alone for so long, so that it keeps nothing else waiting. */
const restAfterFailure = 60_000;
/** One that somebody else was writing, or that the database had no time for, will soon be free. */
const restWhileBusy = 2_000;
const forgetEvery = 60 * 60 * 1_000;
/**
 * No two turns begin within so many milliseconds, unless there is more to do than one can: what is changed meanwhile is
 * numbered together. A turn costs the database as much as a change, and nobody sees a twentieth of a second; what
 * happens after a pause is numbered at once.
 */
const turnEvery = 50;

const nothing = { numbered: 0, more: false } as const;

/**
 * What one API process does for all on one database: numbers the events that have committed, and minds the clock. Several
 * may run; the holder of the lease works, the others wait for its end. A holder that stood still and lost it is refused
 * by its token, and what the clock says is safe to say twice at once: each does it under the workflow's lock.
 */
export class Worker {
  readonly #options: WorkerOptions;
  /** Whoever looks into the database sees which process it is; the last part makes it one and no other. */
  readonly #holder = `${hostname()} ${String(process.pid)} ${randomUUID()}`;
  readonly #orgs: readonly string[] | null;
  readonly #failed = new Map<string, number>();
  #lease: { readonly lease: Lease; readonly renewAt: number } | null = null;
  /** Another holds it: asking again at each turn would make its holder wait for those who ask. */
  #askAgainAt = 0;
  #strikeAt = 0;
  #forgetAt = 0;
  #running: Promise<void> | undefined;
  #stopped = false;
  #wake: () => void = () => undefined;
  #woken = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#orgs = options.orgs ?? null;
  }

  get holdsLease(): boolean {
    return this.#lease !== null;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There may be something to do: look now rather than at the next turn. */
  wake(): void {
    this.#woken = true;
    if (this.#lease !== null) this.#wake();
  }

  /** Ends after what is being done, and gives the lease back so that another need not wait for its end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
    const held = this.#lease?.lease;
    this.#lease = null;
    if (held !== undefined) await giveLeaseBack(this.#options.sources.database, held).catch(() => undefined);
  }

  /** One look for something to do. @returns whether there was something */
  async turn(): Promise<boolean> {
    const { numbered, more } = await this.#turn();
    return numbered > 0 || more;
  }

  /** @returns how many events it numbered, and whether there may be more to do at once */
  async #turn(): Promise<{ readonly numbered: number; readonly more: boolean }> {
    const lease = await this.#holdLease();
    if (lease === null) return nothing;
    const { sources } = this.#options;
    const numbered = await numberEvents(sources, lease, this.#orgs);
    if (numbered === null) {
      this.#lease = null;
      return nothing;
    }
    if (numbered > 0) this.#options.onNumbered?.(numbered);
    const struck = await this.#strike();
    const forgot = await this.#forget();
    return { numbered, more: numbered >= batchSize || struck || forgot };
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false;
      const began = performance.now();
      // Whoever changes something meanwhile wakes it: looking again after each change would be as much work as the change.
      const { more } = await this.#turn().catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'the worker could not do its turn, and will try again');
        this.#lease = null; // what was lost with the connection is asked for again
        this.#askAgainAt = Date.now() + this.#options.leaseFor / 3;
        return nothing;
      });
      if (more) continue;
      if (!this.#woken || this.#lease === null) await this.#rest();
      await this.#gather(began + turnEvery - performance.now());
    }
  }

  /** Lets changes gather for so many milliseconds. */
  #gather(milliseconds: number): Promise<void> {
    if (milliseconds <= 0 || this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      // Only stopping ends it early: that more has changed is what it waits for.
      this.#wake = () => {
        if (!this.#stopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#lease === null ? Math.max(0, this.#askAgainAt - Date.now()) : this.#options.pollEvery);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#stopped || (this.#woken && this.#lease !== null)) this.#wake();
    });
  }

  async #holdLease(): Promise<Lease | null> {
    // The lease's own time is the database's; when to ask for it again is this process's business.
    if (this.#lease !== null && Date.now() < this.#lease.renewAt) return this.#lease.lease;
    if (Date.now() < this.#askAgainAt) return null;
    const { sources, leaseFor } = this.#options;
    const name = this.#orgs === null ? 'worker' : `worker of ${this.#orgs.join(' ')}`;
    const lease = await takeLease(sources.database, name, this.#holder, leaseFor);
    this.#lease = lease === null ? null : { lease, renewAt: Date.now() + leaseFor / 3 };
    this.#askAgainAt = lease === null ? Date.now() + leaseFor / 3 : 0;
    return lease;
  }

  async #strike(): Promise<boolean> {
    const { sources, logger, pollEvery } = this.#options;
    // Nothing comes due sooner for others writing: asking at each of their turns would be a round trip for nothing.
    if (Date.now() < this.#strikeAt) return false;
    this.#strikeAt = Date.now() + pollEvery;
    const resting = (id: string): boolean => (this.#failed.get(id) ?? 0) > Date.now();
    const due = (await clockDue(sources, this.#orgs, strikesAtOnce + this.#failed.size)).filter(({ org, id }) => !resting(`${org} ${id}`));
    for (const { org, id } of due) {
      if (this.#stopped) return false;
      try {
        await strikeClock(sources, org, id);
        this.#failed.delete(`${org} ${id}`);
      } catch (error) {
        const code = error instanceof Refusal ? error.code : null;
        if (code === 'UNAVAILABLE') throw error; // no fault of this workflow: each would fail
        this.#failed.set(`${org} ${id}`, Date.now() + (code === 'BUSY' || code === 'TIMEOUT' ? restWhileBusy : restAfterFailure));
        logger.warn({ err: error, org, workflow: id }, 'the clock could not strike in a workflow, and will try again');
      }
    }
    if (due.length === 0) return false;
    this.#strikeAt = 0;
    return true;
  }

  /** A batch in a turn: whoever was stopped for weeks has much to forget, and what happens meanwhile still gets its number. */
  async #forget(): Promise<boolean> {
    const { sources, keepEventsFor } = this.#options;
    // Those of others have clocks of their own, where a worker has organisations of its own.
    if (this.#orgs !== null || Date.now() < this.#forgetAt) return false;
    this.#forgetAt = Date.now() + forgetEvery;
    const forgotten = await forgetEvents(sources, momentOf(sources.clock() - keepEventsFor));
    if (forgotten === 0) return false;
    this.#forgetAt = 0;
    return true;
  }
}
