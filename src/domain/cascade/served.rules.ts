import { cascadeOf } from '../workflow/bonds.rules.js';
import type { CascadingWorkflow } from './cascade.types.js';

/** The conditions of each workflow that something serves, of what serves as it is asked about. */
export function servedConditions<Workflow extends Pick<CascadingWorkflow, 'id' | 'cascade'>>(workflows: Iterable<Workflow>, serves: (workflow: Workflow) => boolean): ReadonlyMap<string, ReadonlySet<string>> {
  const served = new Map<string, Set<string>>();
  for (const workflow of workflows) {
    if (!serves(workflow)) continue;
    for (const { parent, contributions } of cascadeOf(workflow).serves) {
      const keys = served.get(parent) ?? new Set<string>();
      served.set(parent, keys);
      for (const { condition } of contributions) keys.add(condition);
    }
  }
  return served;
}
