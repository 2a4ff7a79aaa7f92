import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { momentOf } from '../../domain/common/moment.rules.js';
import { Refusal } from '../../domain/common/refusal.js';
import { chooseNext, keyOf, slowFrom } from '../../domain/webhook/choosing.rules.js';
import type { Due } from '../../domain/webhook/choosing.rules.js';
import { gapMessage } from '../../domain/webhook/message.rules.js';
import type { Message } from '../../domain/webhook/message.rules.js';
import { isGivenUp, retryAfterIn, retryAt } from '../../domain/webhook/retry.rules.js';
import type { Delivery, DeliveryOutcome, DisabledReason } from '../../domain/webhook/webhook.types.js';
import type { Sources } from '../../graph/change.js';
import { markOf } from '../../graph/event-stream.js';
import { eventsAfter } from '../../graph/outbox.js';
import type { NumberedEvent } from '../../graph/outbox.js';
import { claimWebhook, dueWebhooks, settleWebhook } from '../../graph/webhooks.js';
import type { Endpoint, Settling, WebhookProperties } from '../../graph/webhooks.js';
import type { WebhookSecrets } from '../../graph/webhook-secrets.js';
import { messageFor } from './seeing.js';
import { send } from './sending.js';
import type { SendingOptions } from './sending.js';
import { signed } from './signing.js';

export interface CourierOptions {
  readonly sources: Sources;
  readonly logger: Logger;
  readonly secrets: WebhookSecrets;
  readonly sending: SendingOptions;
  /** From 0 up to 1, for when to try again. */
  readonly random: () => number;
  /** Milliseconds between two looks for something to send. */
  readonly pollEvery: number;
  /** Receivers that are sent to at once. */
  readonly places: number;
  /** Milliseconds of failing after which nobody tries any more. */
  readonly giveUpAfter: number;
  /** Hears what became of each sending. */
  readonly onDelivery?: (outcome: DeliveryOutcome, milliseconds: number) => void;
  /** The organisations it works for; left out, all. */
  readonly orgs?: readonly string[];
}

/** As many events are read at once, for one receiver. */
const readAtOnce = 50;
/** After so long others have their turn. */
const longestTurn = 30_000;
/** Beyond the time that one sending may take, for what is read and written besides. */
const spareTime = 15_000;
/** Milliseconds after which a turn that failed for a reason of ours is tried again: what fails each time must not be tried at each look. */
const restAfterOurFailure = 30_000;
/** After a failure of ours, the database's most likely, nothing is looked for. */
const restAfterFailure = 2_000;
/** As many that are due are looked at, when there are places. */
const lookedAt = 500;

/** Why the turn of a receiver is over before all is delivered. */
class TurnOver extends Error {
  override readonly name = 'TurnOver';
}

