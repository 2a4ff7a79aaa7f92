import { millisecondsOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { compareTexts } from '../common/order.rules.js';
import type { Side } from '../workflow/workflow.types.js';
import type { Finding } from './diagnosis.types.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, daysBefore } from './time.rules.js';

/** A promise that was superseded, and the act by which somebody asked to renegotiate it. */
export interface RenegotiatedCandidate {
  readonly promise: string;
  readonly workflow: string;
  readonly customer: string;
  readonly performer: string;
  /** Who made the promise. */
  readonly promiser: string;
  readonly starts: Moment;
  readonly due: Moment;
  readonly act: string;
  readonly side: Side;
  readonly at: Moment;
}

export function renegotiatedAfter({ lastMinuteWithinDays }: Thresholds, now: Moment): Moment {
  return daysBefore(lastMinuteWithinDays, now);
}

/** Whether it was asked for when so little of the promise's time was left that nobody could plan anything else. */
export function isLastMinute({ starts, due, at }: Pick<RenegotiatedCandidate, 'starts' | 'due' | 'at'>, { lastMinuteShare }: Pick<Thresholds, 'lastMinuteShare'>): boolean {
  const whole = millisecondsOf(due) - millisecondsOf(starts);
  return millisecondsOf(due) - millisecondsOf(at) <= lastMinuteShare * whole;
}

/** @param agents only these; null: everybody */
export function judgeLastMinute(candidates: readonly RenegotiatedCandidate[], thresholds: Thresholds, agents: ReadonlySet<string> | null): readonly Finding[] {
  const byAgent = new Map<string, RenegotiatedCandidate[]>();
  for (const one of candidates) {
    const agent = one.side === 'CUSTOMER' ? one.customer : one.promiser;
    if (!isLastMinute(one, thresholds) || (agents !== null && !agents.has(agent))) continue;
    byAgent.set(agent, [...(byAgent.get(agent) ?? []), one]);
  }
  return [...byAgent].filter(([, all]) => all.length >= thresholds.lastMinuteTimes).map(([agent, all]): Finding => {
    const latest = [...all].sort((one, other) => compareTexts(other.at, one.at));
    const workflows = [...new Set(latest.map(({ workflow }) => workflow))];
    return {
      kind: 'RENEGOTIATED_LAST_MINUTE_AGAIN', key: agent, since: latest[latest.length - 1]?.at ?? '', measured: all.length, threshold: thresholds.lastMinuteTimes, unit: 'RENEGOTIATIONS',
      says: `They asked to renegotiate ${counted(all.length, 'time')} within ${counted(thresholds.lastMinuteWithinDays, 'day')} when the promise was as good as due.`,
      workflows, workflowsCount: workflows.length, agents: [agent], concerns: [], acts: latest.map(({ act }) => act),
      next: latest.slice(0, 1).map(({ workflow, side }) => ({
        by: agent, act: side === 'PERFORMER' ? 'REPORT_PROGRESS' : 'CHECK_IN', workflow,
        says: side === 'PERFORMER' ? 'Say in the promise that stands now how confident you are and what you forecast, while there is time to act on it.' : 'Say early in the promise that stands now whether it is still what you are concerned about.',
      })),
    };
  });
}
