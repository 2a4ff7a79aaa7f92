import { invariant } from '../common/refusal.js';
import type { AnyRoundAct, RoundState } from './round.types.js';

/** The state of a round after an act: the only transition there is. It refuses nothing; what could be wrong was refused before. */
export function applyToRound(state: RoundState | null, act: AnyRoundAct): RoundState {
  if (act.act === 'OPEN_ROUND') {
    invariant(state === null, 'a round is opened once');
    const { round, zone, name, convener, window, consentBy, workflows, invited } = act.data;
    return {
      format: 1, id: round, version: 1, zone, name, status: 'OPEN', convener, window, consentBy, workflows, invited, waivers: [],
      openedAt: act.at, changedAt: act.at, endedAt: null,
    };
  }
  invariant(state !== null, 'a round begins with OPEN_ROUND');
  return { ...state, ...effect(state, act), version: state.version + 1, changedAt: act.at };
}

function effect(state: RoundState, act: Exclude<AnyRoundAct, { act: 'OPEN_ROUND' }>): Partial<RoundState> {
  switch (act.act) {
    case 'ADD_WORKFLOW':
      return { workflows: [...state.workflows, ...act.data.workflows] };
    case 'REMOVE_WORKFLOW': {
      const removed = new Set(act.data.workflows);
      return { workflows: state.workflows.filter((workflow) => !removed.has(workflow)) };
    }
    case 'INVITE':
      return { invited: [...state.invited, ...act.data.agents] };
    case 'MOVE_DEADLINE':
      return { consentBy: act.data.consentBy };
    case 'WAIVE':
      return { waivers: [...state.waivers, { ...act.data, at: act.at, act: act.id }] };
    case 'TAKE_BACK_WAIVER':
      return { waivers: state.waivers.filter(({ misalignment, by }) => misalignment !== act.data.misalignment || by !== act.data.by) };
    case 'SETTLE':
      return { status: 'SETTLED', endedAt: act.at };
    case 'CANCEL':
      return { status: 'CANCELLED', endedAt: act.at };
  }
}
