import { horizonDays } from '../../src/domain/common/moment.rules.js';
import type { Moment } from '../../src/domain/common/moment.rules.js';
import { judgeSilent } from '../../src/domain/diagnosis/customer-silent.rules.js';
import { judgeUnassessed } from '../../src/domain/diagnosis/delivered-never-assessed.rules.js';
import type { WorkflowCandidate } from '../../src/domain/diagnosis/diagnosis.types.js';
import { judgeUnpromised } from '../../src/domain/diagnosis/executing-without-a-promise.rules.js';
import { judgeListening } from '../../src/domain/diagnosis/listening-too-long.rules.js';
import { judgeNegotiating } from '../../src/domain/diagnosis/negotiating-in-circles.rules.js';
import { judgeServingNothing } from '../../src/domain/diagnosis/serves-nothing.rules.js';
import type { Thresholds } from '../../src/domain/diagnosis/thresholds.rules.js';
import { phasesOf } from '../../src/domain/diagnosis/trend.rules.js';
import type { StandingKind } from '../../src/domain/diagnosis/trend.rules.js';
import { judgeUnmeasured } from '../../src/domain/diagnosis/unmeasurable-promise.rules.js';
import { cascadeOf } from '../../src/domain/workflow/bonds.rules.js';
import { phaseOfBirthSince } from '../../src/domain/workflow/births.rules.js';
import { isUnmeasured } from '../../src/domain/workflow/terms.rules.js';
import type { Phase, WorkflowState } from '../../src/domain/workflow/workflow.types.js';

/* A trend told from whole states, by the rules that judge the present, moment by moment. */

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

/** Whether a workflow showed a finding at a moment. */
export function showed(kind: StandingKind, { state, from }: Stood, said: readonly Said[], thresholds: Thresholds, moment: Moment): boolean {
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

/** An act as it is kept: what it led to, and for how long. */
export interface ActKept {
  readonly act: string;
  readonly about: string;
  readonly phase: Phase;
  readonly from: Moment;
  readonly to: Moment;
  readonly state: string;
}

/** @param acts all that were said in workflows, in the order of their sequence */
export function naiveTrend(kind: StandingKind, acts: readonly ActKept[], thresholds: Thresholds, moments: readonly Moment[]): readonly number[] {
  const said = new Map<string, Said[]>();
  for (const { about, act, phase, from } of acts) said.set(about, [...(said.get(about) ?? []), [act, phase, from]]);
  return moments.map((moment) => acts.filter(({ about, phase, from, to, state }) =>
    phasesOf[kind].includes(phase) && from <= moment && to > moment && showed(kind, { from, to, state: JSON.parse(state) as WorkflowState }, said.get(about) ?? [], thresholds, moment)).length);
}
