import type { DecimalText } from '../common/decimal.rules.js';
import { cascadeOf, statedConditions } from '../workflow/bonds.rules.js';
import type { CascadingWorkflow, OtherServing, Serving, StandsIn } from './cascade.types.js';
import { beyond, commitmentOf, isGone, isOver } from './commitment.rules.js';
import { partiesMeet } from './serving.rules.js';
import { isOverfull } from './weights.rules.js';

/** Why an edge of the cascade no longer holds. It is flagged and never edited: the two sides have something to talk about. */
export const flagKinds = ['PARENT_GONE', 'PARENT_SHORTENED', 'PARTY_CHANGED', 'CONDITION_GONE', 'OVERCOMMITTED'] as const;
export type FlagKind = (typeof flagKinds)[number];

export interface ServingFlag {
  readonly kind: FlagKind;
  readonly serving: string;
  readonly child: string;
  readonly parent: string;
  /** The conditions it is about; empty where it is about the whole. */
  readonly conditions: readonly string[];
  /** What is the matter and what would mend it, without a name that the reader may not see. */
  readonly says: string;
}

/** Everything that no longer holds of an edge. A child that is over can be held to nothing, so it has no flags. */
export function flagsOf(
  serving: Serving,
  child: CascadingWorkflow,
  parent: CascadingWorkflow,
  { standsIn, others }: { readonly standsIn: StandsIn; readonly others: readonly OtherServing[] },
): readonly ServingFlag[] {
  if (isOver(child)) return [];
  const flag = (kind: FlagKind, says: string, conditions: readonly string[] = []): ServingFlag => ({
    kind, serving: serving.id, child: child.id, parent: parent.id, conditions, says,
  });
  const flags = overcommitted(serving, child, others, flag);
  // Whatever else no longer holds of what is gone, it is gone.
  if (isGone(parent)) return [flag('PARENT_GONE', whyGone(parent)), ...flags];
  const excess = beyond(commitmentOf(child), commitmentOf(parent), child.zone);
  if (excess.length > 0) {
    flags.unshift(flag('PARENT_SHORTENED', `It goes beyond what it serves: ${excess.join('; ')}. Renegotiate one of the two.`));
  }
  if (!partiesMeet(child, parent, standsIn)) {
    flags.push(flag('PARTY_CHANGED', 'Its Customer is no longer the Performer of what it serves, nor stands in their place. Hand it over, or let it serve what its Customer performs.'));
  }
  const missing = missingConditions(serving, parent);
  if (missing.length > 0) {
    flags.push(flag('CONDITION_GONE', `What it serves no longer has ${missing.length === 1 ? 'condition' : 'the conditions'} ${missing.join(', ')}. Name others, or let it no longer serve.`, missing));
  }
  return flags;
}

function whyGone(parent: CascadingWorkflow): string {
  if (parent.phase === 'CLOSED') return 'What it serves is closed. Let it serve another workflow, or release what is promised in it.';
  return parent.promise?.status === 'RELEASED'
    ? 'The promise that it serves was released. Ask whether this one is still needed.'
    : 'The promise that it serves is broken. Ask whether this one is still needed.';
}

// A kept promise is over and was kept in its own conditions, so that what served it isn't flagged between two cycles.
function missingConditions(serving: Serving, parent: CascadingWorkflow): readonly string[] {
  const known = new Set(statedConditions(parent).map(({ key }) => key));
  return serving.contributions.map(({ condition }) => condition).filter((condition) => !known.has(condition));
}

function overcommitted(
  serving: Serving,
  child: CascadingWorkflow,
  others: readonly OtherServing[],
  flag: (kind: FlagKind, says: string, conditions?: readonly string[]) => ServingFlag,
): ServingFlag[] {
  const found: ServingFlag[] = [];
  if (serving.share !== null && isOverfull(cascadeOf(child).serves.map(({ share }) => share))) {
    found.push(flag('OVERCOMMITTED', 'The shares of this workflow add up to more than 1 over all that it serves. Give one of them less.'));
  }
  const byOthers = new Map<string, (DecimalText | null)[]>();
  for (const other of others) {
    if (other.child === child.id) continue;
    for (const { condition, contribution } of other.contributions) {
      const heard = byOthers.get(condition);
      if (heard === undefined) byOthers.set(condition, [contribution]);
      else heard.push(contribution);
    }
  }
  const overfull = serving.contributions
    .filter(({ condition, contribution }) => contribution !== null && isOverfull([contribution, ...(byOthers.get(condition) ?? [])]))
    .map(({ condition }) => condition);
  if (overfull.length > 0) {
    found.push(flag('OVERCOMMITTED', `What contributes to ${overfull.join(', ')} adds up to more than 1. Give one of them less.`, overfull));
  }
  return found;
}
