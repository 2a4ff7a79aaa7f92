import type { Context } from '../../context.js';
import { readViewer } from '../../graph/agents.js';
import type { OrganizationEvent } from '../../schema/live/live.types.js';
import { hear, isOfClock, workflowOf } from './telling.js';
import type { Told } from './telling.js';

/**
 * Tells what changes in the organisation, as far as the listener may see it.
 * @throws Refusal UNAUTHENTICATED when the listener's time is up
 */
export async function* tellOrganization(context: Context, asked: { readonly after?: string | null }, signal: AbortSignal): AsyncGenerator<Told<OrganizationEvent>, void> {
  for await (const heard of hear(context, asked.after, signal, () => true)) {
    const { event, context: fresh, common } = heard;
    // What carries no acts to look at has still to find its listener in the organisation.
    if (event === null) await readViewer(fresh.reader);
    const workflow = workflowOf(heard);
    if (isOfClock(common) && (await workflow()) === null) continue;
    yield { context: fresh, event: { __typename: 'OrganizationEvent', ...common, workflow } };
  }
}
