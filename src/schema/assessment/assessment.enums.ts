import { outcomes, unsatisfiedChoices } from '../../domain/workflow/workflow.types.js';
import { enumOf } from '../common/enum-of.js';

export const Outcome = enumOf('Outcome', 'What the Customer found of one condition.', outcomes, {
  MET: 'It is met.',
  NOT_MET: 'It is not met.',
  WAIVED: 'It is not met, or not looked at, and the Customer does without it.',
});

export const UnsatisfiedChoice = enumOf('UnsatisfiedChoice', 'What the Customer chooses when a mandatory condition is not met.', unsatisfiedChoices, {
  REWORK: 'Back to Q3: the promise stays in force, with the same due.',
  RENEGOTIATE: 'Back to Q2: the promise is under renegotiation.',
  BROKEN: 'The promise is broken.',
});

export const Verdict = enumOf('Verdict', 'The outcome of an assessment.', ['REDEEMED', 'UNSATISFIED', 'BROKEN', 'RELEASED'], {
  REDEEMED: 'The promise was kept.',
  UNSATISFIED: 'Not satisfied yet: it went back to work or to negotiation.',
  BROKEN: 'The promise was broken.',
  RELEASED: 'The promise had been released.',
});
