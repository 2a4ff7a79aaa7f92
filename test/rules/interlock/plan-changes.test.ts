import fc from 'fast-check';
import { inOrder, planChanges } from '../../../src/domain/interlock/plan-changes.rules.js';
import type { PlanChange } from '../../../src/domain/interlock/plan-changes.rules.js';
import { companies, condition, day, manyTimes, needs, promise } from './company.js';

const swapped = { APPEARED: 'GONE', GONE: 'APPEARED', CHANGED: 'CHANGED' } as const;

function backwards(change: PlanChange): PlanChange {
  return { ...change, difference: swapped[change.difference], fields: change.fields.map(({ field, before, after }) => ({ field, before: after, after: before })) };
}

/** Edges keep their ends when they change, so both ways tell of the same thing. */
const comparable = ({ condition: _, other: __, ...rest }: PlanChange): unknown => rest;

test('what has become of a plan one way is what the other way undoes', () => {
  fc.assert(fc.property(companies(), companies(), (one, other) => {
    expect(planChanges(one, other).map(comparable)).toEqual(planChanges(other, one).map(backwards).map(comparable));
  }), manyTimes(1));
});

test('nothing has become of a plan that stayed as it was, and all of one that wasn’t there', () => {
  fc.assert(fc.property(companies(), (company) => {
    expect(planChanges(company, company)).toEqual([]);
    const parts = company.reduce((sum, { conditions, needs: needed, serves }) => sum + 1 + conditions.length + needed.length + serves.length, 0);
    const all = planChanges([], company);
    expect(all.length).toBe(parts);
    expect(all.every(({ difference, fields }) => difference === 'APPEARED' && fields.every(({ before }) => before === null))).toBe(true);
  }), manyTimes(1));
});

test('changes come in an order that a page can go on in', () => {
  fc.assert(fc.property(companies(), companies(), (one, other) => {
    const changes = planChanges(one, other);
    for (const [index, change] of changes.entries()) if (index > 0) expect(inOrder(changes[index - 1] as PlanChange, change)).toBeLessThan(0);
  }), manyTimes(1));
});

test('each change says what it is, field by field', () => {
  const before = [promise('payments'), { ...promise('onboarding'), conditions: [condition('c1')], needs: [needs('payments')] }];
  const after = [{ ...promise('payments'), due: day(120) }, { ...promise('onboarding'), conditions: [condition('c1'), condition('c2')] }];
  expect(planChanges(before, after).map(({ workflow, subject, difference, fields }) => [workflow, subject, difference, fields.map(({ field }) => field)])).toEqual([
    ['onboarding', 'CONDITION', 'APPEARED', ['mandatory', 'due', 'settled']],
    ['onboarding', 'DEPENDENCY', 'GONE', ['needs', 'kind', 'neededBy', 'status']],
    ['payments', 'WORKFLOW', 'CHANGED', ['due']],
  ]);
});
