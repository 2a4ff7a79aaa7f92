import { Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Cut as CutValue } from '../../domain/interlock/allowance.rules.js';
import type { HorizonBand as HorizonBandValue } from '../../domain/interlock/facets.rules.js';
import type { DependencyKind as DependencyKindValue, DependencyStatus as DependencyStatusValue } from '../../domain/interlock/interlock.types.js';
import type { Phase as PhaseValue, PromiseStatus as PromiseStatusValue } from '../../domain/workflow/workflow.types.js';
import { Agent } from '../agent/agent.types.js';
import { Cut, DependencyKind, DependencyStatus, HorizonBand } from './interlock.enums.js';
import { PromiseStatus } from '../promise/promise.enums.js';
import { Phase } from '../workflow/workflow.enums.js';
import { connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { HorizonFilter } from '../common/payloads.js';
import { Workflow } from '../workflow/workflow.types.js';

@InputType({ description: 'Where a question about the interlock begins.' })
export class PlaceInput {
  @Field(() => ID, { description: 'A workflow or its promise; a concern (all workflows about it); or an agent (all that they perform).' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Of a workflow or a promise: one condition, by its key; left out, the whole promise.' })
  condition?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many days late it is; left out, what the question says for all.' })
  daysLate?: number | null;
}

@InputType({ description: 'What is to be listed of what is reached. What is left out does not narrow it; what is given must all be so.' })
export class ImpactFilter {
  @Field(() => [Phase], { nullable: true, description: 'In one of these phases.' })
  phases?: PhaseValue[] | null;

  @Field(() => [PromiseStatus], { nullable: true, description: 'With a promise of one of these statuses.' })
  statuses?: PromiseStatusValue[] | null;

  @Field(() => [ID], { nullable: true, description: 'Performed by one of these agents.' })
  performers?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'For one of these Customers.' })
  customers?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'With one of these agents on either side.' })
  people?: string[] | null;

  @Field(() => HorizonFilter, { nullable: true, description: 'On this time horizon.' })
  horizon?: HorizonFilter | null;
}

@ObjectType({ description: 'One step of a path: the workflow that it comes to, and the dependency that leads there.', simpleResolvers: true })
export class PathStep {
  @Field(() => Workflow, { description: 'The workflow that this step comes to.' })
  workflow: Relation<Workflow>;

  @Field(() => Int, { description: 'How many workflows were passed through on the way here from the step before, and are not shown: filtered out, or not yours to see.' })
  hiddenHops: number;

  @Field(() => DependencyKind, { description: 'How much hangs on it: of several dependencies in a row, the loosest.' })
  kind: DependencyKindValue;

  @Field(() => ID, { nullable: true, description: 'The dependency; null where workflows that are not shown lie between.' })
  dependency: string | null;

  @Field(() => String, { nullable: true, description: 'The key of the condition that needs; null for the whole promise, and where `dependency` is null.' })
  condition: string | null;

  @Field(() => String, { nullable: true, description: 'The key of the condition that is needed; null for the whole promise, and where `dependency` is null.' })
  needs: string | null;

  @Field(() => DateTime, { nullable: true, description: 'By when it is needed; null where `dependency` is null.' })
  neededBy: string | null;

  @Field(() => DependencyStatus, { nullable: true, description: 'What was answered to it; null where `dependency` is null.' })
  status: DependencyStatusValue | null;
}

@ObjectType({ description: 'A way along dependencies.', simpleResolvers: true })
export class DependencyPath {
  @Field(() => Workflow, { description: 'Where it begins.' })
  start: Relation<Workflow>;

  @Extensions({ assumedLength: 5 }) // the shortest there is
  @Field(() => [PathStep], { description: 'Its steps, from there on.' })
  steps: PathStep[];

  @Field(() => Int, { description: 'How many dependencies it is long, with those that are not shown.' })
  length: number;
}

@ObjectType({ description: 'A condition that is reached.', simpleResolvers: true })
export class AffectedCondition {
  @Field(() => String, { description: 'Its key.' })
  key: string;

  @Field(() => Boolean, { description: 'Whether the promise hangs on it.' })
  mandatory: boolean;

  @Field(() => Int, { nullable: true, description: 'How many days late it will be; null where no date follows, and where it will never come.' })
  daysLate: number | null;

  @Field(() => Boolean, { description: 'Whether it will never come: it hangs on what is broken.' })
  never: boolean;
}

@ObjectType({ description: 'A promise that is reached from where a question began.', simpleResolvers: true })
export class AffectedPromise {
  @Field(() => Workflow, { description: 'The workflow it is promised in.' })
  workflow: Relation<Workflow>;

  @Field(() => Int, { description: 'The least number of dependencies that lie between: 1 is direct.' })
  distance: number;

  @Field(() => DependencyKind, { description: 'How much it hangs on the start, by the strongest chain: HARD, it cannot be kept as it is; SOFT, it is at risk; INFORMATIONAL, neither.' })
  kind: DependencyKindValue;

  @Field(() => Int, { nullable: true, description: 'How many days late it will be, after slack; null where no date follows, and where it will never come.' })
  daysLate: number | null;

  @Field(() => Boolean, { description: 'Whether it will never come: it hangs on what is broken.' })
  never: boolean;

