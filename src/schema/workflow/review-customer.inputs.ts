import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'How good a Customer the Customer was. Say more in `words`.' })
export class ReviewCustomerInput extends ActInput {
  @Field(() => Int, { description: 'How clear the concern and the conditions were, 1 to 5.' })
  clarity: number;

  @Field(() => Int, { description: 'How helpful the Customer was, 1 to 5.' })
  helpfulness: number;

  @Field(() => Int, { nullable: true, description: 'The cycle it is about; left out, the latest one not reviewed yet.' })
  cycle?: number | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `reviewCustomer`.', simpleResolvers: true })
export class ReviewCustomerPayload extends ActPayload {}
