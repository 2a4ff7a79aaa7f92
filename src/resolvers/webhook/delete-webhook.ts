import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { WebhookInput, WebhookPayload } from '../../schema/webhook/webhook.inputs.js';
import { changingOne } from './changing-webhooks.js';

@Resolver()
export class DeleteWebhook {
  @Mutation(() => WebhookPayload, { description: 'Takes a webhook away, with its secret and where it was. For administrators.' })
  deleteWebhook(@Arg('input', () => WebhookInput, { description: 'Which.' }) input: WebhookInput, @Ctx() context: Context): Promise<WebhookPayload> {
    return changingOne(context, 'deleteWebhook', 'DELETE_WEBHOOK', input, (known) => ({ data: { webhook: known.id }, write: [{ kind: 'DELETE', webhook: known.id }] }));
  }
}
