import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'The end of a negotiation.' })
export class WithdrawFromNegotiationInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `withdrawFromNegotiation`.', simpleResolvers: true })
export class WithdrawFromNegotiationPayload extends ActPayload {}
