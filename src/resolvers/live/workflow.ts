import type { Context } from '../../context.js';
import { readWorkflow } from '../../graph/workflows.js';
import type { WorkflowEvent } from '../../schema/live/live.types.js';
import { localId, notFound } from '../common/identifiers.js';
import { workflowView } from '../workflow/workflow.view.js';
import { hear } from './telling.js';
import type { Told } from './telling.js';

/**
 * Tells what happens in one workflow.
 * @throws Refusal NOT_FOUND when there is none, or it may no longer be seen; UNAUTHENTICATED when the listener's time is up
 */
export async function* tellWorkflow(context: Context, asked: { readonly workflow: string; readonly after?: string | null }, signal: AbortSignal): AsyncGenerator<Told<WorkflowEvent>, void> {
  const id = localId('Workflow', asked.workflow, 'workflow');
  const outOfSight = (): never => {
    throw notFound('Workflow', 'workflow');
  };
  for await (const heard of hear(context, asked.after, signal, ({ workflows }) => workflows.includes(id), outOfSight)) {
    const found = (await readWorkflow(heard.context.reader, id)) ?? outOfSight();
    yield { context: heard.context, event: { __typename: 'WorkflowEvent', ...heard.common, workflow: workflowView(found) } };
  }
}
