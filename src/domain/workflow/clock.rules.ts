import { millisecondsOf, momentOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { sides } from './workflow.types.js';
import type { ActData, WorkflowState } from './workflow.types.js';

type Timed = Pick<WorkflowState, 'standing' | 'deferral' | 'awaited'>;

/** The last moment at which the standing proposal can be accepted: its own, or its due; null when none stands. */
export function standsUntil(state: Pick<WorkflowState, 'standing'>): Moment | null {
  if (state.standing === null) return null;
  const { answerBy, due } = state.standing.terms;
  return answerBy !== null && answerBy < due ? answerBy : due;
}

/** What has run out by now: a proposal past its last moment, a deferral whose day has come; null for nothing. */
export function lapsedBy(state: Timed, now: Moment): ActData['LAPSE'] | null {
  const last = standsUntil(state);
  const proposal = last !== null && last < now ? (state.standing?.id ?? null) : null;
  const deferrals = sides.filter((side) => {
    const until = state.deferral[side]?.until;
    return until !== undefined && until <= now;
  });
  return proposal === null && deferrals.length === 0 ? null : { proposal, deferrals };
}

/** When the earliest of what has lapsed did: an API that stood still says it late, and says so. */
export function lapsedSince(state: Timed, lapse: ActData['LAPSE'], now: Moment): Moment {
  const ends = [lapse.proposal === null ? null : standsUntil(state), ...lapse.deferrals.map((side) => state.deferral[side]?.until ?? null)];
  return ends.reduce<Moment>((earliest, end) => (end !== null && end < earliest ? end : earliest), now);
}

/**
 * When the clock next has something to do here, seen from a moment: a proposal or a deferral runs out, or a wait that
 * sleeps comes due to be asked for. Null for never, as it stands.
 */
export function nextClock(state: Timed, after: Moment): Moment | null {
  const last = standsUntil(state);
  const moments = [
    ...(last === null ? [] : [momentOf(millisecondsOf(last) + 1)]), // at its last moment it still stands
    ...sides.flatMap((side) => state.deferral[side]?.until ?? []),
    ...state.awaited.map((wait) => wait.from).filter((from) => from > after),
  ];
  return moments.reduce<Moment | null>((earliest, moment) => (earliest === null || moment < earliest ? moment : earliest), null);
}

/** The agents whose waits began to be asked for after one moment and up to another. */
export function wokenBetween(state: Pick<WorkflowState, 'awaited'>, after: Moment, until: Moment): readonly string[] {
  return [...new Set(state.awaited.filter((wait) => wait.from > after && wait.from <= until).map((wait) => wait.agent))];
}
