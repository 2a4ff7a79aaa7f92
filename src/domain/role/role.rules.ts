import { FOREVER } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { invariant } from '../common/refusal.js';
import type { AnyRoleAct, Backing, Holding, RoleLine, RoleLineTerms, RoleOffer, RoleState } from './role.types.js';

/** The state of a role after an act: the only transition there is. It refuses nothing; what could be wrong was refused before. */
export function applyToRole(state: RoleState | null, act: AnyRoleAct): RoleState {
  if (act.act === 'CREATE_ROLE') {
    invariant(state === null, 'a role is created once');
    const { role, name, description, keeper, lines, lineKeys, backed } = act.data;
    return {
      format: 1, id: role, version: 1, name, description, status: 'STANDING', keeper, lines: backedLines(lines, backed, [], act), lineKeys,
      offers: [], holders: [], vacant: [], createdAt: act.at, changedAt: act.at, retiredAt: null,
    };
  }
  invariant(state !== null, 'a role begins with CREATE_ROLE');
  return { ...state, ...effect(state, act), version: state.version + 1, changedAt: act.at };
}

function effect(state: RoleState, act: Exclude<AnyRoleAct, { act: 'CREATE_ROLE' }>): Partial<RoleState> {
  switch (act.act) {
    case 'AMEND_ROLE': {
      const { name, description, lines, lineKeys, backed } = act.data;
      // Nobody takes what they were not offered.
      return { name, description, lines: backedLines(lines, backed, state.lines, act), lineKeys, offers: [] };
    }
    case 'STAND_BEHIND_ROLE':
      return { lines: withBacking(state.lines, act.data.lines, backingOf(act)) };
    case 'STAND_BACK_FROM_ROLE':
      return { lines: withBacking(state.lines, act.data.lines, null) };
    case 'OFFER_ROLE':
      return { offers: [...state.offers, { ...act.data, person: personOf(act), at: act.at, act: act.id }] };
    case 'TAKE_BACK_OFFER':
    case 'REFUSE_ROLE':
      return { offers: withoutAgent(state.offers, act.data.agent) };
    case 'TAKE_ROLE': {
      const { agent, until, concerns } = act.data;
      const held = holdingOf(agent, state, act.at);
      const lines = state.lines.map(({ key }) => key);
      return {
        offers: withoutAgent(state.offers, agent),
        // Whoever holds it already goes on holding it, with the lines that they lacked.
        holders: held !== undefined && held.until === until
          ? state.holders.map((one) => (one.agent === agent ? { ...held, lines } : one))
          : [...withoutAgent(state.holders, agent), { id: act.id, agent, since: act.at, until, lines }],
        vacant: state.vacant.filter(({ concern }) => !concerns.includes(concern)),
      };
    }
    case 'LEAVE_ROLE':
      return { holders: withoutAgent(state.holders, act.data.agent), vacant: [...state.vacant, ...act.data.vacant] };
    case 'LINK_WORKFLOWS':
      return {};
    case 'RETIRE_ROLE':
      return { status: 'RETIRED', offers: [], retiredAt: act.at };
  }
}

/** What whoever words the pattern says for its Customer is backed by that; what stays as it was stays backed as it was. */
function backedLines(terms: readonly RoleLineTerms[], backed: readonly string[], before: readonly RoleLine[], act: AnyRoleAct): readonly RoleLine[] {
  return terms.map((line) => {
    const was = before.find(({ key }) => key === line.key);
    const kept = was !== undefined && sameTerms(was, line) ? was.backing : null;
    return { ...line, backing: backed.includes(line.key) ? backingOf(act) : kept };
  });
}

/** Whether two lines ask for the same, of whomever. */
export function sameTerms(one: RoleLineTerms, other: RoleLineTerms): boolean {
  const said = ({ customer, statement, horizon, conditions, customership }: RoleLineTerms): string => JSON.stringify([
    customer, statement, horizon, customership.respondWithin, customership.checkInEvery, customership.assessWithin,
    conditions.map(({ statement: asked, mandatory, measure }) => [asked, mandatory, measure === null ? null : [measure.metric, measure.unit, measure.direction, measure.baseline, measure.target]]),
  ]);
  return said(one) === said(other);
}

function withBacking(lines: readonly RoleLine[], keys: readonly string[], backing: Backing | null): readonly RoleLine[] {
  return lines.map((line) => (keys.includes(line.key) ? { ...line, backing } : line));
}

