import { millisecondsOf, momentOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { compareTexts } from '../common/order.rules.js';
import { arcsOf, ringedComponents } from '../interlock/components.rules.js';
import { judgeLastMinute, renegotiatedAfter } from './renegotiated-last-minute.rules.js';
import type { RenegotiatedCandidate } from './renegotiated-last-minute.rules.js';
import { judgeRings, ringBefore } from './ring-nobody-settles.rules.js';
import type { NeedCandidate } from './ring-nobody-settles.rules.js';
import type { Thresholds } from './thresholds.rules.js';

/* What several workflows showed together at moments that have passed: what there was at each is put together, and judged as the present. */

/** That somebody executed on a horizon, from one of the moments to before another, by their places. */
export interface HorizonSpan {
  readonly performer: string;
  /** Its number, of six. */
  readonly band: number;
  readonly from: number;
  readonly to: number;
}

/** How many executed on too many horizons, at each of so many moments. */
export function countHorizons(spans: readonly HorizonSpan[], { horizons }: Thresholds, moments: number): readonly number[] {
  const bandsAt = new Map<string, number[]>();
  for (const { performer, band, from, to } of spans) {
    const bands = bandsAt.get(performer) ?? new Array<number>(moments).fill(0);
    bandsAt.set(performer, bands);
    for (let place = from; place < to; place++) bands[place] = (bands[place] ?? 0) | (1 << band);
  }
  const counts = new Array<number>(moments).fill(0);
  for (const bands of bandsAt.values()) {
    for (const [place, set] of bands.entries()) if (sizeOf(set) >= horizons) counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

function sizeOf(set: number): number {
  let size = 0;
  for (let left = set; left !== 0; left &= left - 1) size++;
  return size;
}

/** A renegotiation as it was known: the Customer is the one of when it was asked for, until one of the later ones took their place. */
export interface PastRenegotiation extends RenegotiatedCandidate {
  readonly endedAt: Moment;
  readonly customers: readonly { readonly from: Moment; readonly customer: string }[];
}

export function countLastMinute(all: readonly PastRenegotiation[], thresholds: Thresholds, agents: ReadonlySet<string> | null, moments: readonly Moment[]): readonly number[] {
  return moments.map((moment) => {
    const after = renegotiatedAfter(thresholds, moment);
    const known = all.filter(({ endedAt }) => endedAt >= after && endedAt <= moment);
    return judgeLastMinute(known.map((one) => ({ ...one, customer: one.customers.findLast(({ from }) => from <= moment)?.customer ?? one.customer })), thresholds, agents).length;
  });
}

/** How long a workflow was negotiated, in milliseconds since 1970. */
interface Talks {
  readonly since: number;
  readonly from: number;
  readonly to: number;
}

/** That one workflow needed another. */
export interface PastNeed extends Pick<NeedCandidate, 'workflow' | 'customer' | 'performer' | 'provider'> {
  /** The id of its edge. */
  readonly need: string;
  readonly from: Moment;
  readonly to: Moment;
  /** Whether anything was ever answered to it. */
  readonly isAnswered: boolean;
  readonly talks: Talks;
  readonly providerTalks: Talks;
}

/** What was answered to a need: whether it was refused, or acknowledged. */
export interface AnswerToNeed {
  readonly need: string;
  readonly from: Moment;
  readonly refused: boolean;
}

/** Of needs of any time those that may ever have been in a ring: few have, and of these alone it matters what was answered. */
export function needsInRings(all: readonly PastNeed[]): readonly PastNeed[] {
  const members = [...new Set(all.flatMap(({ workflow, provider }) => [workflow, provider]))].sort(compareTexts);
  const places = new Map(members.map((id, place) => [id, place]));
  const needed = members.map((): number[] => []);
  for (const { workflow, provider } of all) needed[places.get(workflow) ?? 0]?.push(places.get(provider) ?? 0);
  const rings = new Map(ringedComponents(arcsOf(members.length, (place) => needed[place] ?? [])).flatMap((ring, number) => ring.map((place) => [members[place] ?? '', number] as const)));
  return all.filter(({ workflow, provider }) => rings.has(workflow) && rings.get(workflow) === rings.get(provider));
}

/** @param answers in their order */
export function countRings(all: readonly PastNeed[], answers: readonly AnswerToNeed[], thresholds: Thresholds, agents: ReadonlySet<string> | null, moments: readonly Moment[]): readonly number[] {
  return moments.map((moment) => {
    const time = millisecondsOf(moment);
    const before = ringBefore(thresholds, moment);
    const beforeTime = millisecondsOf(before);
    const lasted = ({ since, from, to }: Talks): boolean => since <= beforeTime && from <= time && to > time;
    const refused = new Map(answers.filter(({ from }) => from <= moment).map((one) => [one.need, one.refused]));
    const needs = all.filter(({ need, from, to, talks, providerTalks }) => from <= before && to > moment && refused.get(need) !== true && lasted(talks) && lasted(providerTalks));
    return judgeRings(needs.map(({ workflow, customer, performer, provider, from, talks, providerTalks }): NeedCandidate => ({
      workflow, customer, performer, provider, since: from, workflowSince: momentOf(talks.since), providerSince: momentOf(providerTalks.since),
    })), thresholds, moment, agents).length;
  });
}
