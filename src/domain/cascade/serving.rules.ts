import { compareDecimals } from '../common/decimal.rules.js';
import { Refusal, invalid } from '../common/refusal.js';
import { cascadeOf } from '../workflow/bonds.rules.js';
import type { CascadingWorkflow, Contribution, OtherServing, Serving, StandsIn } from './cascade.types.js';
import { beyond, commitmentOf, isGone, servableConditions } from './commitment.rules.js';
import { checkWeight, leftBy } from './weights.rules.js';

export interface ContributionWords {
  readonly condition: string;
  readonly contribution?: string | null;
}

export interface ServingWords {
  readonly share?: string | null;
  readonly contributions: readonly ContributionWords[];
}

/** What must be known to say whether one workflow may serve another. */
export interface ServingOccasion {
  readonly child: CascadingWorkflow;
  readonly parent: CascadingWorkflow;
  /** What serves the parent already; what the child itself contributes is passed over. */
  readonly others: readonly OtherServing[];
  readonly standsIn: StandsIn;
  readonly nameOf: (agent: string) => string;
}

/** What is said of a new edge, complete and checked; `id`, `at` and `act` come with the act. */
export type ServingTerms = Pick<Serving, 'parent' | 'share' | 'contributions'>;

/**
 * Whether a workflow may serve another, in those conditions and with those weights. Whether it would close a ring is
 * asked of `judgeRing`.
 * @throws Refusal, with the field it is about and what would be accepted
 */
export function checkServing(words: ServingWords, occasion: ServingOccasion): ServingTerms {
  const { child, parent } = occasion;
  if (child.id === parent.id) throw invalid('parent', 'A workflow does not serve itself: name another one.');
  if (child.phase === 'CLOSED') throw invalid('workflow', 'The workflow is closed, so it serves nothing new.');
  if (isGone(parent)) {
    throw invalid('parent', parent.phase === 'CLOSED' ? 'That workflow is closed: serve one that is under way.' : 'The promise in that workflow has ended: serve it when it is renewed and has conditions again.');
  }
  if (cascadeOf(child).serves.some((one) => one.parent === parent.id)) {
    throw new Refusal('ALREADY_SO', 'It serves that workflow already: change its weights, or end that and serve it anew.', { field: ['parent'] });
  }
  checkParties(occasion);
  const excess = beyond(commitmentOf(child), commitmentOf(parent), child.zone);
  if (excess.length > 0) {
    throw invalid('parent', `What serves is due no later, and reaches no further, than what it serves: ${excess.join('; ')}. Propose other terms in one of the two first.`);
  }
  return { parent: parent.id, ...checkWeights(words, occasion) };
}

/**
 * Whether an edge that stands may name other conditions or weights. One act, since an edge that ended first would leave
 * a gap in the record that nobody meant. The parties and the windows are not asked again: whatever no longer holds is
 * flagged, and weights can be mended all the same.
 * @throws Refusal
 */
export function checkReweighing(words: ServingWords, serving: Serving, occasion: ServingOccasion): ServingTerms {
  const terms = { parent: serving.parent, ...checkWeights(words, occasion) };
  const same = terms.share === serving.share && terms.contributions.length === serving.contributions.length
    && terms.contributions.every((one) => serving.contributions.some((other) => other.condition === one.condition && other.contribution === one.contribution));
  if (same) throw new Refusal('ALREADY_SO', 'It serves that workflow in just this way already.');
  return terms;
}

/** The edge that is to end, or to be weighed anew. @throws Refusal NOT_FOUND */
export function servingOf(child: Pick<CascadingWorkflow, 'cascade'>, parent: string): Serving {
  const serving = cascadeOf(child).serves.find((one) => one.parent === parent);
  if (serving === undefined) throw new Refusal('NOT_FOUND', 'It does not serve that workflow.', { field: ['parent'] });
  return serving;
}

/** Whether the child's Customer is the parent's Performer, or stands in their place. */
export function partiesMeet(child: Pick<CascadingWorkflow, 'customer'>, parent: Pick<CascadingWorkflow, 'performer'>, standsIn: StandsIn): boolean {
  return child.customer === parent.performer || standsIn(child.customer, parent.performer);
}

function checkParties({ child, parent, standsIn, nameOf }: ServingOccasion): void {
  if (partiesMeet(child, parent, standsIn)) return;
  throw invalid('parent', `A promise is served by what is promised to its Performer. There ${nameOf(parent.performer)} performs, or a member where that is a group${parent.role === undefined ? '' : ', or whoever else holds the role that it is of, while they hold it'}; here the Customer is ${nameOf(child.customer)}.`);
}

function checkWeights(words: ServingWords, { child, parent, others }: ServingOccasion): Omit<ServingTerms, 'parent'> {
  const contributions = checkContributions(words.contributions, parent, others.filter((one) => one.child !== child.id));
  const share = checkWeight(words.share, ['share']);
  const left = leftBy(cascadeOf(child).serves.filter((one) => one.parent !== parent.id).map((one) => one.share));
  if (share !== null && compareDecimals(share, left) > 0) {
    throw invalid('share', `The shares of a workflow add up to 1 at most over all that it serves: ${whatIsLeft(left)}`);
  }
  return { share, contributions };
}

function checkContributions(words: readonly ContributionWords[], parent: CascadingWorkflow, others: readonly OtherServing[]): readonly Contribution[] {
  const stated = servableConditions(parent).map(({ key }) => key);
  if (stated.length === 0) throw invalid('parent', 'There is neither a promise nor a proposal in that workflow, so it has no conditions to serve yet.');
  if (words.length === 0) throw invalid('contributions', `Name at least one condition that it helps to keep: ${stated.join(', ')}.`);
  const named = new Set<string>();
  return words.map(({ condition, contribution: text }, index) => {
    const field = ['contributions', index];
    if (!stated.includes(condition)) throw invalid([...field, 'condition'], `What is served has no such condition. It has: ${stated.join(', ')}.`);
    if (named.has(condition)) throw invalid([...field, 'condition'], `Condition ${condition} is named twice.`);
    named.add(condition);
    const contribution = checkWeight(text, [...field, 'contribution']);
    const left = leftBy(others.flatMap((one) => one.contributions).filter((one) => one.condition === condition).map((one) => one.contribution));
    if (contribution !== null && compareDecimals(contribution, left) > 0) {
      throw invalid([...field, 'contribution'], `What contributes to condition ${condition} adds up to 1 at most: ${whatIsLeft(left)}`);
    }
    return { condition, contribution };
  });
}

function whatIsLeft(left: string): string {
  return left === '0' ? 'the others leave nothing. Leave it out, or give another one less first.' : `the others leave ${left}. Give that or less, or leave it out.`;
}

/**
 * The conditions that the Performer keeps alone: the whole list, in the order of the promise.
 * @throws Refusal for a condition that is neither promised nor on the table
 */
export function checkOwn(conditions: readonly string[], state: CascadingWorkflow): readonly string[] {
  const stated = servableConditions(state).map(({ key }) => key);
  conditions.forEach((condition, index) => {
    if (!stated.includes(condition)) throw invalid(['conditions', index], `There is no such condition here. There are: ${stated.join(', ') || 'none yet'}.`);
    if (conditions.indexOf(condition) !== index) throw invalid(['conditions', index], `Condition ${condition} is named twice.`);
  });
  const own = stated.filter((key) => conditions.includes(key));
  const before = cascadeOf(state).own;
  if (own.length === before.length && own.every((key) => before.includes(key))) {
    throw new Refusal('ALREADY_SO', 'Just these conditions are marked so already.');
  }
  return own;
}
