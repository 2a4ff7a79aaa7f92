import { Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Act } from '../act/act.types.js';
import { MutationInput, UserError, VersionedInput } from '../common/payloads.js';
import { Duration, When } from '../common/scalars.js';
import { CustomershipInput, MeasureInput } from '../proposal/terms.inputs.js';
import { Workflow } from '../workflow/workflow.types.js';
import { Role } from './role.types.js';

@InputType({ description: 'A condition that is usually asked for.' })
export class UsualConditionInput {
  @Field(() => String, { description: 'What must be true for the Customer to be satisfied.' })
  statement: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the promise hangs on it.' })
  mandatory: boolean;

  @Field(() => MeasureInput, { nullable: true, description: 'How it is measured, where it can be.' })
  measure?: MeasureInput | null;
}

@InputType({ description: 'One line of the pattern of a role.' })
export class RoleLineInput {
  @Field(() => String, { nullable: true, description: 'The key of a line that this amends; left out for a new one.' })
  key?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who is Customer; left out, whoever offers the role. What you say for yourself, or for a group that you represent, is asked for by that; any other Customer is to stand behind it.' })
  customer?: string | null;

  @Field(() => String, { description: 'The concern, in words.' })
  statement: string;

  @Field(() => Duration, { description: 'The time horizon.' })
  horizon: string;

  @Field(() => [UsualConditionInput], { nullable: true, description: 'What is usually asked for: at least one of them mandatory, 50 at most.' })
  conditions?: UsualConditionInput[] | null;

  @Field(() => CustomershipInput, { nullable: true, description: 'What the Customer promises as a Customer; left out, the defaults of the time horizon.' })
  customership?: CustomershipInput | null;
}

@InputType({ description: 'A workflow that a role is drawn from.' })
export class RoleWorkflowInput {
  @Field(() => ID, { description: 'The workflow.' })
  workflow: string;

  @Field(() => Int, { defaultValue: 1, description: 'Which line it is of, counted from 1.' })
  line: number;
}

@InputType({ description: 'A role to create.' })
export class CreateRoleInput extends MutationInput {
  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who keeps it: you, or a group that you represent. Left out: you.' })
  keeper?: string | null;

  @Field(() => [RoleLineInput], { description: 'Its pattern, 20 lines at most.' })
  lines: RoleLineInput[];

  @Field(() => [RoleWorkflowInput], { nullable: true, description: 'Workflows that it is drawn from, of each of which you are Customer or Performer, or a group that you represent is (an administrator draws from those of a party who has left): they are workflows of the role from here on, and nothing else changes in them. 100 at most.' })
  workflows?: RoleWorkflowInput[] | null;
}

@InputType({ description: 'A role that something is to be done with.' })
export class RoleInput extends VersionedInput {
  @Field(() => ID, { description: 'The role.' })
  role: string;
}

@InputType({ description: 'A new version of a role. What is left out stays as it is.' })
export class AmendRoleInput extends RoleInput {
  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about; null for nothing.' })
  description?: string | null;

  @Field(() => [RoleLineInput], { nullable: true, description: 'The whole pattern: lines that keep their key go on, others are new.' })
  lines?: RoleLineInput[] | null;
}

@InputType({ description: 'Lines of a role.' })
export class RoleLinesInput extends RoleInput {
  @Field(() => [String], { nullable: true, description: 'The keys of the lines; left out, all whose Customer you are, or represent.' })
  lines?: string[] | null;
}

@InputType({ description: 'Lines of a role to stand behind, as they were read.' })
export class StandBehindRoleInput extends RoleLinesInput {
  @Field(() => Int, { description: 'The version that you read. What you say of a role is a request of yours each time it is taken, so it is said of the words that you saw: if they have moved on since, the answer is CONFLICT with the present version.' })
  declare expectedVersion: number;
}

@InputType({ description: 'Workflows to put into a role.' })
export class LinkWorkflowsToRoleInput extends RoleInput {
  @Field(() => [ID], { description: 'The workflows, 100 at most, none of them of a role yet: of each of them you are Customer or Performer, or a group that you represent is. Where the Performer holds the role, they are the one to say it.' })
  workflows: string[];

  @Field(() => String, { nullable: true, description: 'The key of the line that they are of: one that names no Customer, or theirs. Left out where the role has one line alone.' })
  line?: string | null;
}

@InputType({ description: 'Whom a role is offered to, as it was read.' })
export class OfferRoleInput extends RoleInput {
  @Field(() => Int, { description: 'The version that you read. What you say of a role is a request of yours each time it is taken, so it is said of the words that you saw: if they have moved on since, the answer is CONFLICT with the present version.' })
  declare expectedVersion: number;

  @Field(() => ID, { description: 'Who may take it.' })
  agent: string;

  @Field(() => ID, { nullable: true, description: 'For whom you offer it: you, or a group that you represent. They are the Customer in the lines that name none. Left out: you.' })
  by?: string | null;

  @Field(() => When, { nullable: true, description: 'Until when it would be held; left out, until it is left. Whoever holds it already does so as long as they do: left out then.' })
  until?: string | null;
}

@InputType({ description: 'A role, and whom it is, or was, offered to.' })
export class RoleOfferInput extends RoleInput {
  @Field(() => ID, { description: 'Whom it is offered to.' })
  agent: string;
}

@InputType({ description: 'A role, and for whom you speak of it.' })
export class RoleForAgentInput extends RoleInput {
  @Field(() => ID, { nullable: true, description: 'You, or a group that you represent; for a holder who has left, them. Left out: you.' })
  agent?: string | null;
}

@InputType({ description: 'A role to leave.' })
export class LeaveRoleInput extends RoleForAgentInput {
  @Field(() => ID, { nullable: true, description: 'Who should take over what you perform in it. Nothing changes until they do. Left out: what is only talked about is declined, what has ended is closed, and a promise in force stays.' })
  successor?: string | null;
}

@ObjectType({ description: 'What came of a change of a role.', simpleResolvers: true })
export class RolePayload {
  @Field(() => Role, { nullable: true, description: 'The role after it; null when it was refused.' })
  role: Role | null;

  @Field(() => Act, { nullable: true, description: 'The act on the record; null when it was refused.' })
  act: Act | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was done.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'What came of taking a role.', simpleResolvers: true })
export class TakeRolePayload extends RolePayload {
  @Extensions({ assumedLength: 3 })
  @Field(() => [Workflow], { nullable: true, description: 'The workflows that opened by it, in the order of the pattern: as requests of their Customers, or as your offers where a Customer has not asked; null when it was refused.' })
  opened: Workflow[] | null;

  @Extensions({ assumedLength: 3 })
  @Field(() => [Workflow], { nullable: true, description: 'The workflows that had been handed over to you, and that you took over by it; null when it was refused.' })
  takenOver: Workflow[] | null;
}

@ObjectType({ description: 'What came of leaving a role.', simpleResolvers: true })
export class LeaveRolePayload extends RolePayload {
  @Extensions({ assumedLength: 3 })
  @Field(() => [Workflow], { nullable: true, description: 'The workflows in which the successor was named: they take over by taking the role, or each by itself; null when it was refused.' })
  handedOver: Workflow[] | null;

  @Extensions({ assumedLength: 3 })
  @Field(() => [Workflow], { nullable: true, description: 'The workflows that were declined or closed; null when it was refused.' })
  ended: Workflow[] | null;

  @Extensions({ assumedLength: 3 })
  @Field(() => [Workflow], { nullable: true, description: 'The workflows that stay as they are, because a promise is in force, say: their `availableActs` are what may be done. Null when it was refused.' })
  left: Workflow[] | null;
}
