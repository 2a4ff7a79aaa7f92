import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { thresholdsWith } from '../../domain/diagnosis/thresholds.rules.js';
import type { ChosenThresholds, Thresholds } from '../../domain/diagnosis/thresholds.rules.js';
import { readViewer } from '../../graph/agents.js';
import { agentView } from '../agent/agent.view.js';
import type { AgentView } from '../agent/agent.view.js';

/** Whom a question is about: the organisation, or an agent, with its members where it is a group. */
export interface Scope {
  /** Null: the whole organisation. */
  readonly agent: AgentView | null;
  /** Null: everybody. */
  readonly agents: readonly string[] | null;
}

/** Null for what is neither an agent here nor the viewer's organisation. */
export async function scopeOf(of: string | null | undefined, context: Context): Promise<Scope | null> {
  if (of === null || of === undefined) return { agent: null, agents: null };
  const read = readGlobalId(of);
  if (read?.type === 'Organization' && read.id === context.identity.org) return { agent: null, agents: null };
  if (read?.type !== 'Agent') return null;
  const [state, members] = await Promise.all([context.loaders.agents.load({ id: read.id, asOf: null }), context.loaders.members.load({ id: read.id, asOf: null })]);
  return state === null ? null : { agent: agentView(state), agents: [state.id, ...members.map(({ agent }) => agent)] };
}

/**
 * The thresholds of a question: what it sets, then what the organisation has set, then what is usual.
 * @throws Refusal INVALID_INPUT
 */
export async function thresholdsFor(set: ChosenThresholds | null | undefined, context: Context): Promise<Thresholds> {
  return thresholdsWith(set, (await readViewer(context.reader)).organization.thresholds);
}
