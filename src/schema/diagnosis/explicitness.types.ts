import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Agent } from '../agent/agent.types.js';
import type { Relation } from '../common/relay.js';

@ObjectType({ description: 'How much of what goes on between people has been said aloud, of workflows that are not closed. Nothing forces an implicit one to become explicit.', simpleResolvers: true })
export class Explicitness {
  @Field(() => Agent, { nullable: true, description: 'Of whom; null for the whole organisation.' })
  agent: Relation<Agent> | null;

  @Field(() => Int, { description: 'How many workflows are explicit: somebody has articulated, requested or offered something in them.' })
  explicitCount: number;

  @Field(() => Int, { description: 'How many are implicit: known to exist, and never spoken.' })
  implicitCount: number;

  @Field(() => Float, { nullable: true, description: 'The share that is explicit, 0 to 1; null where there are none.' })
  share: number | null;
}
