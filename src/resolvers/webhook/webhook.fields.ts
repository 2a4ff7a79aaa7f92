import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { mostWebhooks } from '../../domain/webhook/webhook.types.js';
import { readWebhooks } from '../../graph/webhooks.js';
import { Webhook } from '../../schema/webhook/webhook.types.js';
import type { Lazy } from '../common/lazy.js';
import { webhookView } from './webhook.view.js';

@Resolver()
export class WebhookFields {
  @Query(() => [Webhook], { description: 'Where events of the organisation are sent to, for its administrators; nothing for anybody else. 20 at most, the oldest first.' })
  @Extensions({ assumedLength: mostWebhooks })
  async webhooks(@Ctx() context: Context): Promise<Lazy<Webhook>[]> {
    const { webhooks, head } = await readWebhooks(context.reader);
    return webhooks.map((webhook) => webhookView(webhook, head));
  }
}
