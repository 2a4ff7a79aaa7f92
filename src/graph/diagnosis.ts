import { judgeSharedConcern } from '../domain/diagnosis/concern-with-two-customers.rules.js';
import type { SharedConcernCandidate } from '../domain/diagnosis/concern-with-two-customers.rules.js';
import { judgeSilent } from '../domain/diagnosis/customer-silent.rules.js';
import type { SilentCandidate } from '../domain/diagnosis/customer-silent.rules.js';
import { judgeUnassessed } from '../domain/diagnosis/delivered-never-assessed.rules.js';
import type { UnassessedCandidate } from '../domain/diagnosis/delivered-never-assessed.rules.js';
import type { Finding, FindingKind } from '../domain/diagnosis/diagnosis.types.js';
import { judgeBusy } from '../domain/diagnosis/everyone-waits-for-one.rules.js';
import type { BusyCandidate } from '../domain/diagnosis/everyone-waits-for-one.rules.js';
import { judgeUnpromised, unpromisedBefore } from '../domain/diagnosis/executing-without-a-promise.rules.js';
import type { UnpromisedCandidate } from '../domain/diagnosis/executing-without-a-promise.rules.js';
import { judgeListening, listeningBefore } from '../domain/diagnosis/listening-too-long.rules.js';
import type { ListeningCandidate } from '../domain/diagnosis/listening-too-long.rules.js';
import { judgeNegotiating, negotiatingBefore } from '../domain/diagnosis/negotiating-in-circles.rules.js';
import type { NegotiatingCandidate } from '../domain/diagnosis/negotiating-in-circles.rules.js';
import { judgeSided } from '../domain/diagnosis/parties-never-change-places.rules.js';
import type { SidedCandidate } from '../domain/diagnosis/parties-never-change-places.rules.js';
import { judgeLastMinute, renegotiatedAfter } from '../domain/diagnosis/renegotiated-last-minute.rules.js';
import type { RenegotiatedCandidate } from '../domain/diagnosis/renegotiated-last-minute.rules.js';
import { judgeRings, ringBefore } from '../domain/diagnosis/ring-nobody-settles.rules.js';
import type { NeedCandidate } from '../domain/diagnosis/ring-nobody-settles.rules.js';
import { judgeServingNothing, servingNothingBefore } from '../domain/diagnosis/serves-nothing.rules.js';
import type { RootlessCandidate } from '../domain/diagnosis/serves-nothing.rules.js';
import type { Thresholds } from '../domain/diagnosis/thresholds.rules.js';
import { bandLimits, judgeHorizons } from '../domain/diagnosis/too-many-horizons.rules.js';
import type { HorizonsCandidate } from '../domain/diagnosis/too-many-horizons.rules.js';
import { judgeUnmeasured } from '../domain/diagnosis/unmeasurable-promise.rules.js';
import type { UnmeasuredCandidate } from '../domain/diagnosis/unmeasurable-promise.rules.js';
import { millisecondsOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

/*
 * Candidates come by one statement for each kind of finding, the worst first and only so many; what they are worth is judged
 * by the rules. So what is found is quick whatever the size of the organisation, and where there was more, it is said.
 */

/** As many candidates of one kind as are judged. */
export const mostCandidates = 1_000;
/** Needs between proposals that rings are looked for among. */
const mostNeeds = 20_000;
/** What one statement goes through where everything has to be gone through. */
const mostPassed = 500_000;
/** As many workflows as one finding shows. */
export const mostEvidence = 10;

export interface Diagnosing {
  /** Null: the whole organisation. */
  readonly agents: readonly string[] | null;
  readonly thresholds: Thresholds;
  readonly now: Moment;
}

export interface Findings {
  readonly findings: readonly Finding[];
  /** Whether there were more candidates than were judged. */
  readonly isPartial: boolean;
}

interface Scoped { readonly agents: readonly string[] | null; readonly limit: number }
interface Rows<Row> { readonly rows: Row[] }
type Passed<Row> = Rows<Row> & { readonly passed: number };

const listening = statement<Viewing & Scoped & { before: Moment }, Rows<ListeningCandidate>>('diagnosis/listening-too-long');
const negotiating = statement<Viewing & Scoped & { before: Moment; proposals: number }, Rows<NegotiatingCandidate>>('diagnosis/negotiating-in-circles');
const unpromised = statement<Viewing & Scoped & { before: Moment }, Rows<UnpromisedCandidate>>('diagnosis/executing-without-a-promise');
const unmeasured = statement<Viewing & Scoped & { days: number }, Rows<UnmeasuredCandidate>>('diagnosis/promise-without-measurable-conditions');
const silent = statement<Viewing & Scoped & { before: Moment }, Rows<SilentCandidate>>('diagnosis/customer-silent');
const unassessed = statement<Viewing & Scoped & { before: Moment }, Rows<UnassessedCandidate>>('diagnosis/delivered-never-assessed');
const busy = statement<Viewing & Scoped & { now: Moment; waits: number; times: number; evidence: number }, Rows<BusyCandidate>>('diagnosis/everyone-waits-for-one');
const shared = statement<Viewing & Scoped & { customers: number; most: number }, Passed<SharedConcernCandidate>>('diagnosis/concern-with-two-customers');
const horizons = statement<Viewing & Scoped & { bands: readonly number[]; horizons: number; most: number }, Passed<HorizonsCandidate>>('diagnosis/too-many-horizons');
const servingNothing = statement<Viewing & Scoped & { before: Moment; beforeTime: number; horizonDays: number }, Rows<RootlessCandidate>>('diagnosis/serves-nothing');
const lastMinute = statement<Viewing & Scoped & { after: Moment }, Rows<RenegotiatedCandidate>>('diagnosis/renegotiated-last-minute-again');
const rings = statement<Viewing & { before: Moment; limit: number }, Rows<NeedCandidate>>('diagnosis/ring-nobody-settles');
const sided = statement<Viewing & Scoped & { workflows: number; most: number; evidence: number }, Passed<SidedCandidate>>('diagnosis/parties-never-change-places');

const hidden = statement<Viewing & { at: Moment | null }, { hidden: number }>('diagnosis/hidden');

type Finds = (reader: Reader, asked: Diagnosing) => Promise<Findings>;

/** One more is asked for than is judged, which tells whether there are more. */
const limit = mostCandidates + 1;

function judged<Row>({ rows, passed = 0 }: Rows<Row> & { readonly passed?: number }, judge: (rows: readonly Row[]) => readonly Finding[], most = mostCandidates): Findings {
  const findings = judge(rows.slice(0, most)).map((one) => ({ ...one, workflows: one.workflows.slice(0, mostEvidence), agents: one.agents.slice(0, mostEvidence), concerns: one.concerns.slice(0, mostEvidence), acts: one.acts.slice(0, mostEvidence) }));
  return { findings, isPartial: rows.length > most || passed > mostPassed };
}

const finds: Readonly<Record<FindingKind, Finds>> = {
  LISTENING_TOO_LONG: async (reader, { agents, thresholds, now }) =>
    judged(await reader.one(listening, { agents, limit, before: listeningBefore(thresholds, now) }), (rows) => judgeListening(rows, thresholds, now)),
  NEGOTIATING_IN_CIRCLES: async (reader, { agents, thresholds, now }) =>
    judged(await reader.one(negotiating, { agents, limit, before: negotiatingBefore(thresholds, now), proposals: thresholds.proposals }), (rows) => judgeNegotiating(rows, thresholds, now)),
  EXECUTING_WITHOUT_A_PROMISE: async (reader, { agents, thresholds, now }) =>
    judged(await reader.one(unpromised, { agents, limit, before: unpromisedBefore(thresholds, now) }), (rows) => judgeUnpromised(rows, thresholds, now)),
  PROMISE_WITHOUT_MEASURABLE_CONDITIONS: async (reader, { agents, thresholds }) =>
    judged(await reader.one(unmeasured, { agents, limit, days: thresholds.unmeasuredHorizonDays }), (rows) => judgeUnmeasured(rows, thresholds)),
  CUSTOMER_SILENT: async (reader, { agents, thresholds, now }) =>
    judged(await reader.one(silent, { agents, limit, before: now }), (rows) => judgeSilent(rows, thresholds, now)),
  DELIVERED_NEVER_ASSESSED: async (reader, { agents, thresholds, now }) =>
    judged(await reader.one(unassessed, { agents, limit, before: now }), (rows) => judgeUnassessed(rows, thresholds, now)),
  EVERYONE_WAITS_FOR_ONE: async (reader, { agents, thresholds, now }) =>
    judged(await reader.one(busy, { agents, limit, now, waits: thresholds.waits, times: thresholds.timesTheMean, evidence: mostEvidence }), (rows) => judgeBusy(rows, thresholds)),
  CONCERN_WITH_TWO_CUSTOMERS: async (reader, { agents, thresholds }) =>
    judged(await reader.one(shared, { agents, limit, customers: thresholds.customersOfConcern, most: mostPassed + 1 }), (rows) => judgeSharedConcern(rows, thresholds)),
  TOO_MANY_HORIZONS: async (reader, { agents, thresholds }) =>
    judged(await reader.one(horizons, { agents, limit, bands: bandLimits, horizons: thresholds.horizons, most: mostPassed + 1 }), (rows) => judgeHorizons(rows, thresholds)),
  SERVES_NOTHING: async (reader, { agents, thresholds, now }) => {
    const before = servingNothingBefore(thresholds, now);
    const rows = await reader.one(servingNothing, { agents, limit, before, beforeTime: millisecondsOf(before), horizonDays: thresholds.servesNothingHorizonDays });
    return judged(rows, (some) => judgeServingNothing(some, thresholds, now));
  },
  RENEGOTIATED_LAST_MINUTE_AGAIN: async (reader, { agents, thresholds, now }) =>
    judged(await reader.one(lastMinute, { agents, limit, after: renegotiatedAfter(thresholds, now) }), (rows) => judgeLastMinute(rows, thresholds, setOf(agents))),
  RING_NOBODY_SETTLES: async (reader, { agents, thresholds, now }) =>
    judged(await reader.one(rings, { limit: mostNeeds + 1, before: ringBefore(thresholds, now) }), (rows) => judgeRings(rows, thresholds, now, setOf(agents)), mostNeeds),
  PARTIES_NEVER_CHANGE_PLACES: async (reader, { agents, thresholds }) =>
    judged(await reader.one(sided, { agents, limit, workflows: thresholds.sidedWorkflows, most: mostPassed, evidence: mostEvidence }), (rows) => judgeSided(rows, thresholds)),
};

function setOf(agents: readonly string[] | null): ReadonlySet<string> | null {
  return agents === null ? null : new Set(agents);
}

/** The findings of one kind, as far as the viewer sees what shows them. */
export function readFindings(reader: Reader, kind: FindingKind, asked: Diagnosing): Promise<Findings> {
  return finds[kind](reader, asked);
}

/** How many workflows the viewer may not see. */
export async function countHidden(reader: Reader, at: Moment | null = null): Promise<number> {
  return (await reader.one(hidden, { at })).hidden;
}
