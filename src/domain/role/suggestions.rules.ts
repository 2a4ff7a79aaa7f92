import type { AgentKind } from '../agent/agent.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { compareTexts } from '../common/order.rules.js';
import { wordsOf } from '../search/search.rules.js';

/*
 * Where workflows repeat themselves, there may be a role. Two workflows are alike when the same kinds of agents stand in
 * them, at least half of the words of their concerns are the same, their horizons differ by half at most and, where something
 * was promised in both, a quarter of the words of their conditions are the same. Words are compared without accents and
 * capitals, each once; how many are the same is |both| / |either| (Jaccard). No dictionary and no meaning: whoever accepts a
 * suggestion reads it first.
 *
 * What is alike to a workflow of a role that stands is no role of its own: it could be one of that role's.
 */

/** What is looked at of a workflow. */
export interface Candidate {
  readonly workflow: string;
  readonly customer: string;
  readonly performer: string;
  readonly customerKind: AgentKind;
  readonly performerKind: AgentKind;
  /** The concern, in words. */
  readonly statement: string;
  readonly starts: Moment;
  readonly due: Moment;
  readonly horizonDays: number;
  /** The conditions of its last promise; empty where nothing was promised yet. */
  readonly conditions: readonly string[];
}

/** How well two workflows fit each other, 0 to 1. */
export interface Fit {
  readonly all: number;
  readonly concern: number;
  readonly horizon: number;
  /** Null where one of the two has none. */
  readonly conditions: number | null;
}

export interface Likeness {
  readonly candidate: Candidate;
  readonly fit: Fit;
}

/** Workflows that repeat themselves. */
export interface Suggestion {
  /** The earliest of them: each of the others was found alike to it. */
  readonly centre: Candidate;
  /** All of them, the centre first. */
  readonly shownBy: readonly Likeness[];
  /** The mean of how well each fits the centre, the centre itself left out. */
  readonly fit: number;
  /** Null where they have several. */
  readonly customer: string | null;
  /** What is asked for in half of them or more, where something was promised. */
  readonly conditions: readonly string[];
}

/** A workflow of a role that stands: what is alike to it could be one of that role's. */
export interface Anchor {
  readonly candidate: Candidate;
  readonly role: string;
  readonly line: string;
  /** The Customer of the line; null: whoever. */
  readonly customer: string | null;
}

/** Workflows that could be of a line of a role. */
export interface Joining {
  readonly role: string;
  readonly line: string;
  /** With how well each fits the one of the role's that it fits best. */
  readonly shownBy: readonly Likeness[];
}

export interface Suggestions {
  readonly suggestions: readonly Suggestion[];
  readonly joining: readonly Joining[];
  /** How many candidates were not compared, because there was too much to compare: the latest ones. */
  readonly left: number;
}

const leastConcern = 0.5;
const leastHorizon = 0.5;
const leastConditions = 0.25;

/** As many pairs are compared for one answer: a second of it, at the most. */
export const mostComparisons = 2_000_000;

/** A candidate with its words. */
export interface Worded {
  readonly candidate: Candidate;
  readonly statement: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
}

export function worded(candidate: Candidate): Worded {
  return { candidate, statement: new Set(wordsOf(candidate.statement)), conditions: new Set(candidate.conditions.flatMap(wordsOf)) };
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let both = 0;
  for (const word of small) if (large.has(word)) both++;
  return both / (one.size + other.size - both);
}

/** How well two workflows fit; null when they are not alike. */
export function fitOf(one: Worded, other: Worded): Fit | null {
  const [a, b] = [one.candidate, other.candidate];
  if (a.customerKind !== b.customerKind || a.performerKind !== b.performerKind) return null;
  const horizon = Math.min(a.horizonDays, b.horizonDays) / Math.max(a.horizonDays, b.horizonDays);
  if (horizon < leastHorizon || one.statement.size === 0 || other.statement.size === 0) return null;
  const concern = shared(one.statement, other.statement);
  if (concern < leastConcern) return null;
  const conditions = one.conditions.size === 0 || other.conditions.size === 0 ? null : shared(one.conditions, other.conditions);
  if (conditions !== null && conditions < leastConditions) return null;
  // What is wanted says most: it counts as much as what is asked of it and how far it reaches together.
  const all = conditions === null ? (2 * concern + horizon) / 3 : (2 * concern + horizon + conditions) / 4;
  return { all, concern, horizon, conditions };
}

