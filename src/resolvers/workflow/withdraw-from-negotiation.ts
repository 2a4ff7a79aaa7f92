import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { WithdrawFromNegotiationInput, WithdrawFromNegotiationPayload } from '../../schema/workflow/withdraw-from-negotiation.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class WithdrawFromNegotiation {
  @Mutation(() => WithdrawFromNegotiationPayload, { description: 'Ends the negotiation: back to listening or, after a renegotiation, to the promise in force as it was.' })
  withdrawFromNegotiation(@Arg('input', () => WithdrawFromNegotiationInput, { description: 'What is said.' }) input: WithdrawFromNegotiationInput, @Ctx() context: Context): Promise<WithdrawFromNegotiationPayload> {
    return speak(context, 'withdrawFromNegotiation', 'WITHDRAW', input, () => ({}));
  }
}
