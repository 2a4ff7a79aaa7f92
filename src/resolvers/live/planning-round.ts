import type { Context } from '../../context.js';
import type { PlanningRoundEvent } from '../../schema/live/live.types.js';
import { localId, notFound } from '../common/identifiers.js';
import { roundView } from '../round/round.view.js';
import { workflowView } from '../workflow/workflow.view.js';
import type { WorkflowView } from '../workflow/workflow.view.js';
import { hear, isOfClock } from './telling.js';
import type { Told } from './telling.js';

/**
 * Tells what is said of one planning round, and in the workflows that are in it.
 * @throws Refusal NOT_FOUND when there is none; UNAUTHENTICATED when the listener's time is up
 */
export async function* tellPlanningRound(context: Context, asked: { readonly round: string; readonly after?: string | null }, signal: AbortSignal): AsyncGenerator<Told<PlanningRoundEvent>, void> {
  const id = localId('PlanningRound', asked.round, 'round');
  // As they were told of last: whatever brings a workflow in, or takes it out, is said of the round too.
  let inIt: ReadonlySet<string> = new Set();
  const concerns = ({ marks, workflows }: { readonly marks: readonly string[]; readonly workflows: readonly string[] }): boolean =>
    marks.some((mark) => mark.startsWith(`${id} `)) || workflows.some((workflow) => inIt.has(workflow));
  for await (const { event, context: fresh, common } of hear(context, asked.after, signal, concerns)) {
    const found = await fresh.loaders.rounds.load({ id, asOf: null });
    if (found === null) throw notFound('PlanningRound', 'round');
    inIt = new Set(found.state.workflows);
    const [first, ...more] = event?.workflows ?? [];
    const workflow = async (): Promise<WorkflowView | null> => {
      const seen = first === undefined || more.length > 0 ? null : await fresh.loaders.workflows.load({ id: first, asOf: null });
      return seen === null ? null : workflowView(seen);
    };
    if (isOfClock(common) && (await workflow()) === null) continue;
    yield { context: fresh, event: { __typename: 'PlanningRoundEvent', ...common, round: roundView(found), workflow } };
  }
}
