import type { Context } from '../../context.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { isOfLine, mayLink } from '../../domain/role/linking.rules.js';
import { addedSince, agentsOf, holdersAt } from '../../domain/role/role.rules.js';
import { availableRoleActs } from '../../domain/role/role-speaker.rules.js';
import type { OfRole as OfRoleState, RoleLine as RoleLineState, RoleLineTerms } from '../../domain/role/role.types.js';
import type { HoldingFound, RoleFound } from '../../graph/roles.js';
import type { OfRole, Role, RoleHolding, RoleLine } from '../../schema/role/role.types.js';
import { loadAct } from '../act/act.view.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf, noLongerSeen } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';

export interface RoleView extends Lazy<Role> {
  readonly local: string;
  /** The moment it is shown as of; null for now. */
  readonly past: Moment | null;
}

export function roleView({ state, asOf, voice }: RoleFound): RoleView {
  return {
    __typename: 'Role',
    local: state.id,
    past: asOf,
    id: idOf('Role', state.id),
    version: state.version,
    name: state.name,
    description: state.description,
    status: state.status,
    keeper: (_: never, context) => loadAgent(state.keeper, asOf, context),
    lines: state.lines.map((line) => lineView(line, line.backing, asOf)),
    offers: state.offers.map(({ agent, by, until, at, act }) => ({
      agent: (_: never, context: Context) => loadAgent(agent, asOf, context),
      by: (_: never, context: Context) => loadAgent(by, asOf, context),
      until, at,
      act: (_: never, context: Context) => loadAct(act, context),
    })),
    holderCount: (_: never, context) => holdersAt(state, asOf ?? context.now).length,
    soleHolder: (_: never, context) => {
      const [first, ...more] = holdersAt(state, asOf ?? context.now);
      return first === undefined || more.length > 0 ? null : loadAgent(first.agent, asOf, context);
    },
    availableActs: async (_: never, context) => {
      if (voice === null) return [];
      const [named, without] = await Promise.all([
        Promise.all(agentsOf(state).map((id) => context.loaders.agents.load({ id, asOf: null }))),
        state.status === 'STANDING' ? context.loaders.partiesWithoutRole.load('') : null,
      ]);
      const cast = new Map(named.flatMap((agent) => (agent === null ? [] : [[agent.id, agent]])));
      // Whoever performs and holds the role is among those that it names; of others it is all the same.
      // Whoever is party to more than is looked at is told that they may, rather than kept from what would be accepted.
      const mayLinkSome = without !== null && (without.isPartial || without.pairs.some((parties) => state.lines.some((line) => isOfLine(line, parties.customer)) && mayLink(parties, state, voice, cast, context.now)));
      return [...availableRoleActs(state, voice, cast, context.now, mayLinkSome)];
    },
    createdAt: state.createdAt,
    changedAt: state.changedAt,
    retiredAt: state.retiredAt,
    asOf,
  };
}

export function lineView(line: RoleLineTerms, backing: RoleLineState['backing'], asOf: Moment | null): Lazy<RoleLine> {
  const { key, customer, statement, horizon, conditions, customership } = line;
  return {
    key, statement, horizon, customership,
    customer: (_: never, context) => (customer === null ? null : loadAgent(customer, asOf, context)),
    conditions: conditions.map(({ statement: asked, mandatory, measure }) => ({ statement: asked, mandatory, measure })),
    backing: backing === null ? null : {
      speaker: (_: never, context: Context) => loadAgent(backing.person, asOf, context),
      at: backing.at,
      act: (_: never, context: Context) => loadAct(backing.act, context),
    },
  };
}

export function holdingView({ id, agent, from, until, to }: HoldingFound, role: string, asOf: Moment | null): Lazy<RoleHolding> {
  return {
    role: (_: never, context) => loadRole(role, asOf, context),
    agent: (_: never, context) => loadAgent(agent, asOf, context),
    since: from,
    until,
    endedAt: (_: never, context) => (to <= (asOf ?? context.now) ? to : null),
    addedLines: async (_: never, context) => {
      if (to <= (asOf ?? context.now)) return [];
      const found = await context.loaders.roles.load({ id: role, asOf });
      const held = found?.state.holders.find((one) => one.id === id);
      if (found === null || held === undefined) return [];
      // In a state from before it was kept, the act that took it tells with which lines.
      const taken = held.lines === undefined ? await context.loaders.rolesTaken.load(id) : null;
      const lines = held.lines ?? taken?.state.lines.map(({ key }) => key);
      return addedSince(found.state, lines === undefined ? {} : { lines }).map((line) => lineView(line, line.backing, asOf));
    },
    act: (_: never, context) => loadAct(id, context),
  };
}

/** The role behind an id that the graph itself names. */
export async function loadRole(id: string, asOf: Moment | null, context: Context): Promise<RoleView> {
  const found = await context.loaders.roles.load({ id, asOf });
  if (found === null) throw noLongerSeen('Role');
  return roleView(found);
}

/** Of which role a workflow is, and of which line of it. */
export function ofRoleView({ role, line }: OfRoleState, asOf: Moment | null): Lazy<OfRole> {
  return {
    role: (_: never, context) => loadRole(role, asOf, context),
    key: line,
    line: async (_: never, context) => {
      const found = await context.loaders.roles.load({ id: role, asOf });
      const stands = found?.state.lines.find(({ key }) => key === line);
      return stands === undefined ? null : lineView(stands, stands.backing, asOf);
    },
  };
}
