import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { Direction as DirectionValue, Outcome as OutcomeValue, Side as SideValue } from '../../domain/workflow/workflow.types.js';
import { Act } from '../act/act.types.js';
import { Agent } from '../agent/agent.types.js';
import { Outcome } from '../assessment/assessment.enums.js';
import { Direction } from './proposal.enums.js';
import { Side } from '../workflow/workflow.enums.js';
import { Difference, TimeWindow } from '../common/payloads.js';
import { Node } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { CalendarDate, DateTime, Decimal, Duration } from '../common/scalars.js';
import { weight } from '../common/weights.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'How a condition is measured.', simpleResolvers: true })
export class Measure {
  @Field(() => String, { description: 'What is measured.' })
  metric: string;

  @Field(() => String, { nullable: true, description: 'In which unit.' })
  unit: string | null;

  @Field(() => Direction, { description: 'Which way it should go.' })
  direction: DirectionValue;

  @Field(() => Decimal, { nullable: true, description: 'Where it stood when the terms were written.' })
  baseline: string | null;

  @Field(() => Decimal, { description: 'Where it should stand.' })
  target: string;
}

@ObjectType({ description: 'One condition of satisfaction.', simpleResolvers: true })
export class Condition {
  @Field(() => String, { description: 'Names it within its workflow, through all renegotiations.' })
  key: string;

  @Field(() => String, { description: 'What must be true for the Customer to be satisfied.' })
  statement: string;

  @Field(() => Boolean, { description: 'Whether the promise hangs on it.' })
  mandatory: boolean;

  @Field(() => DateTime, { description: "When it is due; the promise's due, unless it has one of its own." })
  due: string;

  @Field(() => CalendarDate, { description: 'The day it is due, in the time zone of the organisation.' })
  dueOn: string;

  @Field(() => Measure, { nullable: true, description: 'How it is measured; null where it can only be judged.' })
  measure: Measure | null;

  @Field(() => Decimal, { nullable: true, description: 'The value last reported. Null in a proposal, and before the first report.' })
  current: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was reported.' })
  measuredAt: string | null;

  @Field(() => Float, { nullable: true, description: 'How far it has come from baseline to target, 0 to 1; null while unmeasured.' })
  progress: number | null;

  @Field(() => Outcome, { nullable: true, description: 'What the Customer last found; null while unassessed.' })
  outcome: OutcomeValue | null;
}

@ObjectType({ description: 'What the Customer promises as a Customer: how soon they answer, look in, and assess. The terms of the dual.', simpleResolvers: true })
export class Customership {
  @Field(() => Duration, { description: 'How soon an offer or a proposal is answered.' })
  respondWithin: string;

  @Field(() => Duration, { description: 'How often the Customer checks in while a promise is in force.' })
  checkInEvery: string;

  @Field(() => Duration, { description: 'How soon a delivery is assessed.' })
  assessWithin: string;
}

@ObjectType({ implements: Node, description: 'One version of the terms on the table. Never edited: an amendment is a new version.', simpleResolvers: true })
export class Proposal extends Node {
  @Field(() => Workflow, { description: 'The workflow it was made in.' })
  workflow: Relation<Workflow>;

  @Field(() => Int, { description: 'Counts up through the workflow, from 1.' })
  version: number;

  @Field(() => Int, { description: 'The cycle it was made in.' })
  cycle: number;

  @Field(() => Side, { description: 'Which side wrote it; only the other can accept it.' })
  author: SideValue;

  @Field(() => Agent, { description: 'The party on that side when it was written.' })
  party: Relation<Agent>;

  @Extensions(weight('conditions'))
  @Field(() => [Condition], { description: 'The conditions of satisfaction.' })
  conditions: Condition[];

  @Field(() => DateTime, { description: 'When the results are due.' })
  due: string;

  @Field(() => CalendarDate, { description: 'The day the results are due, in the time zone of the organisation.' })
  dueOn: string;

  @Field(() => TimeWindow, { description: 'The window that the cycle gets with it.' })
  window: TimeWindow;

  @Field(() => DateTime, { nullable: true, description: 'Until when it may be accepted; null: as long as it stands.' })
  answerBy: string | null;

  @Field(() => Customership, { nullable: true, description: 'The customership it asks for; null leaves it as it is.' })
  customership: Customership | null;

  @Extensions(weight('differences'))
  @Field(() => [Difference], { description: 'What differs from the version before, field by field; empty for the first of a cycle.' })
  differences: Difference[];

  @Field(() => Act, { description: 'The act that put it on the table, with its words.' })
  act: Relation<Act>;

  @Field(() => DateTime, { description: 'When it was put on the table.' })
  at: string;
}
