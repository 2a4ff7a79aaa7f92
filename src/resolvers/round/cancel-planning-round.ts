import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { alsoRoundScene } from '../../graph/rounds.js';
import { PlanningRoundInput, PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { changeRound, leaving, roundPayload } from './rounds.js';

@Resolver()
export class CancelPlanningRound {
  @Mutation(() => PlanningRoundPayload, { description: 'The convener gives a planning round up: nothing is promised by it, its consents are void, and its workflows go on by themselves.' })
  cancelPlanningRound(@Arg('input', () => PlanningRoundInput, { description: 'What is said.' }) input: PlanningRoundInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    return roundPayload(() => changeRound(context, input, {
      operation: 'cancelPlanningRound', act: 'CANCEL', target: { all: true },
      also: (round) => alsoRoundScene(context.identity, round),
      content: ({ state, also }) => ({ data: {}, effects: leaving([...also.near.values()].map((near) => near.state), state.id) }),
    }));
  }
}
