import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Agent } from '../agent/agent.types.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { TrendMoments } from './moments.inputs.js';

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

  @Field(() => DateTime, { nullable: true, description: 'The moment it is told of; null for now.' })
  asOf: string | null;

  @Field(() => Boolean, { description: 'Whether workflows were left out of what is told of the past, those that ended first, since there were more than are gone through; never of now.' })
  isPartial: boolean;
}

@ArgsType()
export class ExplicitnessTrendArguments extends TrendMoments {
  @Field(() => ID, { nullable: true, description: 'Of what this agent was party to at each moment, and where it is a group whoever belonged to it then; of the organisation by its id, or left out.' })
  of?: string | null;
}

@ObjectType({ description: 'How much had been said aloud at a moment, of workflows that were not closed then.', simpleResolvers: true })
export class ExplicitnessTrendPoint {
  @Field(() => DateTime, { description: 'The moment.' })
  at: string;

  @Field(() => Int, { description: 'How many workflows were explicit, as far as was recorded by then.' })
  explicitCount: number;

  @Field(() => Int, { description: 'How many were implicit: known to exist, and never spoken.' })
  implicitCount: number;

  @Field(() => Float, { nullable: true, description: 'The share that was explicit, 0 to 1; null where there were none.' })
  share: number | null;
}

@ObjectType({ description: 'How much of what goes on was said aloud, as time went by: from the acts and not from anything that was counted then. The past is shown to whoever may see the workflows now.', simpleResolvers: true })
export class ExplicitnessTrend {
  @Field(() => Agent, { nullable: true, description: 'Of whom; null for the whole organisation.' })
  agent: Relation<Agent> | null;

  @Field(() => [ExplicitnessTrendPoint], { description: 'The moments, the earliest first.' })
  points: ExplicitnessTrendPoint[];

  @Field(() => Boolean, { description: 'Whether workflows were left out, those that ended first, since there were more than are gone through for one trend.' })
  isPartial: boolean;
}
