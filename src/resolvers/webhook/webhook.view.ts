import { writePlace } from '../../domain/live/place.rules.js';
import type { WebhookState, WebhooksFound } from '../../graph/webhooks.js';
import type { Webhook } from '../../schema/webhook/webhook.types.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import type { Context } from '../../context.js';

export function webhookView(state: WebhookState, head: WebhooksFound['head']): Lazy<Webhook> {
  const { epoch, number, mark, previousUntil } = state;
  return {
    id: idOf('Webhook', state.id),
    url: state.url,
    agent: (_: never, context: Context) => loadAgent(state.agent, null, context),
    events: [...state.events],
    status: state.status,
    disabledBecause: state.because,
    createdAt: state.createdAt,
    createdBy: (_: never, context: Context) => loadAgent(state.createdBy, null, context),
    changedAt: state.changedAt,
    version: state.version,
    previousSecretUntil: (_: never, context: Context) => (previousUntil !== null && previousUntil > context.now ? previousUntil : null),
    cursor: writePlace({ epoch, number, mark }),
    behind: head === null ? 0 : Math.max(0, head.epoch === epoch ? head.last - number : head.last - head.floor),
    failures: state.attempts,
    failingSince: state.failingSince,
    nextAttemptAt: state.failingSince === null || state.status !== 'ACTIVE' ? null : state.nextAt,
    deliveries: state.deliveries.map((delivery) => ({ ...delivery })),
  };
}
