import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { checkOptionalText, checkText } from '../../domain/common/text.rules.js';
import { AgentPayload, CreateAgentInput } from '../../schema/agent/agent.inputs.js';
import { changeAs, requireAdministrator } from '../common/changing.js';
import { agentPayload } from './roster.js';

@Resolver()
export class CreateAgent {
  @Mutation(() => AgentPayload, { description: 'Adds an agent to the roster.' })
  createAgent(@Arg('input', () => CreateAgentInput, { description: 'The new agent.' }) input: CreateAgentInput, @Ctx() context: Context): Promise<AgentPayload> {
    return agentPayload(async () => {
      const name = checkText(input.name, 'name', 'name');
      const words = checkOptionalText(input.words, 'words', 'words');
      const subject = checkOptionalText(input.subject, 'name', 'subject');
      if (subject !== null && input.kind === 'GROUP') throw invalid('subject', 'A group signs in as nobody; its representatives speak for it.');
      return changeAs(context, 'createAgent', input, { lockOrganization: true, ...(subject === null ? {} : { identity: subject }) }, (found) => {
        requireAdministrator(found);
        if (found.identityOf !== null) throw invalid('subject', 'Another agent of this organisation has this identity already.');
        const agent = found.newId();
        return [{ kind: 'AGENT', id: agent, before: null, said: [{ act: 'CREATE_AGENT', data: { agent, kind: input.kind, name, subject }, words }] }];
      });
    });
  }
}
