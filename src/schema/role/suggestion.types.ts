import { Extensions, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { AgentKind as AgentKindValue } from '../../domain/agent/agent.rules.js';
import { Agent } from '../agent/agent.types.js';
import { AgentKind } from '../agent/agent.enums.js';
import type { Relation } from '../common/relay.js';
import { Duration } from '../common/scalars.js';
import { Workflow } from '../workflow/workflow.types.js';
import { OfRole } from './role.types.js';

@ObjectType({ description: 'A workflow that shows a role, and how well it fits the first one that does: 0 to 1.', simpleResolvers: true })
export class RoleEvidence {
  @Field(() => Workflow, { description: 'The workflow.' })
  workflow: Relation<Workflow>;

  @Field(() => Float, { description: 'How well it fits, all told: the concern counts twice, the horizon once, and the conditions once where something was promised in both.' })
  fit: number;

  @Field(() => Float, { description: 'How much of the words of the two concerns is the same: those of both, of those of either. At least a half.' })
  concern: number;

  @Field(() => Float, { description: 'The shorter horizon, of the longer. At least a half.' })
  horizon: number;

  @Field(() => Float, { nullable: true, description: 'How much of the words of what was promised is the same, at least a quarter; null where nothing was promised in one of the two.' })
  conditions: number | null;

  @Field(() => Boolean, { description: 'Whether you may put it into a role: you are Customer or Performer, or a group that you represent is (for an administrator, also somebody who has left). Where it could be of a role that its Performer holds, only they may.' })
  yours: boolean;
}

@ObjectType({ description: 'A condition of a line, as `createRole` takes it.', simpleResolvers: true })
export class RoleDraftCondition {
  @Field(() => String, { description: 'What must be true for the Customer to be satisfied.' })
  statement: string;
}

@ObjectType({ description: 'A line of a role, as `createRole` takes it.', simpleResolvers: true })
export class RoleDraftLine {
  @Field(() => ID, { nullable: true, description: 'The Customer of all of the workflows; null where they have several, or theirs has left: whoever offers the role.' })
  customer: string | null;

  @Field(() => String, { description: 'The concern, as the first of them has it: say it so that it holds for all.' })
  statement: string;

  @Field(() => Duration, { description: 'The time horizon in the middle of theirs.' })
  horizon: string;

  @Extensions({ assumedLength: 5 })
  @Field(() => [RoleDraftCondition], { description: 'What is usual, 50 at most.' })
  conditions: RoleDraftCondition[];
}

@ObjectType({ description: 'A workflow that a role is drawn from, as `createRole` takes it.', simpleResolvers: true })
export class RoleDraftWorkflow {
  @Field(() => ID, { description: 'The workflow.' })
  workflow: string;

  @Field(() => Int, { description: 'Which line it is of, counted from 1.' })
  line: number;
}

@ObjectType({ description: 'What `createRole` takes besides a name: sent back as it is, it makes the role of a suggestion.', simpleResolvers: true })
export class RoleDraft {
  @Extensions({ assumedLength: 1 })
  @Field(() => [RoleDraftLine], { description: 'The pattern.' })
  lines: RoleDraftLine[];

  @Extensions({ assumedLength: 5 })
  @Field(() => [RoleDraftWorkflow], { description: 'Those of the workflows that you may draw from, 100 at most. Their parties put in the others.' })
  workflows: RoleDraftWorkflow[];
}

@ObjectType({ description: 'What `linkWorkflowsToRole` takes: sent back as it is, it puts your workflows into the role.', simpleResolvers: true })
export class RoleLinkDraft {
  @Field(() => ID, { description: 'The role.' })
  role: string;

  @Field(() => String, { description: 'The key of the line.' })
  line: string;

  @Extensions({ assumedLength: 5 })
  @Field(() => [ID], { description: 'Those of the workflows that you may put into it, 100 at most.' })
  workflows: string[];
}

@ObjectType({ description: 'Workflows that are alike to those of a role, and of none: they could be its workflows, too. Whoever is party to one of them puts it in.', simpleResolvers: true })
export class RoleJoining {
  @Field(() => OfRole, { description: 'The role, and the line of it.' })
  of: Relation<OfRole>;

  @Field(() => Int, { description: 'How many workflows they are.' })
  count: number;

  @Extensions({ assumedLength: 10 })
  @Field(() => [RoleEvidence], { description: 'The workflows, each with how well it fits the one of the role\'s that it fits best, the earliest first; 100 at most.' })
  shownBy: RoleEvidence[];

  @Field(() => RoleLinkDraft, { nullable: true, description: 'What puts yours into the role; null where you may put in none.' })
  draft: RoleLinkDraft | null;
}

@ObjectType({ description: 'Workflows that repeat themselves, and could be one role. Whoever is party to one of them makes it one, with `createRole` and the `draft`; then the others are among `joining`, and their parties put them in.', simpleResolvers: true })
export class RoleSuggestion {
  @Field(() => String, { description: 'The concern, as the first of them has it.' })
  statement: string;

  @Field(() => Agent, { nullable: true, description: 'The Customer of all of them; null where they have several: then whoever offers the role would be.' })
  customer: Relation<Agent> | null;

  @Field(() => AgentKind, { description: 'What kind of agent is Customer.' })
  customerKind: AgentKindValue;

  @Field(() => AgentKind, { description: 'What kind of agent performs.' })
  performerKind: AgentKindValue;

  @Extensions({ assumedLength: 5 })
  @Field(() => [Agent], { description: 'Who performs, or performed, in them: ten at most, the first ones first.' })
  performers: Relation<Agent>[];

  @Field(() => Duration, { description: 'The time horizon in the middle of theirs.' })
  horizon: string;

  @Extensions({ assumedLength: 5 })
  @Field(() => [String], { description: 'What was promised in half of them or more, where anything was.' })
  conditions: string[];

  @Field(() => Int, { description: 'How many workflows show it.' })
  count: number;

  @Field(() => Float, { description: 'How well they fit together, 0 to 1: the mean of how well each of the others fits the first.' })
  fit: number;

  @Extensions({ assumedLength: 10 })
  @Field(() => [RoleEvidence], { description: 'The workflows that show it, the first one first; 100 at most.' })
  shownBy: RoleEvidence[];

  @Field(() => RoleDraft, { nullable: true, description: 'What makes it a role, drawn from yours; null where you may draw from none of them: whoever is party to one makes it.' })
  draft: RoleDraft | null;
}

@ObjectType({ description: 'Where workflows repeat themselves.', simpleResolvers: true })
export class RoleSuggestions {
  @Extensions({ assumedLength: 1 }) // the `first` of the query counts them
  @Field(() => [RoleSuggestion], { description: 'Those that most workflows show come first.' })
  suggestions: RoleSuggestion[];

  @Field(() => Int, { description: 'How many suggestions there are, those included that `first` leaves out.' })
  totalCount: number;

  @Extensions({ assumedLength: 1 }) // as above
  @Field(() => [RoleJoining], { description: 'Workflows that are alike to those of a role that stands: they are no role of their own. Most workflows come first, and as many roles as `first` says.' })
  joining: RoleJoining[];

  @Field(() => Int, { description: 'How many of `joining` there are, those included that `first` leaves out.' })
  joiningCount: number;

  @Field(() => Int, { description: 'How many workflows were compared: the newest ones that you may see, and that are of no role.' })
  compared: number;

  @Field(() => String, { nullable: true, description: 'Why not all were compared; null when all were.' })
  cut: string | null;
}
