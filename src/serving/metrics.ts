import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { refusalCodes } from '../domain/common/refusal.js';
import type { DatabaseObserver } from '../graph/database.js';
import { deliveryOutcomes, webhookStatuses } from '../domain/webhook/webhook.types.js';
import type { DeliveryOutcome } from '../domain/webhook/webhook.types.js';
import type { OutboxLag } from '../graph/outbox.js';
import type { WebhookLag } from '../graph/webhooks.js';
import { requestCodes } from './errors.js';
import type { Operation } from './pipeline.js';

/** An error as a client hears it. */
interface Told {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What is looked at when somebody asks for the figures. */
export interface Watched {
  readonly database: { readonly underWay: number; readonly poolSize: number };
  readonly sockets: { readonly open: number };
  readonly pipeline: { readonly underWay: number };
  readonly events: { readonly listeners: number };
  readonly worker: { readonly holdsLease: boolean };
  readonly lag: () => Promise<OutboxLag>;
  readonly webhookLag: () => Promise<WebhookLag>;
}

/** The outbox is asked how far behind it is no more often, however many scrape. */
const lagKeptFor = 5_000;

const tenMilliseconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The codes that a client may hear; whatever else a library says is one more. */
const codes: ReadonlySet<string> = new Set([...Object.keys(requestCodes), ...Object.keys(refusalCodes)]);

/**
 * Figures for whoever runs this, in the form of Prometheus. Labels are of our own making and few: kinds, outcomes, codes,
 * names of statements and of root fields. Nothing in them tells of a tenant, and nothing is a client's words.
 */
export class Metrics implements DatabaseObserver {
  readonly #registry = new Registry();
  readonly #fieldsKnown = new WeakMap<OperationDefinitionNode, readonly string[]>();
  #watched: Partial<Watched> = {};
  #lag: { readonly at: number; readonly read: Promise<OutboxLag | null> } | undefined;
  #webhookLag: { readonly at: number; readonly read: Promise<WebhookLag | null> } | undefined;

  readonly #operations = this.#counter('operations_total', 'Operations, by their kind (unknown where they were not executed) and by what became of them.', ['kind', 'outcome']);
  readonly #rootFields = this.#counter('root_fields_total', 'Fields asked for at the root of operations that were executed.', ['kind', 'field']);
  readonly #errors = this.#counter('errors_total', 'Errors in answers, by their code. What a mutation says in userErrors is no error.', ['code']);
  readonly #seconds = this.#histogram('operation_seconds', 'Time from letting an operation in to its answer; in a subscription, from an event.', ['kind'], tenMilliseconds);
  readonly #cost = this.#histogram('operation_cost', 'Points of cost that an operation asked for.', ['kind'], [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000]);
  readonly #roundTrips = this.#histogram('operation_round_trips', 'Round trips to the database that an operation made.', ['kind'], [0, 1, 2, 3, 4, 5, 8, 12, 20, 50, 100]);
  readonly #statements = this.#histogram('statement_seconds', 'Time from sending a statement to all of its answer, by the name of its file; (commit) ends a transaction.', ['statement'], tenMilliseconds);
  readonly #retries = this.#counter('database_retries_total', 'Reads and writes begun again: a lost connection, a deadlock, a key that another claimed first.', ['mode']);
  readonly #busy = this.#counter('database_busy_total', 'Writes given up because others were writing the same.', []);
  readonly #numbered = this.#counter('outbox_numbered_events_total', 'Events that this process has numbered.', []);

  readonly #deliveries = this.#counter('webhook_deliveries_total', 'What became of sending something to a webhook, by this process.', ['outcome']);
  readonly #deliverySeconds = this.#histogram('webhook_delivery_seconds', 'Time from sending to the end of the answer, or to giving up.', [], [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]);

  readonly #lagKeptFor: number;

