import type { DecimalText } from '../common/decimal.rules.js';
import { productOf, sumOf, weightedSum } from '../common/decimal.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { cascadeOf } from '../workflow/bonds.rules.js';
import { isEnded } from '../workflow/cycle.rules.js';
import { progressOf } from '../workflow/terms.rules.js';
import type { PromisedCondition, PromiseState } from '../workflow/workflow.types.js';
import type { CascadingWorkflow } from './cascade.types.js';

import { inOrder } from './order.rules.js';
import { weigh, weightAt } from './weights.rules.js';
import type { Weighing } from './weights.rules.js';

/**
 * Where a figure comes from. MEASURED: the condition's own measure. ACCEPTED: the Customer found it met. STATED: the
 * Performer said so. CHILDREN: what serves the condition. CONDITIONS: the mandatory conditions of the promise. ENDED:
 * the promise is kept, which is all of it, or has come to nothing. UNKNOWN: nobody has shown or said anything.
 */
export const bases = ['MEASURED', 'ACCEPTED', 'STATED', 'CHILDREN', 'CONDITIONS', 'ENDED', 'UNKNOWN'] as const;
export type Basis = (typeof bases)[number];

/** A share from 0 to 1; null while nothing is known. */
export interface Figure {
  readonly value: number | null;
  readonly basis: Basis;
  /** Of how many inputs something is known. */
  readonly known: number;
  readonly of: number;
}

export interface Forecast {
  readonly at: Moment;
  /** The workflow whose Performer said so. */
  readonly from: string;
}

/** What one child brings to a condition: an input of its figures. */
export interface Part {
  readonly serving: string;
  readonly child: string;
  /** As it was given; null where nobody said. */
  readonly contribution: DecimalText | null;
  /** As it counts. */
  readonly weight: DecimalText;
  readonly progress: number | null;
  readonly confidence: number | null;
  readonly kept: boolean;
  readonly forecast: Forecast | null;
}

export interface RolledCondition {
  readonly key: string;
  readonly mandatory: boolean;
  /** Let go by the Customer: it counts in nothing any more. */
  readonly waived: boolean;
  readonly progress: Figure;
  readonly confidence: Figure;
  /** How much of it rests on results that were accepted. */
  readonly kept: number;
  readonly forecast: Forecast | null;
  readonly parts: readonly Part[];
  readonly weighing: Weighing['how'];
  /** How much of it rests on no child; "1" where none serves it. */
  readonly rest: DecimalText;
}

export interface RolledUp {
  readonly workflow: string;
  readonly promise: string | null;
  readonly status: PromiseState['status'] | null;
  readonly progress: Figure;
  readonly confidence: Figure;
  readonly forecast: Forecast | null;
  /** Accepted by its Customer: nothing else counts as kept. */
  readonly kept: boolean;
  readonly conditions: readonly RolledCondition[];
}

export type Rollable = Pick<CascadingWorkflow, 'id' | 'promise' | 'cascade'>;

export interface RollUp {
  readonly byWorkflow: ReadonlyMap<string, RolledUp>;
  /** Workflows in a ring or above one: nothing is known of them. */
  readonly unsorted: readonly string[];
}

interface Incoming {
  readonly serving: string;
  readonly child: string;
  readonly contribution: DecimalText | null;
}

const unknown: Figure = { value: null, basis: 'UNKNOWN', known: 0, of: 0 };
const nothing: RolledUp = { workflow: '', promise: null, status: null, progress: unknown, confidence: unknown, forecast: null, kept: false, conditions: [] };

/**
 * Progress, confidence and forecast of every promise, from the leaves up. A condition goes by its own measure where it
 * has one, else by what serves it; a promise, by its mandatory conditions in equal parts. What nobody has shown counts
 * as nothing done; where nobody at all has shown anything, the figure is unknown. Linear in workflows and edges.
 */
export function rollUp(workflows: readonly Rollable[]): RollUp {
  const byId = new Map(workflows.map((one) => [one.id, one]));
  const incoming = incomingOf(workflows);
  const order = inOrder(workflows.map((one) => ({ id: one.id, before: cascadeOf(one).serves.map(({ parent }) => parent) })));
  const byWorkflow = new Map<string, RolledUp>();
  for (const id of order.sorted) {
    const workflow = byId.get(id);
    if (workflow !== undefined) byWorkflow.set(id, rolledUp(workflow, incoming.get(id), byWorkflow));
  }
  for (const id of order.unsorted) byWorkflow.set(id, { ...nothing, workflow: id });
  return { byWorkflow, unsorted: order.unsorted };
}

function incomingOf(workflows: readonly Rollable[]): ReadonlyMap<string, ReadonlyMap<string, readonly Incoming[]>> {
  const incoming = new Map<string, Map<string, Incoming[]>>();
  for (const { id: child, cascade } of workflows) {
    for (const { id: serving, parent, contributions } of cascadeOf({ cascade }).serves) {
      const byCondition = incoming.get(parent) ?? new Map<string, Incoming[]>();
      incoming.set(parent, byCondition);
      for (const { condition, contribution } of contributions) {
        const heard = byCondition.get(condition);
        if (heard === undefined) byCondition.set(condition, [{ serving, child, contribution }]);
        else heard.push({ serving, child, contribution });
      }
    }
  }
  return incoming;
}

