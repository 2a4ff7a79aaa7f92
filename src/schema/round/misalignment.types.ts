import { Extensions, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { MendKind, MisalignmentKind } from '../../domain/round/round.types.js';
import type { Side as SideValue } from '../../domain/workflow/workflow.types.js';
import { Agent } from '../agent/agent.types.js';
import { MendKindEnum, MisalignmentKindEnum } from './round.enums.js';
import { Side } from '../workflow/workflow.enums.js';
import { TimeWindow } from '../common/payloads.js';
import { connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { Proposal } from '../proposal/proposal.types.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'Two who must talk, and about which workflow.', simpleResolvers: true })
export class Talk {
  @Field(() => Agent, { description: 'One of them.' })
  one: Relation<Agent>;

  @Field(() => Agent, { description: 'The other.' })
  other: Relation<Agent>;

  @Field(() => Workflow, { description: 'What about.' })
  workflow: Relation<Workflow>;
}

@ObjectType({ description: 'One way to mend a misalignment.', simpleResolvers: true })
export class Mend {
  @Field(() => MendKindEnum, { description: 'What would be said.' })
  kind: MendKind;

  @Field(() => Agent, { description: 'By whom.' })
  agent: Relation<Agent>;

  @Field(() => Workflow, { description: 'In which workflow.' })
  workflow: Relation<Workflow>;

  @Field(() => DateTime, { nullable: true, description: 'The day that would do, where a day is the matter.' })
  until: string | null;
}

@InterfaceType({ description: 'Something that stands between a planning round and its settlement.', resolveType: (value: { __typename?: string }) => value.__typename })
export abstract class Misalignment {
  @Field(() => ID, { description: 'The same as long as the same is the matter: what `waiveMisalignment` names. Who accepted three days late has not accepted three months.' })
  id: string;

  @Field(() => MisalignmentKindEnum, { description: 'What kind it is.' })
  kind: MisalignmentKind;

  @Field(() => String, { description: 'What is the matter, in words.' })
  says: string;

  @Extensions({ assumedLength: 2 })
  @Field(() => [Workflow], { description: 'The workflows that it touches. Whoever may waive it, or would mend it, is told of it where they do not see all of them: of those that they see, then.' })
  workflows: Relation<Workflow>[];

  @Extensions({ assumedLength: 2 })
  @Field(() => [Talk], { description: 'Who must talk to whom, as far as you may know of both.' })
  talk: Talk[];

  @Extensions({ assumedLength: 3 })
  @Field(() => [Mend], { description: 'What would mend it: any one of these.' })
  mends: Mend[];

  @Extensions({ assumedLength: 2 })
  @Field(() => [Agent], { description: 'Who would all have to waive it, as far as you may know of them; empty for what cannot be waived, but has to be mended.' })
  waivableBy: Relation<Agent>[];

  @Extensions({ assumedLength: 2 })
  @Field(() => [Agent], { description: 'Who has waived it, as far as you may know of them.' })
  waivedBy: Relation<Agent>[];

  @Field(() => Boolean, { description: 'Whether it is accepted as it is, by everybody who bears it: it is in the way of nothing then.' })
  waived: boolean;
}

@ObjectType({ implements: Misalignment, description: 'A consent is missing.', simpleResolvers: true })
export class ConsentMissing extends Misalignment {
  @Field(() => Workflow, { description: 'The workflow.' })
  workflow: Relation<Workflow>;

  @Field(() => Proposal, { description: 'The proposal that stands.' })
  proposal: Relation<Proposal>;

  @Field(() => Side, { description: 'The side whose consent is missing.' })
  side: SideValue;
}

@ObjectType({ implements: Misalignment, description: 'Nothing stands that could be consented to, and nobody has declined or deferred the workflow.', simpleResolvers: true })
export class Undecided extends Misalignment {
  @Field(() => Workflow, { description: 'The workflow.' })
  workflow: Relation<Workflow>;
}

@ObjectType({ implements: Misalignment, description: 'A hard dependency that was not acknowledged.', simpleResolvers: true })
export class DependencyNotAcknowledged extends Misalignment {
  @Field(() => ID, { description: 'The dependency.' })
  dependency: string;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that needs; null where you may not see it.' })
  dependent: Relation<Workflow> | null;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that is needed; null where you may not see it.' })
  provider: Relation<Workflow> | null;

  @Field(() => Boolean, { description: 'Whether it was refused; otherwise nobody has answered.' })
  refused: boolean;
}

@ObjectType({ implements: Misalignment, description: 'What is needed comes too late.', simpleResolvers: true })
export class DependencyTooLate extends Misalignment {
  @Field(() => ID, { description: 'The dependency.' })
  dependency: string;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that needs; null where you may not see it.' })
  dependent: Relation<Workflow> | null;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that is needed; null where you may not see it.' })
  provider: Relation<Workflow> | null;

  @Field(() => DateTime, { description: 'When it is needed by.' })
  neededBy: string;

  @Field(() => DateTime, { nullable: true, description: 'When it would be due; null where nobody promises it.' })
  due: string | null;
}

@ObjectType({ description: 'One that needs the next, on a ring.', simpleResolvers: true })
export class RingStation {
  @Field(() => Workflow, { description: 'The workflow that needs.' })
  workflow: Relation<Workflow>;

  @Field(() => String, { nullable: true, description: 'The key of its condition that needs; null for the promise as a whole.' })
  condition: string | null;

  @Field(() => ID, { nullable: true, description: 'The dependency by which it needs the next.' })
  dependency: string | null;

  @Field(() => String, { nullable: true, description: 'The key of the condition that it needs of the next; null for all mandatory ones.' })
  needs: string | null;
}

@ObjectType({ implements: Misalignment, description: 'Promises that need each other in a ring.', simpleResolvers: true })
export class HardRing extends Misalignment {
  @Extensions({ assumedLength: 3 })
  @Field(() => [RingStation], { description: 'Each needs the next, and the last the first.' })
  ring: RingStation[];
}

@ObjectType({ implements: Misalignment, description: 'What serves another promise goes beyond its window.', simpleResolvers: true })
export class OutsideParentsWindow extends Misalignment {
  @Field(() => Workflow, { nullable: true, description: 'The workflow that serves; null where you may not see it.' })
  child: Relation<Workflow> | null;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that is served; null where you may not see it.' })
  parent: Relation<Workflow> | null;

  @Field(() => TimeWindow, { nullable: true, description: 'The window that the first would have; null where you may not see it.' })
  childsWindow: TimeWindow | null;

  @Field(() => TimeWindow, { nullable: true, description: 'The window that the second would have; null where you may not see it.' })
  parentsWindow: TimeWindow | null;
}

@ObjectType({ implements: Misalignment, description: 'A condition that would rest on nothing.', simpleResolvers: true })
export class ConditionUnserved extends Misalignment {
  @Field(() => Workflow, { description: 'The workflow whose condition it is.' })
  workflow: Relation<Workflow>;

  @Field(() => String, { description: 'The key of the condition.' })
  condition: string;
}

@ObjectType({ implements: Misalignment, description: 'A Performer would carry more than they can.', simpleResolvers: true })
export class Overloaded extends Misalignment {
  @Field(() => Agent, { description: 'The Performer.' })
  agent: Relation<Agent>;

  @Field(() => DateTime, { description: 'The moment at which it would be most, in the window of the round.' })
  at: string;

  @Field(() => Int, { description: 'How many promises they would carry then.' })
  promises: number;

  @Field(() => Int, { description: 'How much of their time these would take, in hundredths.' })
  percent: number;

  @Field(() => Int, { nullable: true, description: 'How many promises they can carry at once; null for no limit.' })
  mostPromises: number | null;

  @Field(() => Int, { nullable: true, description: 'How much of their time promises may take, in hundredths; null for no limit.' })
  mostPercent: number | null;
}

export const MisalignmentConnection = connectionOf('Misalignment', () => Misalignment as never, 'misalignments', true);
