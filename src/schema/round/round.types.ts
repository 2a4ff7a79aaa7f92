import { Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { MisalignmentKind, RoundActKind, RoundStatus } from '../../domain/round/round.types.js';
import type { Side as SideValue } from '../../domain/workflow/workflow.types.js';
import { Act } from '../act/act.types.js';
import { Agent } from '../agent/agent.types.js';
import { RoundActKindEnum } from '../act/act.enums.js';
import { MisalignmentKindEnum, RoundStatusEnum } from './round.enums.js';
import { Side } from '../workflow/workflow.enums.js';
import { TimeWindow } from '../common/payloads.js';
import { Node, connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { Proposal } from '../proposal/proposal.types.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'How far an agent is with the workflows of a planning round that they are party to.', simpleResolvers: true })
export class Readiness {
  @Field(() => Agent, { description: 'The agent: invited, or party to a workflow of the round.' })
  agent: Relation<Agent>;

  @Field(() => Boolean, { description: 'Whether they have workflows in it and are waited for in none.' })
  ready: boolean;

  @Field(() => Int, { description: 'To how many workflows of the round they are party.' })
  workflowCount: number;

  @Field(() => Int, { description: 'In how many of these they are waited for.' })
  openCount: number;

  @Extensions({ assumedLength: 2 })
  @Field(() => [Workflow], { description: 'Those, as far as you may see them.' })
  open: Relation<Workflow>[];
}

@ObjectType({ description: 'That somebody accepts a misalignment as it is.', simpleResolvers: true })
export class Waiver {
  @Field(() => ID, { description: 'The id of the misalignment.' })
  misalignment: string;

  @Field(() => Agent, { description: 'Who accepts it.' })
  by: Relation<Agent>;

  @Field(() => DateTime, { description: 'Since when.' })
  at: string;

  @Field(() => Act, { description: 'The act that says so, with its words.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'How many misalignments there are of a kind.', simpleResolvers: true })
export class MisalignmentCount {
  @Field(() => MisalignmentKindEnum, { description: 'The kind.' })
  kind: MisalignmentKind;

  @Field(() => Int, { description: 'How many, those included that you may not see.' })
  count: number;

  @Field(() => Int, { description: 'How many of these are waived.' })
  waived: number;
}

@ObjectType({ implements: Node, description: 'Workflows that are negotiated apart and promised together: all that was consented to becomes promises at once, or none of it.', simpleResolvers: true })
export class PlanningRound extends Node {
  @Field(() => Int, { description: 'Counts its acts; give it as `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => RoundStatusEnum, { description: 'Where it stands.' })
  status: RoundStatus;

  @Field(() => Agent, { description: 'Who called it, and settles it.' })
  convener: Relation<Agent>;

  @Field(() => TimeWindow, { description: 'What is planned for.' })
  window: TimeWindow;

  @Field(() => DateTime, { nullable: true, description: 'Until when everybody should have consented: whoever is asked to is waited for until then, where their time for an answer is not over before.' })
  consentBy: string | null;

  @Field(() => Int, { description: 'How many workflows are in it.' })
  workflowCount: number;

  @Field(() => [Agent], { description: 'Who is asked to bring their workflows.' })
  invited: Relation<Agent>[];

  @Field(() => [Waiver], { description: 'What was accepted as it is, by whom; as far as you may see what it is about.' })
  waivers: Waiver[];

  @Extensions({ pagesWorth: 4 }) // all that the round touches is read
  @Field(() => [Readiness], { description: 'Who is ready, and where the others are waited for. Empty for a round of the past.' })
  readiness: Readiness[];

  @Extensions({ pagesWorth: 4 })
  @Field(() => [MisalignmentCount], { description: 'What stands between the round and its settlement, counted by kind. Once it is settled: what has come apart since. Empty for a round of the past.' })
  misaligned: MisalignmentCount[];

  @Extensions({ pagesWorth: 4 })
  @Field(() => Boolean, { description: 'Whether nothing stands between the round and its settlement that is not waived.' })
  readyToSettle: boolean;

  @Field(() => [RoundActKindEnum], { description: 'What the server will accept from the viewer now, given valid input. Empty for a round of the past.' })
  availableActs: RoundActKind[];

  @Field(() => DateTime, { description: 'When it was opened.' })
  openedAt: string;

  @Field(() => DateTime, { description: 'When something was last said of it.' })
  changedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was settled or cancelled.' })
  endedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The moment it is shown as of; null for now.' })
  asOf: string | null;
}

export const PlanningRoundConnection = connectionOf('PlanningRound', () => PlanningRound, 'planning rounds');

@ObjectType({ description: 'That whoever did not write the standing proposal stands behind it: it becomes a promise when the planning round is settled.', simpleResolvers: true })
export class Consent {
  @Field(() => Side, { description: 'The side that consented.' })
  side: SideValue;

  @Field(() => Agent, { description: 'Who said so.' })
  speaker: Relation<Agent>;

  @Field(() => Proposal, { description: 'To which proposal.' })
  proposal: Relation<Proposal>;

  @Field(() => DateTime, { description: 'When.' })
  at: string;

  @Field(() => Act, { description: 'The act, with its words.' })
  act: Relation<Act>;
}

@InputType({ description: 'Which planning rounds to list. What is left out does not narrow the list.' })
export class PlanningRoundFilter {
  @Field(() => [RoundStatusEnum], { nullable: true, description: 'With one of these statuses.' })
  statuses?: RoundStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Convened by this agent.' })
  convener?: string | null;

  @Field(() => ID, { nullable: true, description: 'To which this agent is invited.' })
  invited?: string | null;
}
