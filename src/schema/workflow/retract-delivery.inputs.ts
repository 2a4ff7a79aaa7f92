import { InputType, ObjectType } from 'type-graphql';
import { ActInput, ActPayload } from './act.inputs.js';

@InputType({ description: 'That the delivery is taken back.' })
export class RetractDeliveryInput extends ActInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `retractDelivery`.', simpleResolvers: true })
export class RetractDeliveryPayload extends ActPayload {}
