import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkAssessment } from '../../domain/workflow/terms.rules.js';
import { AssessDeliveryInput, AssessDeliveryPayload } from '../../schema/workflow/assess-delivery.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class AssessDelivery {
  @Mutation(() => AssessDeliveryPayload, { description: 'The Customer assesses a delivery, or says how satisfied they are with how a revoked or released promise ended.' })
  assessDelivery(@Arg('input', () => AssessDeliveryInput, { description: 'What is said.' }) input: AssessDeliveryInput, @Ctx() context: Context): Promise<AssessDeliveryPayload> {
    return speak(context, 'assessDelivery', 'ASSESS', input, ({ input, state, newId }) => ({ assessment: newId(), ...checkAssessment(input, state) }));
  }
}
