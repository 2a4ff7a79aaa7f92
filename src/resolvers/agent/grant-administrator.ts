import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, AgentInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class GrantAdministrator {
  @Mutation(() => AgentPayload, { description: 'Makes an agent an administrator, who manages the roster.' })
  grantAdministrator(@Arg('input', () => AgentInput, { description: 'The agent.' }) input: AgentInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'grantAdministrator', 'GRANT_ADMINISTRATOR', input, { id: input.agent, field: 'agent' }, () => ({}));
  }
}
