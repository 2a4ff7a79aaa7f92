import type { Moment } from '../common/moment.rules.js';
import type { Finding, WaitFound, WorkflowCandidate } from './diagnosis.types.js';
import { answersTo, findingOf, sleeps } from './of-one-workflow.rules.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, daysBefore, daysSince } from './time.rules.js';

/** An explicit workflow in Q1, and whom it waits for. */
export interface ListeningCandidate extends WorkflowCandidate {
  readonly waits: readonly WaitFound[];
}

/** What began to listen later than this listens too long for nobody. */
export function listeningBefore({ listeningDays }: Thresholds, now: Moment): Moment {
  return daysBefore(listeningDays, now);
}

export function judgeListening(candidates: readonly ListeningCandidate[], { listeningDays, listeningShare }: Thresholds, now: Moment): readonly Finding[] {
  return candidates.flatMap((one) => {
    const measured = daysSince(one.since, now);
    const threshold = Math.max(listeningDays, listeningShare * one.horizonDays);
    if (measured < threshold || sleeps(one.waits, now)) return [];
    return findingOf('LISTENING_TOO_LONG', one, {
      measured, threshold, unit: 'DAYS',
      says: `They have listened to each other for ${counted(measured, 'day')} of a horizon of ${String(one.horizonDays)}, and have not decided whether to work together.`,
      next: answersTo(one.waits, one.workflow, now),
    });
  });
}
