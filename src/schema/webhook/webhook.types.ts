import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { DeliveryOutcome as Outcome, DisabledReason, WebhookEvent as EventValue, WebhookStatus as StatusValue } from '../../domain/webhook/webhook.types.js';
import { Agent } from '../agent/agent.types.js';
import { DeliveryOutcome, WebhookDisabledReason, WebhookEvent, WebhookStatus } from './webhook.enums.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';

@ObjectType({ description: 'Something that was sent to a webhook once.', simpleResolvers: true })
export class WebhookDelivery {
  @Field(() => String, { description: 'The `webhook-id` that it was sent with: the same each time it is sent.' })
  message: string;

  @Field(() => Int, { description: 'The number of the event.' })
  number: number;

  @Field(() => DateTime, { description: 'When.' })
  at: string;

  @Field(() => DeliveryOutcome, { description: 'What became of it.' })
  outcome: Outcome;

  @Field(() => Int, { nullable: true, description: 'The status that the receiver answered with; null where nobody answered.' })
  status: number | null;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  milliseconds: number;
}

@ObjectType({ description: 'Where events are sent to, by HTTP, each signed with a secret that only its receiver and this server know.', simpleResolvers: true })
export class Webhook {
  @Field(() => ID, { description: 'Names it in mutations.' })
  id: string;

  @Field(() => String, { description: 'Where it is sent to.' })
  url: string;

  @Field(() => Agent, { description: 'The automation whose eyes what is sent is seen with: what it may not see is not sent.' })
  agent: Relation<Agent>;

  @Field(() => [WebhookEvent], { description: 'What is sent.' })
  events: readonly EventValue[];

  @Field(() => WebhookStatus, { description: 'Whether anything is sent.' })
  status: StatusValue;

  @Field(() => WebhookDisabledReason, { nullable: true, description: 'Why it was given up, where it was.' })
  disabledBecause: DisabledReason | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => Agent, { description: 'By whom.' })
  createdBy: Relation<Agent>;

  @Field(() => DateTime, { description: 'When an administrator changed it last.' })
  changedAt: string;

  @Field(() => Int, { description: 'Goes up with each change by an administrator.' })
  version: number;

  @Field(() => DateTime, { nullable: true, description: 'Until when what is sent is signed with the secret of before as well; null where it is not.' })
  previousSecretUntil: string | null;

  @Field(() => String, { description: 'The place of the last event that was delivered, or was not for it: subscriptions take it as `after`, and so does `replayWebhook`.' })
  cursor: string;

  @Field(() => Int, { description: 'How many events have happened since then, also those that are not for it.' })
  behind: number;

  @Field(() => Int, { description: 'How often sending has failed since something was delivered.' })
  failures: number;

  @Field(() => DateTime, { nullable: true, description: 'Since when it has been failing; null where it is not.' })
  failingSince: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this moment nothing is sent again; null where it is not failing, or nothing is sent at all.' })
  nextAttemptAt: string | null;

  @Field(() => [WebhookDelivery], { description: 'What was sent last, the latest first; 20 at most.' })
  deliveries: WebhookDelivery[];
}
