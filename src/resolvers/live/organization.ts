import type { Context } from '../../context.js';
import { readViewer } from '../../graph/agents.js';
import type { OrganizationEvent } from '../../schema/live/live.types.js';
import { workflowView } from '../workflow/workflow.view.js';
import type { WorkflowView } from '../workflow/workflow.view.js';
import { hear, isOfClock } from './telling.js';
import type { Told } from './telling.js';

/**
 * Tells what changes in the organisation, as far as the listener may see it.
 * @throws Refusal UNAUTHENTICATED when the listener's time is up
 */
export async function* tellOrganization(context: Context, asked: { readonly after?: string | null }, signal: AbortSignal): AsyncGenerator<Told<OrganizationEvent>, void> {
  for await (const { event, context: fresh, common } of hear(context, asked.after, signal, () => true)) {
    // What carries no acts to look at has still to find its listener in the organisation.
    if (event === null) await readViewer(fresh.reader);
    const [id, ...more] = event?.workflows ?? [];
    const workflow = async (): Promise<WorkflowView | null> => {
      const found = id === undefined || more.length > 0 ? null : await fresh.loaders.workflows.load({ id, asOf: null });
      return found === null ? null : workflowView(found);
    };
    if (isOfClock(common) && (await workflow()) === null) continue;
    yield { context: fresh, event: { __typename: 'OrganizationEvent', ...common, workflow } };
  }
}
