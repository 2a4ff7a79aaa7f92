import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { listAgents, listAgentsAsOf, readViewer } from '../../graph/agents.js';
import { ActConnection } from '../../schema/act/act.types.js';
import { AgentFilter } from '../../schema/agent/agent.inputs.js';
import { Agent, AgentConnection } from '../../schema/agent/agent.types.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { Viewer } from '../../schema/organization/organization.types.js';
import { PromiseConnection, PromiseListArguments } from '../../schema/promise/promise.types.js';
import { pageOfActsAbout } from '../act/act.fields.js';
import type { Lazy } from '../common/lazy.js';
import { untilMoment } from '../common/ranges.js';
import { asksFor, checkFirst, pageOf, readCursor } from '../common/paging.js';
import { organizationView } from '../organization/organization.view.js';
import { pageOfPromises } from '../promise/promise.fields.js';
import { agentView } from './agent.view.js';
import type { AgentView } from './agent.view.js';

@Resolver(() => Agent)
export class AgentFields {
  @Query(() => Viewer, { description: 'Who is asking.' })
  async viewer(@Ctx() context: Context): Promise<Lazy<Viewer>> {
    const found = await readViewer(context.reader);
    return {
      agent: agentView(found.agent),
      organization: organizationView(found.organization),
      administrator: found.viewer.administrator,
      represents: found.groups.map((group) => agentView(group)),
    };
  }

  @Query(() => Agent, { nullable: true, description: 'One agent; null when there is none, or you may not see it.' })
  async agent(
    @Arg('id', () => ID, { description: 'The id of an agent.' }) id: string,
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment; left out, as it stands.' }) asOf: string | null,
    @Ctx() context: Context,
  ): Promise<AgentView | null> {
    const read = readGlobalId(id);
    const at = await untilMoment(asOf, 'asOf', context);
    const state = await context.loaders.agents.load({ id: read?.type === 'Agent' ? read.id : '', asOf: at });
    return state === null ? null : agentView(state, at);
  }

  @Query(() => AgentConnection, { description: 'Agents of the organisation, by name; of the past, by age.' })
  async agents(
    @Arg('filter', () => AgentFilter, { nullable: true, description: 'Which ones; left out, all.' }) filter: AgentFilter | null,
    @Arg('asOf', () => When, { nullable: true, description: 'As they stood at this moment; left out, as they stand.' }) asOf: string | null,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const at = await untilMoment(asOf, 'asOf', context);
    const order = at === null ? 'NAME' : 'AGE';
    const asked = { ...filter, asOf: asOf ?? null };
    const after = readCursor(page.after, order, asked);
    const listing = { kinds: filter?.kinds ?? null, active: filter?.active ?? null, limit: first + 1, withTotal: asksFor(info, 'totalCount') };
    const { agents, total } = await (at === null
      ? listAgents(context.reader, listing, after)
      : listAgentsAsOf(context.reader, at, listing, after));
    return pageOf(agents, {
      first, after, total, order, filter: asked,
      position: (agent) => ({ value: at === null ? agent.name : '', id: agent.id }),
      view: (agent) => agentView(agent, at),
    });
  }

  @FieldResolver(() => PromiseConnection, { description: 'The promises it made, as Performer: what, to whom, on what horizon.' })
  promisesMade(
    @Root() agent: AgentView,
    @Args() listed: PromiseListArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOfPromises('MADE_BY', agent.local, agent.past, listed, context, info);
  }

  @FieldResolver(() => PromiseConnection, { description: 'The promises made to it, as Customer: what, by whom, on what horizon.' })
  promisesReceived(
    @Root() agent: AgentView,
    @Args() listed: PromiseListArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOfPromises('MADE_TO', agent.local, agent.past, listed, context, info);
  }

  @FieldResolver(() => ActConnection, { description: 'What happened to it on the roster, the earliest first.' })
  acts(@Root() agent: AgentView, @Args() page: PageArguments, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return pageOfActsAbout(agent.local, agent.past, page, context, info);
  }
}