  @Field(() => DependencyPath, { description: 'One shortest path that says why.' })
  path: DependencyPath;

  @Field(() => [AffectedCondition], { description: 'The conditions that are reached, by whatever way. Empty in `nearest`, which does not look at all ways.' })
  conditions: AffectedCondition[];
}

export const AffectedConnection = connectionOf('Affected', () => AffectedPromise, 'promises that are reached');

@ObjectType({ description: 'The nearest of what is reached.', simpleResolvers: true })
export class NearestAffected {
  @Extensions({ assumedLength: 20 })
  @Field(() => [AffectedPromise], { description: 'By least distance, then by due, then by id.' })
  nodes: AffectedPromise[];

  @Field(() => Boolean, { description: 'Whether there are more.' })
  hasMore: boolean;
}

@ObjectType({ description: 'Somebody who must know.', simpleResolvers: true })
export class AffectedAgent {
  @Field(() => Agent, { description: 'Who.' })
  agent: Relation<Agent>;

  @Field(() => Int, { description: 'How many of the promises that are reached they perform.' })
  asPerformer: number;

  @Field(() => Int, { description: 'How many of them are owed to them.' })
  asCustomer: number;
}

@ObjectType({ description: 'How many have one value.', simpleResolvers: true })
export class PhaseFacet {
  @Field(() => Phase, { description: 'The phase.' })
  value: PhaseValue;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType({ description: 'How many have one value.', simpleResolvers: true })
export class StatusFacet {
  @Field(() => PromiseStatus, { nullable: true, description: 'The status; null where nothing has been promised yet.' })
  value: PromiseStatusValue | null;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType({ description: 'How many have one value.', simpleResolvers: true })
export class HorizonFacet {
  @Field(() => HorizonBand, { description: 'The horizon.' })
  value: HorizonBandValue;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType({ description: 'How many have one value.', simpleResolvers: true })
export class DistanceFacet {
  @Field(() => Int, { description: 'The distance.' })
  value: number;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType({ description: 'How many are of one agent.', simpleResolvers: true })
export class AgentFacet {
  @Field(() => Agent, { description: 'The agent.' })
  value: Relation<Agent>;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType({ description: 'Counts by what the list can be narrowed to, the most first.', simpleResolvers: true })
export class ImpactFacets {
  @Extensions({ assumedLength: 100 })
  @Field(() => [AgentFacet], { description: 'By Performer: the 100 with the most.' })
  performers: AgentFacet[];

  @Field(() => Int, { description: 'How many Performers there are in all.' })
  performersCount: number;

  @Extensions({ assumedLength: 100 })
  @Field(() => [AgentFacet], { description: 'By Customer: the 100 with the most.' })
  customers: AgentFacet[];

  @Field(() => Int, { description: 'How many Customers there are in all.' })
  customersCount: number;

  @Field(() => [PhaseFacet], { description: 'By phase.' })
  phases: PhaseFacet[];

  @Field(() => [StatusFacet], { description: 'By status of the promise.' })
  statuses: StatusFacet[];

  @Field(() => [HorizonFacet], { description: 'By time horizon.' })
  horizons: HorizonFacet[];

  @Field(() => [DistanceFacet], { description: 'By distance, the nearest first.' })
  distances: DistanceFacet[];
}

@ObjectType({ description: 'A promise up the cascade that is put at risk. By how much, nobody can say.', simpleResolvers: true })
export class PromiseAtRisk {
  @Field(() => Workflow, { description: 'The workflow it is promised in.' })
  workflow: Relation<Workflow>;

  @Field(() => Int, { description: 'How many steps up the cascade it lies, from the nearest that is affected.' })
  distance: number;

  @Field(() => [String], { description: 'The keys of its conditions that are served by what is at risk; none: the promise as a whole.' })
  conditions: string[];

  @Field(() => Boolean, { description: 'Whether it serves nothing itself: a root of the cascade.' })
  root: boolean;
}

@ObjectType({ description: 'What is reached from some promises along dependencies: what breaks if they slip, or what they rest on. Ask for the fields you need; each costs what it must.', simpleResolvers: true })
export class Impact {
  @Field(() => Int, { description: 'How many promises.' })
  count: number;

  @Field(() => Int, { description: 'How many more are reached that you may not see.' })
  hiddenCount: number;

  @Field(() => Boolean, { description: 'Whether there is, or may be, more than is counted here; `because` says why.' })
  isPartial: boolean;

  @Field(() => [Cut], { description: 'Why it is not all; empty when it is.' })
  because: CutValue[];

  @Extensions({ assumedLength: 100 })
  @Field(() => [AffectedAgent], { description: 'Who must know: the 100 with the most of these promises.' })
  people: AffectedAgent[];

  @Field(() => Int, { description: 'How many people and groups that is in all.' })
  peopleCount: number;

  @Field(() => ImpactFacets, { description: 'Counts by what the list can be narrowed to.' })
  facets: ImpactFacets;

  @Extensions({ assumedLength: 100 })
  @Field(() => [PromiseAtRisk], { description: 'The promises up the cascade, to the root, that are put at risk: the nearest 100.' })
  atRisk: PromiseAtRisk[];

  @Field(() => Int, { description: 'How many promises up the cascade are put at risk in all.' })
  atRiskCount: number;
}
