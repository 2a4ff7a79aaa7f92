import { flagKinds } from '../../domain/cascade/flags.rules.js';
import { chainDirections } from '../../domain/cascade/cascade.types.js';
import { bases } from '../../domain/cascade/roll-up.rules.js';
import { weighings } from '../../domain/cascade/weights.rules.js';
import { workflowGapKinds } from '../../domain/interlock/cascade-gaps.rules.js';
import { enumOf } from '../common/enum-of.js';

export const ServingFlagKind = enumOf('ServingFlagKind', 'Why an edge of the cascade no longer holds.', flagKinds, {
  PARENT_GONE: 'What it serves is closed, or its promise was broken or released.',
  PARENT_SHORTENED: 'It is due later, or reaches further, than what it serves.',
  PARTY_CHANGED: 'Its Customer is no longer the Performer of what it serves, nor stands in their place.',
  CONDITION_GONE: 'A condition that it serves is no longer promised, nor on the table.',
  OVERCOMMITTED: 'Weights add up to more than 1.',
});

export const FigureBasis = enumOf('FigureBasis', 'Where a figure of progress or confidence comes from.', bases, {
  MEASURED: 'The own measure of the condition.',
  ACCEPTED: 'The Customer found the condition met.',
  STATED: 'The Performer said so.',
  CHILDREN: 'What serves the condition, by its contributions.',
  CONDITIONS: 'The mandatory conditions of the promise, in equal parts.',
  ENDED: 'The promise is kept, which is all of it, or has come to nothing.',
  UNKNOWN: 'Nobody has shown or said anything.',
});

export const Weighing = enumOf('Weighing', 'How contributions were made complete.', weighings, {
  GIVEN: 'As they were said.',
  EQUAL_PARTS: 'None was said, so each counts the same.',
  REST_IN_EQUAL_PARTS: 'Those that were not said share what the others leave.',
  SCALED: 'They add up to more than the whole, and were divided by their sum.',
});

export const GapKind = enumOf('GapKind', 'Where the cascade has a hole. That nobody performs for a concern is seen at the concern: `concerns(filter: {statuses: [OPEN]})`.', workflowGapKinds, {
  SERVES_NOTHING: 'The workflow serves no other one, and its Customer has not declared it a root.',
  CONDITION_UNSERVED: 'Nothing serves the condition, and the Performer has not marked it their own.',
  PARENT_GONE: 'What the workflow serves is closed, or its promise was broken or released.',
});

export const ChainDirection = enumOf('ChainDirection', 'Which way a chain is followed.', chainDirections, {
  UP: 'Whom it serves, and so on up to the roots: why it exists, and to whom it is owed in the end.',
  DOWN: 'What serves it, and so on down to every leaf: what was promised so that it can be kept.',
});
