import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { HorizonBand as HorizonBandValue } from '../../domain/interlock/facets.rules.js';
import { Agent } from '../agent/agent.types.js';
import { HorizonBand } from '../interlock/interlock.enums.js';
import { connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';

@ObjectType({ description: 'Who promises to whom, on one horizon.', simpleResolvers: true })
export class AccountablePair {
  @Field(() => Agent, { description: 'Who is promised to.' })
  customer: Relation<Agent>;

  @Field(() => Agent, { description: 'Who promises.' })
  performer: Relation<Agent>;

  @Field(() => Int, { description: 'How many promises.' })
  promises: number;
}

@ObjectType({ description: 'What is promised on one horizon now.', simpleResolvers: true })
export class AccountableHorizon {
  @Field(() => HorizonBand, { description: 'The horizon.' })
  horizon: HorizonBandValue;

  @Field(() => Int, { description: 'How many promises.' })
  promises: number;

  @Field(() => Int, { description: 'To how many Customers.' })
  customers: number;

  @Field(() => Int, { description: 'By how many Performers.' })
  performers: number;

  @Extensions({ assumedLength: 20 })
  @Field(() => [AccountablePair], { description: 'Who promises to whom, those with the most promises first: 100 at most.' })
  pairs: AccountablePair[];

  @Field(() => Int, { description: 'How many pairs there are.' })
  pairsCount: number;
}

@ObjectType({ description: 'What somebody promised on one horizon, and what became of it.', simpleResolvers: true })
export class AgentHorizon {
  @Field(() => HorizonBand, { description: 'The horizon.' })
  horizon: HorizonBandValue;

  @Field(() => Int, { description: 'In force, under renegotiation or delivered.' })
  live: number;

  @Field(() => Int, { description: 'Accepted by their Customers.' })
  kept: number;

  @Field(() => Int, { description: 'Revoked, or assessed as broken.' })
  broken: number;

  @Field(() => Int, { description: 'Released by their Customers.' })
  released: number;
}

@ObjectType({ description: 'That somebody is Performer on one horizon, and Customer on the next: the nearest that reaches no further.', simpleResolvers: true })
export class HorizonTurn {
  @Field(() => HorizonBand, { description: 'On which they promise.' })
  performer: HorizonBandValue;

  @Field(() => HorizonBand, { description: 'On which they are promised to.' })
  customer: HorizonBandValue;
}

@ObjectType({ description: 'Where an agent stands by the promises that they make and that are made to them.', simpleResolvers: true })
export class AgentStanding {
  @Field(() => Agent, { description: 'The agent.' })
  agent: Relation<Agent>;

  @Field(() => Int, { description: 'How many Performers promise to them now.' })
  span: number;

  @Field(() => Int, { description: 'To how many Customers they promise now.' })
  customers: number;

  @Field(() => Int, { description: 'How many promises they have made that are live.' })
  made: number;

  @Field(() => Int, { description: 'How many live promises are made to them.' })
  received: number;

  @Field(() => Int, { nullable: true, description: 'How far below the top they stand, by what serves what: 0 for one who is promised to and promises nothing, 1 for one whose promise serves nothing. Null while they are party to no live promise.' })
  depth: number | null;

  @Field(() => Int, { description: 'How many layers of promises stand below them: 0 when nobody promises to them.' })
  below: number;

  @Field(() => Int, { nullable: true, description: 'The longest horizon of their live promises, in days; null for none.' })
  longestPromisedDays: number | null;

  @Field(() => Int, { nullable: true, description: 'The longest horizon on which they have ever kept a promise, in days; null for none.' })
  longestKeptDays: number | null;

  @Extensions({ assumedLength: 3 })
  @Field(() => [AgentHorizon], { description: 'What became of all that they ever promised, the longest horizon first.' })
  record: AgentHorizon[];

  @Extensions({ assumedLength: 2 })
  @Field(() => [HorizonTurn], { description: 'Where they are Performer on one horizon and Customer on the next.' })
  turns: HorizonTurn[];
}

export const AgentStandingConnection = connectionOf('AgentStanding', () => AgentStanding, 'agents');

@ObjectType({ description: 'The structure of an organisation as it emerges from promises alone, without a reporting line in it.', simpleResolvers: true })
export class Accountability {
  @Extensions({ assumedLength: 4 })
  @Field(() => [AccountableHorizon], { description: 'The horizons on which somebody promises something now, the longest first.' })
  horizons: AccountableHorizon[];

  @Field(() => Int, { description: 'How many live promises are left out, since only their parties may see them. How deep others stand goes by them all the same.' })
  hiddenCount: number;
}
