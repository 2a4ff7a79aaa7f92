import type { RoundActKind, RoundState, RoundStatus } from './round.types.js';

/**
 * Who speaks an act of a round. ANYBODY: whoever opens it, and convenes it then. CONVENER_OR_INVITED_PARTY: the
 * convener, or somebody invited, of workflows that they are party to. CONVENER_OR_PARTY: the convener, or a party to
 * the workflow. CONVENER_OR_ADMINISTRATOR: the convener; an administrator for one who has left. WAIVER: whoever may
 * waive that misalignment, or did.
 */
export type RoundSpeaker = 'ANYBODY' | 'CONVENER' | 'CONVENER_OR_INVITED_PARTY' | 'CONVENER_OR_PARTY' | 'CONVENER_OR_ADMINISTRATOR' | 'WAIVER';

export interface RoundGuard {
  readonly holds: (state: RoundState) => boolean;
  readonly because: string;
}

export interface RoundRow {
  readonly act: RoundActKind;
  /** Empty for the act that a round begins with. */
  readonly from: readonly RoundStatus[];
  readonly to: RoundStatus | 'SAME';
  readonly speaker: RoundSpeaker;
  readonly when: readonly RoundGuard[];
  readonly because: string;
}

const hasWorkflows: RoundGuard = {
  holds: (state) => state.workflows.length > 0,
  because: 'there is no workflow in the round',
};
const hasWaivers: RoundGuard = {
  holds: (state) => state.waivers.length > 0,
  because: 'nothing is waived in the round',
};

/** The life of a planning round. Rules, refusals and what is available come from this table and from nothing else. */
export const roundCycle: readonly RoundRow[] = [
  { act: 'OPEN_ROUND', from: [], to: 'OPEN', speaker: 'ANYBODY', when: [],
    because: 'Somebody calls a round, for a window, and convenes it.' },
  { act: 'ADD_WORKFLOW', from: ['OPEN'], to: 'SAME', speaker: 'CONVENER_OR_INVITED_PARTY', when: [],
    because: 'Workflows that shall be settled together with the others.' },
  { act: 'REMOVE_WORKFLOW', from: ['OPEN'], to: 'SAME', speaker: 'CONVENER_OR_PARTY', when: [hasWorkflows],
    because: 'Workflows that go their own way: either party may leave, since nobody is made to promise.' },
  { act: 'INVITE', from: ['OPEN'], to: 'SAME', speaker: 'CONVENER', when: [],
    because: 'The convener asks agents to bring their workflows.' },
  { act: 'MOVE_DEADLINE', from: ['OPEN'], to: 'SAME', speaker: 'CONVENER', when: [],
    because: 'The convener says until when everybody should have consented.' },
  { act: 'WAIVE', from: ['OPEN'], to: 'SAME', speaker: 'WAIVER', when: [hasWorkflows],
    because: 'A misalignment is accepted as it is, by whoever bears it.' },
  { act: 'TAKE_BACK_WAIVER', from: ['OPEN'], to: 'SAME', speaker: 'WAIVER', when: [hasWaivers],
    because: 'Whoever waived it no longer accepts it.' },
  { act: 'SETTLE', from: ['OPEN'], to: 'SETTLED', speaker: 'CONVENER', when: [hasWorkflows],
    because: 'All consents become promises at once; refused while anything is misaligned and not waived.' },
  { act: 'CANCEL', from: ['OPEN'], to: 'CANCELLED', speaker: 'CONVENER_OR_ADMINISTRATOR', when: [],
    because: 'The round is given up: nothing is promised by it, and its workflows go on by themselves.' },
];

const rowByAct = new Map(roundCycle.map((row) => [row.act, row]));

export function roundRowOf(act: RoundActKind): RoundRow | undefined {
  return rowByAct.get(act);
}
