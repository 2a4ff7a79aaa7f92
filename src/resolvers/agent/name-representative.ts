import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { AgentPayload, MembershipInput } from '../../schema/agent/agent.inputs.js';
import { changeRoster, memberOf } from './roster.js';

@Resolver()
export class NameRepresentative {
  @Mutation(() => AgentPayload, { description: 'Names a member who speaks for the group. A group may have several.' })
  nameRepresentative(@Arg('input', () => MembershipInput, { description: 'The group and the member.' }) input: MembershipInput, @Ctx() context: Context): Promise<AgentPayload> {
    const target = { id: input.group, field: 'group', membership: { member: input.member, next: { representative: true } } };
    return changeRoster(context, 'nameRepresentative', 'NAME_REPRESENTATIVE', input, target, memberOf);
  }
}
