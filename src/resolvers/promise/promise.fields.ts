import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { horizonDays } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { compareTexts } from '../../domain/common/order.rules.js';
import { isAtRisk, isOverdue, riskBelow } from '../../domain/workflow/standing.rules.js';
import { horizonInCursor, listPromises, readPromisesAsOf } from '../../graph/promises.js';
import type { PastPromise, PromiseFound, PromiseListing, PromiseOrder as PromiseOrderValue } from '../../graph/promises.js';
import { When } from '../../schema/common/scalars.js';
import { PromiseConnection, PromiseListArguments, PromiseType } from '../../schema/promise/promise.types.js';
import { localId } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { asksFor, checkFirst, pageOf, readCursor } from '../common/paging.js';
import type { Position } from '../common/paging.js';
import { rangesOf, untilMoment } from '../common/ranges.js';
import { promiseView } from './promise.view.js';

/** The value a promise has in an order, as its cursors hold it. */
function positionIn(order: PromiseOrderValue, { state, zone }: PromiseFound): Position {
  switch (order) {
    case 'DUE_FIRST':
      return { value: state.due, id: state.id };
    case 'NEWEST_FIRST':
      return { value: '', id: state.id };
    case 'LONGEST_HORIZON_FIRST':
      return { value: horizonInCursor(horizonDays(state.starts, state.due, zone)), id: state.id };
  }
}

/** Before (negative) or behind (positive), in an order. */
function comparePositions(order: PromiseOrderValue, left: Position, right: Position): number {
  return compareTexts(left.value, right.value) || (order === 'DUE_FIRST' ? compareTexts(left.id, right.id) : compareTexts(right.id, left.id));
}

/** The filter of the statements (cypher/promise/list-made-by-due-first.cypher), for promises of the past, which no index knows. */
function narrowed(promises: readonly PastPromise[], filter: PromiseListing, side: 'MADE_BY' | 'MADE_TO'): PastPromise[] {
  const within = (value: string | number, from: string | number | null, to: string | number | null): boolean => (from === null || value >= from) && (to === null || value <= to);
  return promises.filter(({ state, zone, phase }) => {
    const counterpart = side === 'MADE_BY' ? state.customer : state.performer;
    return (
      (filter.statuses === null || filter.statuses.includes(state.status)) &&
      (filter.counterparts === null || filter.counterparts.includes(counterpart)) &&
      (filter.phases === null || filter.phases.includes(phase)) &&
      // Calendar arithmetic is dear: only where somebody asks about horizons.
      ((filter.horizonFrom === null && filter.horizonTo === null) || within(horizonDays(state.starts, state.due, zone), filter.horizonFrom, filter.horizonTo)) &&
      within(state.due, filter.dueFrom, filter.dueTo) &&
      (filter.overdue === null || filter.overdue === isOverdue(state, filter.now)) &&
      (filter.atRisk === null || filter.atRisk === isAtRisk(state, filter.now))
    );
  });
}

/** A page of the promises made by or to an agent (null for the viewer), as they stand or as they stood. */
export async function pageOfPromises(
  side: 'MADE_BY' | 'MADE_TO',
  agent: string | null,
  asOf: Moment | null,
  listed: PromiseListArguments,
  context: Context,
  info: GraphQLResolveInfo,
  named: string | null = asOf,
) {
  const { filter, orderBy: order } = listed;
  const first = checkFirst(listed.first);
  const asked = { side, agent, asOf: named, ...filter };
  const after = readCursor(listed.after, order, asked);
  const listing = {
    ...(await rangesOf(filter, context)),
    statuses: filter?.statuses ?? null,
    phases: filter?.phases ?? null,
    counterparts: filter?.counterparts?.map((id) => localId('Agent', id, ['filter', 'counterparts'])) ?? null,
    overdue: filter?.overdue ?? null,
    atRisk: filter?.atRisk ?? null,
    now: context.now,
    riskBelow,
    limit: first + 1,
    withTotal: asksFor(info, 'totalCount'),
    withHidden: asksFor(info, 'hiddenCount'),
  };
  if (asOf !== null) {
    const read = await readPromisesAsOf(context.reader, side, agent, asOf);
    const past = narrowed(read.promises, { ...listing, now: asOf }, side)
      .map((found) => ({ found, position: positionIn(order, found) }))
      .sort((left, right) => comparePositions(order, left.position, right.position));
    const rest = after === null ? past : past.filter(({ position }) => comparePositions(order, position, after) > 0);
    return pageOf(rest, { first, after, total: past.length, hidden: read.hidden, order, filter: asked, position: (row) => row.position, view: (row) => promiseView(row.found, undefined, asOf) });
  }
  const { promises, total, hidden } = await listPromises(context.reader, side, agent, order, listing, after);
  return pageOf(promises, { first, after, total, hidden, order, filter: asked, position: (found) => positionIn(order, found), view: (found) => promiseView(found) });
}

@Resolver()
export class PromiseFields {
  @Query(() => PromiseType, { nullable: true, description: 'One promise; null when there is none, or you may not see it.' })
  async promise(@Arg('id', () => ID, { description: 'The id of a promise.' }) id: string, @Ctx() context: Context): Promise<Lazy<PromiseType> | null> {
    const read = readGlobalId(id);
    const found = await context.loaders.promises.load(read?.type === 'Promise' ? read.id : '');
    return found === null ? null : promiseView(found);
  }

  @Query(() => PromiseConnection, { description: 'What did I promise, to whom, on what horizon?' })
  async promisesMadeByMe(
    @Arg('asOf', () => When, { nullable: true, description: 'As they stood at this moment; left out, as they stand.' }) asOf: string | null,
    @Args() listed: PromiseListArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOfPromises('MADE_BY', null, await untilMoment(asOf, 'asOf', context), listed, context, info, asOf ?? null);
  }

  @Query(() => PromiseConnection, { description: 'What is promised to me, by whom, on what horizon?' })
  async promisesMadeToMe(
    @Arg('asOf', () => When, { nullable: true, description: 'As they stood at this moment; left out, as they stand.' }) asOf: string | null,
    @Args() listed: PromiseListArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOfPromises('MADE_TO', null, await untilMoment(asOf, 'asOf', context), listed, context, info, asOf ?? null);
  }
}
