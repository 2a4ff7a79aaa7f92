import { Field, InputType } from 'type-graphql';
import type { Outcome as OutcomeValue } from '../../domain/workflow/workflow.types.js';
import { Outcome } from '../assessment/assessment.enums.js';
import { Decimal } from '../common/scalars.js';

@InputType({ description: 'The value of a measured condition.' })
export class ConditionValueInput {
  @Field(() => String, { description: 'The key of the condition.' })
  condition: string;

  @Field(() => Decimal, { description: 'Where it stands.' })
  value: string;
}

@InputType({ description: 'What was found of a condition.' })
export class ConditionOutcomeInput {
  @Field(() => String, { description: 'The key of the condition.' })
  condition: string;

  @Field(() => Outcome, { description: 'Met, not met or waived.' })
  outcome: OutcomeValue;
}
