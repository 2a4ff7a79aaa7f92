import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkCapacity } from '../../domain/round/capacity.rules.js';
import { AgentPayload, SetAgentCapacityInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class SetAgentCapacity {
  @Mutation(() => AgentPayload, { description: 'Says how much an agent can carry, where that is not what the organisation says of everybody. Planning rounds are judged by it from now on.' })
  setAgentCapacity(@Arg('input', () => SetAgentCapacityInput, { description: 'The agent, and how much.' }) input: SetAgentCapacityInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'setAgentCapacity', 'SET_CAPACITY', input, { id: input.agent, field: 'agent' }, () => checkCapacity(input));
  }
}
