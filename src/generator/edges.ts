import { millisecondsOf, endOfDay, momentOf } from '../domain/common/moment.rules.js';
import type { Dice } from './dice.js';
import type { Structure } from './structure.js';
import { after, dueOf, zone } from './tiers.js';
import { conditionCount } from './words.js';

/* What is told of a dependency, at either of its ends the same. */

/** When it was asserted, and when it was answered. */
export function timesOf(dice: Dice, edge: number, season: number): { readonly asserted: number; readonly answered: number } {
  return { asserted: after(season, 9 + dice.part('TIME', edge, 10) * 2.99), answered: after(season, 14 + dice.part('TIME', edge, 11) * 1.99) };
}

/** Asserted is not accepted: a fifth waits for an answer still. */
export function answerTo(dice: Dice, edge: number): 'ACKNOWLEDGED' | 'REFUSED' | null {
  const thrown = dice.below(100, 'ANSWER', edge);
  return thrown < 75 ? 'ACKNOWLEDGED' : thrown < 78 ? 'REFUSED' : null;
}

const day = 86_400_000;

/** What an assertion says, as JSON. Needed some day between the due of what is needed and its own. */
export function edgeData(dice: Dice, structure: Structure, edge: number, ids: { readonly dependency: string; readonly dependent: string; readonly provider: string }): string {
  const [dependent, provider] = [structure.dependents[edge] ?? 0, structure.providers[edge] ?? 0];
  const tier = structure.tierOf(dependent);
  const [from, until] = [provider, dependent].map((one) => dueOf(tier, structure.layers[one] ?? 0)) as [string, string];
  const days = Math.round((millisecondsOf(until) - millisecondsOf(from)) / day);
  const neededBy = days <= 0 ? until : endOfDay(momentOf(millisecondsOf(from) + dice.below(days + 1, 'KIND', edge, 1) * day - 12 * 3_600_000).slice(0, 10), zone);
  // Half of them are of one condition, on one.
  const keyOf = (promise: number, time: number): string | null => (dice.below(2, 'KIND', edge, time) === 0 ? null : `c${String(1 + dice.below(conditionCount(dice, promise), 'KIND', edge, time + 1))}`);
  return JSON.stringify({
    condition: keyOf(dependent, 2), dependency: ids.dependency, dependent: ids.dependent, kind: structure.kindOf(edge), neededBy: neededBy > until ? until : neededBy, needs: keyOf(provider, 4), provider: ids.provider,
  });
}
