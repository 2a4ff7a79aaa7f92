import type { Context } from '../../context.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { invariant } from '../../domain/common/refusal.js';
import type { Capacity } from '../../domain/round/round.types.js';
import type { MembershipRow } from '../../graph/agents.js';
import type { Agent, Membership } from '../../schema/agent/agent.types.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';

/** What fields with arguments need to know of the view they are asked on. */
export interface AgentView extends Lazy<Agent> {
  readonly local: string;
  /** The moment it is shown as of; null for now. */
  readonly past: Moment | null;
  /** At that moment. */
  readonly active: boolean;
  readonly capacity: Capacity;
}

export function agentView(state: AgentState, asOf: Moment | null = null): AgentView {
  return {
    __typename: 'Agent',
    local: state.id,
    past: asOf,
    id: idOf('Agent', state.id),
    kind: state.kind,
    name: state.name,
    active: state.active,
    administrator: state.administrator,
    wordsErased: state.wordsErased,
    version: state.version,
    createdAt: state.createdAt,
    changedAt: state.changedAt,
    capacity: { promises: state.capacity?.promises ?? null, percent: state.capacity?.percent ?? null },
    members: async (_: never, context) => memberships(await context.loaders.members.load({ id: state.id, asOf }), asOf, context),
    memberOf: async (_: never, context) => memberships(await context.loaders.groups.load({ id: state.id, asOf }), asOf, context),
  };
}

function memberships(rows: readonly MembershipRow[], asOf: Moment | null, context: Context): Promise<Lazy<Membership>[]> {
  return Promise.all(rows.map(async (row) => ({ agent: await loadAgent(row.agent, asOf, context), representative: row.representative, since: row.from })));
}

/** The agent behind an id that the graph itself names: it is there, or the graph is broken. */
export async function loadAgent(id: string, asOf: Moment | null, context: Context): Promise<AgentView> {
  const state = await context.loaders.agents.load({ id, asOf });
  invariant(state !== null, `agent ${id} is named in the graph and isn't there`);
  return agentView(state, asOf);
}

/** The same where the agent may have come along with what was read. */
export function agentFrom(cast: ReadonlyMap<string, AgentState>, id: string, asOf: Moment | null, context: Context): AgentView | Promise<AgentView> {
  const state = cast.get(id);
  return state === undefined ? loadAgent(id, asOf, context) : agentView(state, asOf);
}
