import fc from 'fast-check';
import { rollUp } from '../../../src/domain/cascade/roll-up.rules.js';
import { sharesOf, totalsUnder } from '../../../src/domain/cascade/totals.rules.js';
import type { Totals } from '../../../src/domain/cascade/totals.rules.js';
import type { PromiseState } from '../../../src/domain/workflow/workflow.types.js';
import { condition, place, promise, serving, workflow } from '../../kit/planned-workflows.js';
import type { Planned } from '../../kit/planned-workflows.js';
import { cascades } from '../../kit/random-cascades.js';

const totals = (tops: readonly string[], all: readonly Planned[]): Totals => totalsUnder(tops, all, rollUp(all));
const done = (current: string, status: PromiseState['status'] = 'IN_FORCE'): PromiseState =>
  promise({ status, conditions: [condition('c1', { measure: { metric: 'it', unit: null, direction: 'RAISE', baseline: '0', target: '10' }, current })] });
const child = (id: string, made: PromiseState | null, ...shares: readonly (readonly [string, string | null])[]): Planned =>
  workflow(id, { promise: made, ...place({ serves: shares.map(([parent, share]) => serving(parent, ['c1'], share)) }) });

/** A promise that serves two, one of which serves the other, and something below it. */
const company = [
  child('top', promise()),
  child('middle', done('5'), ['top', null]),
  child('both', done('10', 'REDEEMED'), ['top', '0.2'], ['middle', '0.6']),
  child('leaf', done('2'), ['both', '0.5']),
  child('talking', null, ['both', null]),
  child('elsewhere', done('9')),
];

describe('the totals under a workflow', () => {
  test('count each promise once, however many ways lead down to it', () => {
    expect(totals(['top'], company)).toMatchObject({ workflows: 4, promises: 3, kept: 1, known: 3, byStatus: { IN_FORCE: 2, REDEEMED: 1, BROKEN: 0 } });
    expect(totals(['top', 'middle'], company)).toMatchObject({ workflows: 3, promises: 2 });
    expect(totals(['leaf'], company)).toMatchObject({ workflows: 0, promises: 0, attributed: 0, progress: null });
  });

  test('attribute each by its shares', () => {
    // middle 1; both 0.2 + 0.6; leaf half of that, the rest of it serves nothing.
    expect(totals(['top'], company)).toMatchObject({ attributed: 2.2, attributedKept: 0.8, progress: 0.627273 });
    expect(totals(['middle'], company)).toMatchObject({ attributed: 0.9, attributedKept: 0.6 });
  });

  test('complete the shares that nobody gave', () => {
    expect(sharesOf(child('one', null, ['a', '0.5'], ['b', null], ['c', null]))).toEqual([{ parent: 'a', share: '0.5' }, { parent: 'b', share: '0.25' }, { parent: 'c', share: '0.25' }]);
  });

  test('are those of a walk along every way up', () => {
    fc.assert(fc.property(cascades, fc.subarray(Array.from({ length: 12 }, (_, index) => `w${String(index)}`), { minLength: 1, maxLength: 3 }), (all, tops) => {
      const under = (id: string): boolean => !tops.includes(id) && (all.find((one) => one.id === id)?.cascade?.serves ?? []).some(({ parent }) => tops.includes(parent) || under(parent));
      const worth = (id: string): number => tops.includes(id) ? 1 : sharesOf(all.find((one) => one.id === id) ?? {}).reduce((sum, { parent, share }) => sum + Number(share) * worth(parent), 0);
      const below = all.filter(({ id }) => under(id));
      const found = totals(tops, all);
      expect(found).toMatchObject({
        workflows: below.length, promises: below.filter((one) => one.promise !== null).length, kept: below.filter((one) => one.promise?.status === 'REDEEMED').length,
      });
      expect(found.attributed).toBeCloseTo(below.filter((one) => one.promise !== null).reduce((sum, { id }) => sum + worth(id), 0), 5);
    }));
  });

  test('over all that a workflow serves are never attributed more than once', () => {
    fc.assert(fc.property(cascades, (all) => {
      const made = all.filter((one) => one.promise !== null).length;
      const roots = all.filter((one) => (one.cascade?.serves ?? []).length === 0).map(({ id }) => id);
      const attributed = roots.reduce((sum, root) => sum + totals([root], all).attributed, 0);
      expect(attributed).toBeLessThanOrEqual(made + 1e-5);
    }));
  });
});
