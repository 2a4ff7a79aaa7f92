import type { Context } from '../../context.js';
import type { ServingOccasion } from '../../domain/cascade/serving.rules.js';
import { invariant } from '../../domain/common/refusal.js';
import type { WorkflowState } from '../../domain/workflow/workflow.types.js';
import { readAround } from '../../graph/cascade.js';
import type { Around } from '../../graph/cascade.js';
import type { AlsoRead, OtherWorkflow } from '../../graph/change.js';
import type { ServePromiseInput } from '../../schema/cascade/serving.inputs.js';
import { localOr, notFound } from '../common/identifiers.js';
import type { Occasion } from '../workflow/speak.js';

/* What the mutations that make and weigh edges of the cascade have in common. */

/** A workflow besides, as the viewer sees it. @throws Refusal NOT_FOUND where there is none, or they may not */
export function seenOther(others: ReadonlyMap<string, OtherWorkflow>, id: string, field: string): WorkflowState {
  const other = others.get(localOr('Workflow', id));
  if (other?.seen !== true) throw notFound('Workflow', field);
  return other.state;
}

export function servingOccasion({ state, others, cast, input, also }: Occasion<ServePromiseInput, Around | null>): ServingOccasion {
  const parent = seenOther(others, input.parent, 'parent');
  invariant(also !== null, 'what is around an edge is read with its ends');
  return {
    child: state,
    parent,
    others: also.servings,
    standsIn: () => also.standsIn,
    nameOf: (agent) => cast.get(agent)?.name ?? 'somebody else',
  };
}

/** Where an edge to a parent is made or weighed: its ends, and what is around it, read under the lock that all edges are made under. */
export function besideParent(context: Context, input: { readonly workflow: string; readonly parent: string }): { others: readonly string[]; lockOrganization: true; also: AlsoRead<Around | null> } {
  const parent = localOr('Workflow', input.parent);
  const child = localOr('Workflow', input.workflow);
  return { others: [parent], lockOrganization: true, also: (transaction) => readAround(transaction, context.identity.org, child, parent, context.now) };
}
