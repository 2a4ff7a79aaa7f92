import type { Moment } from '../common/moment.rules.js';
import { dueMoment } from '../common/moment.rules.js';
import { Refusal, invalid } from '../common/refusal.js';
import { checkText } from '../common/text.rules.js';
import { checkWindow } from '../workflow/terms.rules.js';
import type { WindowWords } from '../workflow/terms.rules.js';
import type { Window } from '../workflow/workflow.types.js';
import type { RoundState, RoundWorkflow } from './round.types.js';

/** A round is settled in one transaction, which holds this many with their promises and conditions. */
export const mostWorkflowsOfRound = 2_000;
export const mostInvited = 1_000;

type Field = string | readonly (string | number)[];

export interface RoundWords {
  readonly name: string;
  readonly window: WindowWords;
  readonly consentBy?: string | null;
}

/** What a round is called, over which window, and until when. @throws Refusal INVALID_INPUT */
export function checkRoundWords(words: RoundWords, zone: string, now: Moment): { readonly name: string; readonly window: Window; readonly consentBy: Moment | null } {
  const name = checkText(words.name, 'name', 'name');
  const window = checkWindow(words.window, zone, now, ['window']);
  return { name, window, consentBy: words.consentBy == null ? null : checkConsentBy(words.consentBy, zone, window, now) };
}

function checkConsentBy(text: string, zone: string, window: Window, now: Moment): Moment {
  const consentBy = dueMoment(text, zone, ['consentBy']);
  if (consentBy <= now) throw invalid('consentBy', 'That moment has passed: give a later one.');
  if (consentBy > window.due) throw invalid('consentBy', 'By then the window of the round is over: give an earlier day.');
  return consentBy;
}

/** A new deadline, or none. @throws Refusal */
export function checkDeadline(text: string | null | undefined, state: RoundState, now: Moment): Moment | null {
  const consentBy = text == null ? null : checkConsentBy(text, state.zone, state.window, now);
  if (consentBy === state.consentBy) throw new Refusal('ALREADY_SO', 'That is the deadline already.', { currentVersion: state.version });
  return consentBy;
}

function checkOnce(ids: readonly string[], field: string): void {
  if (ids.length === 0) throw invalid(field, 'Name at least one.');
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id)) throw invalid([field, index], 'This one is named twice.');
    seen.add(id);
  });
}

/**
 * Workflows to be added to a round, as they stand.
 * @param present the ids that are in it; null for a round that is being opened
 * @param openRoundOf the open round that a workflow is in, if any
 * @throws Refusal, naming the first that can't be added
 */
export function checkAddition(workflows: readonly Pick<RoundWorkflow, 'id' | 'phase'>[], present: readonly string[] | null, openRoundOf: (workflow: string) => string | null): readonly string[] {
  const ids = workflows.map(({ id }) => id);
  if (present !== null || ids.length > 0) checkOnce(ids, 'workflows');
  const inIt = new Set(present);
  workflows.forEach(({ id, phase }, index) => {
    const field: Field = ['workflows', index];
    if (inIt.has(id)) throw new Refusal('ALREADY_SO', 'This workflow is in the round already.', { field: field.map(String) });
    if (phase === 'CLOSED') throw invalid(field, 'This workflow is closed: there is nothing to settle in it.');
    if (openRoundOf(id) !== null) throw invalid(field, 'This workflow is in another open round: take it out of there first, so that a consent is for one of them.');
  });
  if (inIt.size + ids.length > mostWorkflowsOfRound) throw invalid('workflows', `A round has at most ${String(mostWorkflowsOfRound)} workflows: settle them in two.`);
  return ids;
}

/** @throws Refusal INVALID_INPUT */
export function checkRemoval(workflows: readonly string[], state: RoundState): readonly string[] {
  checkOnce(workflows, 'workflows');
  const inIt = new Set(state.workflows);
  workflows.forEach((id, index) => {
    if (!inIt.has(id)) throw invalid(['workflows', index], 'This workflow is not in the round.');
  });
  return workflows;
}

/**
 * Agents to be invited.
 * @param invited who is already; null for a round that is being opened
 * @throws Refusal
 */
export function checkInvitation(agents: readonly { readonly id: string; readonly name: string; readonly active: boolean }[], invited: readonly string[] | null): readonly string[] {
  const ids = agents.map(({ id }) => id);
  if (invited !== null || ids.length > 0) checkOnce(ids, 'agents');
  const already = new Set(invited);
  agents.forEach(({ id, name, active }, index) => {
    if (already.has(id)) throw new Refusal('ALREADY_SO', `${name} is invited already.`, { field: ['agents', String(index)] });
    if (!active) throw invalid(['agents', index], `${name} is no longer active.`);
  });
  if (already.size + ids.length > mostInvited) throw invalid('agents', `At most ${String(mostInvited)} agents are invited: invite their groups.`);
  return ids;
}
