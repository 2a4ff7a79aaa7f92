import type { Dice } from './dice.js';

/** What has become of a promise by the nineteenth of October. Most are in force. */
export type FateKind = 'IN_FORCE' | 'RENEGOTIATING' | 'SUPERSEDED' | 'DELIVERED' | 'REDEEMED' | 'BROKEN' | 'RELEASED';

export interface Fate {
  readonly kind: FateKind;
  /** When the Customer last checked in, and the Performer last reported; null for never. */
  readonly checkedIn: number | null;
  readonly reported: number | null;
  /** When it became so. */
  readonly changed: number;
  readonly closed: number | null;
}

const day = 86_400_000;
const [october1, october5, october12, october17] = [Date.UTC(2026, 9, 1, 9), Date.UTC(2026, 9, 5, 8), Date.UTC(2026, 9, 12, 8), Date.UTC(2026, 9, 17, 8)];

/** @param isAwaiting whether it waits for answers: who closes a workflow asks for nothing more, and these ask still */
export function fateOf(dice: Dice, promise: number, tier: number, layer: number, isAwaiting: boolean): Fate {
  const kind = kindOf(dice, promise, tier, layer);
  const isClosed = kind === 'REDEEMED' && !isAwaiting && dice.below(2, 'FATE', promise, 3) === 0;
  // Those who think in years report to whom they promised, and are asked; engineers now and then.
  const isTold = (share: number, time: number): boolean => tier < 3 || dice.below(100, 'TIME', promise, time) < share;
  return {
    kind,
    checkedIn: isTold(20, 20) ? october1 + Math.floor(dice.part('TIME', promise, 21) * 3 * day) : null,
    reported: isTold(45, 22) ? october5 + Math.floor(dice.part('TIME', promise, 23) * 5 * day) : null,
    changed: october12 + Math.floor(dice.part('TIME', promise, 24) * 2 * day),
    closed: isClosed ? october17 : null,
  };
}

function kindOf(dice: Dice, promise: number, tier: number, layer: number): FateKind {
  const thrown = dice.below(1_000, 'FATE', promise);
  // What others serve stands.
  if (tier < 3) return thrown < 20 ? 'RENEGOTIATING' : 'IN_FORCE';
  if (thrown < 30) return 'RENEGOTIATING';
  if (thrown < 60) return 'SUPERSEDED';
  if (thrown < 70) return 'BROKEN';
  if (thrown < 80) return 'RELEASED';
  // What is due first has been delivered here and there.
  if (layer > 2) return 'IN_FORCE';
  return thrown < 180 ? 'DELIVERED' : thrown < 260 ? 'REDEEMED' : 'IN_FORCE';
}
