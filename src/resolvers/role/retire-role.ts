import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { RoleInput, RolePayload } from '../../schema/role/role.inputs.js';
import { changeRole, rolePayload } from './roles.js';

@Resolver()
export class RetireRole {
  @Mutation(() => RolePayload, { description: 'The role is offered to nobody any more. Whoever holds it does so until they leave.' })
  retireRole(@Arg('input', () => RoleInput, { description: 'What is said.' }) input: RoleInput, @Ctx() context: Context): Promise<RolePayload> {
    return rolePayload(() => changeRole(context, input, { operation: 'retireRole', act: 'RETIRE_ROLE', content: () => ({ data: {} }) }));
  }
}
