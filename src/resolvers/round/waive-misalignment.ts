import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invariant } from '../../domain/common/refusal.js';
import { alignmentOf } from '../../domain/round/alignment.rules.js';
import type { Misalignment } from '../../domain/round/round.types.js';
import { misalignmentOf } from '../../domain/round/settle.rules.js';
import { alsoRoundScene, factsOfScene } from '../../graph/rounds.js';
import { MisalignmentInput, PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { changeRound, roundPayload } from './rounds.js';
import { misalignmentId } from './sight.js';

@Resolver()
export class WaiveMisalignment {
  @Mutation(() => PlanningRoundPayload, { description: 'Whoever bears a misalignment accepts it as it is, on the record. Missing consents and rings cannot be waived, an overload only by the overloaded Performer.' })
  waiveMisalignment(@Arg('input', () => MisalignmentInput, { description: 'What is said.' }) input: MisalignmentInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    let wanted: Misalignment | null = null;
    return roundPayload(() => changeRound(context, input, {
      operation: 'waiveMisalignment', act: 'WAIVE', target: { all: true },
      also: (round) => alsoRoundScene(context.identity, round),
      about: ({ state, also, found }) => {
        const alignment = alignmentOf(state, factsOfScene(also, found.now));
        wanted = misalignmentOf(alignment.find(({ key }) => misalignmentId(key) === input.misalignment)?.key ?? '', alignment);
        return { misalignment: wanted };
      },
      content: ({ speaker }) => {
        invariant(wanted !== null, 'what is to be waived was found before its speaker was judged');
        return { data: { misalignment: wanted.key, by: speaker } };
      },
    }));
  }
}
