import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { Refusal } from '../../domain/common/refusal.js';
import { RoleOfferInput, RolePayload } from '../../schema/role/role.inputs.js';
import { localId } from '../common/identifiers.js';
import { changeRole, rolePayload } from './roles.js';

@Resolver()
export class TakeBackRoleOffer {
  @Mutation(() => RolePayload, { description: 'The role is offered to somebody no longer.' })
  takeBackRoleOffer(@Arg('input', () => RoleOfferInput, { description: 'What is said.' }) input: RoleOfferInput, @Ctx() context: Context): Promise<RolePayload> {
    return rolePayload(async () => {
      const agent = localId('Agent', input.agent, 'agent');
      return changeRole(context, input, {
        operation: 'takeBackRoleOffer', act: 'TAKE_BACK_OFFER',
        content: ({ state }) => {
          if (!state.offers.some((offer) => offer.agent === agent)) throw new Refusal('ALREADY_SO', 'The role is not offered to them.', { field: ['agent'] });
          return { data: { agent } };
        },
      });
    });
  }
}
