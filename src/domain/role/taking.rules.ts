import { addDuration, dayOf, millisecondsOf, momentOf, startOfDay } from '../common/moment.rules.js';
import type { Duration, Moment } from '../common/moment.rules.js';
import { Refusal, invalid } from '../common/refusal.js';
import type { AgentState } from '../agent/agent.rules.js';
import type { ConcernState } from '../concern/concern.rules.js';
import { judgeOpening } from '../workflow/opening.rules.js';
import { judge } from '../workflow/speaker.rules.js';
import type { Voice } from '../workflow/speaker.rules.js';
import type { Side, Window, WorkflowState } from '../workflow/workflow.types.js';
import { addedSince, hasRunOut, holdersAt, holdingOf } from './role.rules.js';
import type { Holding, RoleLine, RoleOffer, RoleState } from './role.types.js';

/** Whoever holds a role is asked for each of its lines: more than this many is a department. */
export const mostHolders = 200;

/** What must be known to say what taking a role opens. */
export interface TakingOccasion {
  readonly state: RoleState;
  /** Whoever takes it. */
  readonly taker: AgentState;
  /** Who speaks for them. */
  readonly voice: Voice;
  readonly cast: ReadonlyMap<string, AgentState>;
  /** Workflows of the role that the taker performs in, or is named to. */
  readonly workflows: readonly WorkflowState[];
  /** Concerns that are open since somebody left, by id. */
  readonly concerns: ReadonlyMap<string, ConcernState>;
  /** Whether a person speaks for a group today. */
  readonly represents: (person: string, group: string) => boolean;
  readonly zone: string;
  readonly now: Moment;
}

/** What taking a role comes to. A line that the taker performs already comes to nothing. */
export type Taken =
  /** It was handed over to them, and they take it over. */
  | { readonly kind: 'TAKEN_OVER'; readonly workflow: WorkflowState }
  /** It begins: asked for by its Customer, or offered by them where the Customer has not said so. */
  | {
      readonly kind: 'OPENED';
      readonly line: RoleLine;
      readonly customer: string;
      readonly side: Side;
      readonly person: string;
      /** Null: a new concern. */
      readonly concern: ConcernState | null;
      readonly window: Window;
    };

/** What was offered to the one who takes it. @throws Refusal */
export function offerTo(agent: string, { state, now }: Pick<TakingOccasion, 'state' | 'now'>): RoleOffer {
  const offer = state.offers.find((one) => one.agent === agent);
  if (offer === undefined) throw new Refusal('NOT_AVAILABLE', 'The role is not offered to them.', { currentVersion: state.version });
  if (hasRunOut(offer, now)) throw new Refusal('NOT_AVAILABLE', 'The day until which it would have been held has passed: it is to be offered anew.', { currentVersion: state.version });
  if (holdingOf(agent, state, now) === undefined && holdersAt(state, now).length >= mostHolders) throw new Refusal('NOT_AVAILABLE', `A role is held by ${String(mostHolders)} agents at once, at most.`, { currentVersion: state.version });
  return offer;
}

/**
 * The lines that a holder is asked for by an offer made to them: those that were added since they took the role, and those in
 * which whoever offers it is the Customer and they perform nothing for them. Of others' workflows it says nothing: whoever
 * offers may not see these.
 * @param workflows those of the role that the holder performs
 */
export function lackedLines(state: Pick<RoleState, 'lines'>, held: Pick<Holding, 'lines'>, by: string, workflows: readonly WorkflowState[]): readonly RoleLine[] {
  const added = new Set(addedSince(state, held));
  return state.lines.filter((line) => ((line.customer ?? by) === by ? !performsFor(by, line, workflows) : added.has(line)));
}

function performsFor(customer: string, line: RoleLine, workflows: readonly WorkflowState[]): boolean {
  return workflows.some((workflow) => workflow.phase !== 'CLOSED' && workflow.role?.line === line.key && workflow.customer === customer);
}

/**
 * What taking a role comes to: all that was handed over to the taker in it, and a workflow for each line that they perform
 * in none of; of one who holds it already, for each that they lack. Nobody's word is made up: a workflow begins as a request where
 * its Customer stands behind the line, in their own name; and as an offer of whoever takes the role where they don't, or where
 * their voice is the taker's own.
 * @throws Refusal where a line can't be opened at all
 */
