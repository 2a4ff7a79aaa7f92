import { Field, InputType } from 'type-graphql';
import type { Direction as DirectionValue } from '../../domain/workflow/workflow.types.js';
import { Direction } from './proposal.enums.js';
import { TimeWindowInput } from '../common/payloads.js';
import { Decimal, Duration, When } from '../common/scalars.js';

@InputType({ description: 'How a condition is to be measured.' })
export class MeasureInput {
  @Field(() => String, { description: 'What is measured.' })
  metric: string;

  @Field(() => String, { nullable: true, description: 'In which unit.' })
  unit?: string | null;

  @Field(() => Direction, { description: 'Which way it should go.' })
  direction: DirectionValue;

  @Field(() => Decimal, { nullable: true, description: 'Where it stands now.' })
  baseline?: string | null;

  @Field(() => Decimal, { description: 'Where it should stand.' })
  target: string;
}

@InputType({ description: 'A condition of satisfaction.' })
export class ConditionInput {
  @Field(() => String, { nullable: true, description: 'The key of a condition that this amends; left out for a new one.' })
  key?: string | null;

  @Field(() => String, { description: 'What must be true for the Customer to be satisfied.' })
  statement: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the promise hangs on it.' })
  mandatory: boolean;

  @Field(() => When, { nullable: true, description: "When it is due; left out, with the promise." })
  due?: string | null;

  @Field(() => MeasureInput, { nullable: true, description: 'How it is measured, where it can be.' })
  measure?: MeasureInput | null;
}

@InputType({ description: 'What the Customer promises as a Customer. What is left out stays as it is.' })
export class CustomershipInput {
  @Field(() => Duration, { nullable: true, description: 'How soon an offer or a proposal is answered.' })
  respondWithin?: string | null;

  @Field(() => Duration, { nullable: true, description: 'How often the Customer checks in while a promise is in force.' })
  checkInEvery?: string | null;

  @Field(() => Duration, { nullable: true, description: 'How soon a delivery is assessed.' })
  assessWithin?: string | null;
}

@InputType({ description: 'The terms of a proposal.' })
export class TermsInput {
  @Field(() => [ConditionInput], { description: 'The conditions of satisfaction, at least one of them mandatory; 50 at most.' })
  conditions: ConditionInput[];

  @Field(() => When, { description: 'When the results are due: inside the window.' })
  due: string;

  @Field(() => TimeWindowInput, { nullable: true, description: 'A new window for the cycle; left out, the window stays.' })
  window?: TimeWindowInput | null;

  @Field(() => When, { nullable: true, description: 'Until when the other side may accept.' })
  answerBy?: string | null;

  @Field(() => CustomershipInput, { nullable: true, description: 'A new customership; left out, it stays.' })
  customership?: CustomershipInput | null;
}
