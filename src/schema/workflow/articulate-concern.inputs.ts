import { Field, InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'The concern, stated or restated.' })
export class ArticulateConcernInput extends ActInput {
  @Field(() => String, { description: 'What the Customer wants to be true in the world.' })
  statement: string;
}

@ObjectType({ implements: ActPayload, description: 'What came of `articulateConcern`.', simpleResolvers: true })
export class ArticulateConcernPayload extends ActPayload {}
