import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: "A promise of what the Customer's standing proposal asks for." })
export class MakePromiseInput extends ActInput {
  @Field(() => ID, { description: 'The proposal you have read; if another stands by now, the answer is STALE_PROPOSAL.' })
  proposal: string;
}

@ObjectType({ implements: ActPayload, description: 'What came of `makePromise`.', simpleResolvers: true })
export class MakePromisePayload extends ActPayload {}
