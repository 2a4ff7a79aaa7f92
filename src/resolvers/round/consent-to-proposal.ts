import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invariant } from '../../domain/common/refusal.js';
import { roundOf } from '../../domain/workflow/bonds.rules.js';
import { partyOf } from '../../domain/workflow/speaker.rules.js';
import { ConsentToProposalInput, ConsentToProposalPayload } from '../../schema/round/consent.inputs.js';
import { speak, standingProposal } from '../workflow/speak.js';

@Resolver()
export class ConsentToProposal {
  @Mutation(() => ConsentToProposalPayload, { description: 'In a planning round, in place of agreeing or promising: whoever did not write the standing proposal consents to it. Settling the round makes a promise of it.' })
  consentToProposal(@Arg('input', () => ConsentToProposalInput, { description: 'What is said.' }) input: ConsentToProposalInput, @Ctx() context: Context): Promise<ConsentToProposalPayload> {
    return speak(context, 'consentToProposal', 'CONSENT', input, ({ input, state, side, person }) => {
      const round = roundOf(state);
      invariant(round !== null, 'a consent is given in a planning round');
      const stood = partyOf(state, side);
      return { round, proposal: standingProposal(state, input.proposal), party: stood === person ? null : stood };
    });
  }
}
