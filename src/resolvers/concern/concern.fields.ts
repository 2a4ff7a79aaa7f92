import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { listConcerns } from '../../graph/concerns.js';
import { ActConnection } from '../../schema/act/act.types.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { ConcernFilter } from '../../schema/concern/concern.inputs.js';
import { Concern, ConcernConnection } from '../../schema/concern/concern.types.js';
import { pageOfActsAbout } from '../act/act.fields.js';
import { optionalLocalId } from '../common/identifiers.js';
import { untilMoment } from '../common/ranges.js';
import { asksFor, checkFirst, pageOf, readCursor } from '../common/paging.js';
import { concernView } from './concern.view.js';
import type { ConcernView } from './concern.view.js';

@Resolver(() => Concern)
export class ConcernFields {
  @Query(() => Concern, { nullable: true, description: 'One concern; null when there is none, or you may not see it.' })
  async concern(
    @Arg('id', () => ID, { description: 'The id of a concern.' }) id: string,
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment; left out, as it stands.' }) asOf: string | null,
    @Ctx() context: Context,
  ): Promise<ConcernView | null> {
    const read = readGlobalId(id);
    const at = await untilMoment(asOf, 'asOf', context);
    const state = await context.loaders.concerns.load({ id: read?.type === 'Concern' ? read.id : '', asOf: at });
    return state === null ? null : concernView(state, at);
  }

  @Query(() => ConcernConnection, { description: 'Concerns of the organisation, the newest first. `filter: {statuses: [OPEN]}` lists those that nobody performs for.' })
  async concerns(
    @Arg('filter', () => ConcernFilter, { nullable: true, description: 'Which ones; left out, all.' }) filter: ConcernFilter | null,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'NEWEST_FIRST', filter);
    const holder = optionalLocalId('Agent', filter?.holder, ['filter', 'holder']);
    const listing = { statuses: filter?.statuses ?? null, limit: first + 1, withTotal: asksFor(info, 'totalCount') };
    const { concerns, total } = await listConcerns(context.reader, listing, holder, after);
    return pageOf(concerns, {
      first, after, total, order: 'NEWEST_FIRST', filter,
      position: (concern) => ({ value: '', id: concern.id }),
      view: (concern) => concernView(concern),
    });
  }

  @FieldResolver(() => ActConnection, { description: 'What was said about it, the earliest first.' })
  acts(@Root() concern: ConcernView, @Args() page: PageArguments, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return pageOfActsAbout(concern.local, concern.past, page, context, info);
  }
}
