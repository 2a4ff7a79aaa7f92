import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkOffer } from '../../domain/role/role-words.rules.js';
import { OfferRoleInput, RolePayload } from '../../schema/role/role.inputs.js';
import { localId, optionalLocalId } from '../common/identifiers.js';
import { changeRole, ownOr, rolePayload } from './roles.js';

@Resolver()
export class OfferRole {
  @Mutation(() => RolePayload, { description: 'The role is offered to somebody, who may take it. In the lines that name no Customer you are the one, and ask for what they say. To somebody who holds it, it is offered for the lines that they lack: those that were added since they took it, and those in which you are the Customer and they perform nothing for you.' })
  offerRole(@Arg('input', () => OfferRoleInput, { description: 'What is said.' }) input: OfferRoleInput, @Ctx() context: Context): Promise<RolePayload> {
    return rolePayload(async () => {
      const agent = localId('Agent', input.agent, 'agent');
      const wanted = optionalLocalId('Agent', input.by, 'by');
      return changeRole(context, input, {
        operation: 'offerRole', act: 'OFFER_ROLE', agents: [agent], offeredTo: agent,
        content: ({ state, found, also, cast, voice }) => {
          const by = ownOr(wanted, voice, 'by', 'A role is offered');
          const workflows = [...also.workflows.values()].flatMap((one) => (one.state.performer === agent ? [one.state] : []));
          const data = checkOffer({ agent: cast.get(agent), by, until: input.until ?? null }, state, { zone: found.organization.zone, now: found.now, workflows });
          return { data, party: by === voice.person ? null : by };
        },
      });
    });
  }
}
