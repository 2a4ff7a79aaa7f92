import type { Moment } from '../common/moment.rules.js';
import type { Alternative } from '../common/refusal.js';
import { Refusal } from '../common/refusal.js';
import type { Cast, Voice } from '../workflow/speaker.rules.js';
import { roleCycle, roleRowOf } from './role-cycle.rules.js';
import type { RoleGuard, RoleRow, RoleSpeaker } from './role-cycle.rules.js';
import { hasRunOut, holdersAt, holdingOf } from './role.rules.js';
import { mostHolders } from './taking.rules.js';
import type { RoleActKind, RoleState } from './role.types.js';

/** What an act is about, besides the role. */
export interface RoleOccasion {
  /** Whom it is offered to, or who leaves; left out, whoever the speaker could mean. */
  readonly agent?: string | null;
  /** Lines whose Customer speaks; left out, all that the speaker stands for. */
  readonly lines?: readonly string[] | null;
}

function standsFor(voice: Voice, agent: string, cast: Cast): boolean {
  return (voice.person === agent || voice.represents.includes(agent)) && cast.get(agent)?.active === true;
}

function hasLeft(agent: string, cast: Cast): boolean {
  return cast.get(agent)?.active !== true;
}

/** The agents for whom a person may speak an act, the likeliest first: those it is about, where it is about somebody. */
function speakersOf(row: RoleRow, state: RoleState, voice: Voice, cast: Cast, about: RoleOccasion): readonly string[] {
  const own = (agents: readonly string[]): readonly string[] => agents.filter((agent) => standsFor(voice, agent, cast));
  const meant = (agents: readonly string[]): readonly string[] => (about.agent == null ? agents : agents.filter((agent) => agent === about.agent));
  switch (row.speaker) {
    case 'ANYBODY':
      return [];
    case 'PARTY':
      // Of which workflows they are party is judged of each (linking.rules.ts).
      return [voice.person];
    case 'KEEPER_OR_ADMINISTRATOR':
      return [...own([state.keeper]), ...(voice.administrator && hasLeft(state.keeper, cast) ? [voice.person] : [])];
    case 'ASSIGNER':
      return [...own([state.keeper, ...customersOf(state)]), ...(voice.administrator ? [voice.person] : [])];
    case 'LINE_CUSTOMER': {
      const named = about.lines == null ? null : state.lines.filter(({ key }) => about.lines?.includes(key));
      const mine = own(customersOf({ lines: named ?? state.lines }));
      // Each of the lines that are named must be theirs.
      return named === null || named.every(({ customer }) => customer !== null && mine.includes(customer)) ? mine : [];
    }
    case 'OFFERED':
      return own(meant(state.offers.map(({ agent }) => agent)));
    case 'HOLDER_OR_ADMINISTRATOR': {
      const holders = meant(state.holders.map(({ agent }) => agent));
      return [...own(holders), ...(voice.administrator ? holders.filter((agent) => hasLeft(agent, cast)) : [])];
    }
  }
}

function customersOf({ lines }: Pick<RoleState, 'lines'>): readonly string[] {
  return [...new Set(lines.flatMap(({ customer }) => customer ?? []))];
}

function brokenGuard(row: RoleRow, state: RoleState): RoleGuard | undefined {
  return row.when.find((guard) => !guard.holds(state));
}

/**
 * Decides whether this person may speak this act of a role now.
 * @returns the agent for whom it is spoken, or who leaves
 * @throws Refusal NOT_AVAILABLE or NOT_THE_SPEAKER, with what may be said instead and by whom
 */
export function judgeRole(state: RoleState, act: Exclude<RoleActKind, 'CREATE_ROLE'>, voice: Voice, cast: Cast, about: RoleOccasion = {}): string {
  const row = roleRowOf(act);
  const refuse = (code: 'NOT_AVAILABLE' | 'NOT_THE_SPEAKER', because: string): Refusal =>
    new Refusal(code, `${act} is refused: ${because}.`, { instead: roleAlternatives(state), currentVersion: state.version });
  if (row === undefined || !row.from.includes(state.status)) throw refuse('NOT_AVAILABLE', `the role is ${state.status}`);
  const guard = brokenGuard(row, state);
  if (guard !== undefined) throw refuse('NOT_AVAILABLE', guard.because);
  const [speaker] = speakersOf(row, state, voice, cast, about);
  if (speaker === undefined) throw refuse('NOT_THE_SPEAKER', whyNot(row.speaker, state, cast, about));
  return speaker;
}

function whyNot(speaker: RoleSpeaker, state: RoleState, cast: Cast, about: RoleOccasion): string {
  const nameOf = (agent: string): string => cast.get(agent)?.name ?? 'an agent';
  const keeper = nameOf(state.keeper);
  switch (speaker) {
    case 'ANYBODY':
      return 'it is there already';
    case 'PARTY':
      return 'only a party to the workflows may say this';
    case 'KEEPER_OR_ADMINISTRATOR':
      return `only ${keeper}, who keeps the role, may say this, or an administrator for one who has left`;
    case 'ASSIGNER':
      return `only ${keeper}, who keeps the role, may say this, or the Customer of one of its lines, or an administrator`;
    case 'LINE_CUSTOMER':
      return 'only the Customer of a line may say this of it';
    case 'OFFERED':
      return about.agent != null && state.offers.every(({ agent }) => agent !== about.agent) ? `the role is not offered to ${nameOf(about.agent)}` : 'only whoever it is offered to may say this';
    case 'HOLDER_OR_ADMINISTRATOR':
      return about.agent != null && state.holders.every(({ agent }) => agent !== about.agent) ? `${nameOf(about.agent)} does not hold the role` : 'only whoever holds it may say this, or an administrator for one who has left';
  }
}

/** What is said of a role as it stands, and by whom: what a refusal offers instead. */
export function roleAlternatives(state: RoleState): readonly Alternative[] {
  return roleCycle
    .filter((row) => row.from.includes(state.status) && brokenGuard(row, state) === undefined)
    .map(({ act, speaker }) => ({ act, speaker }));
}

/**
 * Exactly what the server will accept from this person now, given valid input.
 * @param mayLink whether there is a workflow that they may put into the role, or may be one: not all are looked at
 */
export function availableRoleActs(state: RoleState, voice: Voice, cast: Cast, now: Moment, mayLink: boolean): readonly RoleActKind[] {
  const isFull = holdersAt(state, now).length >= mostHolders;
  const takeable = { ...state, offers: state.offers.filter((offer) => !hasRunOut(offer, now) && (!isFull || holdingOf(offer.agent, state, now) !== undefined)) };
  return roleCycle
    .filter((row) => row.from.includes(state.status) && brokenGuard(row, state) === undefined)
    .filter((row) => {
      if (row.speaker === 'PARTY') return mayLink;
      // What has run out may be refused still.
      if (row.speaker !== 'LINE_CUSTOMER') return speakersOf(row, row.act === 'TAKE_ROLE' ? takeable : state, voice, cast, {}).length > 0;
      const fits = state.lines.filter(({ backing }) => (backing === null) === (row.act === 'STAND_BEHIND_ROLE'));
      return fits.some(({ key }) => speakersOf(row, state, voice, cast, { lines: [key] }).length > 0);
    })
    .map(({ act }) => act);
}
