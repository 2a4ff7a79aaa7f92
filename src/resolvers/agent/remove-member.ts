import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, MembershipInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster, memberOf } from './roster.js';

@Resolver()
export class RemoveMember {
  @Mutation(() => AgentPayload, { description: 'Says that an agent no longer belongs to a group, nor speaks for it.' })
  removeMember(@Arg('input', () => MembershipInput, { description: 'The group and the member.' }) input: MembershipInput, @Ctx() context: Context): Promise<AgentPayload> {
    const target = { id: input.group, field: 'group', membership: { member: input.member, next: null } };
    return changeRoster(context, 'removeMember', 'REMOVE_MEMBER', input, target, memberOf);
  }
}
