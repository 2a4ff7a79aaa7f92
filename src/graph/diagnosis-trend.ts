import { millisecondsOf, momentOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { Thresholds } from '../domain/diagnosis/thresholds.rules.js';
import { phasesOf, sinceBefore } from '../domain/diagnosis/trend.rules.js';
import type { TrendKind } from '../domain/diagnosis/trend.rules.js';
import type { Phase } from '../domain/workflow/workflow.types.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

interface Asked {
  readonly agents: readonly string[] | null;
  readonly kind: TrendKind;
  readonly phases: readonly Phase[];
  readonly thresholds: Thresholds;
  /** The moments, in milliseconds since 1970, as the rest of them. */
  readonly times: readonly number[];
  readonly first: number;
  readonly last: number;
  readonly before: number;
  readonly most: number;
}

interface Row {
  readonly phase: Phase;
  /** The place of the first moment at which they show it, and of the first at which they do no more; null where they never do. */
  readonly span: readonly [from: number, to: number] | null;
  readonly count: number;
}

const counting = statement<Viewing & Asked, { spans: Row[] }>('diagnosis/trend');

/** As much as one trend goes through of each phase, at most; what had ended before is not looked at, and the trend says so. */
export const mostStandings = 1_000_000;

export interface Trend {
  /** For each moment. */
  readonly counts: readonly number[];
  readonly isPartial: boolean;
}

/** How many findings of a kind there were at each of some moments, in one pass for all of them. @param moments in order */
export async function readTrend(reader: Reader, kind: TrendKind, { agents, thresholds, moments, most = mostStandings }: { readonly agents: readonly string[] | null; readonly thresholds: Thresholds; readonly moments: readonly Moment[]; readonly most?: number }): Promise<Trend> {
  const times = moments.map(millisecondsOf);
  const [first, last] = [times[0], times[times.length - 1]];
  if (first === undefined || last === undefined) return { counts: [], isPartial: false };
  const { spans } = await reader.one(counting, { agents, kind, phases: phasesOf[kind], thresholds, times, first, last, before: millisecondsOf(sinceBefore(kind, thresholds, momentOf(last))), most: most + 1 });
  const counts = moments.map(() => 0);
  const gone = new Map<Phase, number>();
  for (const { phase, span, count } of spans) {
    gone.set(phase, (gone.get(phase) ?? 0) + count);
    for (let place = span?.[0] ?? 0; place < (span?.[1] ?? 0); place++) counts[place] = (counts[place] ?? 0) + count;
  }
  return { counts, isPartial: [...gone.values()].some((count) => count > most) };
}
