import type { ConcernState } from '../concern/concern.rules.js';
import { cascadeOf } from '../workflow/bonds.rules.js';
import type { CascadingWorkflow } from './cascade.types.js';
import { cameToNothing, isGone, isOver, servableConditions } from './commitment.rules.js';

/**
 * Where the cascade has a hole. SERVES_NOTHING: it serves nothing and isn't declared a root. CONDITION_UNSERVED: no
 * workflow serves the condition, and the Performer hasn't marked it their own. CONCERN_OPEN: nobody performs for it.
 * PARENT_GONE: what it serves is closed, or its promise has come to nothing.
 */
export const gapKinds = ['SERVES_NOTHING', 'CONDITION_UNSERVED', 'CONCERN_OPEN', 'PARENT_GONE'] as const;
export type GapKind = (typeof gapKinds)[number];

export type Gap =
  | { readonly kind: 'SERVES_NOTHING'; readonly workflow: string }
  | { readonly kind: 'CONDITION_UNSERVED'; readonly workflow: string; readonly condition: string; readonly mandatory: boolean }
  | { readonly kind: 'CONCERN_OPEN'; readonly concern: string }
  | { readonly kind: 'PARENT_GONE'; readonly workflow: string; readonly serving: string; readonly parent: string };

export type Gapped = Pick<CascadingWorkflow, 'id' | 'phase' | 'promise' | 'standing' | 'cascade'>;

/**
 * Every gap among some workflows and concerns. A workflow that serves must be among them for its parent's conditions to
 * count as served; what came to nothing serves nobody. Linear.
 */
export function gapsOf(workflows: readonly Gapped[], concerns: readonly Pick<ConcernState, 'id' | 'status'>[]): readonly Gap[] {
  const byId = new Map(workflows.map((one) => [one.id, one]));
  const served = servedConditions(workflows);
  const gaps: Gap[] = [];
  for (const workflow of workflows) {
    if (isOver(workflow)) continue;
    const { serves, root, own } = cascadeOf(workflow);
    if (serves.length === 0 && !root) gaps.push({ kind: 'SERVES_NOTHING', workflow: workflow.id });
    for (const { id: serving, parent } of serves) {
      const state = byId.get(parent);
      if (state !== undefined && isGone(state)) gaps.push({ kind: 'PARENT_GONE', workflow: workflow.id, serving, parent });
    }
    for (const { key, mandatory } of servableConditions(workflow)) {
      if (own.includes(key) || served.get(workflow.id)?.has(key) === true) continue;
      gaps.push({ kind: 'CONDITION_UNSERVED', workflow: workflow.id, condition: key, mandatory });
    }
  }
  for (const { id, status } of concerns) if (status === 'OPEN') gaps.push({ kind: 'CONCERN_OPEN', concern: id });
  return gaps;
}

/** The conditions of each workflow that something serves which has not come to nothing. */
export function servedConditions(workflows: Iterable<Gapped>, serves: (workflow: Gapped) => boolean = (one) => !cameToNothing(one)): ReadonlyMap<string, ReadonlySet<string>> {
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
