import type { Moment } from '../common/moment.rules.js';
import type { Finding, WorkflowCandidate } from './diagnosis.types.js';
import { findingOf } from './of-one-workflow.rules.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, daysBefore, daysSince } from './time.rules.js';

/**
 * Work that goes on, as far as anybody knows, and that nobody stands behind with a promise. `implicit`: it was never spoken.
 * Otherwise the promise was made by one who performs no longer, and their successor has made none.
 */
export interface UnpromisedCandidate extends WorkflowCandidate {
  readonly implicit: boolean;
  readonly starts: Moment;
}

export function unpromisedBefore({ unpromisedDays }: Thresholds, now: Moment): Moment {
  return daysBefore(unpromisedDays, now);
}

export function judgeUnpromised(candidates: readonly UnpromisedCandidate[], { unpromisedDays }: Thresholds, now: Moment): readonly Finding[] {
  return candidates.flatMap((one) => {
    const { workflow, customer, performer, implicit, since, starts } = one;
    const measured = daysSince(since, now);
    // Nobody works on what is known of and begins later.
    if (measured < unpromisedDays || starts > now) return [];
    return findingOf('EXECUTING_WITHOUT_A_PROMISE', one, {
      measured, threshold: unpromisedDays, unit: 'DAYS',
      says: implicit
        ? `It has gone on for ${counted(measured, 'day')}, and neither has ever said a word of it to the other.`
        : `The promise was made by one who performs no longer. Their successor has worked on it for ${counted(measured, 'day')} without one of their own.`,
      next: implicit
        ? [
            { by: customer, act: 'ARTICULATE', workflow, says: 'Say aloud what you want to be true.' },
            { by: performer, act: 'OFFER', workflow, says: 'Say aloud what you do for it.' },
          ]
        : [
            { by: performer, act: 'PROPOSE', workflow, says: 'Propose what you can promise yourself.' },
            { by: customer, act: 'RELEASE', workflow, says: 'Release the promise of before, if it is needed no longer.' },
          ],
    });
  });
}
