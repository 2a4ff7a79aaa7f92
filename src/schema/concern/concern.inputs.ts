import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ConcernStatus as ConcernStatusValue } from '../../domain/concern/concern.rules.js';
import { Act } from '../act/act.types.js';
import { ConcernStatus } from './concern.enums.js';
import { MutationInput, UserError, VersionedInput } from '../common/payloads.js';
import { Concern } from './concern.types.js';

@InputType({ description: 'Which concerns to list.' })
export class ConcernFilter {
  @Field(() => ID, { nullable: true, description: 'Held by this agent.' })
  holder?: string | null;

  @Field(() => [ConcernStatus], { nullable: true, description: 'With one of these statuses; `[OPEN]` lists what nobody performs for.' })
  statuses?: ConcernStatusValue[] | null;
}

@InputType({ description: 'A concern to hold: "what do I want promised to me?"' })
export class HoldConcernInput extends MutationInput {
  @Field(() => String, { description: 'The concern in words.' })
  statement: string;

  @Field(() => ID, { nullable: true, description: 'Who holds it: you, or a group that you represent. Left out: you.' })
  holder?: string | null;
}

@InputType({ description: 'A concern that something is to be done with.' })
export class ConcernInput extends VersionedInput {
  @Field(() => ID, { description: 'The concern.' })
  concern: string;
}

@InputType({ description: 'A concern of one who has left, for somebody else.' })
export class ReassignConcernInput extends ConcernInput {
  @Field(() => ID, { description: 'Whose concern it is from now on.' })
  holder: string;
}

@InputType({ description: 'A concern, said anew.' })
export class RestateConcernInput extends ConcernInput {
  @Field(() => String, { description: 'The concern in its new words.' })
  statement: string;
}

@ObjectType({ description: 'What came of a change of a concern.', simpleResolvers: true })
export class ConcernPayload {
  @Field(() => Concern, { nullable: true, description: 'The concern after it; null when it was refused.' })
  concern: Concern | null;

  @Field(() => Act, { nullable: true, description: 'The act on the record; null when it was refused.' })
  act: Act | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was done.' })
  userErrors: UserError[];
}
