import { Refusal, invalid, invariant } from '../common/refusal.js';
import type { Moment } from '../common/moment.rules.js';
import type { Capacity } from '../round/round.types.js';
import type { Origin } from '../workflow/workflow.types.js';

export const agentKinds = ['PERSON', 'GROUP', 'AUTOMATION'] as const;
export type AgentKind = (typeof agentKinds)[number];

/** The present of an agent, without its memberships: those are edges with a span of their own. */
export interface AgentState {
  readonly format: 1;
  readonly id: string;
  readonly version: number;
  readonly kind: AgentKind;
  readonly name: string;
  readonly active: boolean;
  readonly administrator: boolean;
  /** Who the identity provider says this is (the token's subject); null for one who cannot sign in. */
  readonly subject: string | null;
  readonly wordsErased: boolean;
  readonly createdAt: Moment;
  readonly changedAt: Moment;
  /** How much they can carry, where that is not what the organisation says of everybody. Left out where nobody said. */
  readonly capacity?: Capacity;
}

export interface AgentActData {
  CREATE_AGENT: { readonly agent: string; readonly kind: AgentKind; readonly name: string; readonly subject: string | null; readonly origin?: Origin };
  RENAME_AGENT: { readonly name: string };
  DEACTIVATE_AGENT: Readonly<Record<string, never>>;
  REACTIVATE_AGENT: Readonly<Record<string, never>>;
  GRANT_ADMINISTRATOR: Readonly<Record<string, never>>;
  REVOKE_ADMINISTRATOR: Readonly<Record<string, never>>;
  LINK_IDENTITY: { readonly subject: string };
  UNLINK_IDENTITY: Readonly<Record<string, never>>;
  ERASE_WORDS: Readonly<Record<string, never>>;
  ADD_MEMBER: { readonly member: string };
  REMOVE_MEMBER: { readonly member: string };
  NAME_REPRESENTATIVE: { readonly member: string };
  DISMISS_REPRESENTATIVE: { readonly member: string };
  SET_CAPACITY: Capacity;
}

export type AgentActKind = keyof AgentActData;
export type AnyAgentAct = { [K in AgentActKind]: { readonly act: K; readonly at: Moment; readonly data: AgentActData[K] } }[AgentActKind];

/** The state of an agent after an act. Memberships change edges, and count here as a change of the group. */
export function applyToAgent(state: AgentState | null, act: AnyAgentAct): AgentState {
  if (act.act === 'CREATE_AGENT') {
    invariant(state === null, 'an agent is created once');
    const { agent, kind, name, subject } = act.data;
    return { format: 1, id: agent, version: 1, kind, name, active: true, administrator: false, subject, wordsErased: false, createdAt: act.at, changedAt: act.at };
  }
  invariant(state !== null, 'an agent begins with CREATE_AGENT');
  return { ...state, ...effect(act), version: state.version + 1, changedAt: act.at };
}

function effect(act: Exclude<AnyAgentAct, { act: 'CREATE_AGENT' }>): Partial<AgentState> {
  switch (act.act) {
    case 'RENAME_AGENT':
      return { name: act.data.name };
    case 'DEACTIVATE_AGENT':
      return { active: false };
    case 'REACTIVATE_AGENT':
      // What they say from now on is theirs to have erased again, when they leave again.
      return { active: true, wordsErased: false };
    case 'GRANT_ADMINISTRATOR':
      return { administrator: true };
    case 'REVOKE_ADMINISTRATOR':
      return { administrator: false };
    case 'LINK_IDENTITY':
      return { subject: act.data.subject };
    case 'UNLINK_IDENTITY':
      return { subject: null };
    case 'ERASE_WORDS':
      return { wordsErased: true };
    case 'SET_CAPACITY':
      return { capacity: act.data };
    case 'ADD_MEMBER':
    case 'REMOVE_MEMBER':
    case 'NAME_REPRESENTATIVE':
    case 'DISMISS_REPRESENTATIVE':
      return {};
  }
}

