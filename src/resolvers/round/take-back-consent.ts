import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { TakeBackConsentInput, TakeBackConsentPayload } from '../../schema/round/consent.inputs.js';
import { speak } from '../workflow/speak.js';

@Resolver()
export class TakeBackConsent {
  @Mutation(() => TakeBackConsentPayload, { description: 'Whoever consented in a planning round no longer does.' })
  takeBackConsent(@Arg('input', () => TakeBackConsentInput, { description: 'What is said.' }) input: TakeBackConsentInput, @Ctx() context: Context): Promise<TakeBackConsentPayload> {
    return speak(context, 'takeBackConsent', 'TAKE_BACK_CONSENT', input, () => ({}));
  }
}
