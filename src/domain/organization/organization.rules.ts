import { Refusal, invariant } from '../common/refusal.js';
import type { Moment } from '../common/moment.rules.js';
import { thresholdNames } from '../diagnosis/thresholds.rules.js';
import type { ChosenThresholds } from '../diagnosis/thresholds.rules.js';
import type { WebhookEvent } from '../webhook/webhook.types.js';
import { unlimited } from '../round/capacity.rules.js';
import type { UsualCapacity } from '../round/round.types.js';
import { usualDefaults } from '../workflow/customership.rules.js';
import type { CustomershipDefault } from '../workflow/customership.rules.js';

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
  /** What Customers promise as Customers where nothing else is said. Left out where it never said. */
  readonly customership?: readonly CustomershipDefault[];
  /** From where on something is a finding here, where that is not what is usual. Left out where it never said. */
  readonly thresholds?: ChosenThresholds;
}

/** What is said of webhooks. Their secrets, and where exactly they are sent to, stand nowhere on the record. */
export interface WebhookActData {
  CREATE_WEBHOOK: { readonly webhook: string; readonly agent: string; readonly host: string; readonly events: readonly WebhookEvent[] };
  UPDATE_WEBHOOK: { readonly webhook: string; readonly agent: string; readonly host: string; readonly events: readonly WebhookEvent[] };
  ROTATE_WEBHOOK_SECRET: { readonly webhook: string };
  PAUSE_WEBHOOK: { readonly webhook: string };
  RESUME_WEBHOOK: { readonly webhook: string };
  REPLAY_WEBHOOK: { readonly webhook: string };
  DELETE_WEBHOOK: { readonly webhook: string };
}

export type WebhookActKind = keyof WebhookActData;

export interface OrganizationActData extends WebhookActData {
  FOUND_ORGANIZATION: { readonly organization: string; readonly name: string; readonly zone: string };
  RENAME_ORGANIZATION: { readonly name: string };
  SET_USUAL_CAPACITY: UsualCapacity;
  SET_CUSTOMERSHIP_DEFAULTS: { readonly defaults: readonly CustomershipDefault[] };
  /** All that differ from the usual ones: what is left out is as usual. */
  SET_DIAGNOSIS_THRESHOLDS: { readonly thresholds: ChosenThresholds };
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
  return { ...state, ...changedBy(act), version: state.version + 1, changedAt: act.at };
}

function changedBy(act: Exclude<AnyOrganizationAct, { readonly act: 'FOUND_ORGANIZATION' }>): Partial<OrganizationState> {
  switch (act.act) {
    case 'RENAME_ORGANIZATION':
      return { name: act.data.name };
    case 'SET_USUAL_CAPACITY':
      return { capacity: act.data };
    // What a webhook is belongs to where it runs: the record says who let which agent's eyes look out of the house, and to whom.
    case 'CREATE_WEBHOOK':
    case 'UPDATE_WEBHOOK':
    case 'ROTATE_WEBHOOK_SECRET':
    case 'PAUSE_WEBHOOK':
    case 'RESUME_WEBHOOK':
    case 'REPLAY_WEBHOOK':
    case 'DELETE_WEBHOOK':
      return {};
    case 'SET_CUSTOMERSHIP_DEFAULTS':
      return { customership: act.data.defaults };
    case 'SET_DIAGNOSIS_THRESHOLDS':
      return { thresholds: act.data.thresholds };
  }
}

/** What Customers promise as Customers where nothing else is said, by horizon. */
export function customershipDefaultsOf(state: Pick<OrganizationState, 'customership'>): readonly CustomershipDefault[] {
  return state.customership ?? usualDefaults;
}

/** @throws Refusal ALREADY_SO */
export function judgeCustomershipDefaults(state: OrganizationState, defaults: readonly CustomershipDefault[]): void {
  if (JSON.stringify(customershipDefaultsOf(state)) === JSON.stringify(defaults)) throw new Refusal('ALREADY_SO', 'The organisation says so already.', { currentVersion: state.version });
}

/** @throws Refusal ALREADY_SO */
export function judgeThresholds(state: OrganizationState, chosen: ChosenThresholds): void {
  if (thresholdNames.every((name) => (state.thresholds?.[name] ?? null) === (chosen[name] ?? null))) {
    throw new Refusal('ALREADY_SO', 'The organisation says so already.', { currentVersion: state.version });
  }
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
