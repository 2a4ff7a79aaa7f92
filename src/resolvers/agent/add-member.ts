import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, MembershipInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster, memberOf } from './roster.js';

@Resolver()
export class AddMember {
  @Mutation(() => AgentPayload, { description: 'Adds a person or an automation to a group.' })
  addMember(@Arg('input', () => MembershipInput, { description: 'The group and the member.' }) input: MembershipInput, @Ctx() context: Context): Promise<AgentPayload> {
    const target = { id: input.group, field: 'group', membership: { member: input.member, next: { representative: false } } };
    return changeRoster(context, 'addMember', 'ADD_MEMBER', input, target, memberOf);
  }
}
