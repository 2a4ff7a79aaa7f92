import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkText } from '../../domain/common/text.rules.js';
import { AgentPayload, RenameAgentInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class RenameAgent {
  @Mutation(() => AgentPayload, { description: 'Renames an agent. Its earlier name stays on the record, and shows in the past.' })
  renameAgent(@Arg('input', () => RenameAgentInput, { description: 'The agent.' }) input: RenameAgentInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'renameAgent', 'RENAME_AGENT', input, { id: input.agent, field: 'agent' }, () => ({ name: checkText(input.name, 'name', 'name') }));
  }
}
