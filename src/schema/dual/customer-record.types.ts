import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { Ability as AbilityValue, AbilityReasonKind as AbilityReasonKindValue, ReasonWeight as ReasonWeightValue } from '../../domain/dual/ability.rules.js';
import type { DualCondition as DualConditionValue } from '../../domain/dual/duties.rules.js';
import { Act } from '../act/act.types.js';
import { Agent } from '../agent/agent.types.js';
import { Ability, AbilityReasonKind, DualCondition, ReasonWeight } from './dual.enums.js';
import type { Relation } from '../common/relay.js';
import { DateTime, Duration } from '../common/scalars.js';
import { Workflow } from '../workflow/workflow.types.js';
import { PromiseOutcomes } from './outcomes.types.js';

@ObjectType({ description: 'How somebody did on one of the four things that every Customer promises.', simpleResolvers: true })
export class ConditionRecord {
  @Field(() => DualCondition, { description: 'Which one.' })
  condition: DualConditionValue;

  @Field(() => Int, { description: 'How often it was asked, and has ended.' })
  asked: number;

  @Field(() => Int, { description: 'How often it was done in time.' })
  inTime: number;

  @Field(() => Int, { description: 'How often it was done late.' })
  late: number;

  @Field(() => Int, { description: 'How often it was left undone.' })
  undone: number;

  @Field(() => Float, { nullable: true, description: 'In time, of all that was asked; of check-ins, the cadence kept. Null where nothing was asked.' })
  inTimeShare: number | null;

  @Field(() => Duration, { nullable: true, description: 'Half of what was done was done within this time from when it was asked. Null where nothing was, and for check-ins, which nobody asks for.' })
  medianAnswer: string | null;

  @Field(() => Duration, { nullable: true, description: 'Nine in ten of what was done was done within this time.' })
  nineInTenAnswers: string | null;

  @Field(() => Int, { nullable: true, description: 'How many assessments came with words; null for the other conditions.' })
  withWords: number | null;

  @Field(() => Float, { nullable: true, description: 'The same, of all assessments that were given.' })
  withWordsShare: number | null;
}

@ObjectType({ description: 'What a Customer has on their hands now.', simpleResolvers: true })
export class CustomerLoad {
  @Field(() => Int, { description: 'Promises of duals that are in force: workflows in which they are the Customer, and both have engaged.' })
  openDuals: number;

  @Field(() => Int, { description: 'How much waits for them as a Customer: to state, to answer, to check in, to assess.' })
  waiting: number;

  @Field(() => Int, { description: 'How much of that is overdue.' })
  overdue: number;

  @Field(() => Int, { description: 'Promises of their own that are in force, under renegotiation or not.' })
  performing: number;
}

@ObjectType({ description: 'What a Performer said of a Customer.', simpleResolvers: true })
export class ReviewOfCustomer {
  @Field(() => Workflow, { description: 'The workflow it was said in.' })
  workflow: Relation<Workflow>;

  @Field(() => Agent, { description: 'Who said it.' })
  performer: Relation<Agent>;

  @Field(() => Int, { description: 'The cycle it is about.' })
  cycle: number;

  @Field(() => Int, { description: 'How clear the concern and the conditions were, 1 to 5.' })
  clarity: number;

  @Field(() => Int, { description: 'How helpful the Customer was, 1 to 5.' })
  helpfulness: number;

  @Field(() => DateTime, { description: 'When it was said.' })
  at: string;

  @Field(() => Act, { description: 'The act, with the rest in its words.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'What Performers said of a Customer, all together.', simpleResolvers: true })
export class ReviewsOfCustomer {
  @Field(() => Int, { description: 'How many said something.' })
  count: number;

  @Field(() => Float, { nullable: true, description: 'How clear they were, on average; null where nobody said.' })
  clarity: number | null;

  @Field(() => Float, { nullable: true, description: 'How helpful they were, on average; null where nobody said.' })
  helpfulness: number | null;

  @Extensions({ assumedLength: 20 })
  @Field(() => [ReviewOfCustomer], { description: 'The latest of them, 20 at most.' })
  latest: Relation<ReviewOfCustomer>[];
}

@ObjectType({ description: 'Something that speaks for or against a Customer.', simpleResolvers: true })
export class AbilityReason {
  @Field(() => AbilityReasonKind, { description: 'What it is.' })
  kind: AbilityReasonKindValue;

  @Field(() => ReasonWeight, { description: 'What it says for the answer.' })
  weight: ReasonWeightValue;

  @Field(() => DualCondition, { nullable: true, description: 'The standing condition it is about; null for none in particular.' })
  condition: DualConditionValue | null;

  @Field(() => Float, { nullable: true, description: 'The figure that was looked at; null where nothing was counted.' })
  figure: number | null;

  @Field(() => Float, { nullable: true, description: 'What it was held against.' })
  threshold: number | null;

  @Field(() => String, { description: 'The same in words.' })
  says: string;
}

@ObjectType({ description: 'Whether somebody is able to be a good Customer of one more workflow, from what they did.', simpleResolvers: true })
export class CustomerAbility {
  @Field(() => Ability, { description: 'The answer.' })
  answer: AbilityValue;

  @Field(() => [AbilityReason], { description: 'Why: each with its figure, and what that was held against.' })
  reasons: AbilityReason[];

  @Field(() => Int, { description: 'How often something was asked of them that it is judged from.' })
  occasions: number;

  @Field(() => Boolean, { description: 'Whether that was on horizons like the one asked about, up to three times longer or shorter; otherwise it is all there is.' })
  onLikeHorizons: boolean;
}

@ObjectType({ description: 'What somebody did as a Customer within a span of time, as far as you may see it.', simpleResolvers: true })
export class CustomerRecord {
  @Field(() => DateTime, { description: 'From this moment on.' })
  from: string;

  @Field(() => DateTime, { description: 'Up to this moment.' })
  to: string;

  @Extensions({ assumedLength: 4 }) // there are four
  @Field(() => [ConditionRecord], { description: 'How they did on each of the four standing conditions.' })
  conditions: ConditionRecord[];

  @Field(() => PromiseOutcomes, { description: 'How the promises made to them ended: a Customer answers for the success of their Performers.' })
  promisesReceived: PromiseOutcomes;

  @Field(() => ReviewsOfCustomer, { description: 'What Performers said of them.' })
  reviews: ReviewsOfCustomer;

  @Field(() => CustomerLoad, { nullable: true, description: 'What they have on their hands now; null for an agent of the past, of whom it is not told, nor judged in `ableToBeGoodCustomer`.' })
  load: CustomerLoad | null;

  @Field(() => Boolean, { description: 'Whether there was more than figures are made of: then they are of the latest 25,000 of a kind.' })
  isPartial: boolean;
}
