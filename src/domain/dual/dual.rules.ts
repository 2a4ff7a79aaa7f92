import type { Moment } from '../common/moment.rules.js';
import { compareTexts } from '../common/order.rules.js';
import type { Move, PromiseStatus, WorkflowState } from '../workflow/workflow.types.js';
import { dualConditions, openDuties } from './duties.rules.js';
import type { DualCondition, EndedDuty, OpenDuty } from './duties.rules.js';

/** Where a standing condition of the dual stands. */
export const dualConditionStates = ['NOT_ASKED', 'DUE', 'OVERDUE', 'MET', 'BROKEN'] as const;
export type DualConditionState = (typeof dualConditionStates)[number];

/** How often something was asked of a Customer, and what became of it. */
export interface DutyCounts {
  readonly asked: number;
  readonly inTime: number;
  readonly late: number;
  readonly undone: number;
}

export interface JudgedCondition extends DutyCounts {
  readonly condition: DualCondition;
  readonly state: DualConditionState;
  /** What is owed now. */
  readonly open: OpenDuty | null;
  /** What was owed in this cycle and has ended, the latest first. */
  readonly evidence: readonly EndedDuty[];
}

/** A check-in that was missed for three turns and done in the fourth was asked for four times, and missed three. */
export function countsOf(duties: Iterable<Pick<EndedDuty, 'done' | 'lateSeconds' | 'occasions'>>): DutyCounts {
  let [asked, inTime, late] = [0, 0, 0];
  for (const { done, lateSeconds, occasions } of duties) {
    asked += occasions;
    if (done && lateSeconds === 0) inTime++;
    else if (done) late++;
  }
  return { asked, inTime, late, undone: asked - inTime - late };
}

/**
 * Where each of the four conditions stands. What is owed now comes before what was: a check-in that is due says more than
 * the last one. Where nothing is owed, the last that was decides. Done late is done; how late stands in the evidence.
 * @param ended what has ended in the workflow's present cycle
 */
export function judgeConditions(state: WorkflowState, ended: readonly EndedDuty[], now: Moment): readonly JudgedCondition[] {
  const owed = openDuties(state);
  return dualConditions.map((condition) => {
    const evidence = ended.filter((duty) => duty.condition === condition && duty.cycle === state.cycle.number)
      .sort((one, other) => compareTexts(other.endedAt, one.endedAt) || compareTexts(other.id, one.id));
    const open = owed.filter((duty) => duty.condition === condition).sort((one, other) => compareTexts(one.due, other.due))[0] ?? null;
    const stated = condition === 'ARTICULATES' && state.concern.articulated && evidence.length === 0 && open === null;
    return { condition, state: stated ? 'MET' : standing(open, evidence[0], now), open, evidence, ...countsOf(evidence) };
  });
}

function standing(open: OpenDuty | null, last: EndedDuty | undefined, now: Moment): DualConditionState {
  if (open !== null) return open.due < now ? 'OVERDUE' : 'DUE';
  if (last === undefined) return 'NOT_ASKED';
  return last.done ? 'MET' : 'BROKEN';
}

export interface NextMove {
  readonly move: Move;
  /** Null for what none of the four conditions asks for, like naming a next step. */
  readonly condition: DualCondition | null;
  readonly by: Moment;
  readonly overdue: boolean;
}

/** What the Customer should do next: of all that waits for them, what is due first. */
export function nextMoveOf(state: WorkflowState, now: Moment): NextMove | null {
  const duties = openDuties(state).map(({ move, condition, due }) => ({ move, condition, by: due }));
  const others = state.awaited
    .filter(({ side, agent, move }) => side === 'CUSTOMER' && agent === state.customer && !duties.some((duty) => duty.move === move))
    .map(({ move, due }) => ({ move, condition: null, by: due }));
  const [first] = [...duties, ...others].sort((one, other) => compareTexts(one.by, other.by) || compareTexts(one.move, other.move));
  return first === undefined ? null : { ...first, overdue: first.by < now };
}

/** The act by which both chose to work together in the present cycle, and the Customer promised to be a good one. */
export interface Engagement {
  readonly at: Moment;
  readonly act: string;
}

export interface DualPromise extends Engagement {
  /** In force as long as the cycle is; then kept, unless something was left undone. Nothing else ends it. */
  readonly status: Extract<PromiseStatus, 'IN_FORCE' | 'REDEEMED' | 'BROKEN' | 'RELEASED'>;
}

/**
 * The promise of the dual in the present cycle; null before both have engaged. What was brought in past that point was
 * engaged elsewhere: it counts from when it was brought in.
 * @param engaged what stands on the record of this cycle; null where nothing does
 */
export function dualPromiseOf(state: WorkflowState, engaged: Engagement | null, conditions: readonly JudgedCondition[]): DualPromise | null {
  if (state.phase === 'LISTENING') return null;
  const cameIn = state.attested !== undefined && state.attested.at >= state.cycle.openedAt && (state.phase !== 'CLOSED' || state.promise !== null) ? { at: state.attested.at, act: state.attested.act } : null;
  const made = engaged ?? cameIn;
  if (made === null) return null;
  if (state.phase !== 'CLOSED') return { ...made, status: 'IN_FORCE' };
  if (conditions.some(({ undone }) => undone > 0)) return { ...made, status: 'BROKEN' };
  return { ...made, status: state.closed?.how === 'DECLINED' ? 'RELEASED' : 'REDEEMED' };
}
