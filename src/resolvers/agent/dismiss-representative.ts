import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, MembershipInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster, memberOf } from './roster.js';

@Resolver()
export class DismissRepresentative {
  @Mutation(() => AgentPayload, { description: 'Says that a member no longer speaks for the group; they stay a member.' })
  dismissRepresentative(@Arg('input', () => MembershipInput, { description: 'The group and the member.' }) input: MembershipInput, @Ctx() context: Context): Promise<AgentPayload> {
    const target = { id: input.group, field: 'group', membership: { member: input.member, next: { representative: false } } };
    return changeRoster(context, 'dismissRepresentative', 'DISMISS_REPRESENTATIVE', input, target, memberOf);
  }
}
