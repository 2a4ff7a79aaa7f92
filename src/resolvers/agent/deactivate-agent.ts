import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, AgentInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class DeactivateAgent {
  @Mutation(() => AgentPayload, { description: 'Says that an agent has left. It keeps its place in the record; its tokens stop working at once.' })
  deactivateAgent(@Arg('input', () => AgentInput, { description: 'The agent.' }) input: AgentInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'deactivateAgent', 'DEACTIVATE_AGENT', input, { id: input.agent, field: 'agent' }, () => ({}));
  }
}
