import { Field, InputType, ObjectType } from 'type-graphql';
import { When } from '../common/scalars.js';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: '"Not now."' })
export class DeferWorkflowInput extends ActInput {
  @Field(() => When, { description: 'Ask me again on this day.' })
  until: string;
}

@ObjectType({ implements: ActPayload, description: 'What came of `deferWorkflow`.', simpleResolvers: true })
export class DeferWorkflowPayload extends ActPayload {}
