import { randomUUID } from 'node:crypto';
import type { Context } from '../../context.js';
import { Refusal, invalid, invariant } from '../../domain/common/refusal.js';
import { checkOptionalText, textLimits } from '../../domain/common/text.rules.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import type { WebhookActKind } from '../../domain/organization/organization.rules.js';
import { webhookEvents } from '../../domain/webhook/webhook.types.js';
import type { WebhookEvent } from '../../domain/webhook/webhook.types.js';
import type { Reach } from '../../domain/webhook/url.rules.js';
import type { Found, WebhookSettings } from '../../graph/change.js';
import { Reader } from '../../graph/reader.js';
import { WebhookSecrets } from '../../graph/webhook-secrets.js';
import { changeWebhooks, readWebhooks } from '../../graph/webhooks.js';
import type { KnownWebhook, WebhookDecision } from '../../graph/webhooks.js';
import type { WebhookPayload, WebhookSecretPayload } from '../../schema/webhook/webhook.inputs.js';
import { actView } from '../act/act.view.js';
import { expectVersion, requireAdministrator } from '../common/changing.js';
import { localId, notFound } from '../common/identifiers.js';
import { orUserErrors } from '../common/refusals.js';
import { webhookView } from './webhook.view.js';

interface Wish {
  readonly words?: string | null;
  readonly idempotencyKey?: string | null;
}

interface WishOfOne extends Wish {
  readonly webhook: string;
  readonly expectedVersion?: number | null;
}

/** What was decided, with a secret that is to be told once. */
export type Decided<Kind extends WebhookActKind> = Omit<WebhookDecision<Kind>, 'act' | 'words' | 'ticket'> & { readonly secret?: string };

const strict: WebhookSettings = { reach: { plain: false, privateAddresses: false }, secrets: new WebhookSecrets() };

export function settingsOf(context: Context): { readonly reach: Reach; readonly secrets: WebhookSecrets } {
  return context.sources.webhooks ?? strict;
}

/** Every change of webhooks: by an administrator, one at a time, and on the record of the organisation. */
export function changing<Kind extends WebhookActKind>(
  context: Context,
  operation: string,
  act: Kind,
  input: Wish,
  agents: () => readonly string[],
  decide: (found: Found, known: readonly KnownWebhook[]) => Decided<Kind>,
): Promise<WebhookSecretPayload> {
  const payload = orUserErrors(
    async () => {
      const key = input.idempotencyKey ?? null;
      if (key !== null && (key.length === 0 || key.length > textLimits.key)) throw invalid('idempotencyKey', `A key has 1 to ${textLimits.key} characters; a UUID serves well.`);
      const words = checkOptionalText(input.words, 'words', 'words');
      // What is decided may be decided more than once, and a repeat finds what another request has written.
      const secrets = new Map<string, string>();
      const changed = await changeWebhooks(context.sources, { ...context.identity, operation, key, input, bookmarks: context.bookmarks, budget: context.budget }, agents(), (found, known) => {
        requireAdministrator(found);
        const { secret, ...decided } = decide(found, known);
        const ticket = randomUUID();
        if (secret !== undefined) secrets.set(ticket, secret);
        return { act, words, ticket, ...decided } as WebhookDecision;
      });
      for (const bookmark of changed.bookmarks) context.written.add(bookmark);
      context.forget();
      const [record] = changed.acts;
      invariant(record !== undefined, 'an act about the organisation was recorded');
      const id = String((record.data as { webhook?: unknown }).webhook);
      const { webhooks, head } = await readWebhooks(new Reader(context.sources.database, context.identity, { bookmarks: changed.bookmarks, budget: context.budget }));
      const found = webhooks.find((one) => one.id === id);
      const secret = secrets.get(changed.outcome ?? '') ?? null;
      return { act: actView(record), webhook: found === undefined ? null : webhookView(found, head), secret };
    },
    { act: null, webhook: null, secret: null },
  );
  // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
  return payload as unknown as Promise<WebhookSecretPayload>;
}

/** The same for one that is there. */
export async function changingOne<Kind extends WebhookActKind>(
  context: Context,
  operation: string,
  act: Kind,
  input: WishOfOne,
  decide: (known: KnownWebhook, found: Found) => Decided<Kind>,
  agents: () => readonly string[] = () => [],
): Promise<WebhookPayload> {
  return changing(context, operation, act, input, agents, (found, webhooks) => {
    const id = localId('Webhook', input.webhook, 'webhook');
    const known = webhooks.find((one) => one.id === id);
    if (known === undefined) throw notFound('Webhook', 'webhook');
    expectVersion(known.version, input.expectedVersion);
    return decide(known, found);
  });
}

/** What every change by an administrator leaves. */
export function stamped({ version }: KnownWebhook, found: Found): { readonly version: number; readonly changedAt: string } {
  return { version: version + 1, changedAt: found.now };
}

/**
 * The agent whose eyes a webhook sees with. An automation alone: what a person may see, and why, is not an administrator's to
 * send elsewhere.
 * @throws Refusal NOT_FOUND, INVALID_INPUT
 */
export function seeingAgent(found: Found, agent: string): AgentState {
  const state = found.cast.get(agent);
  if (state === undefined) throw notFound('Agent', 'agent');
  if (state.kind !== 'AUTOMATION') throw invalid('agent', 'A webhook sees with the eyes of an automation: make one for it, with createAgent.');
  if (!state.active) throw invalid('agent', 'This automation takes part no more: reactivate it, or name another.');
  if (state.subject === null) throw invalid('agent', 'This automation has no identity, and sees nothing: give it one, with linkIdentity.');
  return state;
}

/** @throws Refusal INVALID_INPUT for none */
export function checkEvents(events: readonly WebhookEvent[]): readonly WebhookEvent[] {
  const wanted = webhookEvents.filter((event) => events.includes(event));
  if (wanted.length === 0) throw invalid('events', 'Name at least one kind of event.');
  return wanted;
}

export function alreadySo(message: string, { version }: KnownWebhook): Refusal {
  return new Refusal('ALREADY_SO', message, { currentVersion: version });
}
