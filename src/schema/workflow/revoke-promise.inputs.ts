import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'That the promise cannot be kept.' })
export class RevokePromiseInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `revokePromise`.', simpleResolvers: true })
export class RevokePromisePayload extends ActPayload {}
