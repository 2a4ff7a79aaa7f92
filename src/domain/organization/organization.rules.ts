import { invariant } from '../common/refusal.js';
import type { Moment } from '../common/moment.rules.js';

export interface OrganizationState {
  readonly format: 1;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** IANA time zone: days, due and overdue are judged in it. */
  readonly zone: string;
  readonly foundedAt: Moment;
  readonly changedAt: Moment;
}

export interface OrganizationActData {
  FOUND_ORGANIZATION: { readonly organization: string; readonly name: string; readonly zone: string };
  RENAME_ORGANIZATION: { readonly name: string };
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
  return { ...state, name: act.data.name, version: state.version + 1, changedAt: act.at };
}
