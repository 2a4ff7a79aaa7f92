import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Act } from '../act/act.types.js';
import { MutationInput, TimeWindowInput, UserError, VersionedInput } from '../common/payloads.js';
import { When } from '../common/scalars.js';
import { Misalignment } from './misalignment.types.js';
import { PlanningRound } from './round.types.js';

@InputType({ description: 'A planning round to open.' })
export class OpenPlanningRoundInput extends MutationInput {
  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => TimeWindowInput, { description: 'What is planned for.' })
  window: TimeWindowInput;

  @Field(() => When, { nullable: true, description: 'Until when everybody should have consented; left out, no deadline.' })
  consentBy?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who convenes it: you, or a group that you represent. Left out: you.' })
  convener?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Workflows to begin with.' })
  workflows?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Agents who are asked to bring their workflows.' })
  agents?: string[] | null;
}

@InputType({ description: 'A planning round that something is to be done with.' })
export class PlanningRoundInput extends VersionedInput {
  @Field(() => ID, { description: 'The planning round.' })
  round: string;
}

@InputType({ description: 'Workflows of a planning round.' })
export class PlanningRoundWorkflowsInput extends PlanningRoundInput {
  @Field(() => [ID], { description: 'The workflows.' })
  workflows: string[];
}

@InputType({ description: 'Agents to invite to a planning round.' })
export class InviteToPlanningRoundInput extends PlanningRoundInput {
  @Field(() => [ID], { description: 'The agents.' })
  agents: string[];
}

@InputType({ description: 'Until when everybody should have consented.' })
export class MoveRoundDeadlineInput extends PlanningRoundInput {
  @Field(() => When, { nullable: true, description: 'The new deadline; null for none.' })
  consentBy?: string | null;
}

@InputType({ description: 'A misalignment of a planning round.' })
export class MisalignmentInput extends PlanningRoundInput {
  @Field(() => String, { description: 'The id of the misalignment, as the round has it.' })
  misalignment: string;
}

@ObjectType({ description: 'What came of a change of a planning round.', simpleResolvers: true })
export class PlanningRoundPayload {
  @Field(() => PlanningRound, { nullable: true, description: 'The round after it; null when it was refused.' })
  round: PlanningRound | null;

  @Field(() => Act, { nullable: true, description: 'The act on the record; null when it was refused.' })
  act: Act | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was done.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'What came of settling a planning round.', simpleResolvers: true })
export class SettlePlanningRoundPayload extends PlanningRoundPayload {
  @Field(() => [Misalignment], { nullable: true, description: 'All that stood in the way, as far as you may see it; empty when it was settled, null when it did not come to that.' })
  misalignments: Misalignment[] | null;
}
