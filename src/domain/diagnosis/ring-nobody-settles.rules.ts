import type { Moment } from '../common/moment.rules.js';
import { compareTexts } from '../common/order.rules.js';
import { arcsOf, ringedComponents } from '../interlock/components.rules.js';
import type { Finding } from './diagnosis.types.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, daysBefore, daysSince } from './time.rules.js';

/** That one workflow under negotiation needs another, and since when: both have been negotiated since these moments. */
export interface NeedCandidate {
  readonly workflow: string;
  readonly customer: string;
  readonly performer: string;
  readonly provider: string;
  readonly since: Moment;
  readonly workflowSince: Moment;
  readonly providerSince: Moment;
}

export function ringBefore({ ringDays }: Thresholds, now: Moment): Moment {
  return daysBefore(ringDays, now);
}

/**
 * Rings that have stood as they stand for long: proposals that can only be settled together, and nobody does.
 * @param agents only rings in which one of these is a party; null: all
 */
export function judgeRings(needs: readonly NeedCandidate[], { ringDays }: Thresholds, now: Moment, agents: ReadonlySet<string> | null): readonly Finding[] {
  const members = [...new Set(needs.flatMap(({ workflow, provider }) => [workflow, provider]))].sort(compareTexts);
  const places = new Map(members.map((id, place) => [id, place]));
  const byWorkflow = new Map<string, NeedCandidate[]>();
  for (const need of needs) byWorkflow.set(need.workflow, [...(byWorkflow.get(need.workflow) ?? []), need]);
  const arcs = arcsOf(members.length, (place) => (byWorkflow.get(members[place] ?? '') ?? []).map(({ provider }) => places.get(provider) ?? 0));
  return ringedComponents(arcs).filter((ring) => ring.length > 1).flatMap((ring): Finding[] => {
    const workflows = ring.map((place) => members[place] ?? '');
    const within = new Set(workflows);
    const own = workflows.flatMap((id) => (byWorkflow.get(id) ?? []).filter(({ provider }) => within.has(provider)));
    const parties = [...new Set(own.flatMap(({ customer, performer }) => [customer, performer]))];
    if (agents !== null && !parties.some((one) => agents.has(one))) return [];
    // It is a ring since the last of it came to it.
    const since = own.flatMap((need) => [need.since, need.workflowSince, need.providerSince]).reduce((latest, one) => (one > latest ? one : latest));
    const measured = daysSince(since, now);
    const [first] = own;
    if (measured < ringDays || first === undefined) return [];
    return [{
      kind: 'RING_NOBODY_SETTLES', key: workflows[0] ?? '', since, measured, threshold: ringDays, unit: 'DAYS',
      says: `${counted(workflows.length, 'proposal')} have hung on one another for ${counted(measured, 'day')}: none can be promised before the others.`,
      workflows, workflowsCount: workflows.length, agents: parties, concerns: [], acts: [],
      next: [{ by: first.customer, act: 'OPEN_ROUND', workflow: null, says: 'Bring them into one planning round, and settle them together.' }],
    }];
  });
}
