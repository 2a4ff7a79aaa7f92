import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { UnsatisfiedChoice as UnsatisfiedChoiceValue } from '../../domain/workflow/workflow.types.js';
import { UnsatisfiedChoice } from '../assessment/assessment.enums.js';
import { ActInput, ActPayload } from './act.inputs.js';
import { ConditionOutcomeInput } from './condition-value.inputs.js';

@InputType({ description: 'What the Customer found. Give feedback in `words`.' })
export class AssessDeliveryInput extends ActInput {
  @Field(() => [ConditionOutcomeInput], { defaultValue: [], description: 'What was found of each condition; left out for a revoked or released promise.' })
  outcomes: ConditionOutcomeInput[];

  @Field(() => Int, { description: 'How satisfied the Customer is, 1 (not at all) to 5 (fully).' })
  satisfaction: number;

  @Field(() => UnsatisfiedChoice, { nullable: true, description: 'What happens when a mandatory condition is not met; left out when all are met or waived.' })
  otherwise?: UnsatisfiedChoiceValue | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `assessDelivery`.', simpleResolvers: true })
export class AssessDeliveryPayload extends ActPayload {}
