import type { Context } from '../../context.js';
import { flagsOf } from '../../domain/cascade/flags.rules.js';
import type { Serving as ServingEdge } from '../../domain/cascade/cascade.types.js';
import { statedConditions } from '../../domain/workflow/bonds.rules.js';
import type { WorkflowFound } from '../../graph/workflows.js';
import type { Serving } from '../../schema/cascade/cascade.types.js';
import { loadAct } from '../act/act.view.js';
import type { Lazy } from '../common/lazy.js';
import { workflowView } from '../workflow/workflow.view.js';

/** An edge of the cascade, as the workflow that serves holds it. What is served is loaded when asked for. */
export function servingView(edge: ServingEdge, child: WorkflowFound): Lazy<Serving> {
  const parent = (context: Context): Promise<WorkflowFound | null> => context.loaders.workflows.load({ id: edge.parent, asOf: child.asOf });
  return {
    child: () => workflowView(child),
    parent: async (_: never, context) => {
      const found = await parent(context);
      return found === null ? null : workflowView(found);
    },
    conditions: async (_: never, context) => {
      const found = await parent(context);
      const stated = found === null ? [] : statedConditions(found.state);
      return edge.contributions.map(({ condition, contribution }) => ({ key: condition, statement: stated.find(({ key }) => key === condition)?.statement ?? null, contribution }));
    },
    share: edge.share,
    since: edge.at,
    act: (_: never, context) => loadAct(edge.act, context),
    flags: async (_: never, context) => {
      const found = await parent(context);
      // What is around an edge of the past was not kept: flags are for those who can mend what they see.
      if (found === null || child.asOf !== null) return [];
      const around = (await context.loaders.servingsOfWorkflow.load(child.state.id)).find(({ serving }) => serving === edge.id);
      return around === undefined ? [] : flagsOf(edge, child.state, found.state, { standsIn: () => around.standsIn, others: around.others }).map(({ kind, conditions, says }) => ({ kind, conditions: [...conditions], says }));
    },
  };
}
