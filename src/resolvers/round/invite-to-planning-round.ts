import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkInvitation } from '../../domain/round/round-words.rules.js';
import { alsoRoundAndSome } from '../../graph/rounds.js';
import { InviteToPlanningRoundInput, PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { agentsNamed, agentsThere, changeRound, roundPayload } from './rounds.js';

@Resolver()
export class InviteToPlanningRound {
  @Mutation(() => PlanningRoundPayload, { description: 'The convener asks agents to bring the workflows that they are party to.' })
  inviteToPlanningRound(@Arg('input', () => InviteToPlanningRoundInput, { description: 'What is said.' }) input: InviteToPlanningRoundInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    return roundPayload(async () => {
      const agents = agentsNamed(input.agents);
      return changeRound(context, input, {
        operation: 'inviteToPlanningRound', act: 'INVITE', target: { agents },
        also: (round) => alsoRoundAndSome(context.identity, round, []),
        content: ({ state, found }) => ({ data: { agents: checkInvitation(agentsThere(agents, found.cast), state.invited) } }),
      });
    });
  }
}
