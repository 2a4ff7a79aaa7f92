import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { OpenWorkflowInput, OpenWorkflowPayload } from '../../schema/workflow/open-workflow.inputs.js';
import { beginWorkflow } from './opening.js';

@Resolver()
export class OpenWorkflow {
  @Mutation(() => OpenWorkflowPayload, { description: 'Opens a workflow as its Customer: articulates the concern and, if you wish, asks for help with it at once.' })
  openWorkflow(@Arg('input', () => OpenWorkflowInput, { description: 'The workflow to open.' }) input: OpenWorkflowInput, @Ctx() context: Context): Promise<OpenWorkflowPayload> {
    const parties = { customer: input.customer ?? null, performer: input.performer };
    return beginWorkflow(context, 'openWorkflow', input, parties, 'CUSTOMER', (opening) => [
      { act: 'OPEN', data: opening },
      { act: 'ARTICULATE', data: { statement: opening.concern.statement } },
      ...(input.request ? [{ act: 'REQUEST' as const, data: { customership: null } }] : []),
    ]);
  }
}
