import type { DecimalText } from '../common/decimal.rules.js';
import { cascadeOf } from '../workflow/bonds.rules.js';
import { promiseStatuses } from '../workflow/workflow.types.js';
import type { PromiseStatus } from '../workflow/workflow.types.js';

import { inOrder } from './order.rules.js';
import type { Rollable, RollUp } from './roll-up.rules.js';
import { childrenOf } from './under.rules.js';
import { weigh, weightAt } from './weights.rules.js';

/** What was promised so that some workflows can be kept, each promise once, however many ways lead down to it. */
export interface Totals {
  readonly workflows: number;
  readonly promises: number;
  readonly byStatus: Readonly<Record<PromiseStatus, number>>;
  /** Accepted by their Customers: nothing else counts as kept. */
  readonly kept: number;
  /** How many promises that is worth here, by the shares they give to what they serve: over all parents never more than there are. */
  readonly attributed: number;
  readonly attributedKept: number;
  /** Of how many something is known, and their mean by what is attributed; null for none. */
  readonly known: number;
  readonly progress: number | null;
}

/**
 * Totals of everything that serves some workflows, over any number of others; those themselves aren't counted. A
 * workflow that gives its shares to several parents is counted once, and attributed by its shares.
 */
export function totalsUnder(tops: readonly string[], workflows: readonly Rollable[], { byWorkflow }: RollUp): Totals {
  const worth = worthUnder(tops, workflows);
  const byStatus = Object.fromEntries(promiseStatuses.map((status) => [status, 0])) as Record<PromiseStatus, number>;
  let promises = 0, attributed = 0, attributedKept = 0, known = 0, weight = 0, progress = 0;
  for (const [id, share] of worth) {
    const rolled = byWorkflow.get(id);
    if (rolled?.status == null) continue;
    promises++;
    byStatus[rolled.status]++;
    attributed += share;
    if (rolled.kept) attributedKept += share;
    if (rolled.progress.value === null) continue;
    known++;
    weight += share;
    progress += share * rolled.progress.value;
  }
  return {
    workflows: worth.size, promises, byStatus, kept: byStatus.REDEEMED, attributed: rounded(attributed), attributedKept: rounded(attributedKept), known,
    progress: weight === 0 ? null : rounded(progress / weight),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000;
}

/** How much of each workflow under the tops goes to them in the end: the sum, over its ways up, of the products of the shares. */
function worthUnder(tops: readonly string[], workflows: readonly Rollable[]): ReadonlyMap<string, number> {
  const children = childrenOf(workflows);
  const top = new Set(tops);
  const worth = new Map<string, number>();
  const byId = new Map(workflows.map((one) => [one.id, one]));
  for (const id of inOrder(workflows.map(({ id: parent }) => ({ id: parent, before: children.get(parent) ?? [] }))).sorted) {
    const shares = sharesOf(byId.get(id) ?? {});
    if (top.has(id) || !shares.some(({ parent }) => top.has(parent) || worth.has(parent))) continue;
    worth.set(id, shares.reduce((sum, { parent, share }) => sum + Number(share) * (top.has(parent) ? 1 : (worth.get(parent) ?? 0)), 0));
  }
  return worth;
}

/** What each of the edges of a workflow counts for, with what was left unsaid made complete. */
export function sharesOf(workflow: Pick<Rollable, 'cascade'>): readonly { readonly parent: string; readonly share: DecimalText }[] {
  const { serves } = cascadeOf(workflow);
  const shares = weigh(serves.map(({ share }) => share));
  return serves.map(({ parent }, index) => ({ parent, share: weightAt(shares, index) }));
}
