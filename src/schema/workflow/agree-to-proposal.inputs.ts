import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: "Agreement to the Performer's standing proposal." })
export class AgreeToProposalInput extends ActInput {
  @Field(() => ID, { description: 'The proposal you have read; if another stands by now, the answer is STALE_PROPOSAL.' })
  proposal: string;
}

@ObjectType({ implements: ActPayload, description: 'What came of `agreeToProposal`.', simpleResolvers: true })
export class AgreeToProposalPayload extends ActPayload {}
