import { Field, ID, InputType, Int, InterfaceType } from 'type-graphql';
import { Act } from '../act/act.types.js';
import { UserError } from '../common/payloads.js';
import { Workflow } from './workflow.types.js';

@InputType({ description: 'What every act in a workflow takes.' })
export abstract class ActInput {
  @Field(() => ID, { description: 'The workflow it is spoken in.' })
  workflow: string;

  @Field(() => String, { nullable: true, description: 'Free words to go with it, 10,000 characters at most.' })
  words?: string | null;

  @Field(() => String, { description: 'A key of your own making. The same key with the same input happens once, and answers the same again for 48 hours.' })
  idempotencyKey: string;

  @Field(() => Int, { nullable: true, description: 'The version of the workflow you decided upon. If it has moved on since, the answer is CONFLICT with the present one.' })
  expectedVersion?: number | null;
}

@InterfaceType({ description: 'What came of an act.' })
export abstract class ActPayload {
  @Field(() => Act, { nullable: true, description: 'The act on the record; null when it was refused.' })
  act: Act | null;

  @Field(() => Workflow, { nullable: true, description: 'The workflow after the act; null when it was refused, or when the act ended what let you see it.' })
  workflow: Workflow | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was done.' })
  userErrors: UserError[];
}
