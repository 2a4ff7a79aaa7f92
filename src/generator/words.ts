import type { Condition, Measure } from '../domain/workflow/workflow.types.js';
import type { Dice } from './dice.js';

/* What people in a made-up organisation are called, and what they promise. */

const givenNames = ['Aisha', 'Bela', 'Carlos', 'Daria', 'Edwin', 'Femke', 'Goran', 'Hana', 'Ivo', 'Jelena', 'Kofi', 'Lotte', 'Mateo', 'Nadia', 'Omar', 'Petra', 'Quinten', 'Rosa', 'Sander', 'Tomoko', 'Umar', 'Vera', 'Wim', 'Ximena', 'Yusuf', 'Zoe'];
const familyNames = ['Aalto', 'Bakker', 'Costa', 'Dahl', 'Eriksen', 'Ferrari', 'Garcia', 'Hoffmann', 'Ivanova', 'Jansen', 'Kimura', 'Larsen', 'Mensah', 'Nagy', 'Okonkwo', 'Peeters', 'Quist', 'Rossi', 'Silva', 'Tanaka', 'Ueda', 'Vos', 'Weber', 'Xu', 'Yilmaz', 'Zhang'];

/** A name like others', with a number, so that one person is found by it. */
export function personName(dice: Dice, person: number): string {
  return `${dice.oneOf(givenNames, 'NAME', person)} ${dice.oneOf(familyNames, 'NAME', person, 1)} ${String(person + 1)}`;
}

export const departments = ['Engineering', 'Product', 'Design', 'Operations', 'Sales', 'Marketing', 'Finance', 'People', 'Legal', 'Support', 'Research', 'Security'] as const;

const objectives: readonly (readonly string[])[] = [
  ['Be the company that our customers recommend', 'Be at home on three continents', 'Earn what our plans need', 'Be the place where the best want to work', 'Be the safest choice there is'],
  ['Double what we earn from', 'Bring to market', 'Make ready for ten times as many customers:', 'Win the trust of regulators for', 'Rebuild from the ground'],
  ['Deliver the yearly plan of', 'Halve the cost of', 'Bring to every customer', 'Open to partners', 'Make a product of'],
  ['Lead the release of', 'Have the team ready for', 'Hand over to operations', 'Prove with ten customers', 'Move to the new platform'],
  ['Implement', 'Test', 'Document', 'Migrate', 'Speed up', 'Secure', 'Measure', 'Automate'],
];
const things = ['billing', 'search', 'the mobile app', 'sign-in', 'the data platform', 'reporting', 'onboarding', 'the partner portal', 'payments', 'the order service', 'notifications', 'the catalogue', 'pricing', 'the support desk', 'shipping', 'the training programme', 'audit trails', 'the design system', 'forecasts', 'contracts'];

export function objective(dice: Dice, promise: number, tier: number): string {
  const what = dice.oneOf(objectives[tier] ?? [], 'WORDS', promise);
  return tier === 0 ? what : `${what} ${dice.oneOf(things, 'WORDS', promise, 1)} (${String(promise + 1)})`;
}

const measures: readonly Measure[] = [
  { baseline: '0', direction: 'RAISE', metric: 'progress', target: '100', unit: 'percent' },
  { baseline: '20', direction: 'LOWER', metric: 'open defects', target: '2', unit: null },
  { baseline: null, direction: 'STAY_ABOVE', metric: 'uptime', target: '99.9', unit: 'percent' },
  { baseline: '900', direction: 'LOWER', metric: 'response time', target: '250', unit: 'milliseconds' },
];
const statements = ['It is in use by those who asked for it', 'Whoever takes it over has said yes', 'Nobody has to be woken at night for it', 'Its cost stays within the plan', 'The handbook says how it works'];

export function conditionCount(dice: Dice, promise: number): number {
  return 2 + dice.below(2, 'TERMS', promise);
}

/** Fields in the order of the alphabet, as an export has them. The first is measured, the third need not be met. */
export function conditionsOf(dice: Dice, promise: number): readonly Condition[] {
  return Array.from({ length: conditionCount(dice, promise) }, (_, index) => ({
    due: null,
    key: `c${String(index + 1)}`,
    mandatory: index < 2,
    measure: index === 0 ? dice.oneOf(measures, 'TERMS', promise, 1) : null,
    statement: dice.oneOf(statements, 'TERMS', promise, 2 + index),
  }));
}

/** How a measured condition stands some way to its target. */
export function measuredValue({ direction, baseline, target }: Measure, way: number): string {
  if (direction === 'STAY_ABOVE') return way < 0.15 ? '99.5' : '99.95';
  const [from, to] = [Number(baseline ?? '0'), Number(target)];
  return String(Math.round(from + (to - from) * way));
}

export const reasons = {
  renegotiation: ['What it rests on has moved', 'We know more by now than when it was promised', 'Two people are ill', 'The supplier has changed the contract'],
  refusal: ['That is not what we promised to anybody', 'We cannot have it by then', 'Another team has this'],
  revocation: ['It cannot be done with what we have', 'The one who knew how has left'],
  progress: ['On its way', 'Slower than hoped', 'Nearly there', 'Waiting for one answer'],
} as const;
