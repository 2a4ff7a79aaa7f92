import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, AgentInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class ReactivateAgent {
  @Mutation(() => AgentPayload, { description: 'Says that an agent takes part again.' })
  reactivateAgent(@Arg('input', () => AgentInput, { description: 'The agent.' }) input: AgentInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'reactivateAgent', 'REACTIVATE_AGENT', input, { id: input.agent, field: 'agent' }, () => ({}));
  }
}
