import type { RoleActKind, RoleState, RoleStatus } from './role.types.js';

/**
 * Who speaks an act of a role. ANYBODY: whoever creates it, and keeps it then. KEEPER_OR_ADMINISTRATOR: the keeper; an
 * administrator for one who has left. LINE_CUSTOMER: the Customer of a line, of that line. ASSIGNER: the keeper, the Customer of
 * a line, or an administrator. OFFERED: whoever it is offered to. HOLDER_OR_ADMINISTRATOR: whoever took it; an administrator for
 * one who has left. PARTY: the Customer or the Performer of each of the workflows; an administrator for one who has left.
 */
export type RoleSpeaker = 'ANYBODY' | 'KEEPER_OR_ADMINISTRATOR' | 'LINE_CUSTOMER' | 'ASSIGNER' | 'OFFERED' | 'HOLDER_OR_ADMINISTRATOR' | 'PARTY';

export interface RoleGuard {
  readonly holds: (state: RoleState) => boolean;
  readonly because: string;
}

export interface RoleRow {
  readonly act: RoleActKind;
  /** Empty for the act that a role begins with. */
  readonly from: readonly RoleStatus[];
  readonly to: RoleStatus | 'SAME';
  readonly speaker: RoleSpeaker;
  readonly when: readonly RoleGuard[];
  readonly because: string;
}

const hasOffers: RoleGuard = {
  holds: (state) => state.offers.length > 0,
  because: 'the role is offered to nobody',
};
const isHeld: RoleGuard = {
  holds: (state) => state.holders.length > 0,
  because: 'nobody holds the role',
};
const hasUnbacked: RoleGuard = {
  holds: (state) => state.lines.some(({ customer, backing }) => customer !== null && backing === null),
  because: 'the Customer of every line stands behind it already',
};
const hasBacked: RoleGuard = {
  holds: (state) => state.lines.some(({ customer, backing }) => customer !== null && backing !== null),
  because: 'no Customer stands behind a line of theirs',
};

/** The life of a role. Rules, refusals and what is available come from this table and from nothing else. */
export const roleCycle: readonly RoleRow[] = [
  { act: 'CREATE_ROLE', from: [], to: 'STANDING', speaker: 'ANYBODY', when: [],
    because: 'Somebody gives a name to workflows that belong together, and keeps it.' },
  { act: 'AMEND_ROLE', from: ['STANDING'], to: 'SAME', speaker: 'KEEPER_OR_ADMINISTRATOR', when: [],
    because: 'A new version of the pattern. Workflows that are under way stay as they are, and offers are void.' },
  { act: 'STAND_BEHIND_ROLE', from: ['STANDING'], to: 'SAME', speaker: 'LINE_CUSTOMER', when: [hasUnbacked],
    because: 'The Customer of a line asks whoever will hold the role for what it says.' },
  { act: 'STAND_BACK_FROM_ROLE', from: ['STANDING'], to: 'SAME', speaker: 'LINE_CUSTOMER', when: [hasBacked],
    because: 'The Customer of a line asks no further holder for it.' },
  { act: 'OFFER_ROLE', from: ['STANDING'], to: 'SAME', speaker: 'ASSIGNER', when: [],
    because: 'The role is offered to somebody. Nobody holds what they have not taken.' },
  { act: 'TAKE_BACK_OFFER', from: ['STANDING'], to: 'SAME', speaker: 'ASSIGNER', when: [hasOffers],
    because: 'The role is offered to them no longer.' },
  { act: 'REFUSE_ROLE', from: ['STANDING'], to: 'SAME', speaker: 'OFFERED', when: [hasOffers],
    because: 'Whoever it is offered to does not want it.' },
  { act: 'TAKE_ROLE', from: ['STANDING'], to: 'SAME', speaker: 'OFFERED', when: [hasOffers],
    because: 'Whoever it is offered to holds it from here on: the workflows of its pattern open, for one who holds it already those that they lack, and nothing is promised by it.' },
  { act: 'LEAVE_ROLE', from: ['STANDING', 'RETIRED'], to: 'SAME', speaker: 'HOLDER_OR_ADMINISTRATOR', when: [isHeld],
    because: 'A holder leaves: what they perform in it is handed over, or ended as far as it may be.' },
  { act: 'LINK_WORKFLOWS', from: ['STANDING'], to: 'SAME', speaker: 'PARTY', when: [],
    because: 'A party to workflows puts them into the role: they are its workflows from here on, and nothing else changes in them.' },
  { act: 'RETIRE_ROLE', from: ['STANDING'], to: 'RETIRED', speaker: 'KEEPER_OR_ADMINISTRATOR', when: [],
    because: 'The role is offered to nobody any more. Whoever holds it does so until they leave.' },
];

const rowByAct = new Map(roleCycle.map((row) => [row.act, row]));

export function roleRowOf(act: RoleActKind): RoleRow | undefined {
  return rowByAct.get(act);
}
