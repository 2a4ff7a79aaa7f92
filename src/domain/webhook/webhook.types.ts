import type { Moment } from '../common/moment.rules.js';

export const webhookStatuses = ['ACTIVE', 'PAUSED', 'DISABLED'] as const;
export type WebhookStatus = (typeof webhookStatuses)[number];

/** Why one was disabled, by nobody's word. */
export const disabledReasons = ['FAILED_TOO_LONG', 'GONE', 'AGENT_LEFT', 'SECRET_UNREADABLE'] as const;
export type DisabledReason = (typeof disabledReasons)[number];

/** What may be sent: what subscriptions tell. */
export const webhookEvents = ['HAPPENED', 'CAME_DUE', 'FELL_OVERDUE'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** What became of sending something once. */
export const deliveryOutcomes = ['DELIVERED', 'REFUSED', 'TIMED_OUT', 'UNREACHABLE', 'ADDRESS_REFUSED'] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** Sending something once, as it is kept to be looked at. */
export interface Delivery {
  /** The `webhook-id` that it was sent with. */
  readonly message: string;
  /** The number of the event. */
  readonly number: number;
  readonly at: Moment;
  readonly outcome: DeliveryOutcome;
  /** What the receiver answered; null where nobody did. */
  readonly status: number | null;
  readonly milliseconds: number;
}

/** As many of an organisation's. */
export const mostWebhooks = 20;
/** As many deliveries are kept of each. */
export const deliveriesKept = 20;
/** How long, in hours, what was signed with before is signed with too, where nobody says otherwise; and at most. */
export const usualOverlapHours = 24;
export const longestOverlapHours = 168;
