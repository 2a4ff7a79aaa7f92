import { ArgsType, Extensions, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Phase as PhaseValue, PromiseStatus as PromiseStatusValue } from '../../domain/workflow/workflow.types.js';
import { Agent } from '../agent/agent.types.js';
import { PromiseOrder, PromiseStatus } from './promise.enums.js';
import { Phase } from '../workflow/workflow.enums.js';
import { Horizon, HorizonFilter, TimeRange } from '../common/payloads.js';
import { Node, PageArguments, connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { CalendarDate, DateTime } from '../common/scalars.js';
import { weight } from '../common/weights.js';
import { Condition, Proposal } from '../proposal/proposal.types.js';
import { Workflow } from '../workflow/workflow.types.js';

// A class named Promise would break every `async` in this module: emitted metadata refers to it by name.
@ObjectType('Promise', { implements: Node, description: "What a Performer commits to in one cycle: results within a time frame. The objective is the Customer's, the results are the Performer's.", simpleResolvers: true })
export class PromiseType extends Node {
  @Field(() => Workflow, { description: 'The workflow it was made in.' })
  workflow: Relation<Workflow>;

  @Field(() => Int, { description: 'The cycle it was made in.' })
  cycle: number;

  @Field(() => String, { description: "The Customer's concern that it serves, as it stood when the promise was made." })
  objective: string;

  @Field(() => Agent, { description: 'Who made it. A promise stays its maker\'s own, whoever performs later.' })
  performer: Relation<Agent>;

  @Field(() => Agent, { description: 'To whom it is owed.' })
  customer: Relation<Agent>;

  @Field(() => PromiseStatus, { description: 'What has become of it.' })
  status: PromiseStatusValue;

  @Extensions(weight('conditions'))
  @Field(() => [Condition], { description: 'The conditions of satisfaction.' })
  conditions: Condition[];

  @Field(() => DateTime, { description: 'When its window starts.' })
  starts: string;

  @Field(() => DateTime, { description: 'When the results are due.' })
  due: string;

  @Field(() => CalendarDate, { description: 'The day the results are due, in the time zone of the organisation.' })
  dueOn: string;

  @Field(() => Horizon, { description: 'How far ahead it reaches, from the start of its window to its due.' })
  horizon: Horizon;

  @Field(() => DateTime, { description: 'When both stood behind it.' })
  madeAt: string;

  @Field(() => Proposal, { description: 'The proposal it was made of.' })
  proposal: Relation<Proposal>;

  @Field(() => PromiseType, { nullable: true, description: 'The promise it replaced, after a renegotiation.' })
  supersedes: Relation<PromiseType> | null;

  @Field(() => Float, { nullable: true, description: 'How confident the Performer last was, 0 to 1.' })
  confidence: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the Performer last expected to deliver.' })
  forecast: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When progress was last reported.' })
  reportedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the results were reported.' })
  deliveredAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was redeemed, broken, released or superseded.' })
  endedAt: string | null;

  @Field(() => Int, { description: 'How often a delivery came back for rework.' })
  reworks: number;

  @Field(() => Boolean, { description: 'In force, and past its due.' })
  overdue: boolean;

  @Field(() => Boolean, { description: 'In force, and overdue, forecast after its due, or stated with a confidence below 0.5.' })
  atRisk: boolean;

  @Field(() => Boolean, { description: 'Redeemed, but delivered after its due.' })
  keptLate: boolean;
}

export const PromiseConnection = connectionOf('Promise', () => PromiseType, 'promises', true);

@InputType({ description: 'Which promises to list. What is left out does not narrow the list.' })
export class PromiseFilter {
  @Field(() => [PromiseStatus], { nullable: true, description: 'With one of these statuses.' })
  statuses?: PromiseStatusValue[] | null;

  @Field(() => [Phase], { nullable: true, description: 'Whose workflow stands in one of these phases.' })
  phases?: PhaseValue[] | null;

  @Field(() => [ID], { nullable: true, description: 'With one of these agents on the other side: to whom I promised, or who promised me.' })
  counterparts?: string[] | null;

  @Field(() => HorizonFilter, { nullable: true, description: 'On this time horizon.' })
  horizon?: HorizonFilter | null;

  @Field(() => TimeRange, { nullable: true, description: 'Due in this window.' })
  due?: TimeRange | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those overdue, or only those not.' })
  overdue?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those at risk, or only those not.' })
  atRisk?: boolean | null;
}

@ArgsType()
export class PromiseListArguments extends PageArguments {
  @Field(() => PromiseFilter, { nullable: true, description: 'Which ones; left out, all.' })
  filter?: PromiseFilter | null;

  @Field(() => PromiseOrder, { defaultValue: 'DUE_FIRST', description: 'In which order.' })
  orderBy: keyof typeof PromiseOrder;
}
