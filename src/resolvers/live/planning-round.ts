import type { Context } from '../../context.js';
import type { PlanningRoundEvent } from '../../schema/live/live.types.js';
import { localId, notFound } from '../common/identifiers.js';
import { roundView } from '../round/round.view.js';
import { hear, isOfClock, workflowOf } from './telling.js';
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
  for await (const heard of hear(context, asked.after, signal, concerns)) {
    const { context: fresh, common } = heard;
    const found = await fresh.loaders.rounds.load({ id, asOf: null });
    if (found === null) throw notFound('PlanningRound', 'round');
    inIt = new Set(found.state.workflows);
    const workflow = workflowOf(heard);
    if (isOfClock(common) && (await workflow()) === null) continue;
    yield { context: fresh, event: { __typename: 'PlanningRoundEvent', ...common, round: roundView(found), workflow } };
  }
}