/** A group of alike workflows, while it grows. */
interface Group {
  readonly centre: Worded;
  readonly others: { readonly worded: Worded; readonly fit: Fit }[];
}

/**
 * Groups workflows that repeat themselves. In the order they began, each joins the group whose first one it fits best, the
 * earlier of two that it fits as well, or begins one of its own. Two concerns of which half of the words are the same share a
 * word among the rarest of each, as many as they could do without; so each is compared with those groups alone that begin with
 * one of its rarest words. What is alike to a workflow of a role joins none of them.
 * @param anchors workflows of roles that stand
 * @param least how many workflows show a role
 * @param most how many pairs are compared
 */
export function suggestionsOf(candidates: readonly Candidate[], anchors: readonly Anchor[], least: number, most: number = mostComparisons): Suggestions {
  const all = inOrder(candidates).map(worded);
  const frequency = new Map<string, number>();
  for (const { statement } of all) for (const word of statement) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const standing = anchors.map((anchor): Standing => ({ ...anchor, centre: worded(anchor.candidate), others: [] }));
  const standingByWord = new Map<string, number[]>();
  standing.forEach(({ centre }, index) => note(centre, index, rarest(centre.statement, frequency), standingByWord));
  const groups: Group[] = [];
  const byWord = new Map<string, number[]>();
  let compared = 0;
  let taken = 0;
  for (const one of all) {
    if (compared >= most) break;
    taken++;
    if (one.statement.size === 0) continue;
    const rare = rarest(one.statement, frequency);
    const of = nearTo(one, rare, standingByWord).map((index) => standing[index] as Standing);
    const near = nearTo(one, rare, byWord);
    compared += of.length + near.length;
    if (join(one, of.filter((anchor) => takes(anchor, one))) || join(one, near.map((index) => groups[index] as Group))) continue;
    note(one, groups.length, rare, byWord);
    groups.push({ centre: one, others: [] });
  }
  return { suggestions: suggested(groups, least), joining: joined(standing), left: all.length - taken };
}

/** The same by comparing each with every group: what tests hold the quick way against. */
export function suggestionsBySearching(candidates: readonly Candidate[], anchors: readonly Anchor[], least: number): Omit<Suggestions, 'left'> {
  const standing = anchors.map((anchor): Standing => ({ ...anchor, centre: worded(anchor.candidate), others: [] }));
  const groups: Group[] = [];
  for (const one of inOrder(candidates).map(worded)) {
    if (one.statement.size > 0 && !join(one, standing.filter((anchor) => takes(anchor, one))) && !join(one, groups)) groups.push({ centre: one, others: [] });
  }
  return { suggestions: suggested(groups, least), joining: joined(standing) };
}

function keyOf({ candidate: { customerKind, performerKind } }: Worded, word: string): string {
  return `${customerKind} ${performerKind} ${word}`;
}

/** Notes under its rarest words where something is to be found. */
function note(one: Worded, index: number, rare: readonly string[], byWord: Map<string, number[]>): void {
  for (const word of rare) {
    const key = keyOf(one, word);
    const noted = byWord.get(key);
    if (noted === undefined) byWord.set(key, [index]);
    else noted.push(index);
  }
}

function nearTo(one: Worded, rare: readonly string[], byWord: ReadonlyMap<string, readonly number[]>): readonly number[] {
  return [...new Set(rare.flatMap((word) => byWord.get(keyOf(one, word)) ?? []))].sort((a, b) => a - b);
}

