import { ArgsType, Extensions, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { FindingKind as FindingKindValue, FindingUnit as FindingUnitValue, NextStep as Step } from '../../domain/diagnosis/diagnosis.types.js';
import { Act } from '../act/act.types.js';
import { Agent } from '../agent/agent.types.js';
import { ActKindEnum } from '../act/act.enums.js';
import { FindingKind, FindingUnit } from './diagnosis.enums.js';
import { connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { Concern } from '../concern/concern.types.js';
import { Workflow } from '../workflow/workflow.types.js';
import { DiagnosisThresholds, DiagnosisThresholdsInput } from './threshold.types.js';
import type { ChosenThresholds, ThresholdValues } from './threshold.types.js';

@ArgsType()
export class DiagnosisArguments {
  @Field(() => ID, { nullable: true, description: 'Of this agent, and where it is a group of its members too; of the organisation by its id, or left out.' })
  of?: string | null;

  @Field(() => [FindingKind], { nullable: true, description: 'Only these kinds; left out, all.' })
  kinds?: FindingKindValue[] | null;

  @Field(() => DiagnosisThresholdsInput, { nullable: true, description: 'Other thresholds than the usual ones.' })
  thresholds?: ChosenThresholds | null;
}

@ObjectType({ description: 'What would mend a finding: what somebody may say next.', simpleResolvers: true })
export class FindingStep {
  @Field(() => Agent, { description: 'By whom; a group by its representatives.' })
  by: Relation<Agent>;

  @Field(() => ActKindEnum, { description: 'The act.' })
  act: Step['act'];

  @Field(() => Workflow, { nullable: true, description: 'Where it is said; null where it begins something.' })
  workflow: Relation<Workflow> | null;

  @Field(() => String, { description: 'The same in words.' })
  says: string;
}

@ObjectType({ description: 'Something that keeps people from listening, promising, doing or assessing.', simpleResolvers: true })
export class Finding {
  @Field(() => FindingKind, { description: 'What it is.' })
  kind: FindingKindValue;

  @Field(() => String, { description: 'In words.' })
  says: string;

  @Field(() => Float, { description: 'How much it weighs, 0 to 1: what its kind may weigh × (1 − threshold ÷ (2 × measured)). At the threshold that is half of it, at twice as much three quarters.' })
  weight: number;

  @Field(() => DateTime, { description: 'Since when.' })
  since: string;

  @Field(() => Float, { description: 'How much it is, in `unit`.' })
  measured: number;

  @Field(() => Float, { description: 'From how much on it is a finding.' })
  threshold: number;

  @Field(() => FindingUnit, { description: 'What it is measured in.' })
  unit: FindingUnitValue;

  @Extensions({ assumedLength: 3 })
  @Field(() => [Workflow], { description: 'The workflows that show it, the most telling first: 10 at most.' })
  workflows: Relation<Workflow>[];

  @Field(() => Int, { description: 'How many show it in all.' })
  workflowsCount: number;

  @Extensions({ assumedLength: 2 })
  @Field(() => [Agent], { description: 'Whom it is about: 10 at most.' })
  agents: Relation<Agent>[];

  @Extensions({ assumedLength: 1 })
  @Field(() => [Concern], { description: 'The concerns that show it, where it is about concerns: 10 at most.' })
  concerns: Relation<Concern>[];

  @Extensions({ assumedLength: 1 })
  @Field(() => [Act], { description: 'The acts that show it, where it is about what was said, the latest first: 10 at most.' })
  acts: Relation<Act>[];

  @Extensions({ assumedLength: 2 })
  @Field(() => [FindingStep], { description: 'What would mend it.' })
  next: FindingStep[];
}

export const FindingConnection = connectionOf('Finding', () => Finding, 'findings',
  'How many workflows of the organisation were not looked at, since only their parties may see them. Whether anything is to be found in them is not told.');

@ObjectType({ description: 'How many findings of one kind there are.', simpleResolvers: true })
export class FindingCount {
  @Field(() => FindingKind, { description: 'The kind.' })
  kind: FindingKindValue;

  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Field(() => Float, { description: 'What they weigh together.' })
  weight: number;

  @Field(() => Boolean, { description: 'Whether there is, or may be, more than this: the worst 1,000 that might be findings were judged.' })
  isPartial: boolean;
}

@ObjectType({ description: 'What is to be found in how an organisation, a group or somebody listens, promises and assesses.', simpleResolvers: true })
export class Diagnosis {
  @Field(() => DateTime, { description: 'The moment it is judged at.' })
  at: string;

  @Field(() => Agent, { nullable: true, description: 'Whose it is; null for the whole organisation.' })
  agent: Relation<Agent> | null;

  @Field(() => DiagnosisThresholds, { description: 'What it went by.' })
  thresholds: ThresholdValues;

  @Extensions({ assumedLength: 13 })
  @Field(() => [FindingCount], { description: 'How many there are of each kind that was asked for, those that weigh most together first.' })
  counts: FindingCount[];
}
