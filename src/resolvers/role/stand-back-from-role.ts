import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkBacking } from '../../domain/role/role-words.rules.js';
import { RoleLinesInput, RolePayload } from '../../schema/role/role.inputs.js';
import { changeRole, rolePayload } from './roles.js';

@Resolver()
export class StandBackFromRole {
  @Mutation(() => RolePayload, { description: 'The Customer of a line of a role asks no further holder for it. Workflows that are under way stay as they are.' })
  standBackFromRole(@Arg('input', () => RoleLinesInput, { description: 'What is said.' }) input: RoleLinesInput, @Ctx() context: Context): Promise<RolePayload> {
    const wanted = input.lines ?? null;
    return rolePayload(() => changeRole(context, input, {
      operation: 'standBackFromRole', act: 'STAND_BACK_FROM_ROLE', about: { lines: wanted },
      content: ({ state, voice }) => ({ data: { lines: checkBacking(wanted, state, voice, false) } }),
    }));
  }
}