function takes({ customer }: Anchor, one: Worded): boolean {
  return customer === null || customer === one.candidate.customer;
}

/** What could be of each line, those of which there are most first. */
function joined(standing: readonly Standing[]): readonly Joining[] {
  const byLine = new Map<string, Joining & { readonly shownBy: Likeness[] }>();
  for (const { role, line, others } of standing) {
    if (others.length === 0) continue;
    const key = `${role} ${line}`;
    const known = byLine.get(key) ?? { role, line, shownBy: [] };
    known.shownBy.push(...others.map((one) => ({ candidate: one.worded.candidate, fit: one.fit })));
    byLine.set(key, known);
  }
  return [...byLine.values()]
    .map((one) => ({ ...one, shownBy: [...one.shownBy].sort((a, b) => compareTexts(a.candidate.workflow, b.candidate.workflow)) }))
    .sort((one, other) => other.shownBy.length - one.shownBy.length || compareTexts(one.role, other.role) || compareTexts(one.line, other.line));
}

/** A workflow of a role, while others join it. */
type Standing = Anchor & Group;

function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...candidates].sort((one, other) => compareTexts(one.workflow, other.workflow));
}

/** As many of the rarest words as a text could do without and still share half of its words with another, and one more. */
function rarest(words: ReadonlySet<string>, frequency: ReadonlyMap<string, number>): readonly string[] {
  const byRarity = [...words].sort((one, other) => (frequency.get(one) ?? 0) - (frequency.get(other) ?? 0) || compareTexts(one, other));
  return byRarity.slice(0, words.size - Math.ceil(leastConcern * words.size) + 1);
}

function join(one: Worded, groups: readonly Group[]): boolean {
  let best: { readonly group: Group; readonly fit: Fit } | null = null;
  for (const group of groups) {
    const fit = fitOf(group.centre, one);
    if (fit !== null && (best === null || fit.all > best.fit.all)) best = { group, fit };
  }
  best?.group.others.push({ worded: one, fit: best.fit });
  return best !== null;
}

const itself: Fit = { all: 1, concern: 1, horizon: 1, conditions: null };

/** The groups that are large enough, those with most workflows first, and of these the ones that fit best. */
function suggested(groups: readonly Group[], least: number): readonly Suggestion[] {
  return groups
    .filter(({ others }) => others.length + 1 >= least)
    .map(suggestionOf)
    .sort((one, other) => other.shownBy.length - one.shownBy.length || other.fit - one.fit || compareTexts(one.centre.workflow, other.centre.workflow));
}

function suggestionOf({ centre, others }: Group): Suggestion {
  const members = [centre, ...others.map((one) => one.worded)];
  const [first, ...more] = [...new Set(members.map(({ candidate }) => candidate.customer))];
  return {
    centre: centre.candidate,
    shownBy: [{ candidate: centre.candidate, fit: itself }, ...others.map((one) => ({ candidate: one.worded.candidate, fit: one.fit }))],
    fit: others.length === 0 ? 1 : others.reduce((sum, { fit }) => sum + fit.all, 0) / others.length,
    customer: more.length > 0 ? null : (first ?? null),
    conditions: usualConditions(members.map(({ candidate }) => candidate)),
  };
}

/** Conditions are the same when their words are; they are said as the first of them says it. */
function usualConditions(members: readonly Candidate[]): readonly string[] {
  const promised = members.filter(({ conditions }) => conditions.length > 0);
  const counts = new Map<string, { readonly said: string; count: number }>();
  for (const { conditions } of promised) {
    const own = new Map(conditions.map((said) => [wordsOf(said).join(' '), said]));
    for (const [key, said] of own) {
      const known = counts.get(key) ?? { said, count: 0 };
      known.count++;
      counts.set(key, known);
    }
  }
  return [...counts.values()].filter(({ count }) => count * 2 >= promised.length).map(({ said }) => said);
}
