import type { Context } from '../../context.js';
import { flagsOfDependency } from '../../domain/interlock/dependency.rules.js';
import type { Dependency as DependencyEdge } from '../../domain/interlock/interlock.types.js';
import type { WorkflowFound } from '../../graph/workflows.js';
import type { Dependency } from '../../schema/interlock/interlock.types.js';
import { loadAct } from '../act/act.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { workflowView } from '../workflow/workflow.view.js';

/** A dependency, as one of its two workflows holds it; the other is loaded when asked for. */
export function dependencyView(edge: DependencyEdge, holder: WorkflowFound): Lazy<Dependency> {
  const end = async (id: string, context: Context): Promise<WorkflowFound | null> =>
    id === holder.state.id ? holder : context.loaders.workflows.load({ id, asOf: holder.asOf });
  const shown = (id: string) => async (_: never, context: Context) => {
    const found = await end(id, context);
    return found === null ? null : workflowView(found);
  };
  return {
    id: idOf('Dependency', edge.id),
    dependent: shown(edge.dependent),
    condition: edge.condition,
    provider: shown(edge.provider),
    needs: edge.needs,
    kind: edge.kind,
    neededBy: edge.neededBy,
    status: edge.status,
    since: edge.at,
    answeredAt: edge.answeredAt,
    act: (_: never, context) => loadAct(edge.act, context),
    flags: async (_: never, context) => {
      const [dependent, provider] = await Promise.all([end(edge.dependent, context), end(edge.provider, context)]);
      return dependent === null || provider === null ? [] : flagsOfDependency(edge, dependent.state, provider.state).map((flag) => ({ ...flag }));
    },
  };
}
