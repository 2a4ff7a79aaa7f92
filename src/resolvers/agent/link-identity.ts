import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkText } from '../../domain/common/text.rules.js';
import { AgentPayload, LinkIdentityInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster } from './roster.js';

@Resolver()
export class LinkIdentity {
  @Mutation(() => AgentPayload, { description: 'Says which subject the tokens of an agent carry, in place of any earlier one.' })
  linkIdentity(@Arg('input', () => LinkIdentityInput, { description: 'The agent.' }) input: LinkIdentityInput, @Ctx() context: Context): Promise<AgentPayload> {
    return changeRoster(context, 'linkIdentity', 'LINK_IDENTITY', input, { id: input.agent, field: 'agent', identity: input.subject.trim() }, () => ({ subject: checkText(input.subject, 'name', 'subject') }));
  }
}
