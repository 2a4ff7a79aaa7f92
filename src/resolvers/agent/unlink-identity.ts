import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, AgentInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class UnlinkIdentity {
  @Mutation(() => AgentPayload, { description: 'Takes the identity of an agent away: nobody signs in as it any more.' })
  unlinkIdentity(@Arg('input', () => AgentInput, { description: 'The agent.' }) input: AgentInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'unlinkIdentity', 'UNLINK_IDENTITY', input, { id: input.agent, field: 'agent' }, () => ({}));
  }
}