/** The membership of an agent in a group, as it stands; null for none. */
export interface Membership {
  readonly representative: boolean;
}

/**
 * Decides whether an administrator's wish about an agent makes sense now.
 * @throws Refusal ALREADY_SO for what is the case already, INVALID_INPUT for what cannot be
 */
export function judgeAgentAct(
  act: AnyAgentAct,
  agent: AgentState,
  about: { readonly member: AgentState | null; readonly membership: Membership | null; readonly otherAdministrators: number },
): void {
  const already = (message: string): Refusal => new Refusal('ALREADY_SO', message, { currentVersion: agent.version });
  switch (act.act) {
    case 'CREATE_AGENT':
      return;
    case 'RENAME_AGENT':
      if (agent.name === act.data.name) throw already(`It is called ${agent.name} already.`);
      return;
    case 'DEACTIVATE_AGENT':
      if (!agent.active) throw already(`${agent.name} is inactive already.`);
      if (agent.administrator && about.otherAdministrators === 0) throw lastAdministrator(agent);
      return;
    case 'REACTIVATE_AGENT':
      if (agent.active) throw already(`${agent.name} is active already.`);
      return;
    case 'GRANT_ADMINISTRATOR':
      if (agent.kind === 'GROUP') throw invalid('agent', 'A group signs in as nobody: grant a person or an automation.');
      if (!agent.active) throw invalid('agent', `${agent.name} is not active: reactivate them first.`);
      if (agent.administrator) throw already(`${agent.name} is an administrator already.`);
      return;
    case 'REVOKE_ADMINISTRATOR':
      if (!agent.administrator) throw already(`${agent.name} is no administrator.`);
      if (about.otherAdministrators === 0) throw lastAdministrator(agent);
      return;
    case 'LINK_IDENTITY':
      if (agent.kind === 'GROUP') throw invalid('agent', 'A group signs in as nobody; its representatives speak for it.');
      if (agent.subject === act.data.subject) throw already(`${agent.name} has this identity already.`);
      return;
    case 'UNLINK_IDENTITY':
      if (agent.subject === null) throw already(`${agent.name} has no identity.`);
      if (agent.administrator && about.otherAdministrators === 0) throw lastAdministrator(agent);
      return;
    case 'ERASE_WORDS':
      if (agent.active) throw invalid('agent', `${agent.name} is still active. Words are erased of those who have left: deactivate them first.`);
      if (agent.wordsErased) throw already(`The words of ${agent.name} are erased already.`);
      return;
    case 'SET_CAPACITY':
      if (agent.capacity?.promises === act.data.promises && agent.capacity.percent === act.data.percent) throw already(`That is how much ${agent.name} can carry already.`);
      return;
    case 'ADD_MEMBER':
      checkMember(agent, about.member);
      if (about.membership !== null) throw already('They are a member already.');
      return;
    case 'REMOVE_MEMBER':
      if (about.membership === null) throw already('They are no member.');
      return;
    case 'NAME_REPRESENTATIVE':
      if (about.membership === null) throw invalid('member', 'A representative is a member of the group: add them first.');
      if (about.membership.representative) throw already('They represent the group already.');
      return;
    case 'DISMISS_REPRESENTATIVE':
      if (about.membership?.representative !== true) throw already('They do not represent the group.');
      return;
  }
}

function checkMember(group: AgentState, member: AgentState | null): void {
  if (group.kind !== 'GROUP') throw invalid('group', `${group.name} is no group: only groups have members.`);
  if (member === null || member.kind === 'GROUP') throw invalid('member', 'Members are persons and automations, not groups.');
  if (!member.active) throw invalid('member', `${member.name} is not active: reactivate them first.`);
}

function lastAdministrator(agent: AgentState): Refusal {
  return invalid('agent', `${agent.name} is the last administrator who can sign in: grant another one first.`);
}
