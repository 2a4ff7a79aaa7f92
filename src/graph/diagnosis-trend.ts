import type { Moment } from '../domain/common/moment.rules.js';
import type { Thresholds } from '../domain/diagnosis/thresholds.rules.js';
import { phasesOf, showsAt } from '../domain/diagnosis/trend.rules.js';
import type { Said, TrendKind } from '../domain/diagnosis/trend.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import type { Reader, Viewing } from './reader.js';
import { others } from './slices.js';
import { statement } from './statement.js';

interface Row {
  readonly workflow: string;
  readonly said: readonly Said[];
  readonly states: readonly { readonly from: Moment; readonly to: Moment; readonly state: string }[];
}

const page = statement<
  Viewing & { agents: readonly string[] | null; phases: readonly string[]; moments: readonly Moment[]; last: Moment; afterId: string; limit: number },
  { rows: Row[]; lastId: string | null }
>('diagnosis/trend');

/** States that are read at once, at most: as many workflows as have so many, with one for each moment. What is read is judged in one go. */
const statesAPage = 2_500;
/** States that one trend reads and judges: some seconds' worth. What comes after them is not looked at, and the trend says so. */
export const mostStates = 25_000;

export interface Trend {
  /** For each moment. */
  readonly counts: readonly number[];
  readonly isPartial: boolean;
}

/** How many findings of a kind there were at each of some moments, in one pass for all of them. @param moments in order */
export async function readTrend(reader: Reader, kind: TrendKind, { agents, thresholds, moments }: { readonly agents: readonly string[] | null; readonly thresholds: Thresholds; readonly moments: readonly Moment[] }): Promise<Trend> {
  const counts = moments.map(() => 0);
  const last = moments[moments.length - 1] ?? '';
  let states = 0;
  for (let afterId = ''; ; ) {
    const { rows, lastId } = await reader.one(page, { agents, phases: phasesOf[kind], moments, last, afterId, limit: Math.max(1, Math.floor(statesAPage / moments.length)) });
    for (const { said, states: stood } of rows) {
      for (const { state, ...span } of stood) {
        const held = { ...span, state: JSON.parse(state) as WorkflowState };
        moments.forEach((moment, index) => {
          if (span.from <= moment && span.to > moment && showsAt(kind, held, said, thresholds, moment)) counts[index] = (counts[index] ?? 0) + 1;
        });
      }
      states += stood.length;
    }
    if (lastId === null) return { counts, isPartial: false };
    if (states >= mostStates) return { counts, isPartial: true };
    await others();
    afterId = lastId;
  }
}
