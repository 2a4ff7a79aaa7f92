import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { AgentKind as AgentKindValue } from '../../domain/agent/agent.rules.js';
import { Act } from '../act/act.types.js';
import { AgentKind } from './agent.enums.js';
import { MutationInput, UserError, VersionedInput } from '../common/payloads.js';
import { Agent } from './agent.types.js';

@InputType({ description: 'Which agents to list.' })
export class AgentFilter {
  @Field(() => [AgentKind], { nullable: true, description: 'Of these kinds.' })
  kinds?: AgentKindValue[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those who take part, or only those who have left.' })
  active?: boolean | null;
}

@InputType({ description: 'A new agent.' })
export class CreateAgentInput extends MutationInput {
  @Field(() => AgentKind, { description: 'What kind of agent.' })
  kind: AgentKindValue;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'The subject that its tokens carry; left out for one who does not sign in.' })
  subject?: string | null;
}

@InputType({ description: 'An agent that something is to be done with.' })
export class AgentInput extends VersionedInput {
  @Field(() => ID, { description: 'The agent.' })
  agent: string;
}

@InputType({ description: 'A new name.' })
export class RenameAgentInput extends AgentInput {
  @Field(() => String, { description: 'The new name.' })
  name: string;
}

@InputType({ description: 'How much an agent can carry: all that is said of it alone. What is left out is as the organisation says of everybody.' })
export class SetAgentCapacityInput extends AgentInput {
  @Field(() => Int, { nullable: true, description: 'How many promises at once, from 1 to 1000.' })
  promises?: number | null;

  @Field(() => Int, { nullable: true, description: 'How much of their time all promises together may take, in hundredths from 1 to 100. It counts where the organisation says how much one takes.' })
  percent?: number | null;
}

@InputType({ description: 'An identity at the issuer of tokens.' })
export class LinkIdentityInput extends AgentInput {
  @Field(() => String, { description: 'The subject that its tokens carry from now on.' })
  subject: string;
}

@InputType({ description: 'A group and one of its members.' })
export class MembershipInput extends VersionedInput {
  @Field(() => ID, { description: 'The group.' })
  group: string;

  @Field(() => ID, { description: 'The member: a person or an automation.' })
  member: string;
}

@ObjectType({ description: 'What came of a change of the roster.', simpleResolvers: true })
export class AgentPayload {
  @Field(() => Agent, { nullable: true, description: 'The agent (for a membership: the group) after it; null when it was refused.' })
  agent: Agent | null;

  @Field(() => Act, { nullable: true, description: 'The act on the record; null when it was refused.' })
  act: Act | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was done.' })
  userErrors: UserError[];
}
