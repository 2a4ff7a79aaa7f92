import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Decimal } from '../common/scalars.js';
import { ActInput, ActPayload } from '../workflow/act.inputs.js';

@InputType({ description: 'A condition that is served, and how much of it rests on the workflow that serves.' })
export class ContributionInput {
  @Field(() => String, { description: 'The key of a condition that is promised, or on the table, in the workflow that is served.' })
  condition: string;

  @Field(() => Decimal, { nullable: true, description: 'How much of it: greater than 0, and 1 at most over all that serve it. Left out, nobody has said.' })
  contribution?: string | null;
}

@InputType({ description: 'Which conditions of the Customer\'s own promise this workflow helps to keep.' })
export class ServePromiseInput extends ActInput {
  @Field(() => ID, { description: 'The workflow that is served: the Customer performs there.' })
  parent: string;

  @Field(() => Decimal, { nullable: true, description: 'How much of this workflow goes to that one: greater than 0, and 1 at most over all that it serves. Left out, nobody has said.' })
  share?: string | null;

  @Field(() => [ContributionInput], { description: 'The conditions, at least one.' })
  contributions: ContributionInput[];
}

@ObjectType({ implements: ActPayload, description: 'What came of `servePromise`.', simpleResolvers: true })
export class ServePromisePayload extends ActPayload {}

@InputType({ description: 'Other conditions, or other weights, for a workflow that is served already.' })
export class ReweighServingInput extends ServePromiseInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `reweighServing`.', simpleResolvers: true })
export class ReweighServingPayload extends ActPayload {}

@InputType({ description: '"It no longer serves that."' })
export class StopServingPromiseInput extends ActInput {
  @Field(() => ID, { description: 'The workflow that was served.' })
  parent: string;
}

@ObjectType({ implements: ActPayload, description: 'What came of `stopServingPromise`.', simpleResolvers: true })
export class StopServingPromisePayload extends ActPayload {}

@InputType({ description: '"It serves nothing else, and should not."' })
export class DeclareRootInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `declareRoot`.', simpleResolvers: true })
export class DeclareRootPayload extends ActPayload {}

@InputType({ description: '"It should serve something after all."' })
export class TakeBackRootInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `takeBackRoot`.', simpleResolvers: true })
export class TakeBackRootPayload extends ActPayload {}

@InputType({ description: 'The conditions that the Performer keeps alone.' })
export class MarkOwnConditionsInput extends ActInput {
  @Field(() => [String], { description: 'Their keys: all of them, as this replaces what was marked before.' })
  conditions: string[];
}

@ObjectType({ implements: ActPayload, description: 'What came of `markOwnConditions`.', simpleResolvers: true })
export class MarkOwnConditionsPayload extends ActPayload {}
