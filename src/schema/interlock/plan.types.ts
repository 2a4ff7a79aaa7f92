import { Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Cut as CutValue } from '../../domain/interlock/allowance.rules.js';
import { Agent } from '../agent/agent.types.js';
import { Cut, ImpactDirection } from './interlock.enums.js';
import { connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime, When } from '../common/scalars.js';
import { RingStation } from '../round/misalignment.types.js';
import { Workflow } from '../workflow/workflow.types.js';
import { DependencyPath } from './impact.types.js';

@ObjectType({ description: 'A way between two promises.', simpleResolvers: true })
export class PathBetween {
  @Field(() => ImpactDirection, { description: 'DEPENDENTS: the second hangs on the first. PROVIDERS: the first hangs on the second.' })
  direction: 'DEPENDENTS' | 'PROVIDERS';

  @Field(() => DependencyPath, { description: 'One of the shortest.' })
  path: DependencyPath;
}

@ObjectType({ description: 'A link of the critical path.', simpleResolvers: true })
export class CriticalStep {
  @Field(() => Workflow, { description: 'The workflow that is needed.' })
  workflow: Relation<Workflow>;

  @Field(() => Int, { description: 'How many workflows lie between that are not yours to see.' })
  hiddenHops: number;

  @Field(() => ID, { nullable: true, description: 'The dependency; null where workflows lie between that you may not see.' })
  dependency: string | null;

  @Field(() => Int, { description: 'How many days later than it is due it may come without being missed by the link before.' })
  slackDays: number;

  @Field(() => Int, { description: 'How many days late it may be without the promise being late.' })
  totalSlackDays: number;
}

@ObjectType({ description: 'The hard chain of least total slack under a promise: what may slip the least before it does.', simpleResolvers: true })
export class CriticalPath {
  @Field(() => Workflow, { description: 'The promise.' })
  start: Relation<Workflow>;

  @Extensions({ assumedLength: 5 })
  @Field(() => [CriticalStep], { description: 'From there down to something that rests on nothing; empty when it rests on nothing itself.' })
  steps: CriticalStep[];

  @Field(() => Int, { nullable: true, description: 'How many days the last of the chain may slip before the promise is late; null without a chain.' })
  totalSlackDays: number | null;

  @Field(() => Boolean, { description: 'Whether every chain under it comes round to itself, so that none has an end.' })
  ring: boolean;
}

