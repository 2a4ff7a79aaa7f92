import { endOfDay, millisecondsOf, startOfDay } from '../domain/common/moment.rules.js';
import { defaultCustomership } from '../domain/workflow/customership.rules.js';
import type { Customership } from '../domain/workflow/workflow.types.js';

export const zone = 'Europe/Amsterdam';

/** The promises of one time horizon: those of each serve those of the one before. */
export interface Tier {
  readonly name: string;
  /** How many promises one who performs here has at once, about. */
  readonly load: number;
  readonly window: { readonly starts: string; readonly due: string };
  /** Promises are due from the one to the other: those below no later than those above. */
  readonly dues: readonly [first: string, last: string];
  /** The Monday on which those who plan begin to talk. */
  readonly season: number;
  readonly customership: Customership;
}

const tier = (name: string, load: number, days: number, [starts, due]: readonly [string, string], dues: readonly [string, string], monday: string): Tier => ({
  name, load, dues, window: { starts: startOfDay(starts, zone), due: endOfDay(due, zone) }, season: millisecondsOf(monday), customership: defaultCustomership(days),
});

/** A company in October 2026: the Board thinks in three years, an engineer in three months. */
export const tiers: readonly Tier[] = [
  tier('chief executive', 1_000, 1_096, ['2026-01-01', '2028-12-31'], ['2028-12-01', '2028-12-31'], '2025-10-06'),
  tier('executive', 8, 730, ['2026-01-01', '2027-12-31'], ['2027-12-01', '2027-12-31'], '2025-11-03'),
  tier('director', 6, 365, ['2026-02-01', '2027-01-31'], ['2027-01-04', '2027-01-31'], '2025-12-01'),
  tier('lead', 6, 184, ['2026-07-01', '2026-12-31'], ['2026-12-21', '2026-12-31'], '2026-06-01'),
  tier('engineer', 10, 92, ['2026-10-01', '2026-12-31'], ['2026-10-23', '2026-12-18'], '2026-09-07'),
];

/** How many promises each tier has: the further down, the more, each time by the same factor. */
export function tierSizes(promises: number): readonly number[] {
  const first = Math.max(1, Math.min(5, Math.floor(promises / 200)));
  const factor = Math.max(1, (promises / first) ** (1 / (tiers.length - 1)) * 0.95);
  const sizes: number[] = [];
  let left = promises;
  for (let at = 0; at < tiers.length; at++) {
    const size = at === tiers.length - 1 ? left : Math.min(left, Math.max(1, Math.round(first * factor ** at)));
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

const day = 86_400_000;
const morning = 8 * 3_600_000;
const workingDay = 8 * 3_600_000;

/** A moment within working hours so many days after another; the later the part of a day, the later. */
export function after(start: number, days: number): number {
  const whole = Math.floor(days);
  return start + whole * day + morning + Math.floor((days - whole) * workingDay);
}

/** What is due is due in one of so many steps: what is needed comes in an earlier one than what needs it. */
export const layers = 12;

const dues = tiers.map(({ dues: [first, last] }) => Array.from({ length: layers }, (_, layer) => {
  const [from, until] = [millisecondsOf(first), millisecondsOf(last)];
  return endOfDay(new Date(from + Math.floor(((until - from) / day) * (layer / (layers - 1))) * day).toISOString().slice(0, 10), zone);
}));

export function dueOf(tierNumber: number, layer: number): string {
  return dues[tierNumber]?.[layer] ?? '';
}
