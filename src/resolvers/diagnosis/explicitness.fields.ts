import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { isMoment } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { shareOf } from '../../domain/dual/figures.rules.js';
import { countHidden } from '../../graph/diagnosis.js';
import { countExplicit, listImplicitWorkflows, listImplicitWorkflowsAsOf, readExplicitness } from '../../graph/explicitness.js';
import type { ExplicitCounts, ImplicitFound } from '../../graph/explicitness.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { Explicitness, ExplicitnessTrend, ExplicitnessTrendArguments } from '../../schema/diagnosis/explicitness.types.js';
import { WorkflowConnection } from '../../schema/workflow/workflow.types.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';
import { asksFor, checkFirst, foreignCursor, pageOf, readCursor } from '../common/paging.js';
import { untilMoment } from '../common/ranges.js';
import { workflowView } from '../workflow/workflow.view.js';
import { momentsOf } from './moments.js';
import { agentAsked, scopeOf } from './scope.js';
import type { Scope } from './scope.js';

interface Counted extends ExplicitCounts {
  readonly isPartial: boolean;
}

interface ExplicitnessView extends Lazy<Explicitness> {
  /** Null for the whole organisation. */
  readonly local: string | null;
  /** Null where it is asked of the past: who belonged to a group then is looked up where it is counted. */
  readonly scope: Scope | null;
  readonly past: Moment | null;
  readonly asked: unknown;
  readonly counted: (reader: Context['reader']) => Promise<Counted>;
}

function shareOfExplicit({ explicit, implicit }: ExplicitCounts): number | null {
  return shareOf(explicit, explicit + implicit);
}

async function countNow(reader: Context['reader'], agents: readonly string[] | null): Promise<Counted> {
  return { ...(await countExplicit(reader, agents)), isPartial: false };
}

async function countThen(reader: Context['reader'], agent: string | null, at: Moment): Promise<Counted> {
  const { counts: [found], isPartial } = await readExplicitness(reader, agent, [at]);
  return { ...(found ?? { explicit: 0, implicit: 0 }), isPartial };
}

@Resolver(() => Explicitness)
export class ExplicitnessFields {
  @Extensions({ points: 10, pastPoints: 50 }) // goes through all that is open; of the past, through all that was said since
  @Query(() => Explicitness, { nullable: true, description: 'How much of what goes on has been said aloud, and what has not. Null when there is nobody with this id, or was not at that moment.' })
  async explicitness(
    @Arg('of', () => ID, { nullable: true, description: 'Of this agent, and where it is a group of its members too; of the organisation by its id, or left out.' }) of: string | null | undefined,
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment; left out, as it stands. The past is shown to whoever may see the workflows now.' }) asOf: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<ExplicitnessView | null> {
    const past = await untilMoment(asOf, 'asOf', context);
    const scope = past === null ? await scopeOf(of, context) : null;
    const agent = past === null ? (scope === null ? undefined : scope.agent) : await agentAsked(of, past, context);
    if (agent === undefined) return null;
    const local = agent?.local ?? null;
    const counted = once((reader: Context['reader']) => (past === null ? countNow(reader, scope?.agents ?? null) : countThen(reader, local, past)));
    return {
      local, scope, past, counted, agent,
      // As it was said: what lies ahead means now, which is another moment on every page.
      asked: { of: of ?? null, asOf: asOf ?? null },
      asOf: past,
      explicitCount: async (_: never, { reader }) => (await counted(reader)).explicit,
      implicitCount: async (_: never, { reader }) => (await counted(reader)).implicit,
      share: async (_: never, { reader }) => shareOfExplicit(await counted(reader)),
      isPartial: past === null ? false : async (_: never, { reader }: Context) => (await counted(reader)).isPartial,
    };
  }

  @FieldResolver(() => WorkflowConnection, { description: 'Those that are implicit, known of for longest first.' })
  async implicit(@Root() { local, scope, past, asked, counted }: ExplicitnessView, @Args() page: PageArguments, @Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'LONGEST_FIRST', asked);
    if (after !== null && !isMoment(after.value)) throw foreignCursor();
    const [rows, total, hidden] = await Promise.all([
      past === null ? listImplicitWorkflows(reader, scope?.agents ?? null, first + 1, after) : listImplicitWorkflowsAsOf(reader, local, past, first + 1, after),
      asksFor(info, 'totalCount') ? counted(reader).then(({ implicit }) => implicit) : null,
      asksFor(info, 'hiddenCount') ? countHidden(reader, past) : null,
    ]);
    return pageOf(rows, { first, after, total, hidden, order: 'LONGEST_FIRST', filter: asked, position: ({ since, found }: ImplicitFound) => ({ value: since, id: found.state.id }), view: ({ found }) => workflowView(found) });
  }
}

@Resolver()
export class ExplicitnessTrendFields {
  @Extensions({ points: 50 }) // goes through all that was said
  @Query(() => ExplicitnessTrend, { nullable: true, description: 'How much of what went on had been said aloud, at moments that have passed. Null when there is nobody with this id.' })
  async explicitnessTrend(@Args() { from, to, step, of }: ExplicitnessTrendArguments, @Ctx() context: Context): Promise<Lazy<ExplicitnessTrend> | null> {
    const moments = await momentsOf({ from, to, step }, context);
    const agent = await agentAsked(of, null, context);
    if (agent === undefined) return null;
    const { counts, isPartial } = await readExplicitness(context.reader, agent?.local ?? null, moments);
    return {
      agent, isPartial,
      points: counts.map((count, index) => ({ at: moments[index] ?? '', explicitCount: count.explicit, implicitCount: count.implicit, share: shareOfExplicit(count) })),
    };
  }
}
