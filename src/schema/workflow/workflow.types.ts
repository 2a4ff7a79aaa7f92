import { Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { ActKind, Move as MoveValue, Phase as PhaseValue, Side as SideValue, Visibility as VisibilityValue } from '../../domain/workflow/workflow.types.js';
import { Act } from '../act/act.types.js';
import { Agent } from '../agent/agent.types.js';
import { Assessment } from '../assessment/assessment.types.js';
import { Serving } from '../cascade/cascade.types.js';
import { RollUp } from '../cascade/roll-up.types.js';
import { WorkflowActKind } from '../act/act.enums.js';
import { ClosedHow, Move, Phase, Side, Visibility } from './workflow.enums.js';
import { Difference, HorizonFilter, TimeRange, TimeWindow } from '../common/payloads.js';
import { Node, connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { weight } from '../common/weights.js';
import { Concern } from '../concern/concern.types.js';
import { Dual } from '../dual/dual.types.js';
import { Dependency } from '../interlock/interlock.types.js';
import { PromiseType } from '../promise/promise.types.js';
import { Customership, Proposal } from '../proposal/proposal.types.js';
import { OfRole } from '../role/role.types.js';
import { Consent, PlanningRound } from '../round/round.types.js';

@ObjectType({ description: 'One round of a workflow.', simpleResolvers: true })
export class Cycle {
  @Field(() => Int, { description: 'Counts from 1.' })
  number: number;

  @Field(() => TimeWindow, { description: 'The window of this cycle.' })
  window: TimeWindow;

  @Field(() => DateTime, { description: 'When it began.' })
  openedAt: string;

  @Field(() => DateTime, { nullable: true, description: "When the Customer's latest request of this cycle was heard." })
  requestedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: "When the Performer's latest offer of this cycle was heard." })
  offeredAt: string | null;
}

@ObjectType({ description: '"Not now, ask me again on that day."', simpleResolvers: true })
export class Deferral {
  @Field(() => Side, { description: 'Who deferred.' })
  side: SideValue;

  @Field(() => DateTime, { description: 'Until when.' })
  until: string;