@InputType({ description: 'What is supposed of a promise or a condition: one of another due, a slip, or that it is revoked.' })
export class SuppositionInput {
  @Field(() => ID, { description: 'A workflow, or its promise.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'One of its conditions, by the key; left out, the whole promise.' })
  condition?: string | null;

  @Field(() => When, { nullable: true, description: 'Were it due then.' })
  due?: string | null;

  @Field(() => Int, { nullable: true, description: 'Were it so many days late.' })
  daysLate?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Were it revoked.' })
  revoked?: boolean | null;
}

@ObjectType({ description: 'A promise that falls late, or less late, by what is supposed.', simpleResolvers: true })
export class SupposedDelay {
  @Field(() => Workflow, { description: 'The workflow it is promised in.' })
  workflow: Relation<Workflow>;

  @Field(() => Int, { nullable: true, description: 'How many days late it is as things stand; null for never to come.' })
  daysLateBefore: number | null;

  @Field(() => Int, { nullable: true, description: 'How many it would be; null for never to come.' })
  daysLateAfter: number | null;

  @Field(() => Boolean, { description: 'Whether it is one of those that something is supposed of, and not one that follows.' })
  supposed: boolean;
}

@ObjectType({ description: 'Two who would have to go back to Q2 with each other.', simpleResolvers: true })
export class MustTalk {
  @Field(() => Agent, { description: 'The Customer.' })
  customer: Relation<Agent>;

  @Field(() => Agent, { description: 'The Performer.' })
  performer: Relation<Agent>;

  @Extensions({ assumedLength: 3 })
  @Field(() => [Workflow], { description: 'About these: 100 at most.' })
  workflows: Relation<Workflow>[];

  @Field(() => Int, { description: 'About how many in all.' })
  workflowsCount: number;
}

@ObjectType({ description: 'What a promise needs later than the day it would be due itself.', simpleResolvers: true })
export class SqueezedNeed {
  @Field(() => ID, { description: 'The dependency.' })
  dependency: string;

  @Field(() => Workflow, { description: 'The workflow that needs, and would be due earlier.' })
  dependent: Relation<Workflow>;

  @Field(() => String, { nullable: true, description: 'The key of the condition that needs it; null: each condition of the promise.' })
  condition: string | null;

  @Field(() => Workflow, { description: 'The workflow that is needed.' })
  provider: Relation<Workflow>;

  @Field(() => String, { nullable: true, description: 'The key of the condition that is needed; null: all its mandatory conditions.' })
  needs: string | null;

  @Field(() => DateTime, { description: 'By when it is needed as things stand.' })
  neededBy: string;

  @Field(() => Int, { description: 'By how many days that comes after the new due.' })
  days: number;
}

@ObjectType({ description: 'Promises that need each other in a ring.', simpleResolvers: true })
export class DependencyRing {
  @Extensions({ assumedLength: 3 })
  @Field(() => [RingStation], { description: 'Each needs the next, and the last the first.' })
  ring: RingStation[];
}

@ObjectType({ description: 'What would follow, were these so. Nothing is written.', simpleResolvers: true })
export class WhatIf {
  @Extensions({ assumedLength: 100 })
  @Field(() => [SupposedDelay], { description: 'Those that would fall late, or later, the latest first: 100 at most.' })
  late: SupposedDelay[];

  @Field(() => Int, { description: 'How many would in all.' })
  lateCount: number;

  @Extensions({ assumedLength: 100 })
  @Field(() => [SupposedDelay], { description: 'Those that would be less late, or no longer: 100 at most.' })
  relieved: SupposedDelay[];

  @Field(() => Int, { description: 'How many would in all.' })
  relievedCount: number;

  @Extensions({ assumedLength: 100 })
  @Field(() => [Workflow], { description: 'Those that would come to be at risk, without a date: 100 at most.' })
  atRisk: Relation<Workflow>[];

  @Field(() => Int, { description: 'How many would in all.' })
  atRiskCount: number;

  @Extensions({ assumedLength: 100 })
  @Field(() => [MustTalk], { description: 'Who would have to go back to Q2 with whom: 100 at most.' })
  backToNegotiation: MustTalk[];

  @Field(() => Int, { description: 'How many such pairs there are in all.' })
  backToNegotiationCount: number;

  @Extensions({ assumedLength: 10 })
  @Field(() => [SqueezedNeed], { description: 'What those that would be due earlier need later than that, by the most days first: 100 at most. Their providers would have to be earlier, too.' })
  squeezed: SqueezedNeed[];

  @Field(() => Int, { description: 'How many such needs there are in all.' })
  squeezedCount: number;

  @Extensions({ assumedLength: 3 })
  @Field(() => [DependencyRing], { description: 'Hard rings that those are on which would fall late, or later, as far as you may see all of a ring: 100 at most. Each delay holds, but none on a ring can begin.' })
  rings: DependencyRing[];

  @Field(() => Int, { description: 'How many more would be late, relieved or at risk that you may not see.' })
  hiddenCount: number;

  @Field(() => Boolean, { description: 'Whether there is, or may be, more than this; `because` says why.' })
  isPartial: boolean;

  @Field(() => [Cut], { description: 'Why it is not all; empty when it is.' })
  because: CutValue[];
}

@ObjectType({ description: 'Proposals that hang on one another: none of them can be settled before the others.', simpleResolvers: true })
export class InterlockGroup {
  @Extensions({ assumedLength: 10 })
  @Field(() => [Workflow], { description: 'The workflows, as far as you may see them: 100 at most.' })
  workflows: Relation<Workflow>[];

  @Field(() => Int, { description: 'How many there are in all.' })
  size: number;
}

export const InterlockGroupConnection = connectionOf('InterlockGroup', () => InterlockGroup, 'interlock groups');
