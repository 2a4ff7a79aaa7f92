import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgreeToProposalInput, AgreeToProposalPayload } from '../../schema/workflow/agree-to-proposal.inputs.js';
import { byAccepting } from '../interlock/rings.js';
import { speak, standingProposal } from './speak.js';

@Resolver()
export class AgreeToProposal {
  @Mutation(() => AgreeToProposalPayload, { description: "The Customer agrees to the Performer's standing proposal, which becomes the Performer's promise." })
  agreeToProposal(@Arg('input', () => AgreeToProposalInput, { description: 'What is said.' }) input: AgreeToProposalInput, @Ctx() context: Context): Promise<AgreeToProposalPayload> {
    return speak(context, 'agreeToProposal', 'AGREE', input, ({ input, state, newId }) => ({ proposal: standingProposal(state, input.proposal), promise: newId() }), { ring: byAccepting('AGREE') });
  }
}
