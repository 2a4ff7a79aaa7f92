import { Field, InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';
import { ConditionValueInput } from './condition-value.inputs.js';

@InputType({ description: 'The results. Describe them in `words`.' })
export class DeliverResultsInput extends ActInput {
  @Field(() => [ConditionValueInput], { defaultValue: [], description: 'Final values of measured conditions.' })
  values: ConditionValueInput[];
}

@ObjectType({ implements: ActPayload, description: 'What came of `deliverResults`.', simpleResolvers: true })
export class DeliverResultsPayload extends ActPayload {}
