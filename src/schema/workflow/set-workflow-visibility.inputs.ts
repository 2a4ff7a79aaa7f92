import { Field, InputType, ObjectType } from 'type-graphql';
import type { Visibility as VisibilityValue } from '../../domain/workflow/workflow.types.js';
import { Visibility } from './workflow.enums.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'Who may see a workflow from now on, its past included.' })
export class SetWorkflowVisibilityInput extends ActInput {
  @Field(() => Visibility, { description: 'Who may see it.' })
  visibility: VisibilityValue;
}

@ObjectType({ implements: ActPayload, description: 'What came of `setWorkflowVisibility`.', simpleResolvers: true })
export class SetWorkflowVisibilityPayload extends ActPayload {}
