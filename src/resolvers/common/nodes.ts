import type { Context } from '../../context.js';
import { readViewer } from '../../graph/agents.js';
import type { Node } from '../../schema/common/relay.js';
import { actView } from '../act/act.view.js';
import { agentView } from '../agent/agent.view.js';
import { assessmentView } from '../assessment/assessment.view.js';
import { concernView } from '../concern/concern.view.js';
import { dualView } from '../dual/dual.view.js';
import { organizationView } from '../organization/organization.view.js';
import { promiseView } from '../promise/promise.view.js';
import { loadProposal } from '../proposal/proposal.view.js';
import { roleView } from '../role/role.view.js';
import { roundView } from '../round/round.view.js';
import { workflowView } from '../workflow/workflow.view.js';
import type { NodeType } from './identifiers.js';
import type { Lazy } from './lazy.js';

/** Finds a thing by type and local id, through the same reads as its own fields use; null where there is none. */
export async function loadNode(type: NodeType, id: string, context: Context): Promise<Lazy<Node> | null> {
  const { loaders } = context;
  const shown = <Found>(found: Found | null, view: (found: Found) => Lazy<Node> | null): Lazy<Node> | null => (found === null ? null : view(found));
  switch (type) {
    case 'Organization':
      return id === context.identity.org ? organizationView((await readViewer(context.reader)).organization) : null;
    case 'Agent':
      return shown(await loaders.agents.load({ id, asOf: null }), agentView);
    case 'Concern':
      return shown(await loaders.concerns.load({ id, asOf: null }), concernView);
    case 'Workflow':
      return shown(await loaders.workflows.load({ id, asOf: null }), workflowView);
    case 'Dual':
      return shown(await loaders.workflows.load({ id, asOf: null }), dualView);
    case 'Promise':
      return shown(await loaders.promises.load(id), promiseView);
    case 'Proposal':
      return (await loaders.proposals.load(id)) === null ? null : loadProposal(id, null, context);
    case 'Assessment':
      return shown(await loaders.assessments.load(id), (found) => assessmentView(found.state));
    case 'Act':
      return shown(await loaders.acts.load(id), actView);
    case 'PlanningRound':
      return shown(await loaders.rounds.load({ id, asOf: null }), roundView);
    case 'Role':
      return shown(await loaders.roles.load({ id, asOf: null }), roleView);
  }
}
