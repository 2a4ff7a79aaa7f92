import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkDeadline } from '../../domain/round/round-words.rules.js';
import { roundOf } from '../../domain/workflow/bonds.rules.js';
import { alsoRoundScene } from '../../graph/rounds.js';
import { MoveRoundDeadlineInput, PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { changeRound, joining, roundPayload } from './rounds.js';

@Resolver()
export class MoveRoundDeadline {
  @Mutation(() => PlanningRoundPayload, { description: 'The convener says until when everybody should have consented: whoever is asked to is overdue after it.' })
  moveRoundDeadline(@Arg('input', () => MoveRoundDeadlineInput, { description: 'What is said.' }) input: MoveRoundDeadlineInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    return roundPayload(() => changeRound(context, input, {
      operation: 'moveRoundDeadline', act: 'MOVE_DEADLINE', target: { all: true },
      also: (round) => alsoRoundScene(context.identity, round),
      content: ({ state, found, also }) => {
        const consentBy = checkDeadline(input.consentBy, state, found.now);
        // Each is told, since whoever is asked to consent in it is waited for until then.
        const states = [...also.near.values()].map((near) => near.state).filter((one) => roundOf(one) === state.id && one.phase !== 'CLOSED');
        return { data: { consentBy }, effects: joining(states, { round: state.id, consentBy }) };
      },
    }));
  }
}
