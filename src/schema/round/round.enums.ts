import { mendKinds, misalignmentKinds, roundStatuses } from '../../domain/round/round.types.js';
import { enumOf } from '../common/enum-of.js';

export const RoundStatusEnum = enumOf('PlanningRoundStatus', 'Where a planning round stands.', roundStatuses, {
  OPEN: 'Its workflows are negotiated, and consented to.',
  SETTLED: 'All that was consented to was promised at once.',
  CANCELLED: 'It was given up; its workflows went on by themselves.',
});

export const MisalignmentKindEnum = enumOf('MisalignmentKind', 'What stands between a planning round and its settlement.', misalignmentKinds, {
  CONSENT_MISSING: 'Whoever did not write the standing proposal has not consented to it.',
  UNDECIDED: 'A workflow in which nothing stands that could be consented to, and that nobody has declined or deferred.',
  DEPENDENCY_NOT_ACKNOWLEDGED: 'A hard dependency that whoever is depended on has not acknowledged, or has refused.',
  DEPENDENCY_TOO_LATE: 'What is needed is due after the day it is needed by, or promised by nobody.',
  HARD_RING: 'Promises that need each other in a ring: none could begin.',
  OUTSIDE_PARENTS_WINDOW: 'What serves another promise goes beyond its window.',
  CONDITION_UNSERVED: 'A condition of a promise that others serve, which none of them serves and the Performer does not keep alone.',
  OVERLOADED: 'A Performer with more than they can carry.',
});

export const MendKindEnum = enumOf('MendKind', 'What would mend a misalignment.', mendKinds, {
  CONSENT: 'Consent to the standing proposal.',
  PROPOSE: 'Propose other terms.',
  DEFER: 'Put the workflow off.',
  DECLINE: 'Decline the workflow.',
  HAND_OVER: 'Name a successor for one who has left.',
  ACKNOWLEDGE_DEPENDENCY: 'Acknowledge what is needed.',
  STOP_DEPENDING: 'Do without it.',
  PROPOSE_EARLIER: 'Propose to have it done earlier.',
  PROPOSE_LATER: 'Propose to have it done later.',
  STOP_SERVING: 'No longer serve that promise.',
  SERVE: 'Have a workflow serve the condition.',
  MARK_OWN: 'Keep the condition alone.',
});
