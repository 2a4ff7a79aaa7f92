import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { checkUrl, hostOf } from '../../domain/webhook/url.rules.js';
import { mostWebhooks } from '../../domain/webhook/webhook.types.js';
import { newSecret } from '../../graph/webhook-secrets.js';
import { CreateWebhookInput, WebhookSecretPayload } from '../../schema/webhook/webhook.inputs.js';
import { localId } from '../common/identifiers.js';
import { beginAt } from '../live/telling.js';
import { changing, checkEvents, seeingAgent, settingsOf } from './changing-webhooks.js';

@Resolver()
export class CreateWebhook {
  @Mutation(() => WebhookSecretPayload, { description: 'Has events sent to an address from now on, each signed with a secret that is told this once. For administrators.' })
  async createWebhook(@Arg('input', () => CreateWebhookInput, { description: 'Where to, what, and with whose eyes.' }) input: CreateWebhookInput, @Ctx() context: Context): Promise<WebhookSecretPayload> {
    const { reach, secrets } = settingsOf(context);
    const { epoch, number, mark } = await beginAt(context, null);
    return changing(context, 'createWebhook', 'CREATE_WEBHOOK', input, () => [localId('Agent', input.agent, 'agent')], (found, known) => {
      const agent = seeingAgent(found, localId('Agent', input.agent, 'agent')).id;
      const url = checkUrl(input.url, reach, 'url');
      const events = checkEvents(input.events);
      if (known.length >= mostWebhooks) throw invalid('url', `An organisation has ${mostWebhooks} webhooks at most: delete one that is no longer used.`);
      const webhook = found.newId();
      const secret = newSecret();
      const { now, viewer } = found;
      return {
        data: { webhook, agent, host: hostOf(url), events },
        secret,
        write: [{
          kind: 'CREATE', webhook,
          properties: { url, agent, events, status: 'ACTIVE', createdAt: now, createdBy: viewer.id, changedAt: now, version: 1, epoch, number, mark, nextAt: now, secret: secrets.seal(secret, context.identity.org, webhook) },
        }],
      };
    });
  }
}
