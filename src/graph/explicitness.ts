import type { Moment } from '../domain/common/moment.rules.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';
import { workflowFound } from './workflows.js';
import type { After, WorkflowFound, WorkflowRow } from './workflows.js';

/** Null: the whole organisation. */
type Agents = readonly string[] | null;

const count = statement<Viewing & { agents: Agents }, { explicit: number; implicit: number }>('explicitness/count');
const listImplicit = statement<
  Viewing & { agents: Agents; afterSince: Moment; afterId: string; limit: number },
  { viewer: ViewerRow; workflows: (WorkflowRow & { since: Moment; id: string })[] }
>('explicitness/list-implicit');

/** How many workflows that are not closed are explicit, and how many are not. */
export async function countExplicit(reader: Reader, agents: Agents): Promise<{ readonly explicit: number; readonly implicit: number }> {
  const { explicit, implicit } = await reader.one(count, { agents });
  return { explicit, implicit };
}

export interface ImplicitFound {
  readonly since: Moment;
  readonly found: WorkflowFound;
}

/** Implicit workflows, those that have been known of for longest first. */
export async function listImplicitWorkflows(reader: Reader, agents: Agents, limit: number, after: After | null): Promise<readonly ImplicitFound[]> {
  const { viewer, workflows } = await reader.one(listImplicit, { agents, limit, afterSince: after?.value ?? '', afterId: after?.id ?? '' });
  return workflows.map(({ since, ...row }) => ({ since, found: workflowFound(row, viewer) }));
}
