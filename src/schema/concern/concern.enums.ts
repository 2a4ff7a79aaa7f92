import { concernStatuses } from '../../domain/concern/concern.rules.js';
import { enumOf } from '../common/enum-of.js';

export const ConcernStatus = enumOf('ConcernStatus', 'Whether somebody works on a concern.', concernStatuses, {
  OPEN: 'Nobody performs for it.',
  TAKEN_UP: 'At least one workflow about it is under way.',
  SETTLED: 'Its last workflow ended with the promise redeemed or released.',
  DROPPED: 'Its holder has let it go.',
});
