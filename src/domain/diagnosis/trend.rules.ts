import { horizonDays } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { cascadeOf } from '../workflow/bonds.rules.js';
import { phaseOfBirthSince } from '../workflow/births.rules.js';
import { isUnmeasured } from '../workflow/terms.rules.js';
import type { Phase, WorkflowState } from '../workflow/workflow.types.js';
import { judgeSilent } from './customer-silent.rules.js';
import { judgeUnassessed } from './delivered-never-assessed.rules.js';
import type { WorkflowCandidate } from './diagnosis.types.js';
import { judgeUnpromised } from './executing-without-a-promise.rules.js';
import { judgeListening } from './listening-too-long.rules.js';
import { judgeNegotiating } from './negotiating-in-circles.rules.js';
import { judgeServingNothing } from './serves-nothing.rules.js';
import type { Thresholds } from './thresholds.rules.js';
import { judgeUnmeasured } from './unmeasurable-promise.rules.js';

/*
 * How many findings there were at moments that have passed, from the states that acts had led to by then: judged by the same
 * rules as the present. Only kinds that one workflow shows by itself have a past that can be told so.
 */

export const trendKinds = [
  'LISTENING_TOO_LONG', 'NEGOTIATING_IN_CIRCLES', 'EXECUTING_WITHOUT_A_PROMISE', 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS', 'CUSTOMER_SILENT', 'DELIVERED_NEVER_ASSESSED', 'SERVES_NOTHING',
] as const;
export type TrendKind = (typeof trendKinds)[number];

/** In which a workflow may show a finding of the kind. */
export const phasesOf: Readonly<Record<TrendKind, readonly Phase[]>> = {
  LISTENING_TOO_LONG: ['LISTENING'],
  NEGOTIATING_IN_CIRCLES: ['NEGOTIATING'],
  EXECUTING_WITHOUT_A_PROMISE: ['LISTENING', 'NEGOTIATING'],
  PROMISE_WITHOUT_MEASURABLE_CONDITIONS: ['EXECUTING', 'NEGOTIATING'],
  CUSTOMER_SILENT: ['EXECUTING'],
  DELIVERED_NEVER_ASSESSED: ['ASSESSING'],
  SERVES_NOTHING: ['EXECUTING'],
};

/** What was said in a workflow: the act, the phase it led to, and when it was recorded. */
export type Said = readonly [act: string, phase: Phase, from: Moment];

/** A workflow as it stood for a span of time. */
export interface Stood {
  readonly from: Moment;
  readonly to: Moment;
  readonly state: WorkflowState;
}

const firstWords: readonly string[] = ['ARTICULATE', 'REQUEST', 'OFFER'];

/**
 * Since when a workflow had been in its phase, and explicit, by the state it was in.
 * @param said all that had been said in it by then, in order
 */
export function inPhaseSinceAt(state: WorkflowState, said: readonly Said[]): Moment {
  let start = said.length - 1;
  while (start > 0 && said[start - 1]?.[1] === state.phase) start--;
  const [act, , from] = said[start] ?? ['', state.phase, state.openedAt];
  if (act === 'NOTICE' && state.explicit) return said.slice(start).find(([one]) => firstWords.includes(one))?.[2] ?? from;
  return act === 'ATTEST' ? phaseOfBirthSince(state) : from;
}

/** At how many of some moments a workflow showed a finding. */
export function showsAt(kind: TrendKind, { state, from }: Stood, said: readonly Said[], thresholds: Thresholds, moment: Moment): boolean {
  const known = said.filter(([, , at]) => at <= from);
  const since = inPhaseSinceAt(state, known);
  const { id: workflow, customer, performer, cycle, zone, promise, awaited } = state;
  const candidate: WorkflowCandidate = { workflow, customer, performer, since, horizonDays: horizonDays(cycle.starts, cycle.due, zone) };
  const wait = (move: string) => awaited.find((one) => one.move === move);
  switch (kind) {
    case 'LISTENING_TOO_LONG':
      return state.explicit && judgeListening([{ ...candidate, waits: awaited }], thresholds, moment).length > 0;
    case 'NEGOTIATING_IN_CIRCLES':
      return judgeNegotiating([{ ...candidate, waits: awaited, proposals: known.filter(([act, , at]) => act === 'PROPOSE' && at >= since).length }], thresholds, moment).length > 0;
    case 'EXECUTING_WITHOUT_A_PROMISE': {
      const isOrphaned = promise?.status === 'UNDER_RENEGOTIATION' && promise.performer !== performer;
      return (!state.explicit || isOrphaned) && judgeUnpromised([{ ...candidate, starts: cycle.starts, implicit: !state.explicit }], thresholds, moment).length > 0;
    }
    case 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS':
      return promise !== null && isUnmeasured(promise) && judgeUnmeasured([{ ...candidate, horizonDays: horizonDays(promise.starts, promise.due, zone), conditions: promise.conditions.length }], thresholds).length > 0;
    case 'CUSTOMER_SILENT': {
      const asked = wait('CHECK_IN');
      return asked !== undefined && judgeSilent([{ ...candidate, since: asked.since, due: asked.due }], thresholds, moment).length > 0;
    }
    case 'DELIVERED_NEVER_ASSESSED': {
      const asked = wait('ASSESS');
      return asked !== undefined && promise?.status === 'DELIVERED' && judgeUnassessed([{ ...candidate, since: asked.since, due: asked.due }], thresholds, moment).length > 0;
    }
    case 'SERVES_NOTHING': {
      const { serves, root } = cascadeOf(state);
      return serves.length === 0 && judgeServingNothing([{ ...candidate, root, serving: 0 }], thresholds, moment).length > 0;
    }
  }
}
