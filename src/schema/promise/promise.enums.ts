import { promiseStatuses } from '../../domain/workflow/workflow.types.js';
import { enumOf } from '../common/enum-of.js';

export const PromiseStatus = enumOf('PromiseStatus', 'What has become of a promise. Overdue, kept late and at risk are derived from it, never stored.', promiseStatuses, {
  IN_FORCE: 'Made, and being worked on.',
  UNDER_RENEGOTIATION: 'Still in force, while both negotiate a promise that would supersede it.',
  DELIVERED: 'The Performer has reported the results; the Customer has not assessed them yet.',
  REDEEMED: 'Kept: every mandatory condition was met or waived.',
  BROKEN: 'Not kept: revoked by the Performer, or found broken by the Customer.',
  RELEASED: 'No longer needed by the Customer; neither kept nor broken.',
  SUPERSEDED: 'Replaced by a renegotiated promise.',
});

export const PromiseOrder = enumOf('PromiseOrder', 'The order of a list of promises.', ['DUE_FIRST', 'NEWEST_FIRST', 'LONGEST_HORIZON_FIRST'], {
  DUE_FIRST: 'The soonest due first.',
  NEWEST_FIRST: 'The most recently made first.',
  LONGEST_HORIZON_FIRST: 'The longest time horizon first, and of those that are equally long the newest.',
});
