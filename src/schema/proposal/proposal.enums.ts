import { directions } from '../../domain/workflow/workflow.types.js';
import { enumOf } from '../common/enum-of.js';

export const Direction = enumOf('Direction', 'Which way a metric should go.', directions, {
  REACH: 'Come to the target.',
  RAISE: 'Rise to the target or above.',
  LOWER: 'Fall to the target or below.',
  STAY_ABOVE: 'Never fall below the target.',
  STAY_BELOW: 'Never rise above the target.',
});
