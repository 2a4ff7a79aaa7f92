import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { NoticeWorkflowInput, NoticeWorkflowPayload } from '../../schema/workflow/open-workflow.inputs.js';
import { beginWorkflow } from './opening.js';

@Resolver()
export class NoticeWorkflow {
  @Mutation(() => NoticeWorkflowPayload, { description: 'Notes down an implicit workflow: one that is known to exist and was never spoken. Nobody is waited for in it, and nothing forces it to become explicit; it does with the first articulation, request or offer.' })
  noticeWorkflow(@Arg('input', () => NoticeWorkflowInput, { description: 'The workflow to note down.' }) input: NoticeWorkflowInput, @Ctx() context: Context): Promise<NoticeWorkflowPayload> {
    return beginWorkflow(context, 'noticeWorkflow', input, { customer: input.customer, performer: input.performer }, null, (opening) => [{ act: 'NOTICE', data: opening }]);
  }
}
