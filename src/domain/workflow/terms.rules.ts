import { compareDecimals, readDecimal, shareOfWay } from '../common/decimal.rules.js';
import { dueMoment, startMoment } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { invalid } from '../common/refusal.js';
import { checkOptionalText, checkText } from '../common/text.rules.js';
import { checkCustomership } from './customership.rules.js';
import type { CustomershipWords } from './customership.rules.js';
import type { Condition, Direction, MeasuredValue, Measure, Outcome, PromiseState, PromisedCondition, Terms, UnsatisfiedChoice, Window, WorkflowState } from './workflow.types.js';

/** More conditions than this is a plan, not a promise; split it into workflows that serve one another. */
export const mostConditions = 50;

/** And longer than this, in characters of all statements together, nobody reads before consenting. */
export const longestTerms = 20_000;

type Path = readonly (string | number)[];

export interface MeasureWords {
  readonly metric: string;
  readonly unit?: string | null;
  readonly direction: Direction;
  readonly baseline?: string | null;
  readonly target: string;
}

export interface ConditionWords {
  readonly key?: string | null;
  readonly statement: string;
  readonly mandatory?: boolean | null;
  readonly due?: string | null;
  readonly measure?: MeasureWords | null;
}

export interface WindowWords {
  readonly starts?: string | null;
  readonly due: string;
}

export interface TermsWords {
  readonly conditions: readonly ConditionWords[];
  readonly due: string;
  readonly window?: WindowWords | null;
  readonly answerBy?: string | null;
  readonly customership?: CustomershipWords | null;
}

/** A window of a cycle: it starts before it is due, and isn't over yet. */
export function checkWindow(words: WindowWords, zone: string, now: Moment, field: Path, startsByDefault: Moment = now): Window {
  const starts = words.starts === null || words.starts === undefined ? startsByDefault : startMoment(words.starts, zone, [...field, 'starts']);
  const due = dueMoment(words.due, zone, [...field, 'due']);
  if (due <= starts) throw invalid([...field, 'due'], 'The window is due before it starts.');
  if (due <= now) throw invalid([...field, 'due'], 'The window is over already: give a due that lies ahead.');
  return { starts, due };
}

/**
 * Checks the terms of a proposal against the workflow they are for, and gives each new condition its key.
 * @returns the terms as they will stand, and how many keys the workflow has used
 * @throws Refusal INVALID_INPUT, naming the field, for terms that could never become a promise
 */
export function checkTerms(words: TermsWords, state: WorkflowState, now: Moment): { readonly terms: Terms; readonly conditionKeys: number } {
  const window = words.window === null || words.window === undefined
    ? { starts: state.cycle.starts, due: state.cycle.due }
    : checkWindow(words.window, state.zone, now, ['terms', 'window'], state.cycle.starts);
  const due = dueMoment(words.due, state.zone, ['terms', 'due']);
  if (due <= now) throw invalid(['terms', 'due'], 'The due lies in the past: nobody could keep this.');
  if (due < window.starts || due > window.due) {
    throw invalid(['terms', 'due'], `The due must lie inside the cycle's window (${window.starts} to ${window.due}). A proposal may move the window: give \`window\`.`);
  }
  const answerBy = words.answerBy === null || words.answerBy === undefined ? null : dueMoment(words.answerBy, state.zone, ['terms', 'answerBy']);
  if (answerBy !== null && answerBy <= now) throw invalid(['terms', 'answerBy'], 'The proposal would have run out already: give a later day, or none.');
  const { conditions, conditionKeys } = checkConditions(words.conditions, state, window.starts, due, now);
  const customership = checkCustomership(words.customership, state.customership, ['terms', 'customership']);
  return { terms: { conditions, due, window, answerBy, customership }, conditionKeys };
}

function checkConditions(words: readonly ConditionWords[], state: WorkflowState, starts: Moment, due: Moment, now: Moment): { conditions: Condition[]; conditionKeys: number } {
  const path: Path = ['terms', 'conditions'];
  checkConditionsTogether(words, path);
  const known = knownKeys(state);
  const used = new Set<string>();
  let conditionKeys = state.conditionKeys;
  const conditions = words.map((one, index): Condition => {
    const field: Path = [...path, index];
    const named = one.key ?? null;
    if (named !== null && !known.has(named)) {
      throw invalid([...field, 'key'], `No condition of this workflow has this key. Known: ${[...known].join(', ') || 'none yet'}. Leave the key out for a new condition.`);
    }
    const key = named ?? `c${++conditionKeys}`;
    if (used.has(key)) throw invalid([...field, 'key'], 'Two conditions of one proposal have the same key.');
    used.add(key);
    const condition = checkCondition(one, key, state.zone, starts, due, field);
    if (condition.due !== null && condition.due <= now) throw invalid([...field, 'due'], 'The due of this condition lies in the past: nobody could keep it.');
    return condition;
  });
  return { conditions, conditionKeys };
}

