import type { Impact, ImpactRow } from './impact.rules.js';
import { diffOf } from './plan-diff.rules.js';
import type { SetDiff } from './plan-diff.rules.js';

export type ImpactOutline = Pick<ImpactRow, 'workflow' | 'distance' | 'kind' | 'daysLate'>;

export interface ImpactDiff extends SetDiff<ImpactOutline> {
  /** One of the two answers was cut: what seems to have appeared or gone may only be what was left out of it. */
  readonly isPartial: boolean;
}

/** Two answers to one question, of two moments or of two suppositions: what appeared, what is gone, and what is otherwise. */
export function diffImpacts(before: Impact, after: Impact): ImpactDiff {
  return { ...diffOf(before.outline(), after.outline(), ({ workflow }) => workflow, ['distance', 'kind', 'daysLate']), isPartial: before.isPartial || after.isPartial };
}
