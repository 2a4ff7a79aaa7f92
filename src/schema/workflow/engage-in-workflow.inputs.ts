import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'The choice to work together.' })
export class EngageInWorkflowInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `engageInWorkflow`.', simpleResolvers: true })
export class EngageInWorkflowPayload extends ActPayload {}
