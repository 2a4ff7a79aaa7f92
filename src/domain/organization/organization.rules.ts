import { Refusal, invariant } from '../common/refusal.js';
import type { Moment } from '../common/moment.rules.js';
import { unlimited } from '../round/capacity.rules.js';
import type { UsualCapacity } from '../round/round.types.js';

export interface OrganizationState {
  readonly format: 1;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** IANA time zone: days, due and overdue are judged in it. */
  readonly zone: string;
  readonly foundedAt: Moment;
  readonly changedAt: Moment;
  /** How much its people can carry. Left out where it never said. */
  readonly capacity?: UsualCapacity;
}

export interface OrganizationActData {
  FOUND_ORGANIZATION: { readonly organization: string; readonly name: string; readonly zone: string };
  RENAME_ORGANIZATION: { readonly name: string };
  SET_USUAL_CAPACITY: UsualCapacity;
}

export type OrganizationActKind = keyof OrganizationActData;
export type AnyOrganizationAct = {
  [K in OrganizationActKind]: { readonly act: K; readonly at: Moment; readonly data: OrganizationActData[K] };
}[OrganizationActKind];

export function applyToOrganization(state: OrganizationState | null, act: AnyOrganizationAct): OrganizationState {
  if (act.act === 'FOUND_ORGANIZATION') {
    invariant(state === null, 'an organisation is founded once');
    const { organization, name, zone } = act.data;
    return { format: 1, id: organization, version: 1, name, zone, foundedAt: act.at, changedAt: act.at };
  }
  invariant(state !== null, 'an organisation begins with FOUND_ORGANIZATION');
  const changed = act.act === 'SET_USUAL_CAPACITY' ? { capacity: act.data } : { name: act.data.name };
  return { ...state, ...changed, version: state.version + 1, changedAt: act.at };
}

/** What an organisation says of how much its people can carry: nothing, until it does. */
export function usualCapacityOf(state: Pick<OrganizationState, 'capacity'>): UsualCapacity {
  return state.capacity ?? { ...unlimited, percentEach: null };
}

/** @throws Refusal ALREADY_SO */
export function judgeUsualCapacity(state: OrganizationState, { promises, percent, percentEach }: UsualCapacity): void {
  const known = usualCapacityOf(state);
  if (known.promises === promises && known.percent === percent && known.percentEach === percentEach) {
    throw new Refusal('ALREADY_SO', 'The organisation says so already.', { currentVersion: state.version });
  }
}
