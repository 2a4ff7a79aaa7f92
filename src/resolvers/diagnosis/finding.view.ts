import type { Context } from '../../context.js';
import type { NextStep } from '../../domain/diagnosis/diagnosis.types.js';
import type { Weighed } from '../../domain/diagnosis/order.rules.js';
import type { Finding, FindingStep } from '../../schema/diagnosis/diagnosis.types.js';
import { loadAct } from '../act/act.view.js';
import { loadAgent } from '../agent/agent.view.js';
import { noLongerSeen } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { concernView } from '../concern/concern.view.js';
import { loadWorkflow } from '../workflow/workflow.view.js';

export function findingView({ finding, weight }: Weighed): Lazy<Finding> {
  const { kind, says, since, measured, threshold, unit, workflows, workflowsCount, agents, concerns, acts, next } = finding;
  return {
    kind, says, weight, since, measured, threshold: Math.round(threshold * 10) / 10, unit, workflowsCount,
    workflows: (_: never, context) => Promise.all(workflows.map((id) => loadWorkflow(id, null, context))),
    agents: (_: never, context) => Promise.all(agents.map((id) => loadAgent(id, null, context))),
    concerns: (_: never, context) => Promise.all(concerns.map((id) => loadConcern(id, context))),
    acts: (_: never, context) => Promise.all(acts.map((id) => loadAct(id, context))),
    next: next.map(stepView),
  };
}

function stepView({ by, act, workflow, says }: NextStep): Lazy<FindingStep> {
  return {
    by: (_: never, context) => loadAgent(by, null, context),
    act, says,
    workflow: workflow === null ? null : (_: never, context: Context) => loadWorkflow(workflow, null, context),
  };
}

async function loadConcern(id: string, context: Context) {
  const concern = await context.loaders.concerns.load({ id, asOf: null });
  if (concern === null) throw noLongerSeen('Concern');
  return concernView(concern, null);
}
