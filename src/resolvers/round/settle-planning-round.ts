import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { Refusal } from '../../domain/common/refusal.js';
import { judgeSettling, settleOrder } from '../../domain/round/settle.rules.js';
import type { SettlingAct } from '../../domain/round/settle.rules.js';
import type { WorkflowState } from '../../domain/workflow/workflow.types.js';
import type { SubjectChange } from '../../graph/composing.js';
import { alsoRoundScene } from '../../graph/rounds.js';
import { PlanningRoundInput, SettlePlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { orUserErrors } from '../common/refusals.js';
import { misalignmentView } from './misalignment.view.js';
import { changeRound, leaving, roundChanged } from './rounds.js';
import { sightOf } from './sight.js';
import type { RoundSight } from './sight.js';

@Resolver()
export class SettlePlanningRound {
  @Extensions({ points: 50 }) // it may write thousands of promises
  @Mutation(() => SettlePlanningRoundPayload, { description: 'The convener settles a planning round: every consent becomes the promise that it stands for, all in one, or none where anything is misaligned and not waived.' })
  settlePlanningRound(@Arg('input', () => PlanningRoundInput, { description: 'What is said.' }) input: PlanningRoundInput, @Ctx() context: Context): Promise<SettlePlanningRoundPayload> {
    let sight: RoundSight | null = null;
    const settling = orUserErrors(() => changeRound(context, input, {
      operation: 'settlePlanningRound', act: 'SETTLE', target: { all: true, lockOrganization: true },
      also: (round) => alsoRoundScene(context.identity, round),
      content: ({ state, found, also }) => {
        const { facts, all } = (sight = sightOf(state, also, found.now));
        const acts = settleOrder(state, facts);
        judgeSettling(state, all, acts);
        const states = [...also.near.values()].map((near) => near.state);
        const promised = new Map(acts.map((act) => [act.workflow, act]));
        return {
          data: {},
          effects: [
            ...states.flatMap((one) => settled(one, promised.get(one.id), state.id, found.newId)),
            ...leaving(states.filter(({ id }) => !promised.has(id)), state.id),
          ],
        };
      },
    }).catch(inTwo).then(roundChanged), { act: null, round: null });
    const payload = settling.then((answer) => ({ ...answer, misalignments: answer.act !== null ? [] : sight === null ? null : inTheWay(sight) }));
    // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
    return payload as unknown as Promise<SettlePlanningRoundPayload>;
  }
}

/** What is to be done about a round that takes longer than an operation may. */
function inTwo(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'TIMEOUT') throw error;
  throw new Refusal('TIMEOUT', 'Settling the round took longer than an operation may. Nothing was promised. Send the same again, with the same key; if it comes to that again, settle it in two: take workflows that nothing ties to the others into a round of their own.', { cause: error });
}

/** The act that a consent stands for, said by whoever consented. */
function settled(state: WorkflowState, act: SettlingAct | undefined, round: string, newId: () => string): readonly SubjectChange[] {
  if (act === undefined) return [];
  const { person, party, side, proposal } = act;
  return [{ kind: 'WORKFLOW', id: state.id, before: state, said: [{ act: act.act, data: { proposal, promise: newId(), round }, side, person, party }] }];
}

function inTheWay(sight: RoundSight) {
  return sight.told.filter(({ key }) => sight.left.has(key)).map((one) => misalignmentView(one, sight));
}
