import type { Moment } from '../../domain/common/moment.rules.js';
import type { ConcernState } from '../../domain/concern/concern.rules.js';
import type { Concern } from '../../schema/concern/concern.types.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { workflowView } from '../workflow/workflow.view.js';

export interface ConcernView extends Lazy<Concern> {
  readonly local: string;
  /** The moment it is shown as of; null for now. */
  readonly past: Moment | null;
}

export function concernView(state: ConcernState, asOf: Moment | null = null): ConcernView {
  return {
    __typename: 'Concern',
    local: state.id,
    past: asOf,
    id: idOf('Concern', state.id),
    holder: (_: never, context) => loadAgent(state.holder, asOf, context),
    statement: state.statement,
    articulated: state.articulated,
    status: state.status,
    // Of the past, the workflows that were under way; of the present, those that were as well.
    workflows: async (_: never, context) =>
      asOf === null
        ? (await context.loaders.workflowsAboutConcern.load(state.id)).map(workflowView)
        : (await Promise.all(state.workflows.map((id) => context.loaders.workflows.load({ id, asOf })))).flatMap((found) => (found === null ? [] : [workflowView(found)])),
    version: state.version,
    heldSince: state.heldSince,
    changedAt: state.changedAt,
  };
}
