import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Visibility as VisibilityValue } from '../../domain/workflow/workflow.types.js';
import { Visibility } from './workflow.enums.js';
import { TimeWindowInput } from '../common/payloads.js';
import { CustomershipInput } from '../proposal/terms.inputs.js';
import { ActPayload } from './act.inputs.js';

@InputType({ description: 'What every way to begin a workflow takes.' })
export abstract class OpeningInput {
  @Field(() => String, { description: 'A key of your own making. The same key with the same input happens once, and answers the same again for 48 hours.' })
  idempotencyKey: string;

  @Field(() => ID, { nullable: true, description: 'A concern that the Customer holds already; left out, `statement` puts one into words.' })
  concern?: string | null;

  @Field(() => String, { nullable: true, description: 'The concern in words, where it is not held yet. Give this or `concern`.' })
  statement?: string | null;

  @Field(() => TimeWindowInput, { description: 'The window of the first cycle, and so its time horizon.' })
  window: TimeWindowInput;

  @Field(() => CustomershipInput, { nullable: true, description: "What the Customer promises as a Customer; left out, the defaults of the time horizon." })
  customership?: CustomershipInput | null;

  @Field(() => Visibility, { nullable: true, description: 'Who may see it; left out, the organisation. The Customer may change it later, with `setWorkflowVisibility`.' })
  visibility?: VisibilityValue | null;

  @Field(() => String, { nullable: true, description: 'Free words to go with it.' })
  words?: string | null;
}

@InputType({ description: 'A workflow that you open as its Customer.' })
export class OpenWorkflowInput extends OpeningInput {
  @Field(() => ID, { description: 'Who should perform.' })
  performer: string;

  @Field(() => ID, { nullable: true, description: 'Who the Customer is: you, or a group that you represent. Left out: you.' })
  customer?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether you ask for help at once, and not only articulate the concern.' })
  request: boolean;
}

@InputType({ description: 'A workflow that you open as its Performer, with an offer. Say the offer in `words`.' })
export class OpenWorkflowWithOfferInput extends OpeningInput {
  @Field(() => ID, { description: 'Whose concern you offer to satisfy.' })
  customer: string;

  @Field(() => ID, { nullable: true, description: 'Who performs: you, or a group that you represent. Left out: you.' })
  performer?: string | null;
}

@InputType({ description: 'An implicit workflow: known to exist, never yet spoken.' })
export class NoticeWorkflowInput extends OpeningInput {
  @Field(() => ID, { description: 'Who is the Customer in it.' })
  customer: string;

  @Field(() => ID, { description: 'Who is the Performer in it.' })
  performer: string;
}

@ObjectType({ implements: ActPayload, description: 'What came of `openWorkflow`; the act is the last of those it began with.', simpleResolvers: true })
export class OpenWorkflowPayload extends ActPayload {}

@ObjectType({ implements: ActPayload, description: 'What came of `openWorkflowWithOffer`; the act is the offer.', simpleResolvers: true })
export class OpenWorkflowWithOfferPayload extends ActPayload {}

@ObjectType({ implements: ActPayload, description: 'What came of `noticeWorkflow`.', simpleResolvers: true })
export class NoticeWorkflowPayload extends ActPayload {}
