import { Field, InputType, ObjectType } from 'type-graphql';
import { CustomershipInput } from '../proposal/terms.inputs.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'An offer: a way to satisfy the concern. Say it in `words`.' })
export class OfferHelpInput extends ActInput {
  @Field(() => CustomershipInput, { nullable: true, description: 'What the Performer asks of the Customer as a Customer; left out, it stays.' })
  customership?: CustomershipInput | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `offerHelp`.', simpleResolvers: true })
export class OfferHelpPayload extends ActPayload {}
