import { Field, ObjectType } from 'type-graphql';
import type { WorkflowGapKind } from '../../domain/interlock/cascade-gaps.rules.js';
import { GapKind } from './cascade.enums.js';
import { connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'A hole in the cascade: something that is to be declared, served, or let go.', simpleResolvers: true })
export class CascadeGap {
  @Field(() => GapKind, { description: 'What is missing.' })
  kind: WorkflowGapKind;

  @Field(() => Workflow, { description: 'The workflow that has the gap.' })
  workflow: Relation<Workflow>;

  @Field(() => String, { nullable: true, description: 'Of CONDITION_UNSERVED: the key of the condition.' })
  condition: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Of CONDITION_UNSERVED: whether the promise rests on the condition.' })
  mandatory: boolean | null;

  @Field(() => Workflow, { nullable: true, description: 'Of PARENT_GONE: what it serves. Told to those who may see it.' })
  parent: Relation<Workflow> | null;
}

export const CascadeGapConnection = connectionOf('CascadeGap', () => CascadeGap, 'gaps in the cascade',
  'How many workflows, of the whole organisation or of what the agent performs, were not looked at, since only their parties may see them. Whether they have gaps is not told.');
