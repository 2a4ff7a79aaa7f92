import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import type { ImpactCursor } from '../../domain/interlock/impact.rules.js';
import type { DependencyKind as DependencyKindValue } from '../../domain/interlock/interlock.types.js';
import type { WorkflowFilter } from '../../domain/interlock/filter.rules.js';
import { DependencyKind, ImpactDirection, Unlisted } from '../../schema/interlock/interlock.enums.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { AffectedConnection, Impact, ImpactFilter, NearestAffected, PlaceInput } from '../../schema/interlock/impact.types.js';
import { localId } from '../common/identifiers.js';
import { asksFor, checkFirst, foreignCursor, pageOf, readCursor } from '../common/paging.js';
import { ImpactView, affectedView } from './impact.view.js';
import { interlockAsOf, placesOf, turnToWalk } from './places.js';

const deepest = 1_000;

function filterOf(filter: ImpactFilter | null | undefined): WorkflowFilter {
  const agents = (ids: readonly string[] | null | undefined, field: string): readonly string[] | undefined => ids?.map((id) => localId('Agent', id, ['filter', field]));
  const performers = agents(filter?.performers, 'performers');
  const customers = agents(filter?.customers, 'customers');
  const people = agents(filter?.people, 'people');
  const horizon = filter?.horizon;
  return {
    ...(filter?.phases == null ? {} : { phases: filter.phases }),
    ...(filter?.statuses == null ? {} : { statuses: filter.statuses }),
    ...(performers === undefined ? {} : { performers }),
    ...(customers === undefined ? {} : { customers }),
    ...(people === undefined ? {} : { people }),
    ...(horizon == null ? {} : { horizonDays: { ...(horizon.atLeastDays == null ? {} : { least: horizon.atLeastDays }), ...(horizon.atMostDays == null ? {} : { greatest: horizon.atMostDays }) } }),
  };
}

/** A place in the order of distance, due and id, out of a cursor. */
function placeIn({ value, id }: { readonly value: string; readonly id: string }): ImpactCursor {
  const [distance = '', due = ''] = value.split(' ');
  if (!/^\d{1,9}$/.test(distance)) throw foreignCursor();
  return { distance: Number(distance), due: due === '' ? null : due, workflow: id };
}

@Resolver(() => Impact)
export class ImpactFields {
  @Extensions({ points: 10, pastPoints: 40 }) // walks, while nobody else is served; of the past, puts together what was
  @Query(() => Impact, { nullable: true, description: 'What breaks if these slip, or will not come at all; or, the other way, what they rest on. Everything that hangs on them along dependencies, with how late it will be, why, who must know, and what it puts at risk up the cascade. Nothing is written. Null when one of these is not there, or you may not see it.' })
  async impact(
    @Arg('of', () => [PlaceInput], { description: 'Where it begins: promises, conditions, concerns, or agents.' }) of: PlaceInput[],
    @Arg('daysLate', () => Int, { nullable: true, description: 'How many days late they are; left out, they will not come at all. For DEPENDENTS alone.' }) daysLate: number | null | undefined,
    @Arg('direction', () => ImpactDirection, { defaultValue: 'DEPENDENTS', description: 'Which way.' }) direction: 'DEPENDENTS' | 'PROVIDERS',
    @Arg('kinds', () => [DependencyKind], { nullable: true, description: 'Along these dependencies; left out, hard and soft ones.' }) kinds: DependencyKindValue[] | null | undefined,
    @Arg('leastDepth', () => Int, { defaultValue: 1, description: 'List nothing nearer than this.' }) leastDepth: number,
    @Arg('greatestDepth', () => Int, { nullable: true, description: 'Go no further than this; left out, to the end.' }) greatestDepth: number | null | undefined,
    @Arg('filter', () => ImpactFilter, { nullable: true, description: 'What to list of what is reached.' }) filter: ImpactFilter | null | undefined,
    @Arg('unlisted', () => Unlisted, { defaultValue: 'PASS', description: 'What becomes of those that the filter leaves out.' }) unlisted: 'PASS' | 'STOP',
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment: a date is the end of that day. Left out, as it stands.' }) asOf: string | null | undefined,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ImpactView | null> {
    if (leastDepth < 1 || (greatestDepth != null && (greatestDepth < leastDepth || greatestDepth > deepest))) throw invalid('greatestDepth', `Depths run from 1 to ${String(deepest)}, the least first.`);
    if (kinds?.length === 0) throw invalid('kinds', 'Name at least one kind, or leave it out.');
    const interlock = await interlockAsOf(asOf, context);
    const starting = await placesOf(of, interlock, context, 'of');
    if (starting === null) return null;
    const { graph, sees } = interlock;
    // What is at risk up the cascade leaves out what is merely good to know.
    const fates = asksFor(info, 'affected') || (kinds?.includes('INFORMATIONAL') === true && (asksFor(info, 'atRisk') || asksFor(info, 'atRiskCount')));
    return new ImpactView(graph, {
      from: starting.places, startsUnseen: starting.isMore, direction, sees, unlisted,
      ...(daysLate == null ? {} : { days: daysLate }),
      ...(kinds == null ? {} : { kinds }),
      depth: { least: leastDepth, ...(greatestDepth == null ? {} : { greatest: greatestDepth }) },
      filter: filterOf(filter),
      budget: await turnToWalk(context),
    }, { of, daysLate, direction, kinds, leastDepth, greatestDepth, filter, unlisted, asOf }, fates, interlock.at);
  }

  @Extensions({ pagesWorth: 5 })
  @FieldResolver(() => NearestAffected, { description: 'The nearest, for which no more is walked than that takes.' })
  nearest(@Root() impact: ImpactView, @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 100.' }) first: number, @Info() info: GraphQLResolveInfo) {
    const fate = ['kind', 'daysLate', 'never'].some((field) => asksFor(info, 'nodes', field));
    const { rows, hasMore } = impact.nearest(checkFirst(first), { path: asksFor(info, 'nodes', 'path'), fate });
    return { nodes: rows.map((row) => affectedView(row, impact.asOf)), hasMore };
  }

  @Extensions({ pagesWorth: 5 })
  @FieldResolver(() => AffectedConnection, { description: 'All of it, page by page: by least distance, then by due.' })
  affected(@Root() impact: ImpactView, @Args() page: PageArguments, @Info() info: GraphQLResolveInfo) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'NEAREST', impact.asked);
    return pageOf(impact.rows(first + 1, after === null ? null : placeIn(after)), {
      first, after, total: asksFor(info, 'totalCount') ? impact.count : null, order: 'NEAREST', filter: impact.asked,
      position: ({ distance, due, workflow }) => ({ value: `${String(distance)} ${due ?? ''}`, id: workflow }),
      view: (row) => affectedView(row, impact.asOf),
    });
  }
}
