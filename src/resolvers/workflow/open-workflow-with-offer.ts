import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { OpenWorkflowWithOfferInput, OpenWorkflowWithOfferPayload } from '../../schema/workflow/open-workflow.inputs.js';
import { beginWorkflow } from './opening.js';

@Resolver()
export class OpenWorkflowWithOffer {
  @Mutation(() => OpenWorkflowWithOfferPayload, { description: 'Opens a workflow as its Performer, unasked, with an offer. A concern that the Customer does not hold yet waits to be articulated by them.' })
  openWorkflowWithOffer(@Arg('input', () => OpenWorkflowWithOfferInput, { description: 'The workflow to open.' }) input: OpenWorkflowWithOfferInput, @Ctx() context: Context): Promise<OpenWorkflowWithOfferPayload> {
    const parties = { customer: input.customer, performer: input.performer ?? null };
    return beginWorkflow(context, 'openWorkflowWithOffer', input, parties, 'PERFORMER', (opening) => [
      { act: 'OPEN', data: opening },
      { act: 'OFFER', data: { customership: null } },
    ]);
  }
}
