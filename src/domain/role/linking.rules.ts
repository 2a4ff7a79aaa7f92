import type { Moment } from '../common/moment.rules.js';
import { Refusal, invalid } from '../common/refusal.js';
import type { Cast, Voice } from '../workflow/speaker.rules.js';
import { holdersAt } from './role.rules.js';
import type { RoleLine, RoleState } from './role.types.js';

/*
 * Whose role a workflow is decides who may stand in there, so an onlooker does not say it: its Customer and its Performer do,
 * and for one of them who has left an administrator, as everywhere.
 */

/** Who stands in a workflow that a role is drawn from. */
export interface Parties {
  readonly customer: string;
  readonly performer: string;
}

function speaksFor(agent: string, voice: Voice, cast: Cast): boolean {
  return voice.person === agent || voice.represents.includes(agent) || (voice.administrator && cast.get(agent)?.active !== true);
}

/** Whether this person may say of which role a workflow is. */
export function mayDraw({ customer, performer }: Parties, voice: Voice, cast: Cast): boolean {
  return speaksFor(customer, voice, cast) || speaksFor(performer, voice, cast);
}

/** Whether a line has workflows of this Customer. */
export function isOfLine(line: Pick<RoleLine, 'customer'>, customer: string): boolean {
  return line.customer === null || line.customer === customer;
}

/**
 * Whether a party may put a workflow into a role that is there: one whose Performer holds it the Performer alone, since whoever
 * else holds it may stand in for them in its workflows from then on.
 */
export function mayLink(workflow: Parties, state: Pick<RoleState, 'holders'>, voice: Voice, cast: Cast, now: Moment): boolean {
  if (!mayDraw(workflow, voice, cast)) return false;
  return speaksFor(workflow.performer, voice, cast) || holdersAt(state, now).every(({ agent }) => agent !== workflow.performer);
}

/** The line that workflows are put into. @throws Refusal INVALID_INPUT */
export function lineToLink(wanted: string | null, { lines }: Pick<RoleState, 'lines'>): RoleLine {
  const [first, ...more] = lines;
  const line = wanted === null && more.length === 0 ? first : lines.find(({ key }) => key === wanted);
  if (line !== undefined) return line;
  const keys = lines.map(({ key }) => key).join(', ');
  throw invalid('line', wanted === null ? `Say into which line. There are: ${keys}.` : `There is no such line. There are: ${keys}.`);
}

/** @throws Refusal where this person may not put the workflow into that line of the role */
export function judgeLink(workflow: Parties, line: RoleLine, state: RoleState, voice: Voice, cast: Cast, now: Moment, field: readonly string[]): void {
  const nameOf = (agent: string): string => cast.get(agent)?.name ?? 'an agent';
  if (!mayDraw(workflow, voice, cast)) throw notAParty(field);
  if (!mayLink(workflow, state, voice, cast, now)) {
    throw new Refusal('NOT_THE_SPEAKER', `${nameOf(workflow.performer)} performs in it and holds the role: whoever else holds it may stand in for them there, so only they put it into the role.`, { field: [...field] });
  }
  if (!isOfLine(line, workflow.customer)) {
    throw invalid([...field], `The Customer of line ${line.key} is ${nameOf(line.customer ?? '')}, and of this workflow it is ${nameOf(workflow.customer)}: a line that names no Customer takes it, or one that names them.`);
  }
}

export function notAParty(field: readonly string[]): Refusal {
  return new Refusal('NOT_THE_SPEAKER', 'A role is drawn from workflows of which you are Customer or Performer, or a group that you represent is; an administrator speaks for a party who has left.', { field: [...field] });
}