function rolledUp({ id, promise }: Rollable, incoming: ReadonlyMap<string, readonly Incoming[]> | undefined, below: ReadonlyMap<string, RolledUp>): RolledUp {
  if (promise === null) return { ...nothing, workflow: id };
  const conditions = promise.conditions.map((condition) => rolledCondition(condition, id, promise, incoming?.get(condition.key) ?? [], below));
  const asked = conditions.filter(({ mandatory, waived }) => mandatory && !waived);
  const ended = endOf(promise);
  return {
    workflow: id,
    promise: promise.id,
    status: promise.status,
    progress: ended ?? meanOf(asked.map(({ progress }) => progress.value), 'AS_NOTHING'),
    confidence: ended ?? statedConfidence(promise) ?? meanOf(asked.map(({ confidence }) => confidence.value), 'AS_THE_OTHERS'),
    forecast: ended === null ? latest(asked.map(({ forecast }) => forecast), ownForecast(id, promise)) : null,
    kept: promise.status === 'REDEEMED',
    conditions,
  };
}

/** What an ended promise comes to, for itself and for what it serves: all or nothing, whatever was measured on the way. */
function endOf({ status }: PromiseState): Figure | null {
  return isEnded(status) ? { value: status === 'REDEEMED' ? 1 : 0, basis: 'ENDED', known: 1, of: 1 } : null;
}

function statedConfidence({ confidence }: PromiseState): Figure | null {
  return confidence === null ? null : { value: confidence, basis: 'STATED', known: 1, of: 1 };
}

function ownForecast(workflow: string, { forecast, status }: PromiseState): Forecast | null {
  return forecast === null || isEnded(status) ? null : { at: forecast, from: workflow };
}

function rolledCondition(condition: PromisedCondition, workflow: string, promise: PromiseState, incoming: readonly Incoming[], below: ReadonlyMap<string, RolledUp>): RolledCondition {
  const { key, mandatory, outcome } = condition;
  const weighing = weigh(incoming.map(({ contribution }) => contribution));
  const parts = incoming.map(({ serving, child, contribution }, index): Part => {
    const { progress, confidence, kept, forecast } = below.get(child) ?? nothing;
    return { serving, child, contribution, weight: weightAt(weighing, index), progress: progress.value, confidence: confidence.value, kept, forecast };
  });
  const own = measuredOrAccepted(condition);
  return {
    key,
    mandatory,
    waived: outcome === 'WAIVED',
    progress: own ?? figureOf(parts.map((one) => one.progress), weighing, 'CHILDREN', 'AS_NOTHING'),
    confidence: endOf(promise) ?? statedConfidence(promise) ?? figureOf(parts.map((one) => one.confidence), weighing, 'CHILDREN', 'AS_THE_OTHERS'),
    kept: outcome === 'MET' ? 1 : parts.some(({ kept }) => kept) ? weightedSum(weighing.parts, parts.map(({ kept }) => (kept ? 1 : 0)), weighing.whole) : 0,
    forecast: isEnded(promise.status) ? null : latest(parts.map(({ forecast }) => forecast), ownForecast(workflow, promise)),
    parts,
    weighing: weighing.how,
    rest: weighing.rest,
  };
}

function measuredOrAccepted(condition: PromisedCondition): Figure | null {
  if (condition.measure !== null) {
    const value = progressOf(condition);
    return { value, basis: 'MEASURED', known: value === null ? 0 : 1, of: 1 };
  }
  return condition.outcome === 'MET' ? { value: 1, basis: 'ACCEPTED', known: 1, of: 1 } : null;
}

/** What the silence of one input means: nothing done; or, of a confidence, that it is taken to be as the others are. */
type Silent = 'AS_NOTHING' | 'AS_THE_OTHERS';

function figureOf(values: readonly (number | null)[], { parts, whole }: Pick<Weighing, 'parts' | 'whole'>, basis: Basis, silent: Silent): Figure {
  const known = values.filter((value) => value !== null).length;
  if (known === 0) return values.length === 0 ? unknown : { ...unknown, of: values.length };
  const said = values.map((value) => value ?? 0);
  // One whole is what it is: most promises have one condition, and most conditions one child.
  if (said.length === 1 && parts[0] === whole) return { value: said[0] ?? 0, basis, known, of: 1 };
  if (silent === 'AS_NOTHING' || known === values.length) return { value: weightedSum(parts, said, whole), basis, known, of: values.length };
  const heard = sumOf(parts.filter((_, index) => values[index] !== null));
  // All that is known weighs nothing: then it says nothing of the whole.
  if (heard === '0') return { ...unknown, of: values.length };
  const all = sumOf(parts);
  return { value: weightedSum(parts.map((part) => productOf(part, all)), said, productOf(heard, whole)), basis, known, of: values.length };
}

function meanOf(values: readonly (number | null)[], silent: Silent): Figure {
  return figureOf(values, { parts: values.map(() => '1'), whole: String(Math.max(1, values.length)) }, 'CONDITIONS', silent);
}

function latest(forecasts: readonly (Forecast | null)[], own: Forecast | null): Forecast | null {
  return forecasts.reduce<Forecast | null>((last, one) => (one !== null && (last === null || one.at > last.at) ? one : last), own);
}
