import { compareTexts } from '../common/order.rules.js';
import { findingKinds } from './diagnosis.types.js';
import type { Finding, FindingKind } from './diagnosis.types.js';
import { weightOf } from './weight.rules.js';

/** A finding with what it weighs. */
export interface Weighed {
  readonly finding: Finding;
  readonly weight: number;
}

/** The heaviest first; of one weight in the order of the kinds, and then the oldest. */
export function weighed(findings: readonly Finding[]): readonly Weighed[] {
  return findings.map((finding): Weighed => ({ finding, weight: weightOf(finding) })).sort((one, other) => compareTexts(rankOf(one), rankOf(other)));
}

/** A text that orders findings as they are listed. */
export function rankOf({ finding: { kind, since, key }, weight }: Weighed): string {
  return `${(1 - weight).toFixed(3)} ${String(findingKinds.indexOf(kind)).padStart(2, '0')} ${since} ${key}`;
}

export interface KindTally {
  readonly kind: FindingKind;
  readonly count: number;
  /** Of all of them together. */
  readonly weight: number;
  readonly isPartial: boolean;
}
