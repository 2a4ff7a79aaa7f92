import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'Free words, in `words`.' })
export class RemarkOnWorkflowInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `remarkOnWorkflow`.', simpleResolvers: true })
export class RemarkOnWorkflowPayload extends ActPayload {}
