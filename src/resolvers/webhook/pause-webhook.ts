import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { WebhookInput, WebhookPayload } from '../../schema/webhook/webhook.inputs.js';
import { alreadySo, changingOne, stamped } from './changing-webhooks.js';

@Resolver()
export class PauseWebhook {
  @Mutation(() => WebhookPayload, { description: 'Has nothing sent to a webhook until it is resumed. For administrators.' })
  pauseWebhook(@Arg('input', () => WebhookInput, { description: 'Which.' }) input: WebhookInput, @Ctx() context: Context): Promise<WebhookPayload> {
    return changingOne(context, 'pauseWebhook', 'PAUSE_WEBHOOK', input, (known, found) => {
      if (known.status === 'PAUSED') throw alreadySo('The webhook is paused already.', known);
      return { data: { webhook: known.id }, write: [{ kind: 'CHANGE', webhook: known.id, properties: { ...stamped(known, found), status: 'PAUSED', because: null } }] };
    });
  }
}
