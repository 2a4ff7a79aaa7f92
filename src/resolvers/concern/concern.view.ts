import type { Context } from '../../context.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import type { ConcernState } from '../../domain/concern/concern.rules.js';
import type { Concern } from '../../schema/concern/concern.types.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { workflowView } from '../workflow/workflow.view.js';
import type { WorkflowView } from '../workflow/workflow.view.js';

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
    workflows: (_: never, context) => workflowsAbout(state.id, asOf, context),
    version: state.version,
    heldSince: state.heldSince,
    changedAt: state.changedAt,
  };
}

/** The workflows about a concern; of the past, those that had begun by then, under way or over, as they stood. */
async function workflowsAbout(concern: string, asOf: Moment | null, context: Context): Promise<WorkflowView[]> {
  const about = await context.loaders.workflowsAboutConcern.load(concern);
  if (asOf === null) return about.map(workflowView);
  const past = await Promise.all(about.filter(({ state }) => state.openedAt <= asOf).map(({ state }) => context.loaders.workflows.load({ id: state.id, asOf })));
  return past.flatMap((found) => (found === null ? [] : [workflowView(found)]));
}
