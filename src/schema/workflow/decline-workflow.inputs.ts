import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'That it is no fit. Give the reason in `words`.' })
export class DeclineWorkflowInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `declineWorkflow`.', simpleResolvers: true })
export class DeclineWorkflowPayload extends ActPayload {}
