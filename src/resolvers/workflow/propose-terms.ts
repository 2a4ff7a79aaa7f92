import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkTerms } from '../../domain/workflow/terms.rules.js';
import { ProposeTermsInput, ProposeTermsPayload } from '../../schema/workflow/propose-terms.inputs.js';
import { byProposing } from '../interlock/rings.js';
import { speak } from './speak.js';

@Resolver()
export class ProposeTerms {
  @Mutation(() => ProposeTermsPayload, { description: 'Puts terms on the table. Each proposal counters the last and voids earlier consent.' })
  proposeTerms(@Arg('input', () => ProposeTermsInput, { description: 'What is said.' }) input: ProposeTermsInput, @Ctx() context: Context): Promise<ProposeTermsPayload> {
    return speak(context, 'proposeTerms', 'PROPOSE', input, ({ input, state, now, newId }) => ({ proposal: newId(), ...checkTerms(input.terms, state, now) }), { ring: byProposing });
  }
}
