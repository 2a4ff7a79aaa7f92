import type { Context } from '../../context.js';
import { formulaOfCondition, formulaOfForecast, formulaOfPromise } from '../../domain/cascade/formula.rules.js';
import type { Forecast, RolledCondition as Rolled } from '../../domain/cascade/roll-up.rules.js';
import { totalsUnder } from '../../domain/cascade/totals.rules.js';
import { workflowsUnder } from '../../domain/cascade/under.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { invariant } from '../../domain/common/refusal.js';
import { promiseStatuses } from '../../domain/workflow/workflow.types.js';
import type { WorkflowState } from '../../domain/workflow/workflow.types.js';
import type { RolledUnder } from '../../graph/roll-up.js';
import type { CascadeTotals, RolledCondition, RolledForecast, RollUp } from '../../schema/cascade/roll-up.types.js';
import type { Lazy } from '../common/lazy.js';
import { loadWorkflow } from '../workflow/workflow.view.js';

/** As many inputs as one condition lists; the figures are of all. */
const mostParts = 100;

/** What a promise adds up to, with its inputs. @param asOf the moment that all of it is of; null for now */
export function rollUpView({ id, promise }: WorkflowState, asOf: Moment | null, under: RolledUnder): Lazy<RollUp> {
  const rolled = under.rolled.byWorkflow.get(id);
  invariant(rolled !== undefined, 'what somebody sees is among what was rolled up for them');
  const statements = new Map(promise?.conditions.map(({ key, statement }) => [key, statement]));
  return {
    progress: { ...rolled.progress, formula: formulaOfPromise(rolled, 'progress') },
    confidence: { ...rolled.confidence, formula: formulaOfPromise(rolled, 'confidence') },
    forecast: forecastView(rolled.forecast, asOf),
    forecastFormula: formulaOfForecast,
    kept: rolled.kept,
    conditions: rolled.conditions.map((condition) => conditionView(condition, statements.get(condition.key) ?? '', asOf, under)),
    below: () => totalsView(id, under),
  };
}

function conditionView(condition: Rolled, statement: string, asOf: Moment | null, { states }: RolledUnder): Lazy<RolledCondition> {
  const { key, mandatory, waived, progress, confidence, kept, forecast, weighing, rest, parts } = condition;
  return {
    key, statement, mandatory, waived, kept, weighing, rest,
    progress: { ...progress, formula: formulaOfCondition(condition, 'progress') },
    confidence: { ...confidence, formula: formulaOfCondition(condition, 'confidence') },
    forecast: forecastView(forecast, asOf),
    parts: parts.slice(0, mostParts).map((part) => ({
      child: states.has(part.child) ? (_: never, context: Context) => loadWorkflow(part.child, asOf, context) : null,
      contribution: part.contribution, weight: part.weight, progress: part.progress, confidence: part.confidence, kept: part.kept,
    })),
    partsCount: parts.length,
  };
}

function forecastView(forecast: Forecast | null, asOf: Moment | null): Lazy<RolledForecast> | null {
  return forecast === null ? null : { at: forecast.at, from: (_: never, context) => loadWorkflow(forecast.from, asOf, context) };
}

function totalsView(id: string, { workflows, states, rolled }: RolledUnder): Lazy<CascadeTotals> {
  const { byStatus, workflows: all, promises, kept, attributed, attributedKept, known, progress } = totalsUnder([id], workflows, rolled);
  const hiddenCount = [...workflowsUnder(id, workflows)].filter((one) => !states.has(one)).length;
  return {
    workflows: all - hiddenCount, hiddenCount, promises, kept, attributed, attributedKept, known, progress,
    statuses: promiseStatuses.filter((value) => byStatus[value] > 0).map((value) => ({ value, count: byStatus[value] })),
  };
}