function backingOf(act: AnyRoleAct): Backing {
  return { person: personOf(act), at: act.at, act: act.id };
}

function personOf(act: AnyRoleAct): string {
  invariant(act.person !== null, 'somebody speaks of a role');
  return act.person;
}

function withoutAgent<One extends { readonly agent: string }>(all: readonly One[], agent: string): readonly One[] {
  return all.filter((one) => one.agent !== agent);
}

/** Who holds it at a moment. Whose day has passed holds it no longer, though they have not said that they left. */
export function holdersAt(state: Pick<RoleState, 'holders'>, now: Moment): readonly Holding[] {
  return state.holders.filter(({ until }) => until === null || now < until);
}

/** That somebody holds it at a moment. */
export function holdingOf(agent: string, state: Pick<RoleState, 'holders'>, now: Moment): Holding | undefined {
  return holdersAt(state, now).find((one) => one.agent === agent);
}

/** The lines that were added since a holder took the role: taking it asked them for none of these. None where nobody knows with which they took it. */
export function addedSince({ lines }: Pick<RoleState, 'lines'>, { lines: taken }: Pick<Holding, 'lines'>): readonly RoleLine[] {
  return taken === undefined ? [] : lines.filter(({ key }) => !taken.includes(key));
}

/** The acts that tell with which lines a role was taken, where its state does not. */
export function takingsUntold({ holders }: Pick<RoleState, 'holders'>): readonly string[] {
  return holders.flatMap(({ id, lines }) => (lines === undefined ? [id] : []));
}

/**
 * Lets each holding say with which lines it was taken.
 * @param after the states of the role that the acts led to which its state tells too little of
 */
export function withLinesTaken(state: RoleState, after: ReadonlyMap<string, Pick<RoleState, 'lines'>>): RoleState {
  if (takingsUntold(state).length === 0) return state;
  const told = (held: Holding): Holding => {
    const lines = held.lines ?? after.get(held.id)?.lines.map(({ key }) => key);
    return lines === undefined ? held : { ...held, lines };
  };
  return { ...state, holders: state.holders.map(told) };
}

/** Whether the day has passed until which it would have been held. */
export function hasRunOut({ until }: Pick<RoleOffer, 'until'>, now: Moment): boolean {
  return until !== null && until <= now;
}

/** All agents that a role names, each once. */
export function agentsOf({ keeper, lines, offers, holders }: RoleState): readonly string[] {
  return [...new Set([
    keeper,
    ...lines.flatMap(({ customer, backing }) => [customer, backing?.person ?? null]).filter((agent) => agent !== null),
    ...offers.flatMap(({ agent, person, by }) => [agent, person, by]),
    ...holders.map(({ agent }) => agent),
  ])];
}

/** That an agent held a role, from a moment to another. */
export interface HoldingSpan {
  readonly id: string;
  readonly agent: string;
  readonly from: Moment;
  /** Until when it was meant to be held; null: until it is left. */
  readonly until: Moment | null;
  readonly to: Moment;
}

/** Holdings that an act began. */
export function begun(before: RoleState | null, after: RoleState): readonly HoldingSpan[] {
  const had = new Set(before?.holders.map(({ id }) => id));
  return after.holders.filter(({ id }) => !had.has(id)).map(({ id, agent, since, until }) => ({ id, agent, from: since, until, to: until ?? FOREVER }));
}

/** Holdings that an act ended, with when: one whose day had passed ended then. */
export function ended(before: RoleState | null, after: RoleState): readonly { readonly id: string; readonly to: Moment }[] {
  const has = new Set(after.holders.map(({ id }) => id));
  return (before?.holders ?? []).filter(({ id }) => !has.has(id)).map(({ id, until }) => ({ id, to: until !== null && until < after.changedAt ? until : after.changedAt }));
}

/** Every holding that the states of a role tell of, from its first to its last. */
export function holdingSpans(states: readonly RoleState[]): readonly HoldingSpan[] {
  const spans = new Map<string, HoldingSpan>();
  states.forEach((state, index) => {
    const before = states[index - 1] ?? null;
    for (const span of begun(before, state)) spans.set(span.id, span);
    for (const { id, to } of ended(before, state)) {
      const span = spans.get(id);
      if (span !== undefined) spans.set(id, { ...span, to });
    }
  });
  return [...spans.values()];
}
