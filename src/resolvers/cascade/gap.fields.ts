import { Arg, Args, Ctx, Extensions, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { compareTexts } from '../../domain/common/order.rules.js';
import { gapsIn, workflowGapKinds } from '../../domain/interlock/cascade-gaps.rules.js';
import type { WorkflowGap, WorkflowGapKind } from '../../domain/interlock/cascade-gaps.rules.js';
import { firstOf } from '../../domain/interlock/order.rules.js';
import { CascadeGapConnection } from '../../schema/cascade/gap.types.js';
import type { CascadeGap } from '../../schema/cascade/gap.types.js';
import { GapKind } from '../../schema/cascade/cascade.enums.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { optionalLocalId } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { checkFirst, pageOf, readCursor } from '../common/paging.js';
import type { Position } from '../common/paging.js';
import { interlockAsOf, turnToWalk } from '../interlock/places.js';
import { loadWorkflow, walkedWorkflow } from '../workflow/workflow.view.js';

/** Of one workflow, the kinds in their own order. */
function positionOf({ workflow, kind, condition, parent }: WorkflowGap): Position {
  return { value: `${String(workflowGapKinds.indexOf(kind))} ${condition ?? parent ?? ''}`, id: workflow };
}

function compare(one: Position, other: Position): number {
  return compareTexts(one.id, other.id) || compareTexts(one.value, other.value);
}

function gapView({ kind, workflow, condition, mandatory, parent }: WorkflowGap, asOf: Moment | null): Lazy<CascadeGap> {
  return {
    kind, condition, mandatory,
    workflow: walkedWorkflow(workflow, asOf),
    parent: parent === null ? null : (_: never, context: Context) => loadWorkflow(parent, asOf, context),
  };
}

@Resolver()
export class GapFields {
  @Extensions({ points: 5, pastPoints: 40 }) // goes through all that there is; of the past, puts it together first
  @Query(() => CascadeGapConnection, { description: 'Where the cascade has holes: workflows that serve nothing and are no declared roots, conditions that nothing serves and nobody keeps alone, and edges to what is gone. Those of the oldest workflows first. What is over has none.' })
  async gaps(
    @Arg('kinds', () => [GapKind], { nullable: true, description: 'Only these; left out, all.' }) kinds: WorkflowGapKind[] | null | undefined,
    @Arg('performer', () => ID, { nullable: true, description: 'Only of what this agent performs; left out, of the whole organisation.' }) performer: string | null | undefined,
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment: a date is the end of that day. Left out, as it stands.' }) asOf: string | null | undefined,
    @Args() page: PageArguments,
    @Ctx() context: Context,
  ) {
    const first = checkFirst(page.first);
    const agent = optionalLocalId('Agent', performer, 'performer');
    const asked = { kinds: kinds ?? null, performer: performer ?? null, asOf: asOf ?? null };
    const after = readCursor(page.after, 'OLDEST_WORKFLOW', asked);
    const { graph, places, sees, at: moment } = await interlockAsOf(asOf, context);
    await turnToWalk(context);
    const { gaps, hidden } = gapsIn(graph, places, { kinds: new Set(kinds ?? workflowGapKinds), performer: agent, isShown: sees });
    const positions = gaps.map(positionOf);
    const at = (index: number): Position => positions[index] as Position;
    const behind = gaps.map((_, index) => index).filter((index) => after === null || compare(at(index), after) > 0);
    const rows = firstOf(behind, first + 1, (one, other) => compare(at(one), at(other))).map((index) => gaps[index] as WorkflowGap);
    return pageOf(rows, { first, after, total: gaps.length, hidden, order: 'OLDEST_WORKFLOW', filter: asked, position: positionOf, view: (gap) => gapView(gap, moment) });
  }
}