/** Conditions of a promise that was made elsewhere, numbered as the first ones of their workflow. @throws Refusal INVALID_INPUT */
export function checkConditionWords(words: readonly ConditionWords[], zone: string, starts: Moment, due: Moment, path: Path): readonly Condition[] {
  checkConditionsTogether(words, path);
  return words.map((one, index) => checkCondition(one, `c${index + 1}`, zone, starts, due, [...path, index]));
}

function checkConditionsTogether(words: readonly ConditionWords[], path: Path): void {
  if (words.length > mostConditions) throw invalid(path, `At most ${mostConditions} conditions; this has ${words.length}.`);
  const characters = words.reduce((sum, one) => sum + one.statement.length, 0);
  if (characters > longestTerms) throw invalid(path, `At most ${longestTerms} characters in all statements together; this has ${characters}.`);
  if (!words.some((one) => one.mandatory !== false)) {
    throw invalid(path, 'A promise needs at least one mandatory condition of satisfaction.');
  }
}

function checkCondition(one: ConditionWords, key: string, zone: string, starts: Moment, promiseDue: Moment, field: Path): Condition {
  const due = one.due === null || one.due === undefined ? null : dueMoment(one.due, zone, [...field, 'due']);
  if (due !== null && (due > promiseDue || due < starts)) {
    throw invalid([...field, 'due'], "A condition is due no later than the promise, and not before the window starts.");
  }
  return {
    key,
    statement: checkText(one.statement, 'statement', [...field, 'statement']),
    mandatory: one.mandatory ?? true,
    due,
    measure: one.measure === null || one.measure === undefined ? null : checkMeasure(one.measure, [...field, 'measure']),
  };
}

// Keys count up, so every key up to the count is one this workflow has used: an older proposal's condition may return.
function knownKeys(state: WorkflowState): ReadonlySet<string> {
  return new Set(Array.from({ length: state.conditionKeys }, (_, index) => `c${index + 1}`));
}

function checkMeasure(words: MeasureWords, field: Path): Measure {
  const read = (text: string, name: string): string => {
    const value = readDecimal(text);
    if (value === null) throw invalid([...field, name], 'Give a plain decimal, such as "99.95".');
    return value;
  };
  const baseline = words.baseline === null || words.baseline === undefined ? null : read(words.baseline, 'baseline');
  const target = read(words.target, 'target');
  if (baseline !== null && words.direction === 'RAISE' && compareDecimals(target, baseline) <= 0) {
    throw invalid([...field, 'target'], 'To raise a metric, its target lies above its baseline.');
  }
  if (baseline !== null && words.direction === 'LOWER' && compareDecimals(target, baseline) >= 0) {
    throw invalid([...field, 'target'], 'To lower a metric, its target lies below its baseline.');
  }
  return {
    metric: checkText(words.metric, 'name', [...field, 'metric']),
    unit: checkOptionalText(words.unit, 'unit', [...field, 'unit']),
    direction: words.direction,
    baseline,
    target,
  };
}

export interface ValueWords {
  readonly condition: string;
  readonly value: string;
}

/** Values reported for conditions of a promise; each must be one that is measured. */
export function checkValues(words: readonly ValueWords[], promise: PromiseState, field: string): readonly MeasuredValue[] {
  const seen = new Set<string>();
  return words.map((one, index) => {
    const condition = promise.conditions.find((candidate) => candidate.key === one.condition);
    if (condition === undefined) {
      throw invalid([field, index, 'condition'], `The promise has no such condition. It has: ${promise.conditions.map(({ key }) => key).join(', ')}.`);
    }
    if (condition.measure === null) throw invalid([field, index, 'condition'], `Condition ${condition.key} has no measure: say in words how it stands.`);
    if (seen.has(condition.key)) throw invalid([field, index, 'condition'], `Condition ${condition.key} is given twice.`);
    seen.add(condition.key);
    const value = readDecimal(one.value);
    if (value === null) throw invalid([field, index, 'value'], 'Give a plain decimal, such as "99.95".');
    return { key: condition.key, value };
  });
}

export interface OutcomeWords {
  readonly condition: string;
  readonly outcome: Outcome;
}

/**
 * Checks an assessment against the promise it is of.
 * @throws Refusal INVALID_INPUT when a condition is left out, or the Customer's choice doesn't follow from the outcomes
 */
