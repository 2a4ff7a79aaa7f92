import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkBacking } from '../../domain/role/role-words.rules.js';
import { RolePayload, StandBehindRoleInput } from '../../schema/role/role.inputs.js';
import { changeRole, rolePayload } from './roles.js';

@Resolver()
export class StandBehindRole {
  @Mutation(() => RolePayload, { description: 'The Customer of a line of a role asks whoever will hold it for what the line says: each time somebody takes the role, that is a request of theirs.' })
  standBehindRole(@Arg('input', () => StandBehindRoleInput, { description: 'What is said.' }) input: StandBehindRoleInput, @Ctx() context: Context): Promise<RolePayload> {
    const wanted = input.lines ?? null;
    return rolePayload(() => changeRole(context, input, {
      operation: 'standBehindRole', act: 'STAND_BEHIND_ROLE', about: { lines: wanted },
      content: ({ state, voice }) => ({ data: { lines: checkBacking(wanted, state, voice, true) } }),
    }));
  }
}
