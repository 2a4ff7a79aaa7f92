import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, AgentInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class RevokeAdministrator {
  @Mutation(() => AgentPayload, { description: 'Takes that back. The last administrator stays.' })
  revokeAdministrator(@Arg('input', () => AgentInput, { description: 'The agent.' }) input: AgentInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'revokeAdministrator', 'REVOKE_ADMINISTRATOR', input, { id: input.agent, field: 'agent' }, () => ({}));
  }
}
