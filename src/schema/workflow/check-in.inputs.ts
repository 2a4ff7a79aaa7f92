import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: "The Customer's check on how it goes." })
export class CheckInInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `checkIn`.', simpleResolvers: true })
export class CheckInPayload extends ActPayload {}
