import { dayOf, horizonOf } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import { invariant } from '../../domain/common/refusal.js';
import { isAtRisk, isKeptLate, isOverdue } from '../../domain/workflow/standing.rules.js';
import type { PromiseFound } from '../../graph/promises.js';
import type { PromiseType } from '../../schema/promise/promise.types.js';
import { agentFrom } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { loadProposal } from '../proposal/proposal.view.js';
import { loadWorkflow } from '../workflow/workflow.view.js';
import { conditionView } from './terms.view.js';

const nobody: ReadonlyMap<string, AgentState> = new Map();

export function promiseView(found: PromiseFound, cast: ReadonlyMap<string, AgentState> = nobody, asOf: Moment | null = null): Lazy<PromiseType> {
  const { state, zone } = found;
  const at = (now: Moment): Moment => asOf ?? now;
  return {
    __typename: 'Promise',
    id: idOf('Promise', state.id),
    workflow: (_: never, context) => loadWorkflow(found.workflow, asOf, context),
    cycle: state.cycle,
    objective: found.objective,
    performer: (_: never, context) => agentFrom(cast, state.performer, asOf, context),
    customer: (_: never, context) => agentFrom(cast, state.customer, asOf, context),
    status: state.status,
    conditions: () => state.conditions.map((condition) => conditionView(condition, state.due, zone)),
    starts: state.starts,
    due: state.due,
    dueOn: () => dayOf(state.due, zone),
    horizon: () => horizonOf(state.starts, state.due, zone),
    madeAt: state.madeAt,
    proposal: (_: never, context) => loadProposal(state.proposal, context),
    supersedes: async (_: never, context) => {
      if (state.supersedes === null) return null;
      const earlier = await context.loaders.promises.load(state.supersedes);
      invariant(earlier !== null, `promise ${state.supersedes} is superseded and isn't there`);
      return promiseView(earlier);
    },
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
