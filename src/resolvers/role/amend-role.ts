import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { customershipDefaultsOf } from '../../domain/organization/organization.rules.js';
import { backedBy, checkAmended, checkLines, checkNames } from '../../domain/role/role-words.rules.js';
import { AmendRoleInput, RolePayload } from '../../schema/role/role.inputs.js';
import { changeRole, customersIn, linesNamed, rolePayload } from './roles.js';

@Resolver()
export class AmendRole {
  @Mutation(() => RolePayload, { description: 'A new version of a role. Workflows that are under way stay as they are; offers are void, since nobody takes what they were not offered. A line that says something else asks for nothing until its Customer stands behind it again.' })
  amendRole(@Arg('input', () => AmendRoleInput, { description: 'What is said.' }) input: AmendRoleInput, @Ctx() context: Context): Promise<RolePayload> {
    return rolePayload(async () => {
      const lines = input.lines == null ? null : linesNamed(input.lines);
      return changeRole(context, input, {
        operation: 'amendRole', act: 'AMEND_ROLE', agents: customersIn(lines ?? []),
        content: ({ state, found, cast, voice }) => {
          const pattern = lines === null
            ? { lines: state.lines.map(({ backing: _, ...line }) => line), lineKeys: state.lineKeys }
            : checkLines(lines, { before: state, cast, zone: found.organization.zone, now: found.now, defaults: customershipDefaultsOf(found.organization) });
          const backed = lines === null ? [] : backedBy(pattern.lines, voice, state);
          return { data: checkAmended({ ...checkNames(input, state), ...pattern, backed }, state) };
        },
      });
    });
  }
}
