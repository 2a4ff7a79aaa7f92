import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { differences } from '../../domain/workflow/differences.rules.js';
import { listMyMoves, listWorkflows, listWorkflowsAsOf, readChanges, readWorkflow } from '../../graph/workflows.js';
import type { WorkflowFound, WorkflowOrder as WorkflowOrderValue } from '../../graph/workflows.js';
import { ActConnection } from '../../schema/act/act.types.js';
import { WorkflowOrder } from '../../schema/workflow/workflow.enums.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { MyMoveConnection, Workflow, WorkflowChanges, WorkflowConnection, WorkflowFilter } from '../../schema/workflow/workflow.types.js';
import { pageOfActsAbout } from '../act/act.fields.js';
import { actView } from '../act/act.view.js';
import { publicDifferences } from '../act/public-fields.js';
import { optionalLocalId } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { asksFor, checkFirst, pageOf, readCursor } from '../common/paging.js';
import { rangesOf, untilMoment } from '../common/ranges.js';
import { waitView, workflowView } from './workflow.view.js';
import type { WorkflowView } from './workflow.view.js';

/** As many acts as one answer of `changes` carries. */
const mostActs = 250;

@Resolver(() => Workflow)
export class WorkflowFields {
  @Query(() => Workflow, { nullable: true, description: 'One workflow; null when there is none, or you may not see it.' })
  async workflow(
    @Arg('id', () => ID, { description: 'The id of a workflow.' }) id: string,
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment; left out, as it stands.' }) asOf: string | null,
    @Ctx() context: Context,
  ): Promise<WorkflowView | null> {
    const read = readGlobalId(id);
    const local = read?.type === 'Workflow' ? read.id : '';
    const at = await untilMoment(asOf, 'asOf', context);
    const found = await (at === null ? readWorkflow(context.reader, local) : context.loaders.workflows.load({ id: local, asOf: at }));
    return found === null ? null : workflowView(found);
  }

  @Query(() => WorkflowConnection, { description: 'Workflows of the organisation.' })
  async workflows(
    @Arg('filter', () => WorkflowFilter, { nullable: true, description: 'Which ones; left out, all.' }) filter: WorkflowFilter | null,
    @Arg('orderBy', () => WorkflowOrder, { defaultValue: 'NEWEST_FIRST', description: 'In which order.' }) order: WorkflowOrderValue,
    @Arg('asOf', () => When, { nullable: true, description: 'As they stood at this moment; left out, as they stand. Of the past, the newest come first, and only `party`, `side` and `phases` narrow the list.' }) asOf: string | null,
    @Args() page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const first = checkFirst(page.first);
    const at = await untilMoment(asOf, 'asOf', context);
    const asked = { ...filter, asOf: asOf ?? null };
    const after = readCursor(page.after, order, asked);
    const agent = optionalLocalId('Agent', filter?.party, ['filter', 'party']);
    if (agent === null && filter?.side != null) throw invalid(['filter', 'side'], 'A side narrows the workflows of a party: give `party` with it.');
    const party = agent === null ? null : { id: agent, side: filter?.side ?? null };
    const listing = { phases: filter?.phases ?? null, limit: first + 1, withTotal: asksFor(info, 'totalCount'), withHidden: asksFor(info, 'hiddenCount') };
    if (at !== null && (order !== 'NEWEST_FIRST' || filter?.explicit != null || filter?.horizon != null || filter?.due != null)) {
      throw invalid('asOf', 'Workflows of the past come the newest first, narrowed by `party`, `side` and `phases` alone.');
    }
    const { found, total, hidden } = await (at === null
      ? listWorkflows(context.reader, order, { ...listing, ...(await rangesOf(filter, context)), explicit: filter?.explicit ?? null }, party, after)
      : listWorkflowsAsOf(context.reader, at, listing, party, after));
    return pageOf(found, {
      first, after, total, hidden, order, filter: asked,
      position: ({ state }: WorkflowFound) => ({ value: order === 'DUE_FIRST' ? state.cycle.due : '', id: state.id }),
      view: workflowView,
    });
  }

  @Query(() => MyMoveConnection, { description: 'The workflows that wait for me, or for a group that I represent, the most overdue first.' })
  async myMoves(@Args() page: PageArguments, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'DUE', null);
    const { moves, total } = await listMyMoves(context.reader, context.now, { limit: first + 1, withTotal: asksFor(info, 'totalCount') }, after);
    return pageOf(moves, {
      first, after, total, order: 'DUE', filter: null,
      position: (move) => ({ value: move.wait.due, id: move.id }),
      view: (move) => ({ workflow: workflowView(move.found), wait: waitView(move.wait, move.found) }),
    });
  }

  @FieldResolver(() => ActConnection, { description: 'All that was said in it, the earliest first.' })
  acts(@Root() workflow: WorkflowView, @Args() page: PageArguments, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return pageOfActsAbout(workflow.local, workflow.past, page, context, info);
  }

  @Extensions({ pagesWorth: 1 }) // each of a list of workflows is asked for by itself
  @FieldResolver(() => WorkflowChanges, { description: 'What happened in it after one moment and up to another.' })
  async changes(
    @Root() workflow: WorkflowView,
    @Arg('from', () => When, { description: 'After this moment; a bare date means the end of that day.' }) from: string,
    @Arg('to', () => When, { nullable: true, description: 'Up to this moment; left out, until now, or until the moment that the workflow is shown as of.' }) to: string | null,
    @Ctx() context: Context,
  ): Promise<Lazy<WorkflowChanges>> {
    const after = (await untilMoment(from, 'from', context)) ?? context.now;
    const until = (await untilMoment(to, 'to', context)) ?? workflow.past ?? context.now;
    for (const [field, moment] of [['from', after], ['to', until]] as const) {
      if (workflow.past !== null && moment > workflow.past) throw invalid(field, `The workflow is shown as of ${workflow.past}: ask for what happened up to then, or for the workflow as it stands.`);
    }
    if (until < after) throw invalid('to', 'The second moment lies before the first.');
    const found = await readChanges(context.reader, workflow.local, after, until, mostActs + 1);
    const seen = (state: typeof found.before, asOf: string): WorkflowView | null => (state === null ? null : workflowView({ state, cast: new Map(), voice: null, asOf }));
    return {
      before: seen(found.before, after),
      after: seen(found.after, until),
      differences: await publicDifferences(differences(found.before, found.after), context),
      acts: found.acts.slice(0, mostActs).map(actView),
      isPartial: found.acts.length > mostActs,
    };
  }
}
