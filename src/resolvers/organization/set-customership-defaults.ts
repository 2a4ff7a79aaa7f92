import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { judgeCustomershipDefaults } from '../../domain/organization/organization.rules.js';
import { checkDefaults } from '../../domain/workflow/customership.rules.js';
import { OrganizationPayload, SetCustomershipDefaultsInput } from '../../schema/organization/organization.inputs.js';
import { changeOrganization } from './changing-organization.js';

@Resolver()
export class SetCustomershipDefaults {
  @Mutation(() => OrganizationPayload, { description: 'Says what Customers promise as Customers where nothing else is said, by horizon. Workflows that begin, and cycles that are renewed, have it from now on; what stands stays as it is.' })
  setCustomershipDefaults(@Arg('input', () => SetCustomershipDefaultsInput, { description: 'What they promise.' }) input: SetCustomershipDefaultsInput, @Ctx() context: Context): Promise<OrganizationPayload> {
    return changeOrganization(context, 'setCustomershipDefaults', 'SET_CUSTOMERSHIP_DEFAULTS', input, (state) => {
      const defaults = checkDefaults(input.defaults);
      judgeCustomershipDefaults(state, defaults);
      return { defaults };
    });
  }
}
