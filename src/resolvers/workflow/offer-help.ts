import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkCustomership } from '../../domain/workflow/customership.rules.js';
import { OfferHelpInput, OfferHelpPayload } from '../../schema/workflow/offer-help.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class OfferHelp {
  @Mutation(() => OfferHelpPayload, { description: 'The Performer proposes a way to satisfy the concern.' })
  offerHelp(@Arg('input', () => OfferHelpInput, { description: 'What is said.' }) input: OfferHelpInput, @Ctx() context: Context): Promise<OfferHelpPayload> {
    return speak(context, 'offerHelp', 'OFFER', input, ({ input, state }) => ({ customership: checkCustomership(input.customership, state.customership, ['customership']) }));
  }
}
