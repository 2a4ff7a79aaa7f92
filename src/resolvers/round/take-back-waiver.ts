import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { Refusal } from '../../domain/common/refusal.js';
import type { RoundState } from '../../domain/round/round.types.js';
import { alsoRoundScene } from '../../graph/rounds.js';
import { MisalignmentInput, PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { changeRound, roundPayload } from './rounds.js';
import { misalignmentId } from './sight.js';

@Resolver()
export class TakeBackWaiver {
  @Mutation(() => PlanningRoundPayload, { description: 'Whoever waived a misalignment no longer accepts it.' })
  takeBackWaiver(@Arg('input', () => MisalignmentInput, { description: 'What is said.' }) input: MisalignmentInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    const keyIn = ({ waivers }: RoundState): string => {
      const waiver = waivers.find(({ misalignment }) => misalignmentId(misalignment) === input.misalignment);
      if (waiver === undefined) throw new Refusal('NOT_FOUND', 'Nothing with this id is waived in the round.', { field: ['misalignment'] });
      return waiver.misalignment;
    };
    return roundPayload(() => changeRound(context, input, {
      operation: 'takeBackWaiver', act: 'TAKE_BACK_WAIVER', target: {},
      also: (round) => alsoRoundScene(context.identity, round),
      about: ({ state }) => ({ misalignment: { key: state.waivers.length === 0 ? '' : keyIn(state), waivedBy: [] } }),
      content: ({ state, speaker }) => ({ data: { misalignment: keyIn(state), by: speaker } }),
    }));
  }
}
