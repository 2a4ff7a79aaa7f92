import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'The end of a workflow.' })
export class CloseWorkflowInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `closeWorkflow`.', simpleResolvers: true })
export class CloseWorkflowPayload extends ActPayload {}
