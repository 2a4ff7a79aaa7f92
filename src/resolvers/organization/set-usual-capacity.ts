import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { judgeUsualCapacity } from '../../domain/organization/organization.rules.js';
import { checkUsualCapacity } from '../../domain/round/capacity.rules.js';
import { OrganizationPayload, SetUsualCapacityInput } from '../../schema/organization/organization.inputs.js';
import { changeOrganization } from './changing-organization.js';

@Resolver()
export class SetUsualCapacity {
  @Mutation(() => OrganizationPayload, { description: 'Says how much everybody in the organisation can carry who has no limits of their own. Planning rounds are judged by it from now on; what is promised already stays promised.' })
  setUsualCapacity(@Arg('input', () => SetUsualCapacityInput, { description: 'How much.' }) input: SetUsualCapacityInput, @Ctx() context: Context): Promise<OrganizationPayload> {
    return changeOrganization(context, 'setUsualCapacity', 'SET_USUAL_CAPACITY', input, (state) => {
      const capacity = checkUsualCapacity(input);
      judgeUsualCapacity(state, capacity);
      return capacity;
    });
  }
}
