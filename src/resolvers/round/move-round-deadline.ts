import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkDeadline } from '../../domain/round/round-words.rules.js';
import { alsoRoundAndSome } from '../../graph/rounds.js';
import { MoveRoundDeadlineInput, PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { changeRound, roundPayload } from './rounds.js';

@Resolver()
export class MoveRoundDeadline {
  @Mutation(() => PlanningRoundPayload, { description: 'The convener says until when everybody should have consented.' })
  moveRoundDeadline(@Arg('input', () => MoveRoundDeadlineInput, { description: 'What is said.' }) input: MoveRoundDeadlineInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    return roundPayload(() => changeRound(context, input, {
      operation: 'moveRoundDeadline', act: 'MOVE_DEADLINE', target: {},
      also: (round) => alsoRoundAndSome(context.identity, round, []),
      content: ({ state, found }) => ({ data: { consentBy: checkDeadline(input.consentBy, state, found.now) } }),
    }));
  }
}
