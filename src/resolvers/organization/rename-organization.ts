import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkText } from '../../domain/common/text.rules.js';
import { OrganizationPayload, RenameOrganizationInput } from '../../schema/organization/organization.inputs.js';
import { changeOrganization } from './changing-organization.js';

@Resolver()
export class RenameOrganization {
  @Mutation(() => OrganizationPayload, { description: 'Renames the organisation.' })
  renameOrganization(@Arg('input', () => RenameOrganizationInput, { description: 'The new name.' }) input: RenameOrganizationInput, @Ctx() context: Context): Promise<OrganizationPayload> {
    return changeOrganization(context, 'renameOrganization', 'RENAME_ORGANIZATION', input, () => ({ name: checkText(input.name, 'name', 'name') }));
  }
}
