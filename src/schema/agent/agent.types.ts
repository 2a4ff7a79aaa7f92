import { Field, Int, ObjectType } from 'type-graphql';
import type { AgentKind as AgentKindValue } from '../../domain/agent/agent.rules.js';
import { AgentKind } from './agent.enums.js';
import { Node, connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { Capacity } from './capacity.types.js';

@ObjectType({ implements: Node, description: 'Someone who can be Customer or Performer: a person, a group or an automation.', simpleResolvers: true })
export class Agent extends Node {
  @Field(() => AgentKind, { description: 'What kind of agent it is.' })
  kind: AgentKindValue;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => Boolean, { description: 'Whether it still takes part. One who has left keeps their place in the record.' })
  active: boolean;

  @Field(() => Boolean, { description: 'Whether it manages the roster.' })
  administrator: boolean;

  @Field(() => Boolean, { description: 'Whether its free words were erased for good.' })
  wordsErased: boolean;

  @Field(() => Int, { description: 'Counts its acts; give it as `expectedVersion`.' })
  version: number;

  @Field(() => DateTime, { description: 'When it joined the roster.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When it last changed, or, for a group, who belongs to it.' })
  changedAt: string;

  @Field(() => Capacity, { description: 'How much it can carry, where that is said of it alone; the organisation says how much everybody else can.' })
  capacity: Capacity;

  @Field(() => [Membership], { description: 'Who belongs to this group, by name; empty for a person or automation.' })
  members: Relation<Membership>[];

  @Field(() => [Membership], { description: 'The groups this agent belongs to, by name.' })
  memberOf: Relation<Membership>[];
}

@ObjectType({ description: 'That an agent belongs to a group.', simpleResolvers: true })
export class Membership {
  @Field(() => Agent, { description: 'The member (of a list of members), or the group (of a list of groups).' })
  agent: Relation<Agent>;

  @Field(() => Boolean, { description: 'Whether the member speaks for the group.' })
  representative: boolean;

  @Field(() => DateTime, { description: 'Since when it is so.' })
  since: string;
}

export const AgentConnection = connectionOf('Agent', () => Agent, 'agents');
