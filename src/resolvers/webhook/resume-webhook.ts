import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { WebhookInput, WebhookPayload } from '../../schema/webhook/webhook.inputs.js';
import { alreadySo, changingOne, stamped } from './changing-webhooks.js';

@Resolver()
export class ResumeWebhook {
  @Mutation(() => WebhookPayload, { description: 'Has a webhook that was paused or given up sent to again, from where it was; one that is failing is tried at once. For administrators.' })
  resumeWebhook(@Arg('input', () => WebhookInput, { description: 'Which.' }) input: WebhookInput, @Ctx() context: Context): Promise<WebhookPayload> {
    return changingOne(context, 'resumeWebhook', 'RESUME_WEBHOOK', input, (known, found) => {
      if (known.status === 'ACTIVE' && known.failingSince === null) throw alreadySo('The webhook is sent to, and takes what is sent.', known);
      if (!known.sees) throw invalid('webhook', 'Its automation takes part no more, or has no identity: reactivate it, or name another with updateWebhook.');
      return {
        data: { webhook: known.id },
        write: [{ kind: 'CHANGE', webhook: known.id, properties: { ...stamped(known, found), status: 'ACTIVE', because: null, attempts: 0, failingSince: null, nextAt: found.now } }],
      };
    });
  }
}
