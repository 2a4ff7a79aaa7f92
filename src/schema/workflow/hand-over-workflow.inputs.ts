import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Side as SideValue } from '../../domain/workflow/workflow.types.js';
import { Side } from './workflow.enums.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'A successor to name.' })
export class HandOverWorkflowInput extends ActInput {
  @Field(() => ID, { description: 'Who should take the place: never the other party.' })
  successor: string;

  @Field(() => Side, { nullable: true, description: 'Whose place, where you could mean either (an administrator, for one who has left).' })
  side?: SideValue | null;
}

@ObjectType({ implements: ActPayload, description: 'What came of `handOverWorkflow`.', simpleResolvers: true })
export class HandOverWorkflowPayload extends ActPayload {}
