import { millisecondsOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { renegotiatedAfter } from '../domain/diagnosis/renegotiated-last-minute.rules.js';
import { ringBefore } from '../domain/diagnosis/ring-nobody-settles.rules.js';
import type { Thresholds } from '../domain/diagnosis/thresholds.rules.js';
import { bandLimits } from '../domain/diagnosis/too-many-horizons.rules.js';
import { countHorizons, countLastMinute, countRings, needsInRings } from '../domain/diagnosis/trend-of-several.rules.js';
import type { AnswerToNeed, HorizonSpan, PastNeed, PastRenegotiation } from '../domain/diagnosis/trend-of-several.rules.js';
import { phasesOf, sinceBefore } from '../domain/diagnosis/trend.rules.js';
import type { StandingKind, TrendKind } from '../domain/diagnosis/trend.rules.js';
import type { Phase } from '../domain/workflow/workflow.types.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

interface Asked {
  readonly agents: readonly string[] | null;
  readonly kind: StandingKind;
  readonly phases: readonly Phase[];
  readonly thresholds: Thresholds;
  /** The moments, in milliseconds since 1970, as the rest of them. */
  readonly times: readonly number[];
  readonly first: number;
  readonly last: number;
  readonly before: number;
  readonly most: number;
}

interface Row {
  readonly phase: Phase;
  /** The place of the first moment at which they show it, and of the first at which they do no more; null where they never do. */
  readonly span: readonly [from: number, to: number] | null;
  readonly count: number;
}

const counting = statement<Viewing & Asked, { spans: Row[] }>('diagnosis/trend');
const horizons = statement<Viewing & Pick<Asked, 'agents' | 'times' | 'first' | 'last' | 'most'> & { bands: readonly number[] }, { spans: HorizonSpan[]; passed: number }>('diagnosis/trend-of-horizons');
const renegotiations = statement<Viewing & { agents: readonly string[] | null; after: Moment; until: Moment; share: number; most: number }, { rows: PastRenegotiation[]; passed: number }>('diagnosis/trend-of-renegotiations');
interface NeedsAsked {
  readonly first: number;
  readonly firstMoment: Moment;
  readonly before: number;
  readonly beforeMoment: Moment;
  readonly length: number;
}

interface NeedsRead {
  readonly rows: PastNeed[];
  readonly passed: number;
}

const needs = statement<Viewing & NeedsAsked & { agents: readonly string[] | null; workflows: readonly string[] | null; limit: number; most: number }, NeedsRead>('diagnosis/trend-of-rings');
const answers = statement<Viewing & { needs: readonly Pick<PastNeed, 'workflow' | 'need' | 'from'>[] }, { answers: AnswerToNeed[] }>('diagnosis/answers-to-needs');

/** As much as one trend goes through of each phase, at most; what had ended before is not looked at, and the trend says so. */
export const mostStandings = 1_000_000;
/** Superseded promises, and needs between what was negotiated, that one trend goes through. */
const mostSuperseded = 200_000;
const mostNeeds = 100_000;
/** How far from what somebody is party to a ring is looked for. */
const mostSteps = 100;

export interface Trend {
  /** For each moment. */
  readonly counts: readonly number[];
  readonly isPartial: boolean;
}

interface Told {
  readonly agents: readonly string[] | null;
  readonly thresholds: Thresholds;
  /** In order. */
  readonly moments: readonly Moment[];
  readonly most: number;
  readonly first: Moment;
  readonly last: Moment;
}

/** How many findings of a kind there were at each of some moments, in one pass for all of them. @param moments in order */
export async function readTrend(reader: Reader, kind: TrendKind, { agents, thresholds, moments, most = mostStandings }: { readonly agents: readonly string[] | null; readonly thresholds: Thresholds; readonly moments: readonly Moment[]; readonly most?: number }): Promise<Trend> {
  const [first, last] = [moments[0], moments[moments.length - 1]];
  if (first === undefined || last === undefined) return { counts: [], isPartial: false };
  const told: Told = { agents, thresholds, moments, most, first, last };
  if (kind === 'TOO_MANY_HORIZONS') return readHorizons(reader, told);
  if (kind === 'RENEGOTIATED_LAST_MINUTE_AGAIN') return readRenegotiations(reader, told);
  if (kind === 'RING_NOBODY_SETTLES') return readRings(reader, told);
  return readStandings(reader, kind, told);
}

async function readHorizons(reader: Reader, { agents, thresholds, moments, most, first, last }: Told): Promise<Trend> {
  const times = moments.map(millisecondsOf);
  const { spans, passed } = await reader.one(horizons, { agents, bands: bandLimits, times, first: millisecondsOf(first), last: millisecondsOf(last), most: most + 1 });
  return { counts: countHorizons(spans, thresholds, moments.length), isPartial: passed > most };
}

async function readRenegotiations(reader: Reader, { agents, thresholds, moments, first, last }: Told): Promise<Trend> {
  const { rows, passed } = await reader.one(renegotiations, { agents, after: renegotiatedAfter(thresholds, first), until: last, share: thresholds.lastMinuteShare, most: mostSuperseded + 1 });
  return { counts: countLastMinute(rows, thresholds, agents === null ? null : new Set(agents), moments), isPartial: passed > mostSuperseded };
}

async function readRings(reader: Reader, { agents, thresholds, moments, most, first, last }: Told): Promise<Trend> {
  const before = ringBefore(thresholds, last);
  const asked = { first: millisecondsOf(first), firstMoment: first, before: millisecondsOf(before), beforeMoment: before, length: thresholds.ringDays * 86_400_000 };
  const { rows, isPartial } = await readNeeds(reader, asked, agents, most);
  const inRings = needsInRings(rows);
  const answered = inRings.filter(({ isAnswered }) => isAnswered).map(({ workflow, need, from }) => ({ workflow, need, from }));
  const { answers: told } = answered.length === 0 ? { answers: [] } : await reader.one(answers, { needs: answered });
  return { counts: countRings(inRings, told, thresholds, agents === null ? null : new Set(agents), moments), isPartial };
}

/**
 * What needed what: in the organisation by one statement; of some agents beginning with what they are party to, and on from there to
 * whatever that needed, since a ring comes back to where it began.
 */
async function readNeeds(reader: Reader, asked: NeedsAsked, agents: readonly string[] | null, most: number): Promise<{ readonly rows: readonly PastNeed[]; readonly isPartial: boolean }> {
  const all: PastNeed[] = [];
  const reached = new Set<string>();
  let gone = 0;
  let some: readonly string[] | null = null;
  for (let step = 0; step < mostSteps; step++) {
    const { rows, passed }: NeedsRead = await reader.one(needs, { ...asked, agents: some === null ? agents : null, workflows: some, limit: mostNeeds - all.length + 1, most: most - gone + 1 });
    all.push(...rows);
    gone += passed;
    if (gone > most || all.length > mostNeeds) return { rows: all, isPartial: true };
    if (agents === null) return { rows: all, isPartial: false };
    for (const { workflow } of rows) reached.add(workflow);
    const next = [...new Set(rows.map(({ provider }) => provider))].filter((id) => !reached.has(id));
    if (next.length === 0) return { rows: all, isPartial: false };
    for (const id of next) reached.add(id);
    some = next;
  }
  return { rows: all, isPartial: true };
}

async function readStandings(reader: Reader, kind: StandingKind, { agents, thresholds, moments, most, ...ends }: Told): Promise<Trend> {
  const times = moments.map(millisecondsOf);
  const [first, last] = [millisecondsOf(ends.first), millisecondsOf(ends.last)];
  const { spans } = await reader.one(counting, { agents, kind, phases: phasesOf[kind], thresholds, times, first, last, before: millisecondsOf(sinceBefore(kind, thresholds, ends.last)), most: most + 1 });
  const counts = moments.map(() => 0);
  const gone = new Map<Phase, number>();
  for (const { phase, span, count } of spans) {
    gone.set(phase, (gone.get(phase) ?? 0) + count);
    for (let place = span?.[0] ?? 0; place < (span?.[1] ?? 0); place++) counts[place] = (counts[place] ?? 0) + count;
  }
  return { counts, isPartial: [...gone.values()].some((count) => count > most) };
}
