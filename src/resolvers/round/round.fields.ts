import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { misalignmentKinds } from '../../domain/round/round.types.js';
import type { Misalignment } from '../../domain/round/round.types.js';
import { listRounds, listWorkflowsOfRound } from '../../graph/rounds.js';
import type { WorkflowFound } from '../../graph/workflows.js';
import { ActConnection } from '../../schema/act/act.types.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { MisalignmentConnection } from '../../schema/round/misalignment.types.js';
import { PlanningRound, PlanningRoundConnection, PlanningRoundFilter } from '../../schema/round/round.types.js';
import { WorkflowConnection } from '../../schema/workflow/workflow.types.js';
import { pageOfActsAbout } from '../act/act.fields.js';
import { optionalLocalId } from '../common/identifiers.js';
import { asksFor, checkFirst, comparePositions, pageOf, readCursor } from '../common/paging.js';
import type { Position } from '../common/paging.js';
import { untilMoment } from '../common/ranges.js';
import { workflowView } from '../workflow/workflow.view.js';
import { misalignmentView } from './misalignment.view.js';
import { roundView } from './round.view.js';
import type { RoundView } from './round.view.js';
import { misalignmentId } from './sight.js';

@Resolver(() => PlanningRound)
export class RoundFields {
  @Query(() => PlanningRound, { nullable: true, description: 'One planning round; null when there is none.' })
  async planningRound(
    @Arg('id', () => ID, { description: 'The id of a planning round.' }) id: string,
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment; left out, as it stands.' }) asOf: string | null,
    @Ctx() context: Context,
  ): Promise<RoundView | null> {
    const read = readGlobalId(id);
    const at = await untilMoment(asOf, 'asOf', context);
    const found = await context.loaders.rounds.load({ id: read?.type === 'PlanningRound' ? read.id : '', asOf: at });
    return found === null ? null : roundView(found);
  }

  @Query(() => PlanningRoundConnection, { description: 'Planning rounds of the organisation, the newest first.' })
  async planningRounds(
    @Arg('filter', () => PlanningRoundFilter, { nullable: true, description: 'Which ones; left out, all.' }) filter: PlanningRoundFilter | null,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'NEWEST_FIRST', filter);
    const convener = optionalLocalId('Agent', filter?.convener, ['filter', 'convener']);
    const invited = optionalLocalId('Agent', filter?.invited, ['filter', 'invited']);
    const { rounds, total } = await listRounds(context.reader, { statuses: filter?.statuses ?? null, convener, invited, limit: first + 1, withTotal: asksFor(info, 'totalCount') }, after);
    return pageOf(rounds, { first, after, total, order: 'NEWEST_FIRST', filter, position: ({ state }) => ({ value: '', id: state.id }), view: roundView });
  }

  @FieldResolver(() => WorkflowConnection, { description: 'The workflows in it, the earliest begun first.' })
  async workflows(@Root() round: RoundView, @Args() page: PageArguments, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    const first = checkFirst(page.first);
    const filter = { round: round.local, asOf: round.past };
    const after = readCursor(page.after, 'OLDEST_FIRST', filter);
    const listing = { limit: first + 1, withTotal: asksFor(info, 'totalCount'), withHidden: asksFor(info, 'hiddenCount') };
    const { found, total, hidden } = round.past === null ? await listWorkflowsOfRound(context.reader, round.local, listing, after) : await ofThePast(round, listing.limit, after, context);
    return pageOf(found, { first, after, total, hidden, order: 'OLDEST_FIRST', filter, position: ({ state }: WorkflowFound) => ({ value: '', id: state.id }), view: workflowView });
  }

  @Extensions({ pagesWorth: 4 }) // all that the round touches is read
  @FieldResolver(() => MisalignmentConnection, { description: 'What stands between the round and its settlement, or has come apart since it was settled, by kind: each with who must talk to whom and what would mend it. Empty for a round of the past.' })
  async alignment(@Root() round: RoundView, @Args() page: PageArguments, @Ctx() context: Context) {
    const first = checkFirst(page.first);
    const filter = { alignment: round.local };
    const after = readCursor(page.after, 'KIND', filter);
    const sight = await round.sight(context);
    const listed = (sight?.told ?? []).map((one) => ({ one, position: positionOf(one) })).sort((left, right) => comparePositions(left.position, right.position));
    const rows = listed.filter(({ position }) => after === null || comparePositions(position, after) > 0).slice(0, first + 1);
    return pageOf(rows, {
      first, after, total: listed.length, hidden: (sight?.all.length ?? 0) - listed.length, order: 'KIND', filter,
      position: ({ position }) => position,
      view: ({ one }) => (sight === null ? null : misalignmentView(one, sight)),
    });
  }

  @FieldResolver(() => ActConnection, { description: 'What was said of it, the earliest first.' })
  acts(@Root() round: RoundView, @Args() page: PageArguments, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return pageOfActsAbout(round.local, round.past, page, context, info);
  }
}

/** A cursor holds a misalignment by its public id: its key would name workflows. */
function positionOf({ kind, key }: Misalignment): Position {
  return { value: String(misalignmentKinds.indexOf(kind)), id: misalignmentId(key) };
}

/** The workflows that were in a round at a moment, as they stood then. */
async function ofThePast({ found, past }: RoundView, limit: number, after: Position | null, context: Context) {
  const ids = [...found.state.workflows].sort();
  const all = (await Promise.all(ids.map((id) => context.loaders.workflows.load({ id, asOf: past })))).filter((one) => one !== null);
  return { found: all.filter(({ state }) => after === null || state.id > after.id).slice(0, limit), total: all.length, hidden: ids.length - all.length };
}
