import { Field, InputType, ObjectType } from 'type-graphql';
import type { Side as SideValue } from '../../domain/workflow/workflow.types.js';
import { Side } from './workflow.enums.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'The naming of a successor to take back.' })
export class TakeBackHandOverInput extends ActInput {
  @Field(() => Side, { nullable: true, description: 'Whose place, where you could mean either.' })
  side?: SideValue | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `takeBackHandOver`.', simpleResolvers: true })
export class TakeBackHandOverPayload extends ActPayload {}
