import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { CloseWorkflowInput, CloseWorkflowPayload } from '../../schema/workflow/close-workflow.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class CloseWorkflow {
  @Mutation(() => CloseWorkflowPayload, { description: 'Ends the workflow.' })
  closeWorkflow(@Arg('input', () => CloseWorkflowInput, { description: 'What is said.' }) input: CloseWorkflowInput, @Ctx() context: Context): Promise<CloseWorkflowPayload> {
    return speak(context, 'closeWorkflow', 'CLOSE', input, () => ({}));
  }
}
