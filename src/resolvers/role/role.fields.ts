import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import type { Phase as PhaseValue } from '../../domain/workflow/workflow.types.js';
import { listHeldByOne, listHoldersOfRole, listRoles, listWorkflowsOfRole } from '../../graph/roles.js';
import { ActConnection } from '../../schema/act/act.types.js';
import { Agent } from '../../schema/agent/agent.types.js';
import { Phase } from '../../schema/workflow/workflow.enums.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { Role, RoleConnection, RoleFilter, RoleHolding, RoleHoldingConnection } from '../../schema/role/role.types.js';
import { WorkflowConnection } from '../../schema/workflow/workflow.types.js';
import { pageOfActsAbout } from '../act/act.fields.js';
import type { AgentView } from '../agent/agent.view.js';
import { optionalLocalId } from '../common/identifiers.js';
import { asksFor, checkFirst, pageOf, readCursor } from '../common/paging.js';
import { untilMoment } from '../common/ranges.js';
import { workflowView } from '../workflow/workflow.view.js';
import { holdingView, roleView } from './role.view.js';
import type { RoleView } from './role.view.js';

@Resolver(() => Role)
export class RoleFields {
  @Query(() => Role, { nullable: true, description: 'One role; null when there is none.' })
  async role(
    @Arg('id', () => ID, { description: 'The id of a role.' }) id: string,
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment; left out, as it stands.' }) asOf: string | null,
    @Ctx() context: Context,
  ): Promise<RoleView | null> {
    const read = readGlobalId(id);
    const at = await untilMoment(asOf, 'asOf', context);
    const found = await context.loaders.roles.load({ id: read?.type === 'Role' ? read.id : '', asOf: at });
    return found === null ? null : roleView(found);
  }

  @Query(() => RoleConnection, { description: 'Roles of the organisation, the newest first.' })
  async roles(
    @Arg('filter', () => RoleFilter, { nullable: true, description: 'Which ones; left out, all.' }) filter: RoleFilter | null,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'NEWEST_FIRST', filter);
    const agent = optionalLocalId('Agent', filter?.offeredTo, ['filter', 'offeredTo']);
    const { roles, total } = await listRoles(context.reader, { statuses: filter?.statuses ?? null, agent, limit: first + 1, withTotal: asksFor(info, 'totalCount') }, after);
    return pageOf(roles, { first, after, total, order: 'NEWEST_FIRST', filter, position: ({ state }) => ({ value: '', id: state.id }), view: roleView });
  }

  @Query(() => WorkflowConnection, { description: 'What hangs on one agent alone: workflows with a promise that has not ended, whose role has that one holder, who performs. Were they to leave, nobody else holds the role.' })
  async promisesOnOneHolder(
    @Arg('role', () => ID, { nullable: true, description: 'Of this role alone; left out, of every role.' }) role: string | null,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const local = optionalLocalId('Role', role, 'role');
    const filter = { heldAlone: local };
    const after = readCursor(page.after, 'ROLE', filter);
    const listing = { limit: first + 1, withTotal: asksFor(info, 'totalCount'), withHidden: asksFor(info, 'hiddenCount') };
    const { found, total, hidden } = await listHeldByOne(context.reader, local, context.now, listing, after);
    return pageOf(found, { first, after, total, hidden, order: 'ROLE', filter, position: ({ state }) => ({ value: state.role?.role ?? '', id: state.id }), view: workflowView });
  }

  @FieldResolver(() => RoleHoldingConnection, { description: 'Who holds it, the earliest first.' })
  async holders(
    @Root() role: RoleView,
    @Arg('ended', () => Boolean, { defaultValue: false, description: 'Whether those are listed too who held it once.' }) ended: boolean,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const filter = { role: role.local, asOf: role.past, ended };
    const after = readCursor(page.after, 'OLDEST_FIRST', filter);
    const asked = { asOf: role.past, now: context.now, present: !ended, limit: first + 1, withTotal: asksFor(info, 'totalCount') };
    const { holdings, total } = await listHoldersOfRole(context.reader, role.local, asked, after);
    return pageOf(holdings, { first, after, total, order: 'OLDEST_FIRST', filter, position: ({ id }) => ({ value: '', id }), view: (found) => holdingView(found, role.local, role.past) });
  }

  @FieldResolver(() => WorkflowConnection, { description: 'The workflows that opened by it, or that it was drawn from, the earliest begun first: what was asked for in it and promised, to whom. As they stand now, of a role of the past too.' })
  async workflows(
    @Root() role: RoleView,
    @Arg('phases', () => [Phase], { nullable: true, description: 'In one of these phases; left out, in any.' }) phases: PhaseValue[] | null,
    @Arg('performer', () => ID, { nullable: true, description: 'Performed by this agent.' }) performer: string | null,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const local = optionalLocalId('Agent', performer, 'performer');
    const filter = { role: role.local, phases: phases ?? null, performer: local };
    const after = readCursor(page.after, 'OLDEST_FIRST', filter);
    const listing = { phases: phases ?? null, performer: local, limit: first + 1, withTotal: asksFor(info, 'totalCount'), withHidden: asksFor(info, 'hiddenCount') };
    const { found, total, hidden } = await listWorkflowsOfRole(context.reader, role.local, listing, after);
    return pageOf(found, { first, after, total, hidden, order: 'OLDEST_FIRST', filter, position: ({ state }) => ({ value: '', id: state.id }), view: workflowView });
  }

  @FieldResolver(() => ActConnection, { description: 'What was said of it, the earliest first.' })
  acts(@Root() role: RoleView, @Args() page: PageArguments, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return pageOfActsAbout(role.local, role.past, page, context, info);
  }
}

@Resolver(() => Agent)
export class RolesOfAgent {
  @FieldResolver(() => [RoleHolding], { description: 'The roles that it holds, by when it took them.' })
  async roles(@Root() agent: AgentView, @Ctx() context: Context) {
    const held = await context.loaders.rolesOfAgent.load({ id: agent.local, asOf: agent.past });
    return held.map((one) => holdingView(one, one.role, agent.past));
  }
}
