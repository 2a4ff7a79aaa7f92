import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from '../workflow/act.inputs.js';

@InputType({ description: 'Consent to the standing proposal of a workflow in a planning round.' })
export class ConsentToProposalInput extends ActInput {
  @Field(() => ID, { description: 'The proposal you have read; if another stands by now, the answer is STALE_PROPOSAL.' })
  proposal: string;
}

@ObjectType({ implements: ActPayload, description: 'What came of `consentToProposal`.', simpleResolvers: true })
export class ConsentToProposalPayload extends ActPayload {}

@InputType({ description: 'A consent to take back.' })
export class TakeBackConsentInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `takeBackConsent`.', simpleResolvers: true })
export class TakeBackConsentPayload extends ActPayload {}
