import { cascadeOf } from '../workflow/bonds.rules.js';
import type { Rollable } from './roll-up.rules.js';

/** Whatever serves a workflow, by itself or by way of others; that workflow isn't among them. */
export function workflowsUnder(top: string, workflows: readonly Rollable[]): ReadonlySet<string> {
  const children = childrenOf(workflows);
  const under = new Set<string>();
  const open = [top];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of children.get(parent) ?? []) {
      if (child === top || under.has(child)) continue;
      under.add(child);
      open.push(child);
    }
  }
  return under;
}

/** The workflows that serve each one, next to it. */
export function childrenOf(workflows: readonly Rollable[]): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const one of workflows) {
    for (const { parent } of cascadeOf(one).serves) {
      const known = children.get(parent);
      if (known === undefined) children.set(parent, [one.id]);
      else known.push(one.id);
    }
  }
  return children;
}
