import type { Moment } from '../common/moment.rules.js';
import type { Finding, WaitFound } from './diagnosis.types.js';
import { answerTo } from './of-one-workflow.rules.js';
import type { Thresholds } from './thresholds.rules.js';
import { counted, rounded } from './time.rules.js';

/** An agent for whom much waits now. */
export interface BusyCandidate {
  readonly agent: string;
  readonly waits: number;
  /** How many others wait. */
  readonly people: number;
  readonly since: Moment;
  /** How much waits for each who is waited for at all, on average. */
  readonly mean: number;
  /** The most overdue of it. */
  readonly oldest: readonly (WaitFound & { readonly workflow: string })[];
}

export function judgeBusy(candidates: readonly BusyCandidate[], thresholds: Thresholds): readonly Finding[] {
  return candidates.flatMap(({ agent, waits, people, since, mean, oldest }): Finding[] => {
    const threshold = Math.max(thresholds.waits, thresholds.timesTheMean * mean);
    if (waits < threshold || people < thresholds.waitingPeople) return [];
    const [first] = oldest;
    const last = oldest[oldest.length - 1];
    return [{
      kind: 'EVERYONE_WAITS_FOR_ONE', key: agent, since, measured: waits, threshold: rounded(threshold), unit: 'WAITS',
      says: `${counted(waits, 'thing')} ${waits === 1 ? 'waits' : 'wait'} for one, by ${counted(people, 'other')}; for those who are waited for it is ${String(rounded(mean))} on average.`,
      workflows: oldest.map(({ workflow }) => workflow), workflowsCount: waits, agents: [agent], concerns: [], acts: [],
      next: [
        ...(first === undefined ? [] : [answerTo(first, first.workflow)]),
        ...(last === undefined ? [] : [{ by: agent, act: 'HAND_OVER', workflow: last.workflow, says: 'Name a successor where another can answer as well, and defer what can wait.' } as const]),
      ],
    }];
  });
}
