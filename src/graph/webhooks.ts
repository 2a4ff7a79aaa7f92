import type { Moment } from '../domain/common/moment.rules.js';
import type { WebhookActKind, WebhookActData } from '../domain/organization/organization.rules.js';
import { deliveriesKept, mostWebhooks } from '../domain/webhook/webhook.types.js';
import type { Delivery, DisabledReason, WebhookEvent, WebhookStatus } from '../domain/webhook/webhook.types.js';
import { changeBy } from './change.js';
import type { Changed, ChangeRequest, Found, Sources } from './change.js';
import { compose } from './composing.js';
import type { SubjectChange } from './composing.js';
import type { Database, WriteTransaction } from './database.js';
import { appendEvents, eventOf } from './outbox.js';
import type { OutboxHead } from './outbox.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';

/** A webhook as administrators see it: all but its secret. */
export interface WebhookState {
  readonly id: string;
  readonly url: string;
  /** Whose eyes what is sent is seen with. */
  readonly agent: string;
  readonly events: readonly WebhookEvent[];
  readonly status: WebhookStatus;
  readonly because: DisabledReason | null;
  readonly createdAt: Moment;
  readonly createdBy: string;
  readonly changedAt: Moment;
  readonly version: number;
  readonly previousUntil: Moment | null;
  readonly epoch: string;
  /** The last event that was delivered, or was not for it. */
  readonly number: number;
  readonly mark: string | null;
  /** Failures one after another. */
  readonly attempts: number;
  readonly failingSince: Moment | null;
  readonly nextAt: Moment;
  readonly deliveries: readonly Delivery[];
}

export interface KnownWebhook extends Pick<WebhookState, 'id' | 'url' | 'agent' | 'events' | 'status' | 'version' | 'changedAt' | 'failingSince'> {
  /** Whether its agent takes part, and has an identity to see with. */
  readonly sees: boolean;
}

/** What is written of a webhook besides its secret. */
export type WebhookProperties = Partial<Omit<WebhookState, 'id' | 'createdAt' | 'createdBy' | 'deliveries'>>;

export interface WebhooksFound {
  readonly webhooks: readonly WebhookState[];
  /** Null where nothing was ever numbered. */
  readonly head: Omit<OutboxHead, 'org'> | null;
}

/** A webhook as it is delivered for. */
export interface Endpoint {
  readonly org: string;
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly status: WebhookStatus;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly previousUntil: Moment | null;
  readonly epoch: string;
  readonly number: number;
  readonly attempts: number;
  readonly failingSince: Moment | null;
  /** Higher for each who delivers for it. */
  readonly token: number;
  /** Who its agent is to the reads; null for one that has left, or can't sign in. */
  readonly subject: string | null;
  readonly head: Omit<OutboxHead, 'org'>;
}

export interface DueWebhook {
  readonly org: string;
  readonly id: string;
  readonly slow: boolean;
}

/** How the webhooks of all organisations are doing. */
export interface WebhookLag {
  readonly counts: readonly { readonly status: WebhookStatus; readonly count: number }[];
  readonly failing: number;
  /** Events that the one furthest behind has not heard of. */
  readonly behind: number;
}

type WebhookRow = Omit<WebhookState, 'deliveries'> & { readonly deliveries: readonly string[] };

const list = statement<Viewing & { limit: number }, { viewer: ViewerRow; webhooks: WebhookRow[]; head: Omit<OutboxHead, 'org'> | null }>('webhook/list');
const underLock = statement<{ org: string; limit: number }, { webhooks: KnownWebhook[] }>('change/webhooks');
const create = statement<{ webhooks: readonly object[] }, object>('change/create-webhook');
const changeWebhook = statement<{ org: string; webhook: string; properties: object }, object>('change/set-webhook');
const rotate = statement<{ org: string; webhook: string; secret: string; until: Moment | null }, object>('change/rotate-webhook-secret');
const remove = statement<{ org: string; webhook: string }, object>('change/delete-webhook');
const due = statement<{ orgs: readonly string[] | null; now: Moment; limit: number }, { webhooks: DueWebhook[] }>('delivery/due');
const lock = statement<{ org: string; webhook: string; holder: string }, object>('delivery/lock');
const claim = statement<{ org: string; webhook: string; holder: string; now: Moment; milliseconds: number }, { endpoint: Endpoint }>('delivery/claim');
const settle = statement<
  { org: string; webhook: string; holder: string; token: number; properties: object; deliveries: readonly string[]; kept: number; milliseconds: number },
  { endpoint: Endpoint }
>('delivery/settle');
const lag = statement<{ limit: number }, { counts: { status: WebhookStatus; count: number }[]; lag: { failing: number; behind: number }[] }>('delivery/lag');

/** The webhooks of an organisation, for its administrators; none for anybody else. */
export async function readWebhooks(reader: Reader): Promise<WebhooksFound> {
  const { webhooks, head } = await reader.one(list, { limit: mostWebhooks });
  const known = webhooks.map((row): WebhookState => ({
    ...row,
    because: row.because ?? null, previousUntil: row.previousUntil ?? null, mark: row.mark ?? null, failingSince: row.failingSince ?? null,
    deliveries: row.deliveries.map((text) => JSON.parse(text) as Delivery),
  }));
  return { webhooks: known, head };
}

