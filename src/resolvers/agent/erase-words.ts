import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, AgentInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class EraseWords {
  @Mutation(() => AgentPayload, { description: 'Erases, for good, all free words of an agent who has left. Their acts remain.' })
  eraseWords(@Arg('input', () => AgentInput, { description: 'The agent.' }) input: AgentInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'eraseWords', 'ERASE_WORDS', input, { id: input.agent, field: 'agent' }, () => ({}));
  }
}
