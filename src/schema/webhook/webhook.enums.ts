import { deliveryOutcomes, disabledReasons, webhookEvents, webhookStatuses } from '../../domain/webhook/webhook.types.js';
import { enumOf } from '../common/enum-of.js';

export const WebhookStatus = enumOf('WebhookStatus', 'Whether events are sent to a webhook.', webhookStatuses, {
  ACTIVE: 'They are.',
  PAUSED: 'An administrator has paused it; what happens meanwhile is sent when it is resumed.',
  DISABLED: 'It was given up, for the reason that it says; what happens meanwhile is sent when it is resumed.',
});

export const WebhookDisabledReason = enumOf('WebhookDisabledReason', 'Why a webhook was given up.', disabledReasons, {
  FAILED_TOO_LONG: 'Nothing was taken for as long as whoever runs this has said.',
  GONE: 'Its receiver answered 410, which says never again.',
  AGENT_LEFT: 'The agent whose eyes it sees with takes part no more, or has no identity.',
  SECRET_UNREADABLE: 'What its secret was sealed with is no longer among the keys of this server: rotate it.',
});

export const WebhookEvent = enumOf('WebhookEvent', 'What is sent to a webhook.', webhookEvents, {
  HAPPENED: 'Something was said.',
  CAME_DUE: 'Nothing was said, but something is asked for from now on: a check-in is due, or what was put off is asked for again.',
  FELL_OVERDUE: 'Nothing was said in time: a proposal is unanswered, a delivery unassessed, a promise not delivered.',
});

export const DeliveryOutcome = enumOf('DeliveryOutcome', 'What became of sending something to a webhook once.', deliveryOutcomes, {
  DELIVERED: 'The receiver answered with a status from 200 to 299.',
  REFUSED: 'It answered with another status. A redirect is one: it is not followed.',
  TIMED_OUT: 'It took longer than it may.',
  UNREACHABLE: 'Its name is not known, nobody listens there, or its certificate is not believed.',
  ADDRESS_REFUSED: 'Its name leads to an address that nothing is sent to.',
});
