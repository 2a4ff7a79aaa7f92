import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { Agent } from '../agent/agent.types.js';
import { UsualCapacity } from '../agent/capacity.types.js';
import { Node } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { DiagnosisThresholds } from '../diagnosis/threshold.types.js';
import type { ThresholdValues } from '../diagnosis/threshold.types.js';
import { Customership } from '../proposal/proposal.types.js';

@ObjectType({ description: 'What Customers promise as Customers, on horizons up to so many days, where nothing else is said.', simpleResolvers: true })
export class CustomershipDefault {
  @Field(() => Int, { nullable: true, description: 'Up to this horizon, in days; null for all that are longer.' })
  upToDays: number | null;

  @Field(() => Customership, { description: 'What is promised.' })
  terms: Relation<Customership>;
}

@ObjectType({ implements: Node, description: 'An organisation: everything belongs to exactly one, and nothing is seen from another.', simpleResolvers: true })
export class Organization extends Node {
  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => String, { description: 'Its IANA time zone: days, due and overdue are judged in it.' })
  timeZone: string;

  @Field(() => Int, { description: 'Counts its acts; give it as `expectedVersion`.' })
  version: number;

  @Field(() => DateTime, { description: 'When it was founded.' })
  foundedAt: string;

  @Field(() => UsualCapacity, { description: 'How much everybody can carry who has no limits of their own. Planning rounds are judged by it.' })
  capacity: UsualCapacity;

  @Extensions({ assumedLength: 5 })
  @Field(() => [CustomershipDefault], { description: 'What Customers promise as Customers where nothing else is said, by horizon, the shortest first.' })
  customershipDefaults: CustomershipDefault[];
  @Field(() => DiagnosisThresholds, { description: 'From where on something is a finding here: the usual thresholds, with those that the organisation has set.' })
  diagnosisThresholds: ThresholdValues;
}

@ObjectType({ description: 'Who is asking: the agent behind the token.', simpleResolvers: true })
export class Viewer {
  @Field(() => Agent, { description: 'The agent behind the token.' })
  agent: Relation<Agent>;

  @Field(() => Organization, { description: 'The organisation that the token is for.' })
  organization: Organization;

  @Field(() => Boolean, { description: 'Whether the viewer manages the roster.' })
  administrator: boolean;

  @Field(() => [Agent], { description: 'The groups that the viewer may speak for, as their named representative.' })
  represents: Relation<Agent>[];
}
