import type { Context } from '../../context.js';
import { dayOf } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { differences } from '../../domain/workflow/differences.rules.js';
import type { Proposal as ProposalState } from '../../domain/workflow/workflow.types.js';
import type { Proposal } from '../../schema/proposal/proposal.types.js';
import { loadAct } from '../act/act.view.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf, noLongerSeen } from '../common/identifiers.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';
import { conditionView, windowView } from '../promise/terms.view.js';
import { loadWorkflow } from '../workflow/workflow.view.js';

/** A proposal where it was found; `before` is the version before it, loaded when it is asked for. */
export function proposalView(state: ProposalState, workflow: string, zone: string, asOf: Moment | null): Lazy<Proposal> {
  const { terms } = state;
  return {
    __typename: 'Proposal',
    id: idOf('Proposal', state.id),
    workflow: (_: never, context) => loadWorkflow(workflow, asOf, context),
    version: state.version,
    cycle: state.cycle,
    author: state.author,
    party: (_: never, context) => loadAgent(state.party, asOf, context),
    conditions: once(() => terms.conditions.map((condition) => conditionView(condition, terms.due, zone))),
    due: terms.due,
    dueOn: once(() => dayOf(terms.due, zone)),
    window: once(() => windowView(terms.window, zone)),
    answerBy: terms.answerBy,
    customership: terms.customership,
    differences: once(async (_: never, context: Context) => {
      const found = await context.loaders.proposals.load(state.id);
      // A new cycle begins with terms of its own: its first proposal counters nothing.
      return found?.before?.cycle === state.cycle ? [...differences(found.before.terms, state.terms)] : [];
    }),
    act: (_: never, context) => loadAct(state.act, context),
    at: state.at,
  };
}

export async function loadProposal(id: string, asOf: Moment | null, context: Context): Promise<Lazy<Proposal>> {
  const found = await context.loaders.proposals.load(id);
  if (found === null) throw noLongerSeen('Proposal');
  return proposalView(found.state, found.workflow, found.zone, asOf);
}