/**
 * Delivers events to webhooks: for each in the order of their numbers, one at a time, and at least once. How far it has come is
 * written after each, under a token that whoever takes over makes worthless, so that several processes on one database share
 * the work, and one that is killed is followed by another. Receivers that fail or take their time have half of the places.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #holder = `${hostname()} ${String(process.pid)} ${randomUUID()}`;
  readonly #serving = new Map<string, { readonly due: Due; readonly done: Promise<void> }>();
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #wake: () => void = () => undefined;
  #woken = false;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** Receivers that are sent to now. */
  get serving(): number {
    return this.#serving.size;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There may be something to send: look now rather than at the next turn. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Breaks off what is being sent, and gives it back: another sends it again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
    await Promise.all([...this.#serving.values()].map(({ done }) => done));
  }

  async #run(): Promise<void> {
    const { logger } = this.#options;
    while (!this.#stopping.signal.aborted) {
      this.#woken = false;
      const failed = await this.#begin().then(() => false, (error: unknown) => {
        logger.warn({ err: error }, 'webhooks could not be looked for, and will be again');
        return true;
      });
      if (failed) await this.#rest(restAfterFailure, false);
      else if (!this.#woken) await this.#rest(this.#options.pollEvery, true);
    }
  }

  #rest(milliseconds: number, wakeable: boolean): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        if (!wakeable && !this.#stopping.signal.aborted) return;
        clearTimeout(timer);
        resolve();
      };
      if (this.#woken || this.#stopping.signal.aborted) this.#wake();
    });
  }

  /** Begins to deliver to as many that are due as there are places for. */
  async #begin(): Promise<void> {
    const { sources, orgs = null, places } = this.#options;
    if (this.#serving.size >= places) return;
    const due = await dueWebhooks(sources.database, orgs, this.#now(), lookedAt);
    for (const one of chooseNext(due, [...this.#serving.values()].map((serving) => serving.due), places)) {
      const key = keyOf(one);
      const done = this.#serve(one)
        .catch((error: unknown) => {
          this.#options.logger.warn({ err: error, org: one.org, webhook: one.id }, 'a webhook could not be delivered for, and will be again');
          return false;
        })
        .then((moved) => {
          this.#serving.delete(key);
          // One that came no further is looked at with the next turn: at once it would come no further either.
          if (moved) this.wake();
        });
      this.#serving.set(key, { due: one, done });
    }
  }

  /** @returns whether it came any further */
  async #serve(due: Due): Promise<boolean> {
    const { sources } = this.#options;
    const claimed = await claimWebhook(sources.database, due, this.#holder, this.#now(), this.#keptFor);
    return claimed === null ? false : new Turn(this.#options, claimed, this.#holder, this.#keptFor, this.#stopping.signal).take();
  }

  /** Longer than anything may take between two writings. */
  get #keptFor(): number {
    return this.#options.sending.timeout + spareTime;
  }

  #now(): string {
    return momentOf(this.#options.sources.clock());
  }
}

/** One turn of one receiver: from where it is, event by event, until there are no more, it fails, or others have waited long enough. */
class Turn {
  readonly #options: CourierOptions;
  readonly #holder: string;
  readonly #keptFor: number;
  readonly #stop: AbortSignal;
  readonly #began = Date.now();
  #endpoint: Endpoint;
  #moved = false;

  constructor(options: CourierOptions, endpoint: Endpoint, holder: string, keptFor: number, stop: AbortSignal) {
    this.#options = options;
    this.#endpoint = endpoint;
    this.#holder = holder;
    this.#keptFor = keptFor;
    this.#stop = stop;
  }

  /** @returns whether it came any further, or is not to be looked at by now */
  async take(): Promise<boolean> {
    try {
      await this.#tellOfGap();
      while (await this.#deliverSome());
      await this.#giveBack({ nextAt: this.#now() });
      return this.#moved;
    } catch (error) {
      if (error instanceof TurnOver) return true;
      // Whoever fails here fails for a reason of ours, the database's most likely: the next turn begins where this one was.
      await this.#giveBack({ nextAt: momentOf(this.#options.sources.clock() + restAfterOurFailure) }).catch(() => undefined);
      throw error;
    }
  }

  /** Where its place is no longer in what is kept, it is told so, and goes on from what is. */
  async #tellOfGap(): Promise<void> {
    const { org, epoch, number, head } = this.#endpoint;
    const because = epoch !== head.epoch ? 'RESTORED' : number < head.floor ? 'FORGOTTEN' : null;
    if (because === null) return;
    const place = { epoch: head.epoch, number: head.floor, mark: null };
    await this.#deliver(gapMessage(org, because, number, place, this.#now()), place.number, place.epoch, null);
  }

  /** @returns whether there may be more for this turn */
  async #deliverSome(): Promise<boolean> {
    const { org, number } = this.#endpoint;
    const events = await eventsAfter(this.#options.sources.database, org, number, readAtOnce);
    /** Passed over since it was last written how far it has come. */
    let passed: NumberedEvent | undefined;
    for (const event of events) {
      if (this.#stop.aborted) throw await this.#over({ nextAt: this.#now() });
      const message = await this.#messageFor(event);
      if (message === null) {
        passed = event;
        continue;
      }
      passed = undefined;
      await this.#deliver(message, event.number, this.#endpoint.epoch, markOf(event));
      if (Date.now() - this.#began > longestTurn) return false;
    }
    if (passed !== undefined) await this.#settle({ properties: { number: passed.number, mark: markOf(passed) }, deliveries: [], milliseconds: this.#keptFor });
    return events.length === readAtOnce && Date.now() - this.#began <= longestTurn;
  }

  async #messageFor(event: NumberedEvent): Promise<Message | null> {
    const { subject } = this.#endpoint;
    if (subject === null) throw await this.#disable('AGENT_LEFT');
    try {
      return await messageFor(this.#options.sources.database, this.#endpoint, subject, event, this.#now());
    } catch (error) {
      if (error instanceof Refusal && error.code === 'UNAUTHENTICATED') throw await this.#disable('AGENT_LEFT');
      throw error;
    }
  }

  /** Sends a message, and writes how far the receiver has come by it; ends the turn when it was not taken. */
  async #deliver(message: Message, number: number, epoch: string, mark: string | null): Promise<void> {
    const { sources, sending, random, giveUpAfter, onDelivery } = this.#options;
    const { url, attempts, failingSince, subject } = this.#endpoint;
    if (subject === null) throw await this.#disable('AGENT_LEFT');
    const at = this.#now();
    const headers = signed(message, await this.#secrets(at), at);
    const sent = await send(url, headers, message.body, sending, this.#stop);
    if (this.#stop.aborted) throw await this.#over({ nextAt: at });
    onDelivery?.(sent.outcome, sent.milliseconds);
    const now = momentOf(sources.clock());
    const delivery: Delivery = { message: message.id, number, at: now, outcome: sent.outcome, status: sent.status, milliseconds: sent.milliseconds };
    if (sent.outcome === 'DELIVERED') {
      const properties = { number, epoch, mark, attempts: 0, failingSince: null, slow: sent.milliseconds >= slowFrom };
      await this.#settle({ properties, deliveries: [delivery], milliseconds: this.#keptFor });
      return;
    }
    const since = failingSince ?? now;
    // 410 is a receiver's word for "never again".
    const because: DisabledReason | null = sent.status === 410 ? 'GONE' : isGivenUp(since, now, giveUpAfter) ? 'FAILED_TOO_LONG' : null;
    const failures = attempts + 1;
    const nextAt = retryAt(failures, now, random(), retryAfterIn(sent.retryAfter, now));
    const stopped = because === null ? {} : { status: 'DISABLED' as const, because };
    throw await this.#over({ attempts: failures, failingSince: since, nextAt, slow: true, ...stopped }, [delivery]);
  }

  async #secrets(at: string): Promise<readonly string[]> {
    const { org, id, secret, previousSecret, previousUntil } = this.#endpoint;
    const { secrets } = this.#options;
    const present = secrets.open(secret, org, id);
    if (present === null) throw await this.#disable('SECRET_UNREADABLE');
    const previous = previousSecret !== null && previousUntil !== null && previousUntil > at ? secrets.open(previousSecret, org, id) : null;
    return previous === null ? [present] : [present, previous];
  }

  async #disable(because: DisabledReason): Promise<TurnOver> {
    return this.#over({ status: 'DISABLED', because });
  }

  async #over(properties: WebhookProperties & { readonly slow?: boolean }, deliveries: readonly Delivery[] = []): Promise<TurnOver> {
    await this.#settle({ properties, deliveries, milliseconds: 0 });
    return new TurnOver();
  }

  async #giveBack(properties: WebhookProperties): Promise<void> {
    await this.#settle({ properties, deliveries: [], milliseconds: 0 });
  }

  /** @throws TurnOver when another delivers by now, or it was changed meanwhile: what was read of it is of the past */
  async #settle(settling: Settling): Promise<void> {
    const settled = await settleWebhook(this.#options.sources.database, this.#endpoint, this.#holder, settling);
    if (settled === null || (settling.milliseconds > 0 && settled.status !== 'ACTIVE')) throw new TurnOver();
    this.#moved ||= settled.number !== this.#endpoint.number;
    this.#endpoint = settled;
  }

  #now(): string {
    return momentOf(this.#options.sources.clock());
  }
}