export function checkAssessment(
  words: { readonly outcomes: readonly OutcomeWords[]; readonly otherwise?: UnsatisfiedChoice | null; readonly satisfaction: number },
  state: WorkflowState,
): { readonly outcomes: readonly { readonly key: string; readonly outcome: Outcome }[]; readonly otherwise: UnsatisfiedChoice | null; readonly satisfaction: number } {
  const satisfaction = checkScore(words.satisfaction, 'satisfaction');
  const promise = state.promise;
  if (promise?.status !== 'DELIVERED') {
    if (words.outcomes.length > 0) throw invalid('outcomes', 'A revoked or released promise was not delivered: give satisfaction and words alone.');
    if (words.otherwise != null) throw invalid('otherwise', 'The promise has ended: there is nothing left to choose.');
    return { outcomes: [], otherwise: null, satisfaction };
  }
  const outcomes = words.outcomes.map((one, index) => {
    if (!promise.conditions.some(({ key }) => key === one.condition)) {
      throw invalid(['outcomes', index, 'condition'], `The promise has no such condition. It has: ${promise.conditions.map(({ key }) => key).join(', ')}.`);
    }
    if (words.outcomes.findIndex(({ condition }) => condition === one.condition) !== index) {
      throw invalid(['outcomes', index, 'condition'], `Condition ${one.condition} is assessed twice.`);
    }
    return { key: one.condition, outcome: one.outcome };
  });
  const missing = promise.conditions.filter(({ key }) => !outcomes.some((one) => one.key === key)).map(({ key }) => key);
  if (missing.length > 0) throw invalid('outcomes', `Say of each condition whether it is met, not met or waived. Missing: ${missing.join(', ')}.`);
  const unmet = promise.conditions.filter(({ key, mandatory }) => mandatory && outcomes.some((one) => one.key === key && one.outcome === 'NOT_MET'));
  const otherwise = words.otherwise ?? null;
  if (unmet.length === 0 && otherwise !== null) {
    throw invalid('otherwise', 'Every mandatory condition is met or waived, so the promise is redeemed: leave `otherwise` out.');
  }
  if (unmet.length > 0 && otherwise === null) {
    throw invalid('otherwise', `Mandatory conditions are not met (${unmet.map(({ key }) => key).join(', ')}): choose REWORK, RENEGOTIATE or BROKEN.`);
  }
  if (otherwise === 'REWORK' && promise.performer !== state.performer) {
    throw invalid('otherwise', 'The promise was made by an earlier Performer, so it cannot go back to work: choose RENEGOTIATE or BROKEN.');
  }
  return { outcomes, otherwise, satisfaction };
}

/** A score from 1 (not at all) to 5 (fully). */
export function checkScore(score: number, field: string | Path): number {
  if (!Number.isInteger(score) || score < 1 || score > 5) throw invalid(field, 'Give a whole number from 1 (not at all) to 5 (fully).');
  return score;
}

export function checkConfidence(confidence: number | null | undefined): number | null {
  if (confidence === null || confidence === undefined) return null;
  if (!(confidence >= 0 && confidence <= 1)) throw invalid('confidence', 'Confidence is a number from 0 (none) to 1 (certain).');
  return confidence;
}

/** How far a measured condition has come, 0 to 1; null while nothing was measured. */
export function progressOf(condition: PromisedCondition): number | null {
  const { measure, current } = condition;
  if (measure === null || current === null) return null;
  switch (measure.direction) {
    case 'STAY_ABOVE':
      return compareDecimals(current, measure.target) >= 0 ? 1 : 0;
    case 'STAY_BELOW':
      return compareDecimals(current, measure.target) <= 0 ? 1 : 0;
    // Without a baseline there is no way to have come: it is there, or it isn't.
    case 'RAISE':
      if (measure.baseline === null) return compareDecimals(current, measure.target) >= 0 ? 1 : 0;
      return shareOfWay(measure.baseline, measure.target, current);
    case 'LOWER':
      if (measure.baseline === null) return compareDecimals(current, measure.target) <= 0 ? 1 : 0;
      return shareOfWay(measure.baseline, measure.target, current);
    case 'REACH':
      if (measure.baseline === null) return compareDecimals(current, measure.target) === 0 ? 1 : 0;
      return shareOfWay(measure.baseline, measure.target, current);
  }
}

/** Whether nothing that a standing promise rests on can be measured. What is delivered or has ended is measured no more. */
export function isUnmeasured({ status, conditions }: Pick<PromiseState, 'status' | 'conditions'>): boolean {
  return (status === 'IN_FORCE' || status === 'UNDER_RENEGOTIATION') && !conditions.some(({ mandatory, measure }) => mandatory && measure !== null);
}
