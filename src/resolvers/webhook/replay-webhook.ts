import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import type { Place } from '../../domain/live/place.rules.js';
import { Refusal } from '../../domain/common/refusal.js';
import { ReplayWebhookInput, WebhookPayload } from '../../schema/webhook/webhook.inputs.js';
import { beginAt } from '../live/telling.js';
import { changingOne, stamped } from './changing-webhooks.js';

@Resolver()
export class ReplayWebhook {
  @Mutation(() => WebhookPayload, { description: 'Has a webhook told again what came after a cursor, each event with the id it was sent with before. For administrators.' })
  async replayWebhook(@Arg('input', () => ReplayWebhookInput, { description: 'Which, and from where.' }) input: ReplayWebhookInput, @Ctx() context: Context): Promise<WebhookPayload> {
    const place = await placeAfter(context, input.after);
    return changingOne(context, 'replayWebhook', 'REPLAY_WEBHOOK', input, (known, found) => {
      if (place instanceof Refusal) throw place;
      const { epoch, number, mark } = place;
      return {
        data: { webhook: known.id },
        write: [{ kind: 'CHANGE', webhook: known.id, properties: { ...stamped(known, found), epoch, number, mark, nextAt: found.now } }],
      };
    });
  }
}

/** Who may ask for it at all is said first, so what is wrong with the cursor is said later. */
async function placeAfter(context: Context, after: string): Promise<Place | Refusal> {
  try {
    return await beginAt(context, after);
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'INVALID_INPUT' || error.code === 'CURSOR_EXPIRED')) return error;
    throw error;
  }
}
