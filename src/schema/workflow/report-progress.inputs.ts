import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { When } from '../common/scalars.js';
import { ActInput, ActPayload } from './act.inputs.js';
import { ConditionValueInput } from './condition-value.inputs.js';

@InputType({ description: 'How the promise stands.' })
export class ReportProgressInput extends ActInput {
  @Field(() => [ConditionValueInput], { defaultValue: [], description: 'Values of measured conditions.' })
  values: ConditionValueInput[];

  @Field(() => Float, { nullable: true, description: 'How confident you are of keeping it, 0 to 1.' })
  confidence?: number | null;

  @Field(() => When, { nullable: true, description: 'When you expect to deliver.' })
  forecast?: string | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `reportProgress`.', simpleResolvers: true })
export class ReportProgressPayload extends ActPayload {}