export function takingOf(occasion: TakingOccasion): readonly Taken[] {
  const offer = offerTo(occasion.taker.id, occasion);
  const { state, taker, voice, cast, now } = occasion;
  const open = occasion.workflows.filter(({ phase }) => phase !== 'CLOSED');
  const handed = open.filter((workflow) => mayTakeOver(workflow, taker.id, voice, cast, now));
  const own = open.filter(({ performer }) => performer === taker.id);
  const held = holdingOf(taker.id, state, now);
  const asked = new Set(held === undefined ? state.lines : lackedLines(state, held, offer.by, own));
  const added = new Set(held === undefined ? state.lines : addedSince(state, held));
  const used = new Set<string>();
  const isPerformed = (line: RoleLine): boolean => {
    if (handed.some(({ role }) => role?.line === line.key)) return true;
    // What somebody else asks for in a line that names no Customer is not what whoever offers asks for; nor is what they asked for once.
    if (line.customer === null || !added.has(line)) return performsFor(line.customer ?? offer.by, line, own);
    return own.some(({ role }) => role?.line === line.key);
  };
  return [
    ...handed.map((workflow): Taken => ({ kind: 'TAKEN_OVER', workflow })),
    ...state.lines.flatMap((line, index) => (!asked.has(line) || isPerformed(line) ? [] : [opened(line, index, offer, occasion, used)])),
  ];
}

function opened(line: RoleLine, index: number, offer: RoleOffer, occasion: TakingOccasion, used: Set<string>): Taken {
  const customer = line.customer ?? offer.by;
  return {
    kind: 'OPENED', line, customer, ...openedBy(line, index, customer, offer, occasion),
    concern: concernFor(line, customer, occasion, used), window: windowFrom(occasion.now, line.horizon, occasion.zone),
  };
}

function mayTakeOver(workflow: WorkflowState, taker: string, voice: Voice, cast: TakingOccasion['cast'], now: Moment): boolean {
  if (workflow.handOver.PERFORMER?.successor !== taker) return false;
  try {
    return judge(workflow, 'TAKE_OVER', voice, cast, now, 'PERFORMER') === 'PERFORMER';
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** By whose word it begins. */
function openedBy(line: RoleLine, index: number, customerId: string, offer: RoleOffer, { taker, voice, cast, represents }: TakingOccasion): { readonly side: Side; readonly person: string } {
  const customer = cast.get(customerId);
  if (customer === undefined || !customer.active) throw invalid(['lines', index], `${customer?.name ?? 'The Customer'}, the Customer of line ${line.key}, is no longer active: the pattern is to be amended first.`);
  const person = line.customer === null ? offer.person : (line.backing?.person ?? null);
  const speaks = person !== null && person !== voice.person && person !== taker.id && cast.get(person)?.active === true && (person === customer.id || represents(person, customer.id));
  if (speaks) {
    judgeOpening(customer, taker, 'CUSTOMER', { person, administrator: false, represents: [customer.id] });
    return { side: 'CUSTOMER', person };
  }
  judgeOpening(customer, taker, 'PERFORMER', voice);
  return { side: 'PERFORMER', person: voice.person };
}

/** The concern that is open since somebody left, where it is still the same. */
function concernFor(line: RoleLine, customer: string, { state, concerns }: TakingOccasion, used: Set<string>): ConcernState | null {
  for (const vacancy of state.vacant) {
    const concern = concerns.get(vacancy.concern);
    const same = vacancy.line === line.key && concern?.status === 'OPEN' && concern.holder === customer && concern.statement === line.statement;
    if (!same || used.has(concern.id)) continue;
    used.add(concern.id);
    return concern;
  }
  return null;
}

/**
 * The vacancies that are none any more: what is taken up, and what has become another matter since.
 * @param taken the concerns that are taken up
 */
export function noLongerVacant({ state, concerns }: Pick<TakingOccasion, 'state' | 'concerns'>, taken: readonly Taken[]): readonly string[] {
  const takenUp = new Set(taken.map((one) => (one.kind === 'OPENED' ? one.concern?.id : undefined)));
  const lines = new Map(state.lines.map((line) => [line.key, line]));
  return state.vacant
    .filter(({ line, concern }) => takenUp.has(concern) || concerns.get(concern)?.status !== 'OPEN' || concerns.get(concern)?.statement !== lines.get(line)?.statement)
    .map(({ concern }) => concern);
}

/** The first window: as far ahead as the line says, to the end of a day; to the moment where it is hours that it says. */
export function windowFrom(now: Moment, horizon: Duration, zone: string): Window {
  const end = addDuration(now, horizon, zone);
  const eve = momentOf(millisecondsOf(startOfDay(dayOf(end, zone), zone)) - 1);
  return { starts: now, due: horizon.includes('T') || eve <= now ? end : eve };
}
