import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { CloseWorkflowInput, CloseWorkflowPayload } from '../../schema/workflow/close-workflow.inputs.js';
import { besideTheEnd } from './ending.js';
import { speak } from './speak.js';

@Resolver()
export class CloseWorkflow {
  @Mutation(() => CloseWorkflowPayload, { description: 'Ends the workflow.' })
  async closeWorkflow(@Arg('input', () => CloseWorkflowInput, { description: 'What is said.' }) input: CloseWorkflowInput, @Ctx() context: Context): Promise<CloseWorkflowPayload> {
    return speak(context, 'closeWorkflow', 'CLOSE', input, () => ({}), await besideTheEnd(context, input));
  }
}
