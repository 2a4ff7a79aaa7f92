import type { Moment } from '../common/moment.rules.js';
import { rowOf } from './cycle.rules.js';
import { partyOf } from './speaker.rules.js';
import type { ActKind, Side, WorkflowState } from './workflow.types.js';

/**
 * The way from what two people do without a word to a promise between them, for their present cycle. Nothing forces anybody
 * along it: the first word makes a workflow explicit, and it may stay there.
 */
export interface ExplicitStep {
  readonly act: ActKind;
  readonly side: Side;
  readonly agent: string;
  readonly done: boolean;
  /** When, where the state still knows it. */
  readonly at: Moment | null;
  /** Whether the way goes on here, and the cycle lets it be said now. */
  readonly isNext: boolean;
}

export function stepsToExplicit(state: WorkflowState, now: Moment): readonly ExplicitStep[] {
  const { phase, concern, request, offer, standing, promise, lastHeard } = state;
  const engager: Side = lastHeard === 'CUSTOMER' ? 'PERFORMER' : 'CUSTOMER';
  const proposer: Side = standing?.author ?? 'PERFORMER';
  const step = (act: ActKind, side: Side, done: boolean, at: Moment | null, follows = true): ExplicitStep =>
    ({ act, side, agent: partyOf(state, side), done, at: done ? at : null, isNext: !done && follows && mayBeSaid(state, act, side, now) });
  return [
    step('ARTICULATE', 'CUSTOMER', concern.articulated, null),
    step('REQUEST', 'CUSTOMER', request !== null, request, concern.articulated),
    step('OFFER', 'PERFORMER', offer !== null, offer),
    step('ENGAGE', engager, phase !== 'LISTENING' && (phase !== 'CLOSED' || promise !== null), null),
    step('PROPOSE', proposer, standing !== null || promise !== null, standing?.at ?? null),
    step(proposer === 'PERFORMER' ? 'AGREE' : 'PROMISE', proposer === 'PERFORMER' ? 'CUSTOMER' : 'PERFORMER', promise !== null, promise?.madeAt ?? null),
  ];
}

function mayBeSaid(state: WorkflowState, act: ActKind, side: Side, now: Moment): boolean {
  const row = rowOf(act);
  return row !== undefined && row.from.includes(state.phase) && row.when.every(({ holds }) => holds(state, { side, now }));
}
