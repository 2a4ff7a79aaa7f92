import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import type { ChainDirection as ChainDirectionValue } from '../../domain/cascade/cascade.types.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { readChain } from '../../graph/cascade.js';
import type { ChainStart } from '../../graph/cascade.js';
import { ChainConnection } from '../../schema/cascade/cascade.types.js';
import { ChainDirection } from '../../schema/cascade/cascade.enums.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { asksFor, checkFirst, foreignCursor, pageOf, readCursor } from '../common/paging.js';
import { untilMoment } from '../common/ranges.js';
import { workflowView } from '../workflow/workflow.view.js';

/** The longest chain that is followed: deeper ones are no organisation's. */
const deepest = 100;

/** Where a chain begins. What is no such id begins nowhere, and looks like what may not be seen. */
async function startOf(of: string, condition: string | null, context: Context): Promise<ChainStart> {
  const read = readGlobalId(of);
  if (read?.type === 'Agent') {
    if (condition !== null) throw invalid('condition', 'A condition belongs to a workflow: give the id of that, or of its promise.');
    return { agent: read.id };
  }
  if (read?.type === 'Promise') return { workflow: (await context.loaders.promises.load(read.id))?.workflow ?? '', condition };
  return { workflow: read?.type === 'Workflow' ? read.id : '', condition };
}

/** Whether the chain goes on beyond a depth, to workflows that may be seen. */
async function isThereMore(context: Context, direction: ChainDirectionValue, start: ChainStart, depth: number, at: Moment | null): Promise<boolean> {
  // The nearest behind all that are so near: what may not be seen lies between, perhaps.
  const { stations } = await readChain(context.reader, direction, start, { depth: deepest + 1, afterDistance: depth + 1, afterId: '', limit: 1, withTotal: false, withHidden: false }, at);
  return stations.length > 0;
}

@Resolver()
export class ChainFields {
  @Query(() => ChainConnection, { description: 'The chain of a workflow, a promise, one of its conditions, or an agent: up to whom it is owed in the end, or down to what was promised so that it can be kept. The nearest first; a workflow that is reached by several ways is there once.' })
  async chain(
    @Arg('of', () => ID, { description: 'Where it begins: a workflow, a promise, or an agent (upwards from all that they perform, downwards from all that they are the Customer of).' }) of: string,
    @Arg('direction', () => ChainDirection, { description: 'Which way.' }) direction: ChainDirectionValue,
    @Arg('condition', () => String, { nullable: true, description: 'One of its conditions, by the key. Downwards: only what serves this one; left out, all of them. Upwards: what its promise serves, with or without it.' }) served: string | null | undefined,
    @Arg('depth', () => Int, { defaultValue: deepest, description: `How many edges it goes at most, 1 to ${String(deepest)}.` }) depth: number,
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment; left out, as it stands.' }) asOf: string | null | undefined,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    // A condition serves nothing by itself: its promise does.
    const condition = direction === 'UP' ? null : served ?? null;
    if (depth < 1 || depth > deepest) throw invalid('depth', `Ask for 1 to ${String(deepest)} edges.`);
    const at = await untilMoment(asOf, 'asOf', context);
    // As it was said: what lies ahead means now, which is another moment on every page.
    const asked = { of, direction, condition, depth, asOf: asOf ?? null };
    const after = readCursor(page.after, 'NEAREST', asked);
    const afterDistance = Number(after?.value ?? 0);
    if (!Number.isSafeInteger(afterDistance)) throw foreignCursor();
    const start = await startOf(of, condition, context);
    const [{ stations, total, hidden }, beyond] = await Promise.all([
      readChain(context.reader, direction, start, {
        depth, afterDistance, afterId: after?.id ?? '', limit: first + 1,
        withTotal: asksFor(info, 'totalCount'), withHidden: asksFor(info, 'hiddenCount'),
      }, at),
      asksFor(info, 'isPartial') ? isThereMore(context, direction, start, depth, at) : false,
    ]);
    return {
      ...pageOf(stations, {
        first, after, total, hidden, order: 'NEAREST', filter: asked,
        position: ({ distance, found }) => ({ value: String(distance), id: found.state.id }),
        view: ({ distance, found }) => ({ distance, workflow: workflowView(found) }),
      }),
      isPartial: beyond,
    };
  }
}
