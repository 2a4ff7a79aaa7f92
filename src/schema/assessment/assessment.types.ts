import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { Outcome as OutcomeValue, UnsatisfiedChoice as UnsatisfiedChoiceValue } from '../../domain/workflow/workflow.types.js';
import { Act } from '../act/act.types.js';
import { Outcome, UnsatisfiedChoice, Verdict } from './assessment.enums.js';
import { Node } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { weight } from '../common/weights.js';
import { PromiseType } from '../promise/promise.types.js';

@ObjectType({ description: 'What was found of one condition.', simpleResolvers: true })
export class ConditionOutcome {
  @Field(() => String, { description: 'The key of the condition.' })
  condition: string;

  @Field(() => Outcome, { description: 'What the Customer found.' })
  outcome: OutcomeValue;
}

@ObjectType({ implements: Node, description: "The Customer's assessment of a delivery, or of a promise that was revoked or released.", simpleResolvers: true })
export class Assessment extends Node {
  @Field(() => PromiseType, { description: 'The promise it is of.' })
  promise: Relation<PromiseType>;

  @Field(() => Int, { description: 'The cycle it was made in.' })
  cycle: number;

  @Field(() => Verdict, { description: 'The outcome.' })
  verdict: 'REDEEMED' | 'UNSATISFIED' | 'BROKEN' | 'RELEASED';

  @Field(() => UnsatisfiedChoice, { nullable: true, description: 'What the Customer chose when not satisfied.' })
  next: UnsatisfiedChoiceValue | null;

  @Field(() => [ConditionOutcome], { description: 'What was found of each condition; empty where nothing was delivered.' })
  outcomes: ConditionOutcome[];

  @Field(() => Int, { description: 'How satisfied the Customer is, 1 (not at all) to 5 (fully).' })
  satisfaction: number;

  @Extensions(weight('words'))
  @Field(() => String, { nullable: true, description: 'The feedback: the words that went with it.' })
  feedback: string | null;

  @Field(() => Act, { description: 'The act of assessing.' })
  act: Relation<Act>;

  @Field(() => DateTime, { description: 'When it was assessed.' })
  at: string;
}
