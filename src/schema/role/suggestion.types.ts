import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { AgentKind as AgentKindValue } from '../../domain/agent/agent.rules.js';
import { Agent } from '../agent/agent.types.js';
import { AgentKind } from '../agent/agent.enums.js';
import type { Relation } from '../common/relay.js';
import { Duration } from '../common/scalars.js';
import { Workflow } from '../workflow/workflow.types.js';

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
}

@ObjectType({ description: 'Workflows that repeat themselves, and could be one role. `createRole` makes it one, from its `shownBy`.', simpleResolvers: true })
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
}

@ObjectType({ description: 'Where workflows repeat themselves.', simpleResolvers: true })
export class RoleSuggestions {
  @Extensions({ assumedLength: 1 }) // the `first` of the query counts them
  @Field(() => [RoleSuggestion], { description: 'Those that most workflows show come first.' })
  suggestions: RoleSuggestion[];

  @Field(() => Int, { description: 'How many suggestions there are, those included that `first` leaves out.' })
  totalCount: number;

  @Field(() => Int, { description: 'How many workflows were compared: the newest ones that you may see, and that are of no role.' })
  compared: number;

  @Field(() => String, { nullable: true, description: 'Why not all were compared; null when all were.' })
  cut: string | null;
}
