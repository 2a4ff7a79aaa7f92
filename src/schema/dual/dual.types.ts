import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { DualConditionState as DualConditionStateValue, DualPromise as DualPromiseValue } from '../../domain/dual/dual.rules.js';
import type { DualCondition as DualConditionValue } from '../../domain/dual/duties.rules.js';
import type { Move as MoveValue, Phase as PhaseValue } from '../../domain/workflow/workflow.types.js';
import { Act } from '../act/act.types.js';
import { Agent } from '../agent/agent.types.js';
import { DualCondition, DualConditionState } from './dual.enums.js';
import { PromiseStatus } from '../promise/promise.enums.js';
import { Move, Phase } from '../workflow/workflow.enums.js';
import { Node } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime, Duration } from '../common/scalars.js';
import { Customership } from '../proposal/proposal.types.js';
import { CustomerReview, Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'Something that a Customer owed a Performer, as it ended.', simpleResolvers: true })
export class Duty {
  @Field(() => DualCondition, { description: 'The standing condition it was asked by.' })
  condition: DualConditionValue;

  @Field(() => Move, { description: 'What was waited for.' })
  move: MoveValue;

  @Field(() => Agent, { description: 'Who owed it: the Customer of then.' })
  customer: Relation<Agent>;

  @Field(() => DateTime, { description: 'Since when.' })
  since: string;

  @Field(() => DateTime, { description: 'By when.' })
  due: string;

  @Field(() => DateTime, { description: 'When it ended.' })
  endedAt: string;

  @Field(() => Boolean, { description: 'Whether it was done. Otherwise it was left undone: by its end there was nothing left to do, or it was overdue when it was deferred.' })
  done: boolean;

  @Field(() => Duration, { nullable: true, description: 'How late it ended; null in time.' })
  late: string | null;

  @Field(() => Int, { description: 'How often it fell due: a check-in that is missed for three turns is missed three times. Of anything else, once.' })
  occasions: number;

  @Field(() => Boolean, { nullable: true, description: 'Of an assessment: whether it was given with words. Null for what no words are asked with.' })
  withWords: boolean | null;

  @Field(() => Act, { description: 'The act that ended it.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'One of the four things that every Customer promises as a Customer, judged from what they did.', simpleResolvers: true })
export class StandingCondition {
  @Field(() => DualCondition, { description: 'Which one.' })
  condition: DualConditionValue;

  @Field(() => DualConditionState, { description: 'Where it stands. What is owed now comes before what was; where nothing is owed, the last that was decides.' })
  state: DualConditionStateValue;

  @Field(() => DateTime, { nullable: true, description: 'By when what is owed now is due; null where nothing is.' })
  due: string | null;

  @Field(() => Int, { description: 'How often it was asked in this cycle, and has ended.' })
  asked: number;

  @Field(() => Int, { description: 'How often it was done in time.' })
  inTime: number;

  @Field(() => Int, { description: 'How often it was done late.' })
  late: number;

  @Field(() => Int, { description: 'How often it was left undone.' })
  undone: number;

  @Extensions({ assumedLength: 5 })
  @Field(() => [Duty], { description: 'The evidence: what was owed in this cycle and has ended, the latest first; 100 at most.' })
  evidence: Relation<Duty>[];
}

@ObjectType({ description: 'The promise of a dual: made by engaging, in the present cycle.', simpleResolvers: true })
export class DualPromise {
  @Field(() => PromiseStatus, { description: 'In force as long as the cycle goes on. At its close it is redeemed, or broken where something was left undone, or released where the workflow was declined.' })
  status: DualPromiseValue['status'];

  @Field(() => DateTime, { description: 'When it was made.' })
  madeAt: string;

  @Field(() => Act, { description: 'The act that made it; for a workflow that came in engaged, the one that brought it in.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'What a Customer should do next.', simpleResolvers: true })
export class CustomerMove {
  @Field(() => Move, { description: 'What is waited for.' })
  move: MoveValue;

  @Field(() => DualCondition, { nullable: true, description: 'The standing condition that asks it; null for what none of them asks.' })
  condition: DualConditionValue | null;

  @Field(() => DateTime, { description: 'By when.' })
  by: string;

  @Field(() => Boolean, { description: 'Whether that has passed.' })
  overdue: boolean;
}

@ObjectType({ implements: Node, description: 'The dual of a workflow: the two change places. The Customer of the one performs in the other, by being a good Customer. It is judged from the acts of the workflow, goes through its phases and ends with it; nobody types it in.', simpleResolvers: true })
export class Dual extends Node {
  @Field(() => Workflow, { description: 'Its dual: the workflow.' })
  dual: Relation<Workflow>;

  @Field(() => Agent, { description: 'For whom the Customer is a good Customer: the Performer of the workflow.' })
  customer: Relation<Agent>;

  @Field(() => Agent, { description: 'Who is to be a good Customer: the Customer of the workflow.' })
  performer: Relation<Agent>;

  @Field(() => Phase, { description: 'Where it stands: where the workflow does.' })
  phase: PhaseValue;

  @Field(() => Int, { description: 'The cycle of the workflow. Each has a promise of its own.' })
  cycle: number;

  @Field(() => Customership, { description: 'What is promised: how soon to answer, how often to look in, how soon to assess. Request and offer say it; a promise that comes of a proposal amends it.' })
  terms: Relation<Customership>;

  @Field(() => Customership, { nullable: true, description: 'What the proposal on the table would make of the terms; null where there is none, or it leaves them.' })
  proposedTerms: Relation<Customership> | null;

  @Field(() => DualPromise, { nullable: true, description: 'Its promise in this cycle; null before both have engaged.' })
  promise: DualPromise | null;

  @Extensions({ assumedLength: 4 }) // there are four
  @Field(() => [StandingCondition], { description: 'The four standing conditions: articulates, negotiates, checks in, gives feedback.' })
  conditions: Relation<StandingCondition>[];

  @Field(() => CustomerMove, { nullable: true, description: 'What the Customer should do next, and by when; null when nothing waits for them.' })
  nextMove: CustomerMove | null;

  @Field(() => [CustomerReview], { description: 'What the Performer said of the customership of each cycle, the earliest first.' })
  reviews: Relation<CustomerReview>[];

  @Field(() => DateTime, { nullable: true, description: 'The moment it is shown as of; null for now.' })
  asOf: string | null;
}
