import { commitmentOf, isGone } from '../cascade/commitment.rules.js';
import { dayOf, dueMoment } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { Refusal, invalid } from '../common/refusal.js';
import { interlockOf, statedConditions } from '../workflow/bonds.rules.js';
import type { Asserted, WorkflowState } from '../workflow/workflow.types.js';
import type { Dependency, DependencyKind, InterlockState } from './interlock.types.js';
import { neededDueOf } from './needed-due.rules.js';

/** As many as one workflow may need, or be needed for. */
export const mostDependencies = 250;

/** A dependency as its Performer says it. */
export interface DependencyWords {
  readonly condition?: string | null;
  readonly needs?: string | null;
  readonly kind: DependencyKind;
  readonly neededBy: string;
}

/** By when a workflow, or one of its conditions, has to be there. */
export function dueOf(state: WorkflowState, condition: string | null): Moment {
  const { due } = commitmentOf(state);
  return condition === null ? due : (statedConditions(state).find(({ key }) => key === condition)?.due ?? due);
}

/** When what is needed of a workflow will be there: as it is promised, and before that as it is proposed. */
export function dueOfNeeded(state: WorkflowState, needs: string | null): Moment {
  const { source, due } = commitmentOf(state);
  const whole = source === 'PROMISE' ? state.promise?.conditions : state.standing?.terms.conditions;
  return neededDueOf({ due, conditions: needs === null ? (whole ?? []) : statedConditions(state) }, needs) ?? due;
}

/**
 * What a dependent says of what it needs, checked but for rings.
 * @throws Refusal, with the field it is about and what would be accepted
 */
export function checkDependency(words: DependencyWords, dependent: WorkflowState, provider: WorkflowState): Omit<Asserted, 'dependency'> {
  if (dependent.id === provider.id) throw invalid('provider', 'A promise does not depend on itself: name another workflow.');
  if (isGone(provider)) throw invalid('provider', 'That workflow is closed, or its promise has come to nothing: depend on one that is under way.');
  const condition = checkCondition(words.condition, dependent, 'condition');
  const needs = checkCondition(words.needs, provider, 'needs');
  const neededBy = dueMoment(words.neededBy, dependent.zone, ['neededBy']);
  const due = dueOf(dependent, condition);
  if (neededBy > due) throw invalid('neededBy', `It is due itself on ${dayOf(due, dependent.zone)}: what it needs is needed by then.`);
  const { needs: standing } = interlockOf(dependent);
  if (standing.some((one) => one.provider === provider.id && one.condition === condition && one.needs === needs)) {
    throw new Refusal('ALREADY_SO', 'It depends on that already. End the one to say the other.', { field: ['provider'] });
  }
  if (standing.length >= mostDependencies) throw invalid('provider', `A workflow depends on ${String(mostDependencies)} others at most.`);
  if (interlockOf(provider).needed.length >= mostDependencies) throw invalid('provider', `${String(mostDependencies)} depend on that already, and no more may.`);
  return { dependent: dependent.id, condition, provider: provider.id, needs, kind: words.kind, neededBy };
}

function checkCondition(key: string | null | undefined, state: WorkflowState, field: string): string | null {
  if (key === null || key === undefined) return null;
  const stated = statedConditions(state).map((condition) => condition.key);
  if (!stated.includes(key)) throw invalid(field, `There is no such condition there. There are: ${stated.join(', ') || 'none yet'}. Left out, it is the whole promise.`);
  return key;
}

/** One of the dependencies that a workflow holds. @throws Refusal NOT_FOUND */
export function dependencyIn(state: WorkflowState, end: keyof InterlockState, id: string): Dependency {
  const found = interlockOf(state)[end].find((one) => one.id === id);
  if (found === undefined) throw new Refusal('NOT_FOUND', end === 'needs' ? 'It depends on nothing by this id.' : 'Nothing that is needed of it has this id.', { field: ['dependency'] });
  return found;
}

/** Why a dependency no longer fits. It is flagged and never edited: it lives through renegotiations, by the keys of the conditions. */
export const dependencyFlagKinds = ['PROVIDER_GONE', 'CONDITION_GONE', 'DUE_TOO_LATE', 'NEEDED_TOO_LATE', 'REFUSED'] as const;
export type DependencyFlagKind = (typeof dependencyFlagKinds)[number];

export interface DependencyFlag {
  readonly kind: DependencyFlagKind;
  /** What is the matter and what would mend it. */
  readonly says: string;
}

/** Everything that no longer fits of a dependency, or never did. */
export function flagsOfDependency(edge: Dependency, dependent: WorkflowState, provider: WorkflowState): readonly DependencyFlag[] {
  const flags: DependencyFlag[] = [];
  const flag = (kind: DependencyFlagKind, says: string): void => { flags.push({ kind, says }); };
  if (edge.status === 'REFUSED') flag('REFUSED', 'It was refused. Talk about it, need something else, or do without.');
  if (isGone(provider)) flag('PROVIDER_GONE', 'What it needs is closed, or was broken or released. Need something else, or do without.');
  const missing = (state: WorkflowState, key: string | null): boolean => key !== null && !statedConditions(state).some((condition) => condition.key === key);
  if (missing(dependent, edge.condition)) flag('CONDITION_GONE', `The condition ${String(edge.condition)} that needs it is no longer promised.`);
  if (missing(provider, edge.needs)) flag('CONDITION_GONE', `The condition ${String(edge.needs)} that it needs is no longer promised there.`);
  const due = dueOfNeeded(provider, edge.needs);
  if (edge.kind === 'HARD' && due > edge.neededBy && !isGone(provider)) {
    flag('DUE_TOO_LATE', `It is needed by ${dayOf(edge.neededBy, dependent.zone)}, and due on ${dayOf(due, dependent.zone)}. One of the two has to move.`);
  }
  if (edge.neededBy > dueOf(dependent, edge.condition)) flag('NEEDED_TOO_LATE', `It is needed by ${dayOf(edge.neededBy, dependent.zone)}, after what needs it is due itself.`);
  return flags;
}
