import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { RetractDeliveryInput, RetractDeliveryPayload } from '../../schema/workflow/retract-delivery.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class RetractDelivery {
  @Mutation(() => RetractDeliveryPayload, { description: 'The Performer takes the delivery back before it is assessed.' })
  retractDelivery(@Arg('input', () => RetractDeliveryInput, { description: 'What is said.' }) input: RetractDeliveryInput, @Ctx() context: Context): Promise<RetractDeliveryPayload> {
    return speak(context, 'retractDelivery', 'RETRACT', input, () => ({}));
  }
}
