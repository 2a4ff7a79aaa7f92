import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { DeclineWorkflowInput, DeclineWorkflowPayload } from '../../schema/workflow/decline-workflow.inputs.js';
import { besideTheEnd } from './ending.js';
import { needsWords, speak } from './speak.js';

@Resolver()
export class DeclineWorkflow {
  @Mutation(() => DeclineWorkflowPayload, { description: 'No fit: closes the workflow with the reason, and the concern is open again.' })
  async declineWorkflow(@Arg('input', () => DeclineWorkflowInput, { description: 'What is said.' }) input: DeclineWorkflowInput, @Ctx() context: Context): Promise<DeclineWorkflowPayload> {
    return speak(context, 'declineWorkflow', 'DECLINE', input, needsWords('the reason'), await besideTheEnd(context, input));
  }
}
