import { Field, InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'The wish to negotiate anew. Give the reason in `words`.' })
export class RenegotiatePromiseInput extends ActInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Whether the reason is that the concern itself has changed; the Customer then restates it.' })
  concernChanged: boolean;
}

@ObjectType({ implements: ActPayload, description: 'What came of `renegotiatePromise`.', simpleResolvers: true })
export class RenegotiatePromisePayload extends ActPayload {}
