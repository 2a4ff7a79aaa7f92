import { dueMoment, startMoment } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import type { HorizonFilter, TimeRange } from '../../schema/common/payloads.js';

export interface Ranges {
  readonly horizonFrom: number | null;
  readonly horizonTo: number | null;
  readonly dueFrom: Moment | null;
  readonly dueTo: Moment | null;
}

/**
 * A filter's horizons and dues as a statement takes them. Bare dates are judged in UTC here: a list is read in one round
 * trip, before the organisation's time zone is known; give a date-time where the hour matters.
 */
export function rangesOf(filter: { readonly horizon?: HorizonFilter | null; readonly due?: TimeRange | null } | null | undefined): Ranges {
  const { horizon, due } = filter ?? {};
  return {
    horizonFrom: horizon?.atLeastDays ?? null,
    horizonTo: horizon?.atMostDays ?? null,
    dueFrom: due?.from == null ? null : startMoment(due.from, 'UTC', ['filter', 'due', 'from']),
    dueTo: due?.to == null ? null : dueMoment(due.to, 'UTC', ['filter', 'due', 'to']),
  };
}
