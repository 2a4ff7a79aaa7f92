import type { Moment } from '../../domain/common/moment.rules.js';
import { messageOf } from '../../domain/webhook/message.rules.js';
import type { Message } from '../../domain/webhook/message.rules.js';
import type { Database } from '../../graph/database.js';
import { markOf, seenActs } from '../../graph/event-stream.js';
import { createLoaders } from '../../graph/loaders.js';
import { tellsOf, waitsOf } from '../../graph/outbox.js';
import type { NumberedEvent } from '../../graph/outbox.js';
import { Reader } from '../../graph/reader.js';
import type { Endpoint } from '../../graph/webhooks.js';

/** As many acts as one message carries: as many as an event of a subscription. */
const mostActs = 100;

/**
 * What an event tells a webhook, as its agent may see it at this moment; null for nothing.
 * @throws Refusal UNAUTHENTICATED when the agent is not active any more
 */
export async function messageFor(database: Database, { org, events, epoch }: Endpoint, subject: string, event: NumberedEvent, now: Moment): Promise<Message | null> {
  const kind = tellsOf(event);
  if (!events.includes(kind)) return null;
  const loaders = createLoaders(new Reader(database, { org, subject }), now);
  const common = { org, kind, event: event.id, at: event.at, place: { epoch, number: event.number, mark: markOf(event) } };
  if (kind === 'HAPPENED') {
    const { acts, isPartial } = await seenActs(event.acts, mostActs, (id) => loaders.acts.load(id));
    // What was said where the agent may not look is not told, and not counted.
    return acts.length === 0 ? null : messageOf({ ...common, acts, isPartial, workflow: null, waits: [] });
  }
  const [workflow] = event.workflows;
  if (workflow === undefined || (await loaders.workflows.load({ id: workflow, asOf: null })) === null) return null;
  return messageOf({ ...common, acts: [], isPartial: false, workflow, waits: waitsOf(event) });
}
