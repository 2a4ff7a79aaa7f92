import type { Moment } from '../common/moment.rules.js';
import type { Phase } from '../workflow/workflow.types.js';
import { unpromisedBefore } from './executing-without-a-promise.rules.js';
import { listeningBefore } from './listening-too-long.rules.js';
import { negotiatingBefore } from './negotiating-in-circles.rules.js';
import { servingNothingBefore } from './serves-nothing.rules.js';
import type { Thresholds } from './thresholds.rules.js';

/*
 * How many findings there were at moments that have passed, from the states that acts had led to by then. Each act has beside it
 * what such a finding follows from (standing.rules.ts), and one statement counts by the rules of the present. Of kinds that only
 * several workflows show together, the past of some can be told from that, and from promises and edges that have ended
 * (trend-of-several.rules.ts).
 */

/** What one workflow shows by itself. */
export const standingKinds = [
  'LISTENING_TOO_LONG', 'NEGOTIATING_IN_CIRCLES', 'EXECUTING_WITHOUT_A_PROMISE', 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS', 'CUSTOMER_SILENT', 'DELIVERED_NEVER_ASSESSED', 'SERVES_NOTHING',
] as const;
export type StandingKind = (typeof standingKinds)[number];

export const trendKinds = [...standingKinds, 'RING_NOBODY_SETTLES', 'RENEGOTIATED_LAST_MINUTE_AGAIN', 'TOO_MANY_HORIZONS'] as const;
export type TrendKind = (typeof trendKinds)[number];

/** In which a workflow may show a finding of the kind. */
export const phasesOf: Readonly<Record<StandingKind, readonly Phase[]>> = {
  LISTENING_TOO_LONG: ['LISTENING'],
  NEGOTIATING_IN_CIRCLES: ['NEGOTIATING'],
  EXECUTING_WITHOUT_A_PROMISE: ['LISTENING', 'NEGOTIATING'],
  PROMISE_WITHOUT_MEASURABLE_CONDITIONS: ['EXECUTING', 'NEGOTIATING'],
  CUSTOMER_SILENT: ['EXECUTING'],
  DELIVERED_NEVER_ASSESSED: ['ASSESSING'],
  SERVES_NOTHING: ['EXECUTING'],
};

/** What is where it is since later than this shows no finding of the kind by the last moment, whatever its horizon. */
export function sinceBefore(kind: StandingKind, thresholds: Thresholds, last: Moment): Moment {
  switch (kind) {
    case 'LISTENING_TOO_LONG':
      return listeningBefore(thresholds, last);
    case 'NEGOTIATING_IN_CIRCLES':
      return negotiatingBefore(thresholds, last);
    case 'EXECUTING_WITHOUT_A_PROMISE':
      return unpromisedBefore(thresholds, last);
    case 'SERVES_NOTHING':
      return servingNothingBefore(thresholds, last);
    case 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS':
    case 'CUSTOMER_SILENT':
    case 'DELIVERED_NEVER_ASSESSED':
      return last;
  }
}
