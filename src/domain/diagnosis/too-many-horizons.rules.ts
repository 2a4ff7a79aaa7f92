import type { Moment } from '../common/moment.rules.js';
import { compareTexts } from '../common/order.rules.js';
import { horizonBands } from '../interlock/facets.rules.js';
import type { Finding } from './diagnosis.types.js';
import type { Thresholds } from './thresholds.rules.js';

/** A Performer, and the oldest promise that they keep on each horizon. */
export interface HorizonsCandidate {
  readonly agent: string;
  readonly bands: readonly { readonly band: number; readonly workflows: number; readonly oldest: { readonly id: string; readonly customer: string; readonly horizonDays: number; readonly since: Moment } }[];
}

/** The most days of each horizon but the last: a horizon's number is how many of these it goes beyond. */
export const bandLimits: readonly number[] = horizonBands.slice(0, -1).map(({ mostDays }) => mostDays);

export function judgeHorizons(candidates: readonly HorizonsCandidate[], { horizons }: Thresholds): readonly Finding[] {
  return candidates.filter(({ bands }) => bands.length >= horizons).map(({ agent, bands }): Finding => {
    const byHorizon = [...bands].sort((one, other) => one.band - other.band);
    const begun = bands.map(({ oldest }) => oldest.since).sort(compareTexts);
    const promises = bands.reduce((sum, { workflows }) => sum + workflows, 0);
    const [shortest] = byHorizon;
    return {
      kind: 'TOO_MANY_HORIZONS', key: agent, since: begun[horizons - 1] ?? '', measured: bands.length, threshold: horizons, unit: 'HORIZONS',
      says: `They keep promises on ${String(bands.length)} horizons at once: ${byHorizon.map(({ band, workflows }) => `${horizonBands[band]?.band ?? ''} ${String(workflows)}`).join(', ')}.`,
      workflows: byHorizon.map(({ oldest }) => oldest.id), workflowsCount: promises, agents: [agent], concerns: [], acts: [],
      next: shortest === undefined ? [] : [
        { by: agent, act: 'OPEN', workflow: null, says: 'Be the Customer of what is short: have others promise it to you, so that your own promise can be the long one.' },
        { by: agent, act: 'HAND_OVER', workflow: shortest.oldest.id, says: 'Or name a successor for the shortest of them.' },
      ],
    };
  });
}