  @Field(() => Act, { description: 'The act that put it off, with its words.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'That a promise is being negotiated anew.', simpleResolvers: true })
export class Renegotiation {
  @Field(() => Side, { description: 'Who asked for it (for a change of Performer: the Performer).' })
  side: SideValue;

  @Field(() => DateTime, { description: 'Since when.' })
  since: string;

  @Field(() => Boolean, { description: 'Whether the reason was that the concern itself has changed.' })
  concernChanged: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When the Customer restated a concern that has changed; null until then.' })
  restatedAt: string | null;

  @Field(() => Act, { description: 'The act that began it, with the reason in its words.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'That somebody is named to take the place of a party.', simpleResolvers: true })
export class HandOver {
  @Field(() => Side, { description: 'The side whose place it is.' })
  side: SideValue;

  @Field(() => Agent, { description: 'Who is named.' })
  successor: Relation<Agent>;

  @Field(() => Act, { description: 'The act that named them.' })
  act: Relation<Act>;

  @Field(() => DateTime, { description: 'Since when.' })
  since: string;
}

@ObjectType({ description: 'That somebody is waited for.', simpleResolvers: true })
export class Wait {
  @Field(() => Agent, { description: 'Who is waited for.' })
  agent: Relation<Agent>;

  @Field(() => Side, { description: 'On which side.' })
  side: SideValue;

  @Field(() => Move, { description: 'For what.' })
  move: MoveValue;

  @Field(() => DateTime, { description: 'Since when.' })
  since: string;

  @Field(() => DateTime, { description: 'Not asked for before this moment: a deferral, or a check-in not yet due.' })
  from: string;

  @Field(() => DateTime, { description: 'When it is due.' })
  due: string;

  @Field(() => Boolean, { description: 'Whether that has passed.' })
  overdue: boolean;
}

@ObjectType({ description: 'An act that the viewer may speak now.', simpleResolvers: true })
export class AvailableAct {
  @Field(() => WorkflowActKind, { description: 'The act.' })
  act: ActKind;

  @Field(() => Side, { description: 'The side it would be spoken for.' })
  side: SideValue;
}

@ObjectType({ description: 'How a workflow came to its close.', simpleResolvers: true })
export class Closing {
  @Field(() => DateTime, { description: 'When.' })
  at: string;

  @Field(() => Side, { description: 'By whom.' })
  side: SideValue;

  @Field(() => ClosedHow, { description: 'How.' })
  how: 'DECLINED' | 'ENDED';

  @Field(() => Act, { description: 'The act that closed it, with the reason in its words.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'That a workflow was brought in from elsewhere as it stood there: nobody has said any of it here.', simpleResolvers: true })
export class Attestation {
  @Field(() => String, { description: 'Where it comes from, as the one who imported it calls it.' })
  source: string;

  @Field(() => String, { description: 'The id it has there.' })
  externalId: string;

  @Field(() => DateTime, { description: 'When it was brought in.' })
  at: string;

  @Field(() => Act, { description: 'The act of whoever imported it.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'What the Performer said of the customership of a cycle.', simpleResolvers: true })
export class CustomerReview {
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

@ObjectType({ description: 'A step on the way from what goes without saying to a promise.', simpleResolvers: true })
export class ExplicitStep {
  @Field(() => WorkflowActKind, { description: 'What is said.' })
  act: ActKind;

  @Field(() => Side, { description: 'For which side.' })
  side: SideValue;

  @Field(() => Agent, { description: 'By whom; a group by its representatives.' })
  agent: Relation<Agent>;

  @Field(() => Boolean, { description: 'Whether it has been said in this cycle.' })
  done: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When, where the workflow still knows.' })
  at: string | null;

  @Field(() => Boolean, { description: 'Whether it may be said next.' })
  isNext: boolean;
}

@ObjectType({ implements: Node, description: 'The relationship of one Customer and one Performer about one concern. It goes round four phases: listen, negotiate, execute, assess.', simpleResolvers: true })
export class Workflow extends Node {
  @Field(() => Int, { description: 'The sequence number of its last act; give it as `expectedVersion`.' })
  version: number;

  @Field(() => Phase, { description: 'Where it stands.' })
  phase: PhaseValue;

  @Field(() => Boolean, { description: 'False while it is only known to exist, and nobody has articulated, requested or offered anything in it.' })
  explicit: boolean;

  @Field(() => Visibility, { description: 'Who may see it. What holds now holds for all of its past.' })
  visibility: VisibilityValue;

  @Field(() => Agent, { description: 'Who holds the concern.' })
  customer: Relation<Agent>;

  @Field(() => Agent, { description: 'Who performs.' })
  performer: Relation<Agent>;

  @Field(() => Concern, { description: 'What it is about.' })
  concern: Relation<Concern>;

  @Field(() => String, { description: 'The concern as last articulated here: the objective. It costs no round trip, unlike `concern`.' })
  objective: string;

  @Field(() => Boolean, { description: 'Whether the Customer has articulated the concern.' })
  articulated: boolean;

  @Field(() => Cycle, { description: 'The present cycle.' })
  cycle: Cycle;

  @Field(() => Customership, { description: 'What the Customer promises as a Customer in this cycle.' })
  customership: Relation<Customership>;

  @Extensions({ assumedLength: 2 }) // one for each side
  @Field(() => [Deferral], { description: 'Who has put it off, and until when. Nobody is waited for before the latest of these days.' })
  deferrals: Deferral[];

  @Field(() => Proposal, { nullable: true, description: 'The proposal on the table.' })
  standingProposal: Relation<Proposal> | null;

  @Extensions(weight('conditions'))
  @Field(() => [Proposal], { description: 'Every proposal ever made in it, by version.' })
  proposals: Relation<Proposal>[];

  @Field(() => Renegotiation, { nullable: true, description: 'Whether its promise is being negotiated anew.' })
  renegotiation: Renegotiation | null;

  @Field(() => PromiseType, { nullable: true, description: "The present cycle's promise." })
  promise: Relation<PromiseType> | null;

  @Extensions(weight('conditions'))
  @Field(() => [PromiseType], { description: 'Every promise ever made in it, the earliest first.' })
  promises: Relation<PromiseType>[];

  @Field(() => Assessment, { nullable: true, description: "The latest assessment of the present promise." })
  assessment: Relation<Assessment> | null;

  @Field(() => [Assessment], { description: 'Every assessment ever made in it, the earliest first.' })
  assessments: Relation<Assessment>[];

  @Field(() => DateTime, { nullable: true, description: 'When the Customer last checked in, in this cycle.' })
  lastCheckInAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the next check-in of the Customer is due; null outside Q3.' })
  nextCheckInDue: string | null;

  @Extensions({ assumedLength: 2 }) // one for each side
  @Field(() => [HandOver], { description: 'Who is named to take the place of a party.' })
  handOvers: HandOver[];

  @Extensions({ assumedLength: 2 }) // one for each side
  @Field(() => [Wait], { description: 'Who is waited for, and for what.' })
  waitingFor: Wait[];

  @Field(() => [AvailableAct], { description: 'Exactly what the server will accept from the viewer now, given valid input. Empty for a state of the past.' })
  availableActs: AvailableAct[];

  @Field(() => Dual, { nullable: true, description: 'Its dual, in which the two change places: how good a Customer the Customer is. Null while it is implicit.' })
  dual: Relation<Dual> | null;

  @Field(() => [CustomerReview], { description: 'What the Performer said of the customership of each cycle, the earliest first.' })
  reviews: CustomerReview[];

  @Field(() => [Int], { description: 'Cycles that reached Q4 and whose Customer the Performer has not reviewed yet.' })
  cyclesToReview: number[];

  @Field(() => Closing, { nullable: true, description: 'How it came to its close.' })
  closed: Closing | null;

  @Field(() => Attestation, { nullable: true, description: 'Where it was under way before it was brought in here; null for one that began here.' })
  attested: Attestation | null;

  @Extensions({ assumedLength: 2 }) // most serve one
  @Field(() => [Serving], { description: 'The workflows that it serves: why it exists. What serves it, and chains of any length, come from `chain`.' })
  serves: Relation<Serving>[];

  @Field(() => Boolean, { description: 'Whether its Customer has declared that it serves no other promise, and should not.' })
  root: boolean;

  @Field(() => [String], { description: 'The keys of the conditions that the Performer keeps alone, without a workflow that serves them.' })
  ownConditions: string[];

  @Extensions({ pagesWorth: 10 }) // all that serves it is read, down to every leaf
  @Field(() => RollUp, { description: 'How far its promise is, by its own measures and by all that serves it: progress, confidence and forecast, each with its formula and its inputs.' })
  rollUp: Relation<RollUp>;

  @Extensions({ assumedLength: 3 })
  @Field(() => [Dependency], { description: 'What it needs of other promises.' })
  needs: Relation<Dependency>[];

  @Extensions({ assumedLength: 3 })
  @Field(() => [Dependency], { description: 'What other promises need of it.' })
  neededFor: Relation<Dependency>[];

  @Field(() => PlanningRound, { nullable: true, description: 'The open planning round that it is in: while it is, consenting stands in place of agreeing and promising.' })
  planningRound: Relation<PlanningRound> | null;

  @Field(() => OfRole, { nullable: true, description: 'Of which role it is, where it opened because somebody took one, or one was drawn from it.' })
  role: Relation<OfRole> | null;

  @Field(() => Consent, { nullable: true, description: 'The consent to its standing proposal that settling the round would make a promise of.' })
  consent: Relation<Consent> | null;

  @Extensions({ assumedLength: 6 })
  @Field(() => [ExplicitStep], { description: 'The way from what two people do without a word to a promise between them, in the present cycle: what has been said of it, and what may be said next, by whom. Nothing forces anybody along it; the first word makes it explicit.' })
  makingExplicit: ExplicitStep[];

  @Field(() => DateTime, { description: 'When it began.' })
  openedAt: string;

  @Field(() => DateTime, { description: 'When something was last said in it.' })
  changedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'The moment it is shown as of; null for now.' })
  asOf: string | null;
}

export const WorkflowConnection = connectionOf('Workflow', () => Workflow, 'workflows', true);

@ObjectType({ description: 'A workflow that waits for the viewer, or for a group the viewer represents.', simpleResolvers: true })
export class MyMove {
  @Field(() => Workflow, { description: 'The workflow.' })
  workflow: Relation<Workflow>;

  @Field(() => Wait, { description: 'Who is waited for, for what, and when it is due.' })
  wait: Wait;
}

export const MyMoveConnection = connectionOf('MyMove', () => MyMove, 'moves that the viewer is waited for');

@ObjectType({ description: 'What happened in a workflow between two moments.', simpleResolvers: true })
export class WorkflowChanges {
  @Field(() => Workflow, { nullable: true, description: 'How it stood at the first; null if it had not begun.' })
  before: Relation<Workflow> | null;

  @Field(() => Workflow, { nullable: true, description: 'How it stood at the second.' })
  after: Relation<Workflow> | null;

  @Extensions(weight('changed'))
  @Field(() => [Difference], { description: 'What differs, field by field.' })
  differences: Difference[];

  @Extensions({ assumedLength: 50 })
  @Field(() => [Act], { description: 'The acts between, the earliest first; 250 at most.' })
  acts: Relation<Act>[];

  @Field(() => Boolean, { description: 'Whether there were more acts than are listed.' })
  isPartial: boolean;
}

@InputType({ description: 'Which workflows to list. What is left out does not narrow the list.' })
export class WorkflowFilter {
  @Field(() => ID, { nullable: true, description: 'In which this agent stands on either side.' })
  party?: string | null;

  @Field(() => Side, { nullable: true, description: 'With `party`: only where it stands on this side.' })
  side?: SideValue | null;

  @Field(() => [Phase], { nullable: true, description: 'In one of these phases.' })
  phases?: PhaseValue[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only explicit ones, or only implicit ones.' })
  explicit?: boolean | null;

  @Field(() => HorizonFilter, { nullable: true, description: 'On this time horizon.' })
  horizon?: HorizonFilter | null;

  @Field(() => TimeRange, { nullable: true, description: 'Whose window ends in this range.' })
  due?: TimeRange | null;
}
