import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkUrl, hostOf } from '../../domain/webhook/url.rules.js';
import { UpdateWebhookInput, WebhookPayload } from '../../schema/webhook/webhook.inputs.js';
import { optionalLocalId } from '../common/identifiers.js';
import { alreadySo, changingOne, checkEvents, seeingAgent, settingsOf, stamped } from './changing-webhooks.js';

@Resolver()
export class UpdateWebhook {
  @Mutation(() => WebhookPayload, { description: 'Changes where a webhook is sent to, what is sent, or with whose eyes it is seen. It goes on where it was. For administrators.' })
  updateWebhook(@Arg('input', () => UpdateWebhookInput, { description: 'What is to change.' }) input: UpdateWebhookInput, @Ctx() context: Context): Promise<WebhookPayload> {
    const named = (): string | null => optionalLocalId('Agent', input.agent, 'agent');
    return changingOne(context, 'updateWebhook', 'UPDATE_WEBHOOK', input, (known, found) => {
      const wanted = named();
      const url = input.url == null ? known.url : checkUrl(input.url, settingsOf(context).reach, 'url');
      const events = input.events == null ? known.events : checkEvents(input.events);
      const agent = wanted === null ? known.agent : seeingAgent(found, wanted).id;
      if (url === known.url && agent === known.agent && events.join() === known.events.join()) throw alreadySo('The webhook is like that already.', known);
      return {
        data: { webhook: known.id, agent, host: hostOf(url), events },
        write: [{ kind: 'CHANGE', webhook: known.id, properties: { ...stamped(known, found), url, agent, events, attempts: 0, failingSince: null, nextAt: found.now } }],
      };
    }, () => [named() ?? []].flat());
  }
}
