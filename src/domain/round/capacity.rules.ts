import { compareTexts } from '../common/order.rules.js';
import { invalid } from '../common/refusal.js';
import type { Moment } from '../common/moment.rules.js';
import type { Window } from '../workflow/workflow.types.js';
import type { Capacity, CapacityModel, Load, UsualCapacity } from './round.types.js';

/*
 * How much a Performer can carry: so many promises at once, or so much of their time. Simple on purpose: it counts what
 * is promised, in the window of a round, at the moment when it is most; it knows nothing of hours or of skill.
 */

/** Nobody is held to a number that nobody has said. */
export const unlimited: Capacity = { promises: null, percent: null };

export function isLimited({ promises, percent }: Capacity): boolean {
  return promises !== null || percent !== null;
}

/** An agent's own limits, and the organisation's where they have none. */
export function capacityOf(agent: string, { usual, byAgent }: Pick<CapacityModel, 'usual' | 'byAgent'>): Capacity {
  const own = byAgent.get(agent);
  return { promises: own?.promises ?? usual.promises, percent: own?.percent ?? usual.percent };
}

/** How many promises at once a capacity comes to, where each takes as much time as the organisation says; null for no limit. */
export function promisesWithin({ promises, percent }: Capacity, percentEach: number | null): number | null {
  const inTime = percent === null || percentEach === null ? null : Math.floor(percent / percentEach);
  return promises === null || inTime === null ? (promises ?? inTime) : Math.min(promises, inTime);
}

/** @throws Refusal INVALID_INPUT */
export function checkCapacity(words: { readonly promises?: number | null; readonly percent?: number | null }): Capacity {
  const { promises = null, percent = null } = words;
  if (promises !== null && (!Number.isInteger(promises) || promises < 1 || promises > 1_000)) {
    throw invalid('promises', 'Give a whole number of promises from 1 to 1000, or leave it out for no limit.');
  }
  return { promises, percent: checkPercent(percent) };
}

/** @throws Refusal INVALID_INPUT */
export function checkUsualCapacity(words: { readonly promises?: number | null; readonly percent?: number | null; readonly percentEach?: number | null }): UsualCapacity {
  const percentEach = checkPercent(words.percentEach ?? null, 'percentEach');
  const { promises, percent } = checkCapacity(words);
  if (percent !== null && percentEach === null) throw invalid('percentEach', 'Say too how much of somebody\'s time one promise takes: nothing could be counted otherwise.');
  return { promises, percent, percentEach };
}

/** How much of somebody's time, in hundredths. @throws Refusal INVALID_INPUT */
export function checkPercent(percent: number | null, field = 'percent'): number | null {
  if (percent !== null && (!Number.isInteger(percent) || percent < 1 || percent > 100)) {
    throw invalid(field, 'Give a whole number of hundredths from 1 to 100, or leave it out.');
  }
  return percent;
}

/** What is carried at the moment when it is most. */
export interface Peak {
  readonly at: Moment;
  readonly promises: readonly Load[];
  readonly percent: number;
}

export type PercentOf = (workflow: string) => number;

export function percentOf({ percentByWorkflow, usualPercent }: Pick<CapacityModel, 'percentByWorkflow' | 'usualPercent'>): PercentOf {
  return (workflow) => percentByWorkflow.get(workflow) ?? usualPercent ?? 0;
}

/**
 * The first moment in a window at which the loads go beyond a capacity the most; null when they never do. A promise that
 * is overdue is still carried, so the caller gives it a due of now.
 */
export function overload(loads: readonly Load[], window: Window, capacity: Capacity, percent: PercentOf): Peak | null {
  const within = loads.filter(({ starts, due }) => starts <= window.due && due >= window.starts);
  let worst: { readonly at: Moment; readonly excess: number } | null = null;
  for (const { at, promises, percent: taken } of steps(within, window, percent)) {
    const excess = Math.max(beyondLimit(promises, capacity.promises), beyondLimit(taken, capacity.percent));
    if (excess > (worst?.excess ?? 0)) worst = { at, excess };
  }
  if (worst === null) return null;
  const { at } = worst;
  const carried = within.filter(({ starts, due }) => clipped(starts, window) <= at && due >= at);
  return { at, promises: carried, percent: carried.reduce((sum, { workflow }) => sum + percent(workflow), 0) };
}

/** By how much of itself a limit is passed, so that promises and time can be compared; 0 within it. */
function beyondLimit(carried: number, limit: number | null): number {
  return limit === null ? 0 : Math.max(0, carried / limit - 1);
}

function clipped(starts: Moment, window: Window): Moment {
  return starts < window.starts ? window.starts : starts;
}

/** How much is carried from each moment on at which something begins. It can only rise there. */
function* steps(loads: readonly Load[], window: Window, percent: PercentOf): Iterable<{ at: Moment; promises: number; percent: number }> {
  const starting = loads.map((load) => ({ at: clipped(load.starts, window), load })).sort((left, right) => compareTexts(left.at, right.at));
  const ending = [...loads].sort((left, right) => compareTexts(left.due, right.due));
  let promises = 0, taken = 0, ended = 0;
  for (const [index, { at, load }] of starting.entries()) {
    for (let next = ending[ended]; next !== undefined && next.due < at; next = ending[++ended]) {
      promises--;
      taken -= percent(next.workflow);
    }
    promises++;
    taken += percent(load.workflow);
    if (starting[index + 1]?.at !== at) yield { at, promises, percent: taken };
  }
}
