import { Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { RoleActKind, RoleStatus } from '../../domain/role/role.types.js';
import { Act } from '../act/act.types.js';
import { Agent } from '../agent/agent.types.js';
import { RoleActKindEnum } from '../act/act.enums.js';
import { RoleStatusEnum } from './role.enums.js';
import { Node, connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime, Duration } from '../common/scalars.js';
import { weight } from '../common/weights.js';
import { Customership, Measure } from '../proposal/proposal.types.js';

@ObjectType({ description: 'A condition that is usually asked for in a role.', simpleResolvers: true })
export class UsualCondition {
  @Field(() => String, { description: 'What must be true for the Customer to be satisfied.' })
  statement: string;

  @Field(() => Boolean, { description: 'Whether the promise hangs on it.' })
  mandatory: boolean;

  @Field(() => Measure, { nullable: true, description: 'How it is measured; null where it can only be judged.' })
  measure: Relation<Measure> | null;
}

@ObjectType({ description: 'That the Customer of a line asks whoever will hold the role for what it says.', simpleResolvers: true })
export class RoleBacking {
  @Field(() => Agent, { description: 'Who said so, for the Customer.' })
  speaker: Relation<Agent>;

  @Field(() => DateTime, { description: 'When.' })
  at: string;

  @Field(() => Act, { description: 'The act that says so.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'One line of the pattern of a role: a workflow that each of its holders is asked for.', simpleResolvers: true })
export class RoleLine {
  @Field(() => String, { description: 'Names it within its role; never used twice.' })
  key: string;

  @Field(() => Agent, { nullable: true, description: 'Who is Customer; null for whoever offers the role.' })
  customer: Relation<Agent> | null;

  @Field(() => String, { description: 'The concern, in words.' })
  statement: string;

  @Field(() => Duration, { description: 'The time horizon: how long the first cycle is.' })
  horizon: string;

  @Extensions(weight('conditions'))
  @Field(() => [UsualCondition], { description: 'What is usually asked for: where negotiating begins, and binding for nobody.' })
  conditions: UsualCondition[];

  @Field(() => Customership, { description: 'What the Customer promises as a Customer.' })
  customership: Relation<Customership>;

  @Field(() => RoleBacking, { nullable: true, description: 'By whose word it is asked for. Null where the Customer has not said so: then whoever takes the role offers it, and the Customer is the one to answer. Null too where the Customer is whoever offers the role, since offering it says so.' })
  backing: RoleBacking | null;
}

@ObjectType({ description: 'That somebody may take a role.', simpleResolvers: true })
export class RoleOffer {
  @Field(() => Agent, { description: 'Who may take it.' })
  agent: Relation<Agent>;

  @Field(() => Agent, { description: 'Who offers it: the Customer in the lines that name none.' })
  by: Relation<Agent>;

  @Field(() => DateTime, { nullable: true, description: 'Until when it would be held; null: until it is left.' })
  until: string | null;

  @Field(() => DateTime, { description: 'When it was offered.' })
  at: string;

  @Field(() => Act, { description: 'The act that offered it.' })
  act: Relation<Act>;
}

@ObjectType({ implements: Node, description: 'Workflows that belong together, made into one name. Agents hold it for a time: holding it opens the workflows of its pattern, and promises nothing.', simpleResolvers: true })
export class Role extends Node {
  @Field(() => Int, { description: 'Counts its acts; give it as `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description: string | null;

  @Field(() => RoleStatusEnum, { description: 'Where it stands.' })
  status: RoleStatus;

  @Field(() => Agent, { description: 'Who made it, and words its pattern.' })
  keeper: Relation<Agent>;

  @Extensions({ assumedLength: 3 })
  @Field(() => [RoleLine], { description: 'Its pattern: what each of its holders is asked for.' })
  lines: RoleLine[];

  @Extensions({ assumedLength: 2 })
  @Field(() => [RoleOffer], { description: 'Who may take it.' })
  offers: RoleOffer[];

  @Field(() => Int, { description: 'How many agents hold it.' })
  holderCount: number;

  @Field(() => Agent, { nullable: true, description: 'The one agent who holds it; null when nobody does, or several do.' })
  soleHolder: Relation<Agent> | null;

  @Field(() => [RoleActKindEnum], { description: 'What the server will accept from the viewer now, given valid input. LINK_WORKFLOWS is there, too, where it is not known: of somebody who is party to a thousand workflows, or an administrator where 200 have left, not all are looked at. Empty for a role of the past.' })
  availableActs: RoleActKind[];

  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When something was last said of it.' })
  changedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was retired.' })
  retiredAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The moment it is shown as of; null for now.' })
  asOf: string | null;
}

@ObjectType({ description: 'That an agent holds a role, or held it.', simpleResolvers: true })
export class RoleHolding {
  @Field(() => Role, { description: 'The role.' })
  role: Relation<Role>;

  @Field(() => Agent, { description: 'Who holds it.' })
  agent: Relation<Agent>;

  @Field(() => DateTime, { description: 'Since when.' })
  since: string;

  @Field(() => DateTime, { nullable: true, description: 'Until when it was meant to be held; null: until it is left.' })
  until: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended: it was left, or its day has passed; null while it is held.' })
  endedAt: string | null;

  @Extensions({ assumedLength: 1 })
  @Field(() => [RoleLine], { description: 'Lines that were added to the pattern since they took it: no workflow has opened by these. Offer them the role again, and taking it opens them. Empty for a holding that has ended.' })
  addedLines: Relation<RoleLine[]>;

  @Field(() => Act, { description: 'The act by which it was taken.' })
  act: Relation<Act>;
}

@ObjectType({ description: 'That a workflow is one of the workflows of a role.', simpleResolvers: true })
export class OfRole {
  @Field(() => Role, { description: 'The role.' })
  role: Relation<Role>;

  @Field(() => String, { description: 'The key of the line that it is of.' })
  key: string;

  @Field(() => RoleLine, { nullable: true, description: 'That line as it stands; null where the pattern has it no longer.' })
  line: RoleLine | null;
}

export const RoleConnection = connectionOf('Role', () => Role, 'roles');
export const RoleHoldingConnection = connectionOf('RoleHolding', () => RoleHolding, 'holdings');

@InputType({ description: 'Which roles to list. What is left out does not narrow the list.' })
export class RoleFilter {
  @Field(() => [RoleStatusEnum], { nullable: true, description: 'With one of these statuses.' })
  statuses?: RoleStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Offered to this agent.' })
  offeredTo?: string | null;
}
