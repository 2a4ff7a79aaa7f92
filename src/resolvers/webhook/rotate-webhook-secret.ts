import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { millisecondsOf, momentOf } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { longestOverlapHours, usualOverlapHours } from '../../domain/webhook/webhook.types.js';
import { newSecret } from '../../graph/webhook-secrets.js';
import { RotateWebhookSecretInput, WebhookSecretPayload } from '../../schema/webhook/webhook.inputs.js';
import { changingOne, settingsOf, stamped } from './changing-webhooks.js';

@Resolver()
export class RotateWebhookSecret {
  @Mutation(() => WebhookSecretPayload, { description: 'Gives a webhook another secret, which is told this once; for a while what is sent is signed with both. For administrators.' })
  rotateWebhookSecret(@Arg('input', () => RotateWebhookSecretInput, { description: 'Of which, and how soon.' }) input: RotateWebhookSecretInput, @Ctx() context: Context): Promise<WebhookSecretPayload> {
    return changingOne(context, 'rotateWebhookSecret', 'ROTATE_WEBHOOK_SECRET', input, (known, found) => {
      const hours = input.overlapHours ?? usualOverlapHours;
      if (hours < 0 || hours > longestOverlapHours) throw invalid('overlapHours', `From 0 to ${longestOverlapHours} hours.`);
      const secret = newSecret();
      const until = hours === 0 ? null : momentOf(millisecondsOf(found.now) + hours * 60 * 60 * 1_000);
      return {
        data: { webhook: known.id },
        secret,
        write: [
          { kind: 'ROTATE', webhook: known.id, secret: settingsOf(context).secrets.seal(secret, context.identity.org, known.id), until },
          { kind: 'CHANGE', webhook: known.id, properties: stamped(known, found) },
        ],
      };
    }) as Promise<WebhookSecretPayload>;
  }
}
