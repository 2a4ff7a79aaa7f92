import { millisecondsOf, momentOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { sides } from './workflow.types.js';
import type { ActData, Awaited, WorkflowState } from './workflow.types.js';

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

/** The first moment at which a wait is overdue. Null for one that is asked for only when it is due: it is told of then, and once. */
function overdueFrom(wait: Pick<Awaited, 'from' | 'due'>): Moment | null {
  return wait.from >= wait.due ? null : momentOf(millisecondsOf(wait.due) + 1); // at its due it is still in time
}

/**
 * When the clock next has something to do here, seen from a moment: a proposal or a deferral runs out, a wait that
 * sleeps comes due to be asked for, or one that was asked for falls overdue. Null for never, as it stands.
 */
export function nextClock(state: Timed, after: Moment): Moment | null {
  const last = standsUntil(state);
  const moments = [
    ...(last === null ? [] : [momentOf(millisecondsOf(last) + 1)]), // at its last moment it still stands
    ...sides.flatMap((side) => state.deferral[side]?.until ?? []),
    ...state.awaited.flatMap((wait) => [wait.from, overdueFrom(wait) ?? []].flat()).filter((moment) => moment > after),
  ];
  return moments.reduce<Moment | null>((earliest, moment) => (earliest === null || moment < earliest ? moment : earliest), null);
}

/** The waits whose time has come. */
export interface CameDue {
  /** Asked for from now on: a check-in is due, a deferral is over. */
  readonly asked: readonly Awaited[];
  /** Not answered in time: a proposal, a delivery that nobody assessed, a promise that was not delivered. */
  readonly overdue: readonly Awaited[];
}

/** The waits whose time came after one moment and up to another. One that slept through both its times is overdue, and no more. */
export function cameDueBetween(state: Pick<WorkflowState, 'awaited'>, after: Moment, until: Moment): CameDue {
  const came = (moment: Moment | null): boolean => moment !== null && moment > after && moment <= until;
  const overdue = state.awaited.filter((wait) => came(overdueFrom(wait)));
  return { asked: state.awaited.filter((wait) => came(wait.from) && !overdue.includes(wait)), overdue };
}
