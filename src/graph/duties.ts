import type { Moment } from '../domain/common/moment.rules.js';
import type { Engagement } from '../domain/dual/dual.rules.js';
import type { EndedDuty } from '../domain/dual/duties.rules.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

/** One cycle of a workflow, up to a moment. */
export interface CycleWanted {
  readonly id: string;
  readonly cycle: number;
  readonly openedAt: Moment;
  readonly until: Moment;
}

/** What the dual of a workflow is judged from, besides the workflow's state. */
export interface DualRecord {
  readonly duties: readonly EndedDuty[];
  readonly engaged: Engagement | null;
}

interface RecordRow {
  key: string;
  duties: (EndedDuty & { org: string; workflow: string })[];
  engaging: (Engagement & { engages: boolean })[];
}

const ofWorkflows = statement<Viewing & { wanted: readonly (CycleWanted & { key: string })[] }, { records: RecordRow[] }>('dual/of-workflows');

export function keyOfCycle({ id, cycle, until }: CycleWanted): string {
  return `${id} ${String(cycle)} ${until}`;
}

export async function readDualRecords(reader: Reader, wanted: readonly CycleWanted[]): Promise<ReadonlyMap<string, DualRecord>> {
  const { records } = await reader.one(ofWorkflows, { wanted: wanted.map((one) => ({ ...one, key: keyOfCycle(one) })) });
  return new Map(records.map(({ key, duties, engaging: [last] }) => [key, {
    // A property that is null is not there.
    duties: duties.map(({ org: _, workflow: __, ...duty }) => ({ ...duty, answerSeconds: duty.answerSeconds ?? null, withWords: duty.withWords ?? null })),
    engaged: last?.engages === true ? { at: last.at, act: last.act } : null,
  }]));
}
