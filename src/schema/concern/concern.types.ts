import { Field, Int, ObjectType } from 'type-graphql';
import type { ConcernStatus as ConcernStatusValue } from '../../domain/concern/concern.rules.js';
import { Agent } from '../agent/agent.types.js';
import { ConcernStatus } from './concern.enums.js';
import { Node, connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ implements: Node, description: 'What an agent wants to be true in the world. It outlives every workflow about it.', simpleResolvers: true })
export class Concern extends Node {
  @Field(() => Agent, { description: 'Whose concern it is.' })
  holder: Relation<Agent>;

  @Field(() => String, { description: 'The concern in words, as last stated.' })
  statement: string;

  @Field(() => Boolean, { description: 'Whether its holder has stated it; false while only a Performer has put it into words.' })
  articulated: boolean;

  @Field(() => ConcernStatus, { description: 'Whether somebody works on it.' })
  status: ConcernStatusValue;

  @Field(() => [Workflow], { description: 'The workflows about it, the newest first: who performs for it, and who did.' })
  workflows: Relation<Workflow>[];

  @Field(() => Int, { description: 'Counts its acts; give it as `expectedVersion`.' })
  version: number;

  @Field(() => DateTime, { description: 'Since when it is held.' })
  heldSince: string;

  @Field(() => DateTime, { description: 'When it last changed.' })
  changedAt: string;
}

export const ConcernConnection = connectionOf('Concern', () => Concern, 'concerns');
