import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { RoleForAgentInput, RolePayload } from '../../schema/role/role.inputs.js';
import { optionalLocalId } from '../common/identifiers.js';
import { changeRole, rolePayload } from './roles.js';

@Resolver()
export class RefuseRole {
  @Mutation(() => RolePayload, { description: 'Whoever the role is offered to does not want it.' })
  refuseRole(@Arg('input', () => RoleForAgentInput, { description: 'What is said.' }) input: RoleForAgentInput, @Ctx() context: Context): Promise<RolePayload> {
    return rolePayload(async () => changeRole(context, input, {
      operation: 'refuseRole', act: 'REFUSE_ROLE', ofAgent: optionalLocalId('Agent', input.agent, 'agent'),
      content: ({ speaker }) => ({ data: { agent: speaker } }),
    }));
  }
}
