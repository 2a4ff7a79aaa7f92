import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
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

/**
 * Whom a question about the past is about: null for the whole organisation. Who belonged to a group then is not looked up.
 * @returns undefined for what is neither an agent there was here at that moment nor the viewer's organisation
 */
export async function agentAsked(of: string | null | undefined, asOf: Moment | null, context: Context): Promise<AgentView | null | undefined> {
  if (of === null || of === undefined) return null;
  const read = readGlobalId(of);
  if (read?.type === 'Organization' && read.id === context.identity.org) return null;
  if (read?.type !== 'Agent') return undefined;
  const state = await context.loaders.agents.load({ id: read.id, asOf });
  return state === null ? undefined : agentView(state, asOf);
}

/** Null for what is neither an agent here nor the viewer's organisation. */
export async function scopeOf(of: string | null | undefined, context: Context): Promise<Scope | null> {
  const read = of === null || of === undefined ? null : readGlobalId(of);
  const [agent, members] = await Promise.all([agentAsked(of, null, context), read?.type === 'Agent' ? context.loaders.members.load({ id: read.id, asOf: null }) : []]);
  if (agent === undefined) return null;
  return { agent, agents: agent === null ? null : [agent.local, ...members.map((member) => member.agent)] };
}

/**
 * The thresholds of a question: what it sets, then what the organisation has set, then what is usual.
 * @throws Refusal INVALID_INPUT
 */
export async function thresholdsFor(set: ChosenThresholds | null | undefined, context: Context): Promise<Thresholds> {
  return thresholdsWith(set, (await readViewer(context.reader)).organization.thresholds);
}
