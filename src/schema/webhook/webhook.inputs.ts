import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { WebhookEvent as EventValue } from '../../domain/webhook/webhook.types.js';
import { Act } from '../act/act.types.js';
import { WebhookEvent } from './webhook.enums.js';
import { MutationInput, UserError, VersionedInput } from '../common/payloads.js';
import { Webhook } from './webhook.types.js';

@InputType({ description: 'A new webhook.' })
export class CreateWebhookInput extends MutationInput {
  @Field(() => String, { description: 'Where it is sent to: https, to an address that is reachable from everywhere.' })
  url: string;

  @Field(() => ID, { description: 'The automation whose eyes what is sent is seen with. It takes part in the organisation and has an identity.' })
  agent: string;

  @Field(() => [WebhookEvent], { description: 'What is sent.' })
  events: EventValue[];
}

@InputType({ description: 'A webhook that something is to be done with.' })
export class WebhookInput extends VersionedInput {
  @Field(() => ID, { description: 'The webhook.' })
  webhook: string;
}

@InputType({ description: 'What is to change of a webhook; what is left out stays as it is.' })
export class UpdateWebhookInput extends WebhookInput {
  @Field(() => String, { nullable: true, description: 'Where it is sent to from now on.' })
  url?: string | null;

  @Field(() => ID, { nullable: true, description: 'Whose eyes what is sent is seen with from now on.' })
  agent?: string | null;

  @Field(() => [WebhookEvent], { nullable: true, description: 'What is sent from now on.' })
  events?: EventValue[] | null;
}

@InputType({ description: 'Another secret for a webhook.' })
export class RotateWebhookSecretInput extends WebhookInput {
  @Field(() => Int, { nullable: true, description: 'For how many hours what is sent is signed with the old secret as well, from 0, for one that others know, to 168. Left out, 24.' })
  overlapHours?: number | null;
}

@InputType({ description: 'From where a webhook is to be told again.' })
export class ReplayWebhookInput extends WebhookInput {
  @Field(() => String, { description: 'The cursor of an event: what came after it is sent, again where it was sent before.' })
  after: string;
}

@ObjectType({ description: 'What came of a change of a webhook.', simpleResolvers: true })
export class WebhookPayload {
  @Field(() => Webhook, { nullable: true, description: 'The webhook after it; null when it was refused, or is there no more.' })
  webhook: Webhook | null;

  @Field(() => Act, { nullable: true, description: 'The act on the record of the organisation; null when it was refused.' })
  act: Act | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was done.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'What came of making a webhook, or of giving it another secret.', simpleResolvers: true })
export class WebhookSecretPayload extends WebhookPayload {
  @Field(() => String, { nullable: true, description: 'What it is signed with, as Standard Webhooks writes it. It is told this once: a repeat of the request, with the same key, answers null.' })
  secret: string | null;
}
