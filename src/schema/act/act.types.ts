import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { Side as SideValue } from '../../domain/workflow/workflow.types.js';
import { Agent } from '../agent/agent.types.js';
import { ActKindEnum, SubjectKind } from './act.enums.js';
import { Side } from '../workflow/workflow.enums.js';
import { Difference } from '../common/payloads.js';
import { Node, connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { weight } from '../common/weights.js';

@ObjectType({ description: 'One thing that an act said, besides its words.', simpleResolvers: true })
export class SaidField {
  @Field(() => String, { description: 'Steps joined by dots.' })
  path: string;

  @Field(() => String, { description: 'What was said.' })
  value: string;
}

@ObjectType({ implements: Node, description: 'One speech act on the record: who, when, what was said, what it changed. Never edited, never removed.', simpleResolvers: true })
export class Act extends Node {
  @Field(() => SubjectKind, { description: 'What kind of thing it is about.' })
  about: 'WORKFLOW' | 'CONCERN' | 'AGENT' | 'ORGANIZATION' | 'ROUND' | 'ROLE';

  @Field(() => Node, { nullable: true, description: 'The thing it is about, as it stands now.' })
  subject: Relation<Node> | null;

  @Field(() => Int, { description: 'Its place among the acts about the same thing, from 1, without a gap.' })
  sequence: number;

  @Field(() => ActKindEnum, { description: 'The kind of act.' })
  act: string;

  @Field(() => Side, { nullable: true, description: 'The side it was spoken for; null outside a workflow, for an administrator, or for the clock.' })
  side: SideValue | null;

  @Field(() => Agent, { nullable: true, description: 'Who spoke; null for the clock.' })
  speaker: Relation<Agent> | null;

  @Field(() => Agent, { nullable: true, description: 'The group it was said for, where the speaker represented one.' })
  onBehalfOf: Relation<Agent> | null;

  @Extensions(weight('words'))
  @Field(() => String, { nullable: true, description: 'The free words that went with it.' })
  words: string | null;

  @Field(() => Boolean, { description: 'Whether there were words that have been erased since.' })
  wordsErased: boolean;

  @Extensions(weight('said'))
  @Field(() => [SaidField], { description: 'What was said, field by field.' })
  said: SaidField[];

  @Extensions(weight('changed'))
  @Field(() => [Difference], { description: 'What it changed, field by field.' })
  changed: Difference[];

  @Field(() => DateTime, { description: 'When it was said.' })
  saidAt: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt: string;
}

export const ActConnection = connectionOf('Act', () => Act, 'acts');
