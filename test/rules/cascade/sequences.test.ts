import fc from 'fast-check';
import type { OtherServing, Serving } from '../../../src/domain/cascade/cascade.types.js';
import { flagsOf } from '../../../src/domain/cascade/flags.rules.js';
import { judgeRing } from '../../../src/domain/cascade/ring.rules.js';
import { checkReweighing, checkServing, servingOf } from '../../../src/domain/cascade/serving.rules.js';
import type { ServingTerms, ServingWords } from '../../../src/domain/cascade/serving.rules.js';
import { Refusal } from '../../../src/domain/common/refusal.js';
import { by, condition, monday, promise, workflow } from '../../kit/planned-workflows.js';
import type { Planned } from '../../kit/planned-workflows.js';

const count = 6;
const indices = fc.nat(count - 1);
const weights = fc.option(fc.integer({ min: 1, max: 70 }).map((hundredths) => String(hundredths / 100)));
const wishes = fc.record({
  wish: fc.constantFrom('serve', 'serve', 'serve', 'serve', 'reweigh', 'stop'),
  child: indices,
  parent: indices,
  share: weights,
  contributions: fc.uniqueArray(fc.record({ condition: fc.constantFrom('c1', 'c1', 'c2', 'c2', 'c3'), contribution: weights }), { selector: (one) => one.condition, minLength: 1, maxLength: 2 }),
});
const people = fc.constantFrom('ada', 'ada', 'ada', 'ada', 'ada', 'bram');
const companies = fc.array(fc.record({ customer: people, performer: people, months: fc.constantFrom(8, 8, 8, 9) }), { minLength: count, maxLength: count });

function found(companies: readonly { customer: string; performer: string; months: number }[]): Planned[] {
  return companies.map(({ customer, performer, months }, index) => workflow(`w${String(index)}`, {
    customer, performer, phase: 'EXECUTING', promise: promise({ conditions: [condition('c1'), condition('c2')], due: by(`2026-0${String(months)}-28`) }),
  }));
}

function othersOf(parent: Planned, all: readonly Planned[]): readonly OtherServing[] {
  return all.flatMap((one) => (one.cascade?.serves ?? []).filter((edge) => edge.parent === parent.id).map(({ contributions }) => ({ child: one.id, contributions })));
}

function withServing(child: Planned, serves: readonly Serving[]): Planned {
  return { ...child, cascade: { root: false, own: [], serves } };
}

/** Does what is wished, where the rules accept it; whether they did. */
function take({ wish, child: childAt, parent: parentAt, ...words }: { wish: string; child: number; parent: number } & ServingWords, all: Planned[]): boolean {
  const [child, parent] = [all[childAt], all[parentAt]];
  if (child === undefined || parent === undefined) throw new Error('nobody is there');
  const serves = child.cascade?.serves ?? [];
  const occasion = { child, parent, others: othersOf(parent, all), standsIn: () => false, nameOf: (agent: string) => agent };
  const made = (terms: ServingTerms): Serving => ({ id: `${child.id} to ${parent.id}`, at: monday, act: 'act', ...terms });
  try {
    if (wish === 'stop') {
      const standing = servingOf(child, parent.id);
      all[childAt] = withServing(child, serves.filter((edge) => edge !== standing));
    } else if (wish === 'reweigh') {
      const standing = servingOf(child, parent.id);
      const terms = checkReweighing(words, standing, occasion);
      all[childAt] = withServing(child, serves.map((edge) => (edge === standing ? made(terms) : edge)));
    } else {
      const terms = checkServing(words, occasion);
      judgeRing(child.id, parent.id, all.flatMap((one) => (one.cascade?.serves ?? []).map((edge) => ({ child: one.id, parent: edge.parent }))), (id) => id);
      all[childAt] = withServing(child, [...serves, made(terms)]);
    }
    return true;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return false;
  }
}

const hundredths = (weights: readonly (string | null)[]): number => weights.reduce((sum, weight) => sum + Math.round(Number(weight ?? 0) * 100), 0);

function reaches(from: Planned, to: string, all: readonly Planned[], steps = count): boolean {
  return steps > 0 && (from.cascade?.serves ?? []).some(({ parent }) => parent === to || all.some((one) => one.id === parent && reaches(one, to, all, steps - 1)));
}

test('after any sequence of accepted wishes no weights add up to more than 1, nothing is in a ring, and no edge has a flag', () => {
  let accepted = 0;
  fc.assert(fc.property(companies, fc.array(wishes, { minLength: 10, maxLength: 60, size: 'max' }), (company, wished) => {
    const all = found(company);
    for (const wish of wished) {
      if (!take(wish, all)) continue;
      accepted++;
      for (const one of all) {
        expect(hundredths((one.cascade?.serves ?? []).map(({ share }) => share))).toBeLessThanOrEqual(100);
        for (const key of ['c1', 'c2']) {
          const contributions = othersOf(one, all).flatMap(({ contributions: each }) => each.filter((each) => each.condition === key));
          expect(hundredths(contributions.map(({ contribution }) => contribution))).toBeLessThanOrEqual(100);
        }
        expect(reaches(one, one.id, all)).toBe(false);
        for (const edge of one.cascade?.serves ?? []) {
          const parent = all.find(({ id }) => id === edge.parent);
          if (parent === undefined) throw new Error(`${edge.parent} is served, and is nowhere`);
          expect(parent.performer).toBe(one.customer);
          expect(one.promise?.due.localeCompare(parent.promise?.due ?? '')).toBeLessThanOrEqual(0);
          expect(flagsOf(edge, one, parent, { standsIn: () => false, others: othersOf(parent, all) })).toEqual([]);
        }
      }
    }
  }), { numRuns: 60 });
  expect(accepted).toBeGreaterThan(100); // or nothing was tried
});
