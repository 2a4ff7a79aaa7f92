import { Field, InputType, ObjectType } from 'type-graphql';
import type { Side as SideValue } from '../../domain/workflow/workflow.types.js';
import { Side } from './workflow.enums.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'The place to take.' })
export class TakeOverWorkflowInput extends ActInput {
  @Field(() => Side, { nullable: true, description: 'Whose place, where you could mean either.' })
  side?: SideValue | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `takeOverWorkflow`.', simpleResolvers: true })
export class TakeOverWorkflowPayload extends ActPayload {}
