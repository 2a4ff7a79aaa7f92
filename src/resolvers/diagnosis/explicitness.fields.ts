import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { countHidden } from '../../graph/diagnosis.js';
import { countExplicit, listImplicitWorkflows } from '../../graph/explicitness.js';
import type { ImplicitFound } from '../../graph/explicitness.js';
import { PageArguments } from '../../schema/common/relay.js';
import { Explicitness } from '../../schema/diagnosis/explicitness.types.js';
import { WorkflowConnection } from '../../schema/workflow/workflow.types.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';
import { asksFor, checkFirst, pageOf, readCursor } from '../common/paging.js';
import { workflowView } from '../workflow/workflow.view.js';
import { scopeOf } from './scope.js';
import type { Scope } from './scope.js';

interface ExplicitnessView extends Lazy<Explicitness> {
  readonly scope: Scope;
  readonly asked: unknown;
  readonly counted: (reader: Context['reader']) => ReturnType<typeof countExplicit>;
}

@Resolver(() => Explicitness)
export class ExplicitnessFields {
  @Extensions({ points: 5 }) // counts all that is open
  @Query(() => Explicitness, { nullable: true, description: 'How much of what goes on has been said aloud, and what has not. Null when there is nobody with this id.' })
  async explicitness(
    @Arg('of', () => ID, { nullable: true, description: 'Of this agent, and where it is a group of its members too; of the organisation by its id, or left out.' }) of: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<ExplicitnessView | null> {
    const scope = await scopeOf(of, context);
    if (scope === null) return null;
    const counted = once((reader: Context['reader']) => countExplicit(reader, scope.agents));
    return {
      scope, counted,
      asked: { of: of ?? null },
      agent: scope.agent,
      explicitCount: async (_: never, { reader }) => (await counted(reader)).explicit,
      implicitCount: async (_: never, { reader }) => (await counted(reader)).implicit,
      share: async (_: never, { reader }) => {
        const { explicit, implicit } = await counted(reader);
        return explicit + implicit === 0 ? null : explicit / (explicit + implicit);
      },
    };
  }

  @FieldResolver(() => WorkflowConnection, { description: 'Those that are implicit, known of for longest first.' })
  async implicit(@Root() { scope, asked, counted }: ExplicitnessView, @Args() page: PageArguments, @Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'LONGEST_FIRST', asked);
    const [rows, total, hidden] = await Promise.all([
      listImplicitWorkflows(reader, scope.agents, first + 1, after),
      asksFor(info, 'totalCount') ? counted(reader).then(({ implicit }) => implicit) : null,
      asksFor(info, 'hiddenCount') ? countHidden(reader) : null,
    ]);
    return pageOf(rows, { first, after, total, hidden, order: 'LONGEST_FIRST', filter: asked, position: ({ since, found }: ImplicitFound) => ({ value: since, id: found.state.id }), view: ({ found }) => workflowView(found) });
  }
}