  constructor({ lagKeptFor: kept = lagKeptFor } = {}) {
    this.#lagKeptFor = kept;
    collectDefaultMetrics({ register: this.#registry });
    // Said to be 0 before the first: the rate of what begins at 1 would miss it.
    for (const mode of ['read', 'write']) this.#retries.inc({ mode }, 0);
    for (const kind of ['query', 'mutation', 'subscription']) for (const outcome of ['answered', 'failed']) this.#operations.inc({ kind, outcome }, 0);
    for (const code of codes) this.#errors.inc({ code }, 0);
    for (const outcome of deliveryOutcomes) this.#deliveries.inc({ outcome: outcome.toLowerCase() }, 0);
    this.#gauge('database_sessions', 'Reads and write transactions under way; each has a connection of the pool, or waits for one.', () => this.#watched.database?.underWay);
    this.#gauge('database_pool_size', 'Connections there may be at most.', () => this.#watched.database?.poolSize);
    this.#gauge('outbox_pending_events', 'Events that have no number yet, up to 10,000.', async () => (await this.#readLag())?.pending);
    this.#gauge('outbox_oldest_pending_seconds', 'Age of the oldest of them; 0 where there is none.', async () => (await this.#readLag())?.oldestSeconds);
    this.#gauge('webhook_events_behind', 'Events that the active webhook furthest behind has not heard of, of all organisations.', async () => (await this.#readWebhookLag())?.behind);
    this.#gauge('webhooks_failing', 'Active webhooks that failed the last time, of all organisations.', async () => (await this.#readWebhookLag())?.failing);
    for (const status of webhookStatuses) this.#gauge(`webhooks_${status.toLowerCase()}`, `Webhooks that are ${status.toLowerCase()}, up to 10,000.`, async () => (await this.#readWebhookLag())?.counts.find((one) => one.status === status)?.count);
    this.#gauge('outbox_lease_held', 'Whether this process numbers events and minds the clock: 1 or 0.', () => Number(this.#watched.worker?.holdsLease ?? false));
    this.#gauge('operations_under_way', 'Operations that are worked at, or whose answers have not been taken.', () => this.#watched.pipeline?.underWay ?? 0);
    this.#gauge('sockets', 'WebSockets open.', () => this.#watched.sockets?.open ?? 0);
    this.#gauge('subscriptions', 'Subscriptions under way.', () => this.#watched.events?.listeners ?? 0);
  }

  /** Says where to look; what is not said is reported as unknown or nothing. */
  watch(watched: Partial<Watched>): void {
    this.#watched = { ...this.#watched, ...watched };
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All of it, as Prometheus reads it. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** An operation that was not executed: for what it is, or for what its viewer has spent. */
  refused(outcome: 'refused' | 'throttled', errors: readonly Told[]): void {
    this.#operations.inc({ kind: 'unknown', outcome });
    this.#countErrors(errors);
  }

  /** One that was, after so many milliseconds; each answer of a subscription is one. */
  answered({ operation, document, cost }: Operation, milliseconds: number, roundTrips: number, errors: readonly Told[]): void {
    const kind = operation.operation;
    this.#operations.inc({ kind, outcome: errors.length === 0 ? 'answered' : 'failed' });
    this.#seconds.observe({ kind }, milliseconds / 1_000);
    this.#cost.observe({ kind }, cost.requested);
    this.#roundTrips.observe({ kind }, roundTrips);
    for (const field of this.#fieldsOf(operation, document)) this.#rootFields.inc({ kind, field });
    this.#countErrors(errors);
  }

  statementAnswered(name: string, milliseconds: number): void {
    this.#statements.observe({ statement: name }, milliseconds / 1_000);
  }

  retried(mode: 'read' | 'write'): void {
    this.#retries.inc({ mode });
  }

  gaveWay(): void {
    this.#busy.inc();
  }

  /** So many events were given their numbers. */
  numbered(count: number): void {
    this.#numbered.inc(count);
  }

  /** Something was sent to a webhook once. */
  delivered(outcome: DeliveryOutcome, milliseconds: number): void {
    this.#deliveries.inc({ outcome: outcome.toLowerCase() });
    this.#deliverySeconds.observe(milliseconds / 1_000);
  }

  #countErrors(errors: readonly Told[]): void {
    for (const { extensions } of errors) {
      const code = extensions?.['code'];
      this.#errors.inc({ code: typeof code === 'string' && codes.has(code) ? code : 'OTHER' });
    }
  }

  /** Names of the schema, which validation has seen to. */
  #fieldsOf(operation: OperationDefinitionNode, document: DocumentNode): readonly string[] {
    const known = this.#fieldsKnown.get(operation);
    if (known !== undefined) return known;
    const fields = rootFields(operation.selectionSet, document);
    this.#fieldsKnown.set(operation, fields);
    return fields;
  }

  /** @returns null while the database does not say */
  #readLag(): Promise<OutboxLag | null> {
    const now = performance.now();
    if (this.#lag === undefined || now - this.#lag.at > this.#lagKeptFor) {
      this.#lag = { at: now, read: this.#watched.lag?.().catch(() => null) ?? Promise.resolve(null) };
    }
    return this.#lag.read;
  }

  /** @returns null while the database does not say */
  #readWebhookLag(): Promise<WebhookLag | null> {
    const now = performance.now();
    if (this.#webhookLag === undefined || now - this.#webhookLag.at > this.#lagKeptFor) {
      this.#webhookLag = { at: now, read: this.#watched.webhookLag?.().catch(() => null) ?? Promise.resolve(null) };
    }
    return this.#webhookLag.read;
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: `promisegraph_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: readonly Label[], buckets: number[]): Histogram<Label> {
    return new Histogram({ name: `promisegraph_${name}`, help, labelNames, buckets, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, look: () => number | undefined | Promise<number | undefined>): void {
    new Gauge({
      name: `promisegraph_${name}`, help, registers: [this.#registry],
      async collect() {
        this.set((await look()) ?? NaN);
      },
    });
  }
}

function rootFields(selectionSet: SelectionSetNode, document: DocumentNode, entered = new Set<string>()): readonly string[] {
  return selectionSet.selections.flatMap((selection): readonly string[] => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, document, entered);
    const name = selection.name.value;
    if (entered.has(name)) return [];
    entered.add(name);
    const fragment = document.definitions.find((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name);
    return fragment === undefined ? [] : rootFields(fragment.selectionSet, document, entered);
  });
}
