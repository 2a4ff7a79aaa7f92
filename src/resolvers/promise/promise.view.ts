import type { Context } from '../../context.js';
import { dayOf, horizonOf } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import { isAtRisk, isKeptLate, isOverdue } from '../../domain/workflow/standing.rules.js';
import type { PromiseFound } from '../../graph/promises.js';
import type { PromiseType } from '../../schema/promise/promise.types.js';
import { agentFrom } from '../agent/agent.view.js';
import { idOf, noLongerSeen } from '../common/identifiers.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';
import { loadProposal } from '../proposal/proposal.view.js';
import { loadWorkflow } from '../workflow/workflow.view.js';
import { conditionView } from './terms.view.js';

const nobody: ReadonlyMap<string, AgentState> = new Map();

export function promiseView(found: PromiseFound, cast: ReadonlyMap<string, AgentState> = found.cast ?? nobody, asOf: Moment | null = null): Lazy<PromiseType> {
  const { state, zone } = found;
  const at = (now: Moment): Moment => asOf ?? now;
  return {
    __typename: 'Promise',
    id: idOf('Promise', state.id),
    workflow: (_: never, context) => loadWorkflow(found.workflow, asOf, context),
    cycle: state.cycle,
    objective: state.objective,
    performer: (_: never, context) => agentFrom(cast, state.performer, asOf, context),
    customer: (_: never, context) => agentFrom(cast, state.customer, asOf, context),
    status: state.status,
    conditions: once(() => state.conditions.map((condition) => conditionView(condition, state.due, zone))),
    starts: state.starts,
    due: state.due,
    dueOn: once(() => dayOf(state.due, zone)),
    horizon: once(() => horizonOf(state.starts, state.due, zone)),
    madeAt: state.madeAt,
    proposal: (_: never, context) => loadProposal(state.proposal, asOf, context),
    supersedes: (_: never, context) => (state.supersedes === null ? null : loadPromise(state.supersedes, asOf, context)),
    confidence: state.confidence,
    forecast: state.forecast,
    reportedAt: state.reportedAt,
    deliveredAt: state.deliveredAt,
    endedAt: state.endedAt,
    reworks: state.reworks,
    overdue: (_: never, context) => isOverdue(state, at(context.now)),
    atRisk: (_: never, context) => isAtRisk(state, at(context.now)),
    keptLate: isKeptLate(state),
  };
}

/** The promise behind an id that the graph itself names, as it stands or as it stood. */
export async function loadPromise(id: string, asOf: Moment | null, context: Context): Promise<Lazy<PromiseType>> {
  const found = await context.loaders.promises.load(id);
  if (found === null) throw noLongerSeen('Promise');
  const hadEnded = found.state.endedAt !== null && asOf !== null && found.state.endedAt <= asOf;
  if (asOf === null || hadEnded) return promiseView(found, undefined, asOf);
  // It was under way then, so it is in the state that its workflow was in.
  const workflow = await context.loaders.workflows.load({ id: found.workflow, asOf });
  return promiseView(workflow?.state.promise?.id === id ? { ...found, state: workflow.state.promise } : found, undefined, asOf);
}
