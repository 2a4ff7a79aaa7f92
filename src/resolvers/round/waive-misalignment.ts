import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { alignmentOf } from '../../domain/round/alignment.rules.js';
import type { Misalignment } from '../../domain/round/round.types.js';
import { misalignmentOf } from '../../domain/round/settle.rules.js';
import { alsoRoundScene, factsOfScene } from '../../graph/rounds.js';
import type { RoundScene } from '../../graph/rounds.js';
import { MisalignmentInput, PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { changeRound, roundPayload } from './rounds.js';
import type { RoundOccasionOf } from './rounds.js';
import { misalignmentId } from './sight.js';

@Resolver()
export class WaiveMisalignment {
  @Mutation(() => PlanningRoundPayload, { description: 'Whoever bears a misalignment accepts it as it is, on the record. Missing consents and rings cannot be waived, an overload only by the overloaded Performer.' })
  waiveMisalignment(@Arg('input', () => MisalignmentInput, { description: 'What is said.' }) input: MisalignmentInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    const wanted = ({ state, also, found }: RoundOccasionOf<RoundScene>): Misalignment => {
      const alignment = alignmentOf(state, factsOfScene(also, found.now));
      return misalignmentOf(alignment.find(({ key }) => misalignmentId(key) === input.misalignment)?.key ?? '', alignment);
    };
    return roundPayload(() => changeRound(context, input, {
      operation: 'waiveMisalignment', act: 'WAIVE', target: { all: true },
      also: (round) => alsoRoundScene(context.identity, round),
      about: (occasion) => ({ misalignment: wanted(occasion) }),
      content: (occasion) => ({ data: { misalignment: wanted(occasion).key, by: occasion.speaker } }),
    }));
  }
}
