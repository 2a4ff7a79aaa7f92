import { FOREVER, horizonDays, millisecondsOf } from '../common/moment.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { cascadeOf } from '../workflow/bonds.rules.js';
import { phaseOfBirthSince } from '../workflow/births.rules.js';
import { isUnmeasured } from '../workflow/terms.rules.js';
import type { Phase, WorkflowState } from '../workflow/workflow.types.js';

/**
 * What of a state tells from when on it is a finding, as long as it lasts. It is written beside the workflow where an act changes
 * any of it, so that the findings of any moment are counted without reading what else stands in hundreds of thousands of states.
 * What it doesn't tell is null. Moments are milliseconds since 1970 in it, because hundreds of thousands are reckoned with at once.
 */
export interface Standing {
  readonly phase: Phase;
  /** Of the cycle. */
  readonly horizonDays: number;
  /** Whether nobody has ever spoken in it; otherwise null. */
  readonly implicit: true | null;
  /** Until when all that is waited for was put off, in Q1 and Q2. */
  readonly restsUntil: number | null;
  /** In Q2: proposals ever put on the table in it. */
  readonly proposals: number | null;
  /** When the work begins that nobody stands behind with a promise. */
  readonly unpromisedFrom: number | null;
  /** The horizon of the promise of which nothing can be measured. */
  readonly unmeasuredDays: number | null;
  /** Since when the Customer is waited for, to check in or to assess a delivery, and by when they should have. */
  readonly askedAt: number | null;
  readonly askedBy: number | null;
  /** Whether what executes serves nothing, and is no declared root; otherwise null. */
  readonly servesNothing: true | null;
  /** Who performs what executes: nobody takes their place in it without going back to Q2. */
  readonly performer: string | null;
}

/** A state with how it stood. */
interface Stood {
  readonly state: WorkflowState;
  readonly standing: Standing | null;
}

/**
 * @param before what it has become of: most of it stays as it was
 * @returns null for what is closed, which shows nothing
 */
export function standingOf(state: WorkflowState, before: Stood | null = null): Standing | null {
  const { phase, explicit, performer, cycle, zone, promise, awaited } = state;
  if (phase === 'CLOSED') return null;
  const talks = phase === 'LISTENING' || phase === 'NEGOTIATING';
  const isOrphaned = promise?.status === 'UNDER_RENEGOTIATION' && promise.performer !== performer;
  const asked = phase === 'EXECUTING' ? awaited.find(({ move }) => move === 'CHECK_IN')
    : phase === 'ASSESSING' && promise?.status === 'DELIVERED' ? awaited.find(({ move }) => move === 'ASSESS') : undefined;
  const { serves, root } = cascadeOf(state);
  const awake = awaited.reduce((first, { from }) => (from < first ? from : first), awaited[0]?.from ?? '');
  const known = before?.standing ?? null;
  const isSameCycle = before !== null && before.state.cycle.starts === cycle.starts && before.state.cycle.due === cycle.due && before.state.zone === zone;
  return {
    phase,
    horizonDays: isSameCycle && known !== null ? known.horizonDays : horizonDays(cycle.starts, cycle.due, zone),
    implicit: explicit ? null : true,
    restsUntil: talks && awake > state.changedAt ? millisecondsOf(awake) : null,
    proposals: phase === 'NEGOTIATING' ? state.proposals : null,
    unpromisedFrom: talks && (!explicit || isOrphaned) ? millisecondsOf(cycle.starts) : null,
    unmeasuredDays: promise !== null && isUnmeasured(promise) ? horizonDays(promise.starts, promise.due, zone) : null,
    askedAt: asked === undefined ? null : millisecondsOf(asked.since),
    askedBy: asked === undefined ? null : millisecondsOf(asked.due),
    servesNothing: phase === 'EXECUTING' && serves.length === 0 && !root ? true : null,
    performer: phase === 'EXECUTING' ? performer : null,
  };
}

const told: readonly (keyof Standing)[] = ['phase', 'horizonDays', 'implicit', 'restsUntil', 'proposals', 'unpromisedFrom', 'unmeasuredDays', 'askedAt', 'askedBy', 'servesNothing', 'performer'];

function isSame(one: Standing | null, other: Standing | null): boolean {
  return one === null || other === null ? one === other : told.every((name) => one[name] === other[name]);
}

/** Where an act begins to be somewhere: in another phase, spoken for the first time, or at all. */
export interface PhaseEntered {
  readonly phaseSince: Moment;
  /** Proposals that had ever been put on the table before. */
  readonly proposalsBefore: number;
}

/** @returns null where an act leaves it in the phase that it was in */
export function phaseEntered(was: WorkflowState | null, is: WorkflowState): PhaseEntered | null {
  if (was === null) return { phaseSince: phaseOfBirthSince(is), proposalsBefore: is.proposals };
  if (was.phase === is.phase && was.explicit === is.explicit) return null;
  return { phaseSince: is.changedAt, proposalsBefore: was.proposals };
}

/** How a workflow stood from one moment to another, with since when it had been in its phase. */
export interface StandingSpan extends Standing {
  readonly from: number;
  readonly to: number;
  readonly phaseSince: number;
}

/** When what lasts ends. */
export const foreverFrom = millisecondsOf(FOREVER);

/**
 * What a change makes of how a workflow stands.
 * @param states what it was, null for nothing, and the states that its acts led to, one after the other
 * @returns undefined where it stands as it did
 */
export function standingAfter([before, ...after]: readonly [WorkflowState | null, ...WorkflowState[]]): Standing | null | undefined {
  let stood: Stood | null = before === null ? null : { state: before, standing: standingOf(before) };
  let changes = false;
  for (const is of after) {
    const standing = standingOf(is, stood);
    changes ||= phaseEntered(stood?.state ?? null, is) !== null || !isSame(stood?.standing ?? null, standing);
    stood = { state: is, standing };
  }
  return changes ? stood?.standing : undefined;
}

/** @param states those that all of its acts led to, one after the other: of those of one moment only the last lasted */
export function standingSpans(states: readonly WorkflowState[]): readonly StandingSpan[] {
  const spans: StandingSpan[] = [];
  let stood: Stood | null = null;
  let entered: PhaseEntered | null = null;
  let open = false;
  for (const is of states) {
    const enters: PhaseEntered | null = phaseEntered(stood?.state ?? null, is);
    entered = enters ?? entered;
    const standing = standingOf(is, stood);
    const changes: boolean = enters !== null || !isSame(stood?.standing ?? null, standing);
    stood = { state: is, standing };
    if (entered === null || !changes) continue;
    const last = open ? spans.pop() : undefined;
    const at = millisecondsOf(is.changedAt);
    if (last !== undefined && last.from < at) spans.push({ ...last, to: at });
    open = standing !== null;
    if (standing !== null) spans.push({ ...standing, proposals: standing.proposals === null ? null : standing.proposals - entered.proposalsBefore, from: at, to: foreverFrom, phaseSince: millisecondsOf(entered.phaseSince) });
  }
  return spans;
}
