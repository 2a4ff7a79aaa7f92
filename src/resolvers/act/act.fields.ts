import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { FOREVER } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { listActsRecorded } from '../../graph/acts.js';
import { ActConnection } from '../../schema/act/act.types.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { untilMoment } from '../common/ranges.js';
import { asksFor, checkFirst, pageOf, readCursor } from '../common/paging.js';
import type { Position } from '../common/paging.js';
import { actView } from './act.view.js';

/** The sequence number that a cursor holds. @throws Refusal INVALID_INPUT for one that we never wrote */
function sequenceIn(after: Position | null): number {
  const sequence = Number(after?.value ?? 0);
  if (!Number.isSafeInteger(sequence)) throw invalid('after', 'This cursor is not of this list.');
  return sequence;
}

/** A page of the acts about one thing, the earliest first; of one of the past, those that had been said by then. */
export async function pageOfActsAbout(about: string, asOf: Moment | null, page: PageArguments, context: Context, info: GraphQLResolveInfo) {
  const first = checkFirst(page.first);
  const filter = { about, asOf };
  const after = readCursor(page.after, 'SEQUENCE', filter);
  const listing = { limit: first + 1, withTotal: asksFor(info, 'totalCount') };
  const { acts, total } = await context.loaders.actsAbout.load({ ...listing, about, until: asOf ?? FOREVER, after: sequenceIn(after) });
  return pageOf(acts, { first, after, total, order: 'SEQUENCE', filter, position: (act) => ({ value: String(act.sequence), id: act.id }), view: actView });
}

@Resolver()
export class ActFields {
  @Query(() => ActConnection, { description: 'All that was recorded in the organisation after one moment and up to another, in order.' })
  async changes(
    @Arg('from', () => When, { description: 'After this moment; a bare date means the end of that day.' }) from: string,
    @Arg('to', () => When, { nullable: true, description: 'Up to this moment; left out, until now.' }) to: string | null,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const since = (await untilMoment(from, 'from', context)) ?? context.now;
    const until = await untilMoment(to, 'to', context);
    const filter = { since, until: to ?? null };
    const after = readCursor(page.after, 'RECORDED', filter);
    const listing = { limit: first + 1, withTotal: asksFor(info, 'totalCount') };
    const { acts, total } = await listActsRecorded(context.reader, since, until ?? context.now, listing, after);
    return pageOf(acts, { first, after, total, order: 'RECORDED', filter, position: (act) => ({ value: act.recordedAt, id: act.id }), view: actView });
  }
}
