import { FOREVER, addDuration, dueMoment, horizonDays, readDuration } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { Refusal, invalid } from '../common/refusal.js';
import { checkOptionalText, checkText } from '../common/text.rules.js';
import { checkCustomership, defaultCustomership } from '../workflow/customership.rules.js';
import type { CustomershipDefault, CustomershipWords } from '../workflow/customership.rules.js';
import type { Voice } from '../workflow/speaker.rules.js';
import { checkConditionWords } from '../workflow/terms.rules.js';
import type { MeasureWords } from '../workflow/terms.rules.js';
import type { WorkflowState } from '../workflow/workflow.types.js';
import { holdingOf, sameTerms } from './role.rules.js';
import { lackedLines } from './taking.rules.js';
import type { RoleActData, RoleLineTerms, RoleState } from './role.types.js';

/** What opens at once when a role is taken: more is several roles. */
export const mostLines = 20;
export const mostOffers = 200;
/** Workflows that a role may be drawn from. */
export const mostWorkflowsNamed = 100;

export interface RoleLineWords {
  readonly key?: string | null;
  /** A local id. */
  readonly customer?: string | null;
  readonly statement: string;
  readonly horizon: string;
  readonly conditions?: readonly { readonly statement: string; readonly mandatory: boolean; readonly measure?: MeasureWords | null }[] | null;
  readonly customership?: CustomershipWords | null;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

/** What must be known to check the lines of a pattern. */
export interface PatternOccasion {
  /** Null for a role that is being created. */
  readonly before: Pick<RoleState, 'lines' | 'lineKeys'> | null;
  readonly cast: ReadonlyMap<string, Named>;
  readonly zone: string;
  readonly now: Moment;
  /** What the organisation says of customership where nothing else is said. */
  readonly defaults?: readonly CustomershipDefault[];
}

/** The lines of a pattern, each with its key. @throws Refusal INVALID_INPUT, naming the field */
export function checkLines(words: readonly RoleLineWords[], { before, cast, zone, now, defaults }: PatternOccasion): { readonly lines: readonly RoleLineTerms[]; readonly lineKeys: number } {
  if (words.length === 0) throw invalid('lines', 'A role has at least one line: what is asked of whoever holds it.');
  if (words.length > mostLines) throw invalid('lines', `At most ${String(mostLines)} lines: make it several roles.`);
  const known = new Set(before?.lines.map(({ key }) => key));
  const used = new Set<string>();
  let lineKeys = before?.lineKeys ?? 0;
  const lines = words.map((one, index): RoleLineTerms => {
    const field = ['lines', index];
    const named = one.key ?? null;
    if (named !== null && !known.has(named)) throw invalid([...field, 'key'], `No line of this role has this key. There are: ${[...known].join(', ') || 'none yet'}. Leave the key out for a new line.`);
    const key = named ?? `l${String(++lineKeys)}`;
    if (used.has(key)) throw invalid([...field, 'key'], 'Two lines have the same key.');
    used.add(key);
    const customer = one.customer ?? null;
    const there = customer === null ? null : cast.get(customer);
    if (there === undefined) throw invalid([...field, 'customer'], 'There is no agent with this id, or you may not see it.');
    if (there?.active === false) throw invalid([...field, 'customer'], `${there.name} is no longer active.`);
    const horizon = readDuration(one.horizon);
    if (horizon === null) throw invalid([...field, 'horizon'], 'Give an ISO 8601 duration greater than zero, such as P3M or P1Y.');
    const conditions = one.conditions ?? [];
    const usual = defaultCustomership(horizonDays(now, addDuration(now, horizon, zone), zone), defaults);
    return {
      key, customer, horizon,
      statement: checkText(one.statement, 'statement', [...field, 'statement']),
      conditions: conditions.length === 0 ? [] : checkConditionWords(conditions, zone, now, FOREVER, [...field, 'conditions']),
      customership: checkCustomership(one.customership, usual, [...field, 'customership'].map(String)) ?? usual,
    };
  });
  return { lines, lineKeys };
}

/** The lines that whoever words them says for their Customer, too. */
export function backedBy(lines: readonly RoleLineTerms[], voice: Voice, before: RoleState | null): readonly string[] {
  return lines
    .filter(({ customer }) => customer !== null && (customer === voice.person || voice.represents.includes(customer)))
    .filter((line) => {
      const was = before?.lines.find(({ key }) => key === line.key);
      return was === undefined || was.backing === null || !sameTerms(was, line);
    })
    .map(({ key }) => key);
}

export interface NameWords {
  readonly name?: string | null;
  readonly description?: string | null;
}

/** What a role is called, and what it is about. @throws Refusal INVALID_INPUT */
export function checkNames(words: NameWords, before: Pick<RoleState, 'name' | 'description'> | null): { readonly name: string; readonly description: string | null } {
  return {
    name: words.name == null && before !== null ? before.name : checkText(words.name ?? '', 'name', 'name'),
    description: words.description === undefined ? (before?.description ?? null) : checkOptionalText(words.description, 'statement', 'description'),
  };
}

/** @throws Refusal ALREADY_SO for an amendment that changes nothing */
export function checkAmended(next: RoleActData['AMEND_ROLE'], state: RoleState): RoleActData['AMEND_ROLE'] {
  const same = next.name === state.name && next.description === state.description && next.backed.length === 0 && next.lines.length === state.lines.length
    && next.lines.every((line, index) => line.key === state.lines[index]?.key && sameTerms(line, state.lines[index]));
  if (same) throw new Refusal('ALREADY_SO', 'The role says just this already.', { currentVersion: state.version });
  return next;
}

/**
 * The lines that a Customer stands behind, or no longer does.
 * @param wanted keys; null for all that the speaker could mean
 * @throws Refusal
 */
export function checkBacking(wanted: readonly string[] | null, state: RoleState, voice: Voice, backs: boolean): readonly string[] {
  wanted?.forEach((key, index) => {
    if (!state.lines.some((line) => line.key === key)) throw invalid(['lines', index], `There is no such line. There are: ${state.lines.map((line) => line.key).join(', ')}.`);
    if (wanted.indexOf(key) !== index) throw invalid(['lines', index], 'This line is named twice.');
  });
  const theirs = state.lines.filter(({ key, customer }) => (wanted === null ? customer !== null && (customer === voice.person || voice.represents.includes(customer)) : wanted.includes(key)));
  const lines = theirs.filter(({ backing }) => (backing === null) === backs).map(({ key }) => key);
  if (lines.length === 0) throw new Refusal('ALREADY_SO', backs ? 'The Customer stands behind these lines already.' : 'The Customer does not stand behind these lines.', { currentVersion: state.version });
  return lines;
}

/** What must be known to offer a role. */
export interface OfferOccasion extends Pick<PatternOccasion, 'zone' | 'now'> {
  /** Workflows of the role that whoever it is offered to performs. */
  readonly workflows: readonly WorkflowState[];
}

/**
 * Whom a role is offered to, by whom, and until when they would hold it. To somebody who holds it, it is offered for the lines
 * that they lack, and they hold it as long as they do.
 * @throws Refusal
 */
export function checkOffer(words: { readonly agent: Named | undefined; readonly by: string; readonly until?: string | null }, state: RoleState, { zone, now, workflows }: OfferOccasion): RoleActData['OFFER_ROLE'] {
  const { agent, by } = words;
  if (agent === undefined) throw new Refusal('NOT_FOUND', 'There is no agent with this id, or you may not see it.', { field: ['agent'] });
  if (!agent.active) throw invalid('agent', `${agent.name} is no longer active.`);
  if (state.offers.some((one) => one.agent === agent.id)) throw new Refusal('ALREADY_SO', `The role is offered to ${agent.name} already.`, { field: ['agent'] });
  const held = holdingOf(agent.id, state, now);
  if (held !== undefined && lackedLines(state, held, by, workflows).length === 0) throw new Refusal('ALREADY_SO', `${agent.name} holds the role already, and has been asked for each of its lines.`, { field: ['agent'] });
  const own = state.lines.find(({ customer }) => (customer ?? by) === agent.id);
  if (own !== undefined) throw invalid('agent', `${agent.name} would be their own Customer in line ${own.key}: Customer and Performer are never the same agent.`);
  if (state.offers.length >= mostOffers) throw invalid('agent', `A role is offered to ${String(mostOffers)} agents at once, at most.`);
  const until = words.until == null ? null : dueMoment(words.until, zone, ['until']);
  if (until !== null && until <= now) throw invalid('until', 'That moment has passed: give a later one.');
  if (held !== undefined) {
    if (until !== null && until !== held.until) throw invalid('until', `${agent.name} holds the role already, ${held.until === null ? 'until they leave it' : `until ${held.until}`}: what they are offered are the lines that they lack. Leave it out.`);
    return { agent: agent.id, by, until: held.until };
  }
  return { agent: agent.id, by, until };
}
