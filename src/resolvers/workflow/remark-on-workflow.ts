import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { RemarkOnWorkflowInput, RemarkOnWorkflowPayload } from '../../schema/workflow/remark-on-workflow.inputs.js';
import { needsWords, speak } from './speak.js';

@Resolver()
export class RemarkOnWorkflow {
  @Mutation(() => RemarkOnWorkflowPayload, { description: 'Free words; nothing else changes.' })
  remarkOnWorkflow(@Arg('input', () => RemarkOnWorkflowInput, { description: 'What is said.' }) input: RemarkOnWorkflowInput, @Ctx() context: Context): Promise<RemarkOnWorkflowPayload> {
    return speak(context, 'remarkOnWorkflow', 'REMARK', input, needsWords('the remark'));
  }
}