/** What is decided of webhooks: what is said of it on the record, and what is written. */
export interface WebhookDecision<Kind extends WebhookActKind = WebhookActKind> {
  readonly act: Kind;
  readonly data: WebhookActData[Kind];
  readonly words: string | null;
  readonly write: readonly WebhookWrite[];
  /** Tells what was decided here from what another request with the same key has. */
  readonly ticket: string;
}

export type WebhookWrite =
  | { readonly kind: 'CREATE'; readonly webhook: string; readonly properties: WebhookProperties & { readonly createdAt: Moment; readonly createdBy: string; readonly secret: string } }
  | { readonly kind: 'CHANGE'; readonly webhook: string; readonly properties: WebhookProperties }
  | { readonly kind: 'ROTATE'; readonly webhook: string; readonly secret: string; readonly until: Moment | null }
  | { readonly kind: 'DELETE'; readonly webhook: string };

/**
 * Changes a webhook, with an act about the organisation that says so: where it is sent by its host alone, since paths hold
 * secrets and the record is for good. One change at a time in an organisation.
 * @param agents whose states are needed to decide
 */
export function changeWebhooks(sources: Sources, request: ChangeRequest, agents: readonly string[], decide: (found: Found, known: readonly KnownWebhook[]) => WebhookDecision): Promise<Changed> {
  const readKnown = (transaction: WriteTransaction): Promise<{ webhooks: KnownWebhook[] }[]> => transaction.run(underLock, { org: request.org, limit: mostWebhooks + 1 });
  return changeBy(sources, request, { lockOrganization: true, agents }, ({ transaction, found, speaking, also }) => {
    const { org } = request;
    const { act, data, words, write, ticket } = decide(found, (also[0]?.webhooks ?? []).map((known) => ({ ...known, failingSince: known.failingSince ?? null })));
    const change: SubjectChange = { kind: 'ORGANIZATION', id: found.organization.id, before: found.organization, said: [{ act, data, words }] };
    const written = compose(speaking, change);
    const writes: Promise<unknown>[] = [...written.write(transaction), appendEvents(transaction, [eventOf(org, found.newId(), found.now, [change], written.records)])];
    for (const one of write) writes.push(writeOne(transaction, org, one));
    return Promise.resolve({ acts: written.records, writes, outcome: ticket });
  }, readKnown);
}

function writeOne(transaction: WriteTransaction, org: string, write: WebhookWrite): Promise<unknown> {
  const { webhook } = write;
  switch (write.kind) {
    case 'CREATE':
      return transaction.run(create, { webhooks: [{ org, id: webhook, slow: false, attempts: 0, deliveries: [], leaseToken: 0, leaseHolder: '', leaseUntil: 0, ...write.properties }] });
    case 'CHANGE':
      return transaction.run(changeWebhook, { org, webhook, properties: write.properties });
    case 'ROTATE':
      return transaction.run(rotate, { org, webhook, secret: write.secret, until: write.until });
    case 'DELETE':
      return transaction.run(remove, { org, webhook });
  }
}

/** Webhooks that something is to be sent to by now, and nobody delivers for. */
export async function dueWebhooks(database: Database, orgs: readonly string[] | null, now: Moment, limit: number): Promise<readonly DueWebhook[]> {
  return (await database.read(due, { orgs, now, limit }))[0]?.webhooks ?? [];
}

/** Takes a webhook to deliver for. @returns null when another has it, or nothing is to be sent by now */
export async function claimWebhook(database: Database, { org, id }: Pick<DueWebhook, 'org' | 'id'>, holder: string, now: Moment, milliseconds: number): Promise<Endpoint | null> {
  const { result } = await database.inTransaction(async (transaction) => {
    const locking = transaction.run(lock, { org, webhook: id, holder });
    const claiming = transaction.run(claim, { org, webhook: id, holder, now, milliseconds });
    await Promise.all([locking, claiming]);
    return claiming;
  });
  return result[0] === undefined ? null : whole(result[0].endpoint);
}

/** How far a webhook has come, or that it failed. */
export interface Settling {
  readonly properties: WebhookProperties & { readonly slow?: boolean };
  readonly deliveries: readonly Delivery[];
  /** For how many milliseconds more it is kept; 0 gives it back. */
  readonly milliseconds: number;
}

/** Says how far a webhook has come. @returns what the next is delivered by; null when another delivers for it by now, or it is gone, and nothing was written */
export async function settleWebhook(database: Database, { org, id, token }: Pick<Endpoint, 'org' | 'id' | 'token'>, holder: string, { properties, deliveries, milliseconds }: Settling): Promise<Endpoint | null> {
  const { result } = await database.inTransaction(async (transaction) => {
    const locking = transaction.run(lock, { org, webhook: id, holder });
    const settling = transaction.run(settle, { org, webhook: id, holder, token, properties, deliveries: deliveries.map((one) => JSON.stringify(one)), kept: deliveriesKept, milliseconds });
    await Promise.all([locking, settling]);
    return settling;
  });
  return result[0] === undefined ? null : whole(result[0].endpoint);
}

function whole(endpoint: Endpoint): Endpoint {
  return { ...endpoint, previousSecret: endpoint.previousSecret ?? null, previousUntil: endpoint.previousUntil ?? null, failingSince: endpoint.failingSince ?? null, subject: endpoint.subject ?? null };
}

const mostCounted = 10_000;

export async function webhookLag({ database }: Sources): Promise<WebhookLag> {
  const [row] = await database.read(lag, { limit: mostCounted });
  return { counts: row?.counts ?? [], failing: row?.lag[0]?.failing ?? 0, behind: row?.lag[0]?.behind ?? 0 };
}
