import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invariant } from '../../domain/common/refusal.js';
import { checkOptionalText, checkText } from '../../domain/common/text.rules.js';
import type { OrganizationState } from '../../domain/organization/organization.rules.js';
import { OrganizationPayload, RenameOrganizationInput } from '../../schema/organization/organization.inputs.js';
import { actView } from '../act/act.view.js';
import { changeAs, expectVersion, requireAdministrator } from '../common/changing.js';
import { orUserErrors } from '../common/refusals.js';
import { organizationView } from './organization.view.js';

@Resolver()
export class RenameOrganization {
  @Mutation(() => OrganizationPayload, { description: 'Renames the organisation.' })
  renameOrganization(@Arg('input', () => RenameOrganizationInput, { description: 'The new name.' }) input: RenameOrganizationInput, @Ctx() context: Context): Promise<OrganizationPayload> {
    const payload = orUserErrors(
      async () => {
        const name = checkText(input.name, 'name', 'name');
        const words = checkOptionalText(input.words, 'words', 'words');
        const changed = await changeAs(context, 'renameOrganization', input, { lockOrganization: true }, (found) => {
          requireAdministrator(found);
          expectVersion(found.organization.version, input.expectedVersion);
          return [{ kind: 'ORGANIZATION', id: found.organization.id, before: found.organization, said: [{ act: 'RENAME_ORGANIZATION', data: { name }, words }] }];
        });
        const [record] = changed.acts;
        invariant(record !== undefined, 'an act about the organisation was recorded');
        return { act: actView(record), organization: organizationView(record.state as OrganizationState) };
      },
      { act: null, organization: null },
    );
    // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
    return payload as unknown as Promise<OrganizationPayload>;
  }
}
