import type { Moment } from '../common/moment.rules.js';
import type { Finding } from './diagnosis.types.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted } from './time.rules.js';

/** Two people between whom there are many workflows, and never one with the places changed. */
export interface SidedCandidate {
  readonly customer: string;
  readonly performer: string;
  readonly workflows: number;
  readonly since: Moment;
  readonly oldest: readonly string[];
}

export function judgeSided(candidates: readonly SidedCandidate[], { sidedWorkflows }: Thresholds): readonly Finding[] {
  return candidates.filter(({ workflows }) => workflows >= sidedWorkflows).map(({ customer, performer, workflows, since, oldest }): Finding => ({
    kind: 'PARTIES_NEVER_CHANGE_PLACES', key: `${customer} ${performer}`, since, measured: workflows, threshold: sidedWorkflows, unit: 'WORKFLOWS',
    says: `In all of ${counted(workflows, 'workflow')} between them the same one is the Customer. What the other needs to keep these promises, nobody has promised.`,
    workflows: oldest, workflowsCount: workflows, agents: [customer, performer], concerns: [], acts: [],
    next: [{ by: performer, act: 'OPEN', workflow: null, says: 'Ask for what you need of them: be the Customer for once.' }],
  }));
}
