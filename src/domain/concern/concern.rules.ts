import { Refusal, invalid, invariant } from '../common/refusal.js';
import type { Moment } from '../common/moment.rules.js';
import type { Origin } from '../workflow/workflow.types.js';

export const concernStatuses = ['OPEN', 'TAKEN_UP', 'SETTLED', 'DROPPED'] as const;
export type ConcernStatus = (typeof concernStatuses)[number];

/** The present of a concern: what an agent wants to be true in the world. It outlives every workflow about it. */
export interface ConcernState {
  readonly format: 1;
  readonly id: string;
  readonly version: number;
  readonly holder: string;
  readonly statement: string;
  /** False while only a Performer has put it into words. */
  readonly articulated: boolean;
  readonly status: ConcernStatus;
  /** The workflows about it that are not closed. */
  readonly workflows: readonly string[];
  readonly heldSince: Moment;
  readonly changedAt: Moment;
}

export interface ConcernActData {
  HOLD_CONCERN: { readonly concern: string; readonly holder: string; readonly statement: string; readonly articulated: boolean; readonly origin?: Origin };
  RESTATE_CONCERN: { readonly statement: string };
  /** A workflow about it began. */
  TAKE_UP_CONCERN: { readonly workflow: string };
  /** A workflow about it closed; settled says whether the promise was kept or released. */
  LET_GO_OF_CONCERN: { readonly workflow: string; readonly settled: boolean };
  /** A new Customer took a workflow over, and the concern with it. */
  INHERIT_CONCERN: { readonly holder: string };
  DROP_CONCERN: Readonly<Record<string, never>>;
  REOPEN_CONCERN: Readonly<Record<string, never>>;
}

export type ConcernActKind = keyof ConcernActData;
export type AnyConcernAct = { [K in ConcernActKind]: { readonly act: K; readonly at: Moment; readonly data: ConcernActData[K] } }[ConcernActKind];

export function applyToConcern(state: ConcernState | null, act: AnyConcernAct): ConcernState {
  if (act.act === 'HOLD_CONCERN') {
    invariant(state === null, 'a concern is first held once');
    const { concern, holder, statement, articulated } = act.data;
    return { format: 1, id: concern, version: 1, holder, statement, articulated, status: 'OPEN', workflows: [], heldSince: act.at, changedAt: act.at };
  }
  invariant(state !== null, 'a concern begins with HOLD_CONCERN');
  return { ...state, ...effect(state, act), version: state.version + 1, changedAt: act.at };
}

function effect(state: ConcernState, act: Exclude<AnyConcernAct, { act: 'HOLD_CONCERN' }>): Partial<ConcernState> {
  switch (act.act) {
    case 'RESTATE_CONCERN':
      return { statement: act.data.statement, articulated: true };
    case 'TAKE_UP_CONCERN':
      return { status: 'TAKEN_UP', workflows: [...state.workflows, act.data.workflow] };
    case 'LET_GO_OF_CONCERN': {
      const workflows = state.workflows.filter((workflow) => workflow !== act.data.workflow);
      if (workflows.length > 0) return { workflows };
      // What only a Performer has put into words is nobody's open concern once they part.
      return { workflows, status: act.data.settled ? 'SETTLED' : state.articulated ? 'OPEN' : 'DROPPED' };
    }
    case 'INHERIT_CONCERN':
      return { holder: act.data.holder };
    case 'DROP_CONCERN':
      return { status: 'DROPPED' };
    case 'REOPEN_CONCERN':
      return { status: 'OPEN' };
  }
}

/** Whether a concern may be given to another agent. @throws Refusal */
export function judgeReassignment(concern: ConcernState, holderIsActive: boolean, successor: { readonly id: string; readonly name: string; readonly active: boolean }): void {
  if (holderIsActive) throw invalid('concern', 'Its holder is still active: a concern is theirs to keep or to drop.');
  if (concern.workflows.length > 0) throw invalid('concern', 'Workflows about this concern are under way: hand over their Customer, and the concern goes along.');
  if (!successor.active) throw invalid('holder', `${successor.name} is no longer active.`);
}

/** @throws Refusal for a wish that does not fit the concern as it stands */
export function judgeConcernAct(act: 'RESTATE_CONCERN' | 'DROP_CONCERN' | 'REOPEN_CONCERN' | 'TAKE_UP_CONCERN', state: ConcernState): void {
  switch (act) {
    case 'RESTATE_CONCERN':
      if (state.workflows.length > 0) {
        throw invalid('concern', 'Workflows about this concern are under way: articulate it there, so that the Performers hear it.');
      }
      return;
    case 'DROP_CONCERN':
      if (state.status === 'DROPPED') throw new Refusal('ALREADY_SO', 'The concern is dropped already.', { currentVersion: state.version });
      if (state.workflows.length > 0) throw invalid('concern', 'Workflows about this concern are under way: decline or close them first.');
      return;
    case 'REOPEN_CONCERN':
      if (state.status === 'OPEN' || state.status === 'TAKEN_UP') {
        throw new Refusal('ALREADY_SO', 'The concern is open already.', { currentVersion: state.version });
      }
      return;
    case 'TAKE_UP_CONCERN':
      if (state.status === 'DROPPED') throw invalid('concern', 'The concern was dropped: its holder reopens it first.');
      return;
  }
}
