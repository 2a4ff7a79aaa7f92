import { dayOf, horizonOf } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { progressOf } from '../../domain/workflow/terms.rules.js';
import type { Condition as ConditionTerms, PromisedCondition, Window } from '../../domain/workflow/workflow.types.js';
import type { TimeWindow } from '../../schema/common/payloads.js';
import type { Condition } from '../../schema/proposal/proposal.types.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';

export function windowView(window: Window, zone: string): Lazy<TimeWindow> {
  return {
    starts: window.starts,
    due: window.due,
    dueOn: once(() => dayOf(window.due, zone)),
    horizon: once(() => horizonOf(window.starts, window.due, zone)),
  };
}

export function conditionView(condition: ConditionTerms | PromisedCondition, promiseDue: Moment, zone: string): Lazy<Condition> {
  const promised = 'current' in condition ? condition : { ...condition, current: null, measuredAt: null, outcome: null };
  const due = condition.due ?? promiseDue;
  return {
    key: condition.key,
    statement: condition.statement,
    mandatory: condition.mandatory,
    due,
    dueOn: once(() => dayOf(due, zone)),
    measure: condition.measure,
    current: promised.current,
    measuredAt: promised.measuredAt,
    progress: once(() => progressOf(promised)),
    outcome: promised.outcome,
  };
}
