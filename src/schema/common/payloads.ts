import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { RefusalCode } from '../../domain/common/refusal.js';
import { ActKindEnum, SpeakerEnum } from '../act/act.enums.js';
import { ErrorCode } from './error-code.enums.js';
import { CalendarDate, DateTime, Duration, When } from './scalars.js';

@ObjectType({ description: 'An act that may be said instead, and by whom.', simpleResolvers: true })
export class Alternative {
  @Field(() => ActKindEnum, { description: 'The kind of act.' })
  act: string;

  @Field(() => SpeakerEnum, { description: 'Who may say it.' })
  speaker: string;
}

@ObjectType({ description: 'Why a mutation was refused. Nothing was written.', simpleResolvers: true })
export class UserError {
  @Field(() => ErrorCode, { description: 'Stable, to be told apart by programs.' })
  code: RefusalCode;

  @Field(() => [String], { nullable: true, description: 'The path of the input field it is about, where there is one.' })
  field: readonly string[] | null;

  @Field(() => String, { description: 'What is wrong and what to do, for people.' })
  message: string;

  @Field(() => Int, { nullable: true, description: 'The present version of the thing, where a version was the matter.' })
  currentVersion: number | null;

  @Field(() => [Alternative], { description: 'What may be said in the workflow, or of the planning round or role, instead.' })
  instead: readonly Alternative[];
}

@ObjectType({ description: 'A field that differs between two versions of a thing.', simpleResolvers: true })
export class Difference {
  @Field(() => String, { description: 'Steps joined by dots; a condition is named by its key: `conditions.c2.measure.target`.' })
  path: string;

  @Field(() => String, { nullable: true, description: 'The value before; null when there was none.' })
  before: string | null;

  @Field(() => String, { nullable: true, description: 'The value after; null when there is none.' })
  after: string | null;
}

@ObjectType({ description: 'How far ahead something reaches.', simpleResolvers: true })
export class Horizon {
  @Field(() => Duration, { description: 'The calendar length, largest units first: `P3Y`, `P1Y`, `P3M`.' })
  duration: string;

  @Field(() => Int, { description: 'The same in whole days, rounded up.' })
  days: number;
}

@ObjectType({ description: 'A span of time that a promise falls into.', simpleResolvers: true })
export class TimeWindow {
  @Field(() => DateTime, { description: 'When it starts.' })
  starts: string;

  @Field(() => DateTime, { description: 'When it is due to end.' })
  due: string;

  @Field(() => CalendarDate, { description: 'The day it is due, in the time zone of the organisation.' })
  dueOn: string;

  @Field(() => Horizon, { description: 'How long it is.' })
  horizon: Horizon;
}

@InputType({ description: 'A span of time for a cycle.' })
export class TimeWindowInput {
  @Field(() => When, { nullable: true, description: 'When it starts; left out, now (for a proposal: as the cycle does).' })
  starts?: string | null;

  @Field(() => When, { description: 'When it is due to end.' })
  due: string;
}

@InputType({ description: 'A range of time horizons.' })
export class HorizonFilter {
  @Field(() => Int, { nullable: true, description: 'At least so many days.' })
  atLeastDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'At most so many days.' })
  atMostDays?: number | null;
}

@InputType({ description: 'A range of moments.' })
export class TimeRange {
  @Field(() => When, { nullable: true, description: 'Not before this; a bare date means the beginning of that day.' })
  from?: string | null;

  @Field(() => When, { nullable: true, description: 'Not after this; a bare date means the end of that day.' })
  to?: string | null;
}

@InputType({ description: 'What every mutation takes.' })
export abstract class MutationInput {
  @Field(() => String, { nullable: true, description: 'A key of your own making. The same key with the same input does the thing once, and answers the same again for 48 hours.' })
  idempotencyKey?: string | null;

  @Field(() => String, { nullable: true, description: 'Free words to go with it, 10,000 characters at most.' })
  words?: string | null;
}

@InputType({ description: 'What every mutation takes that changes a thing that exists.' })
export abstract class VersionedInput extends MutationInput {
  @Field(() => Int, { nullable: true, description: 'The version you decided upon. If it has moved on since, the answer is CONFLICT with the present one.' })
  expectedVersion?: number | null;
}
