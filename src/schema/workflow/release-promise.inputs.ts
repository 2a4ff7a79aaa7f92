import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'That the promise is no longer needed.' })
export class ReleasePromiseInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `releasePromise`.', simpleResolvers: true })
export class ReleasePromisePayload extends ActPayload {}
