import { abilities, abilityReasons, reasonWeights } from '../../domain/dual/ability.rules.js';
import { dualConditionStates } from '../../domain/dual/dual.rules.js';
import { dualConditions } from '../../domain/dual/duties.rules.js';
import { readinesses } from '../../domain/dual/outcomes.rules.js';
import { enumOf } from '../common/enum-of.js';

export const DualCondition = enumOf('DualCondition', 'What every Customer promises as a Customer: the standing conditions of the dual.', dualConditions, {
  ARTICULATES: 'States the concern before engaging, and restates it when a renegotiation says that it has changed.',
  NEGOTIATES: "Answers the Performer's offers and proposals within the response time. A deferral stops the clock.",
  CHECKS_IN: 'Looks in as often as agreed while a promise is in force.',
  GIVES_FEEDBACK: 'Assesses what was delivered, with feedback, within the assessment time.',
});

export const DualConditionState = enumOf('DualConditionState', 'Where a standing condition of a dual stands.', dualConditionStates, {
  NOT_ASKED: 'Nothing has been owed yet in this cycle.',
  DUE: 'Something is owed, and there is time yet.',
  OVERDUE: 'Something is owed, and its day has passed.',
  MET: 'Nothing is owed now, and the last that was was done; how late stands in the evidence.',
  BROKEN: 'Nothing is owed now, and the last that was was left undone.',
});

export const HorizonReadiness = enumOf('HorizonReadiness', 'Whether somebody has shown to be ready for a horizon.', readinesses, {
  READY: 'They have kept four in five promises on it in time, of three or more.',
  NOT_YET: 'They have kept fewer than that in time.',
  UNPROVEN: 'Fewer than three were kept or broken on it.',
});

export const Ability = enumOf('Ability', 'The answer to "are they able to be a good customer?"', abilities, {
  YES: 'Their record says so, and nothing stands against it.',
  WITH_DOUBTS: 'By and large; the reasons say what to talk about first.',
  NO: 'Something on record stands against it.',
  UNKNOWN: 'Too little was ever asked of them as a Customer, and nothing stands against it.',
});

export const ReasonWeight = enumOf('ReasonWeight', 'What a reason says for an answer.', reasonWeights, {
  FOR: 'It speaks for them.',
  DOUBT: 'It gives reason to ask.',
  AGAINST: 'It decides the answer: no.',
});

export const AbilityReasonKind = enumOf('AbilityReasonKind', 'What speaks for or against a Customer.', abilityReasons, {
  HAS_LEFT: 'They no longer take part.',
  LITTLE_RECORD: 'Fewer than five things were asked of them: too little to judge by.',
  RECORD_HOLDS: 'They did at least four in five of what was asked of them in time.',
  RECORD_FALLS_SHORT: 'They did less than four in five of what was asked of them in time; against them with less than half.',
  CONDITION_NEGLECTED: 'Of one standing condition, asked three times or more, they did less than four in five in time; against them with less than half.',
  FEEDBACK_WITHOUT_WORDS: 'Fewer than half of their assessments came with words.',
  NO_RECORD_ON_HORIZON: 'What they did was on horizons more than three times longer or shorter.',
  OVERDUE_NOW: 'Something is overdue of them now; against them from four things on.',
  MUCH_WAITS: 'More than ten things wait for them as a Customer now.',
  MUCH_OPEN: 'They are to be a good Customer in more workflows at once now than they have had promises to them at once that were kept, and in more than twenty.',
  MUCH_PROMISED: 'They have more promises of their own to keep now than they can carry at once, by what an administrator said; where nobody said, more than they have had at once and kept, and more than twenty.',
  REVIEWED_POORLY: 'Three reviews or more come to less than 3 of 5 for clarity or helpfulness; against them with less than 2.',
  PROMISES_TO_THEM_BREAK: 'Fewer than half of the promises made to them, of five or more, were kept in time.',
});
