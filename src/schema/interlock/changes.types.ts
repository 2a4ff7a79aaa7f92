import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import type { Cut as CutValue } from '../../domain/interlock/allowance.rules.js';
import type { DependencyKind as DependencyKindValue } from '../../domain/interlock/interlock.types.js';
import type { Difference as DifferenceValue, PlanSubject as PlanSubjectValue } from '../../domain/interlock/plan-changes.rules.js';
import { Cut, DependencyKind, DifferenceKind, PlanSubject } from './interlock.enums.js';
import { connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'How one promise was affected at one of two moments.', simpleResolvers: true })
export class AffectedThen {
  @Field(() => Int, { description: 'By how many dependencies it hung on what was asked about.' })
  distance: number;

  @Field(() => DependencyKind, { description: 'How much it hung on what was asked about, by the strongest chain.' })
  kind: DependencyKindValue;

  @Field(() => Int, { nullable: true, description: 'How many days late it would have been; null where no date follows, and for never to come.' })
  daysLate: number | null;

  @Field(() => Boolean, { description: 'Whether it would never have come.' })
  never: boolean;
}

@ObjectType({ description: 'A promise that is affected otherwise than it was.', simpleResolvers: true })
export class ImpactChange {
  @Field(() => DifferenceKind, { description: 'What has become of it.' })
  difference: DifferenceValue;

  @Field(() => Workflow, { description: 'The workflow it is promised in, as it stands.' })
  workflow: Relation<Workflow>;

  @Field(() => AffectedThen, { nullable: true, description: 'At the first moment; null when it was not affected.' })
  before: AffectedThen | null;

  @Field(() => AffectedThen, { nullable: true, description: 'At the second; null when it is no longer affected.' })
  after: AffectedThen | null;
}

@ObjectType({ description: 'How many things differ, and how.', simpleResolvers: true })
export class DifferenceCounts {
  @Field(() => Int, { description: 'Those that are there now and were not.' })
  appeared: number;

  @Field(() => Int, { description: 'Those that were there and are no longer.' })
  gone: number;

  @Field(() => Int, { description: 'Those that are otherwise.' })
  changed: number;
}

export const ImpactChangeConnection = connectionOf('ImpactChange', () => ImpactChange, 'promises that are affected otherwise than they were');

@ObjectType({ description: 'One question about impact, answered at two moments: what has appeared, what is gone, and what is otherwise.', simpleResolvers: true })
export class ImpactChanges {
  @Field(() => DifferenceCounts, { description: 'Counts of all of them.' })
  counts: DifferenceCounts;

  @Field(() => Int, { description: 'How many were affected at the first moment that you may see.' })
  countBefore: number;

  @Field(() => Int, { description: 'How many at the second.' })
  countAfter: number;

  @Field(() => Boolean, { description: 'Whether one of the two answers was cut, so that what seems to have appeared or gone may only have been left out; `because` says why.' })
  isPartial: boolean;

  @Field(() => [Cut], { description: 'Why they are not whole; empty when they are.' })
  because: CutValue[];
}

@ObjectType({ description: 'One field of something that has changed, as text.', simpleResolvers: true })
export class FieldChange {
  @Field(() => String, { description: 'Its name: `due`, `phase`, `performer` and so on. Of what appeared or is gone, all that it says.' })
  field: string;

  @Field(() => String, { nullable: true, description: 'What it was; null for nothing. Agents by their ids.' })
  before: string | null;

  @Field(() => String, { nullable: true, description: 'What it is; null for nothing. Agents by their ids.' })
  after: string | null;
}

@ObjectType({ description: 'One thing of a plan that is not as it was.', simpleResolvers: true })
export class PlanChange {
  @Field(() => PlanSubject, { description: 'What it is.' })
  subject: PlanSubjectValue;

  @Field(() => DifferenceKind, { description: 'What has become of it.' })
  difference: DifferenceValue;

  @Field(() => Workflow, { description: 'The workflow it is of, as it stands: of a dependency the one that needs, of a service the one that serves.' })
  workflow: Relation<Workflow>;

  @Field(() => String, { nullable: true, description: 'The key of the condition that it is, or that needs; null for the whole promise.' })
  condition: string | null;

  @Field(() => Workflow, { nullable: true, description: 'Of a dependency the workflow that is needed, of a service the one that is served.' })
  other: Relation<Workflow> | null;

  @Field(() => ID, { nullable: true, description: 'Of a dependency, its id.' })
  dependency: string | null;

  @Extensions({ assumedLength: 5 })
  @Field(() => [FieldChange], { description: 'Field by field.' })
  fields: FieldChange[];
}

export const PlanChangeConnection = connectionOf('PlanChange', () => PlanChange, 'things of a plan that are not as they were', true);

@ObjectType({ description: 'How many things of one kind differ.', simpleResolvers: true })
export class PlanDifferences {
  @Field(() => PlanSubject, { description: 'The kind of thing.' })
  subject: PlanSubjectValue;

  @Field(() => DifferenceCounts, { description: 'How many.' })
  counts: DifferenceCounts;
}

@ObjectType({ description: 'What has become of a plan between two moments: its workflows, their conditions, what they need and whom they serve.', simpleResolvers: true })
export class PlanChanges {
  @Extensions({ assumedLength: 4 })
  @Field(() => [PlanDifferences], { description: 'Counts of all of them, by what they are.' })
  counts: PlanDifferences[];

  @Field(() => Boolean, { description: 'Whether there is, or may be, more than is counted here and in `hiddenCount`; `because` says why.' })
  isPartial: boolean;

  @Field(() => [Cut], { description: 'Why it is not all; empty when it is.' })
  because: CutValue[];
}
