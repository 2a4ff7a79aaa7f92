import type { Context } from '../../context.js';
import { invalid, invariant } from '../../domain/common/refusal.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { judgeAgentAct } from '../../domain/agent/agent.rules.js';
import type { AgentActData, AgentActKind, AgentState, AnyAgentAct, Membership } from '../../domain/agent/agent.rules.js';
import type { SubjectChange } from '../../graph/composing.js';
import type { AgentPayload } from '../../schema/agent/agent.inputs.js';
import { actView } from '../act/act.view.js';
import { changeAs, expectVersion, requireAdministrator } from '../common/changing.js';
import { localId, notFound } from '../common/identifiers.js';
import { orUserErrors } from '../common/refusals.js';
import { agentView } from './agent.view.js';

interface RosterInput {
  readonly words?: string | null;
  readonly idempotencyKey?: string | null;
  readonly expectedVersion?: number | null;
}

/** What an act about an agent is about: the agent, and for a membership the member and what follows. */
interface RosterTarget {
  readonly id: string;
  readonly field: string;
  readonly membership?: { readonly member: string; readonly next: Membership | null };
  /** An identity to be given to the agent. */
  readonly identity?: string;
}

/** Every change of the roster: only by an administrator, one at a time in an organisation. */
export function changeRoster<Kind extends AgentActKind>(
  context: Context,
  operation: string,
  act: Kind,
  input: RosterInput,
  target: RosterTarget,
  data: (local: { readonly agent: string; readonly member: string | null }) => AgentActData[Kind],
): Promise<AgentPayload> {
  return agentPayload(async () => {
    const agent = localId('Agent', target.id, target.field);
    const member = target.membership === undefined ? null : localId('Agent', target.membership.member, 'member');
    const agents = member === null ? [agent] : [agent, member];
    const words = checkOptionalText(input.words, 'words', 'words');
    const belonging = member === null ? {} : { membership: { group: agent, member } };
    return changeAs(context, operation, input, { agents, lockOrganization: true, ...belonging, ...(target.identity === undefined ? {} : { identity: target.identity }) }, (found): readonly SubjectChange[] => {
      requireAdministrator(found);
      const before = found.cast.get(agent);
      if (before === undefined) throw notFound('Agent', target.field);
      expectVersion(before.version, input.expectedVersion);
      const wish = { act, at: found.now, data: data({ agent, member }) } as unknown as AnyAgentAct;
      const other = member === null ? null : (found.cast.get(member) ?? null);
      if (member !== null && other === null) throw notFound('Agent', 'member');
      const otherAdministrators = found.administrators.filter((id) => id !== agent).length;
      if (found.identityOf !== null && found.identityOf !== agent) throw invalid('subject', 'Another agent of this organisation has this identity already.');
      judgeAgentAct(wish, before, { member: other, membership: found.membership, otherAdministrators });
      return [
        {
          kind: 'AGENT', id: agent, before, said: [{ act, data: wish.data, words }], forgetWords: act === 'ERASE_WORDS',
          ...(member === null || target.membership === undefined ? {} : { membership: { member, next: target.membership.next } }),
        },
      ];
    });
  });
}

export function agentPayload(work: () => ReturnType<typeof changeAs>): Promise<AgentPayload> {
  const payload = orUserErrors(
    async () => {
      const record = (await work()).acts.findLast((one) => one.kind === 'AGENT');
      invariant(record !== undefined, 'an act about an agent was recorded');
      return { act: actView(record), agent: agentView(record.state as AgentState) };
    },
    { act: null, agent: null },
  );
  // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
  return payload as unknown as Promise<AgentPayload>;
}

/** The data of an act about a membership. */
export function memberOf(local: { readonly member: string | null }): { readonly member: string } {
  invariant(local.member !== null, 'an act about a membership names a member');
  return { member: local.member };
}
