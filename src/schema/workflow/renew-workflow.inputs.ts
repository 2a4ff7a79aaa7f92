import { Field, InputType, ObjectType } from 'type-graphql';
import { CustomershipInput } from '../proposal/terms.inputs.js';
import { TimeWindowInput } from '../common/payloads.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'The next cycle.' })
export class RenewWorkflowInput extends ActInput {
  @Field(() => TimeWindowInput, { description: 'Its window.' })
  window: TimeWindowInput;

  @Field(() => CustomershipInput, { nullable: true, description: 'What the Customer promises as a Customer in it; left out, as was agreed before, or else the defaults of the new time horizon.' })
  customership?: CustomershipInput | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `renewWorkflow`.', simpleResolvers: true })
export class RenewWorkflowPayload extends ActPayload {}
