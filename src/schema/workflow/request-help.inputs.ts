import { Field, InputType, ObjectType } from 'type-graphql';
import { CustomershipInput } from '../proposal/terms.inputs.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'A request for help with the concern.' })
export class RequestHelpInput extends ActInput {
  @Field(() => CustomershipInput, { nullable: true, description: 'What the Customer promises as a Customer; left out, it stays.' })
  customership?: CustomershipInput | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `requestHelp`.', simpleResolvers: true })
export class RequestHelpPayload extends ActPayload {}
