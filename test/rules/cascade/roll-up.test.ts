import fc from 'fast-check';
import type { Contribution } from '../../../src/domain/cascade/cascade.types.js';
import { formulaOfCondition, formulaOfPromise } from '../../../src/domain/cascade/formula.rules.js';
import { rollUp } from '../../../src/domain/cascade/roll-up.rules.js';
import type { RolledCondition, RolledUp } from '../../../src/domain/cascade/roll-up.rules.js';
import type { Direction, PromiseState } from '../../../src/domain/workflow/workflow.types.js';
import { condition, place, promise, serving, workflow } from '../../kit/planned-workflows.js';
import type { Planned } from '../../kit/planned-workflows.js';
import { naivelyRolled } from '../../kit/naive-roll-up.js';
import { cascades } from '../../kit/random-cascades.js';

const measure = (target = '100', baseline: string | null = '0', direction: Direction = 'RAISE'): { metric: string; unit: null; direction: Direction; baseline: string | null; target: string } => ({ metric: 'it', unit: null, direction, baseline, target });
const measured = (current: string | null, parts = {}): PromiseState => promise({ conditions: [condition('c1', { measure: measure(), current })], ...parts });

/** A parent whose only condition has no measure, and what serves it. */
function family(children: readonly (readonly [PromiseState | null, string | null])[], parent: Partial<PromiseState> = {}): RolledUp {
  const served = children.map(([made, contribution], index) => workflow(`child ${String(index)}`, { promise: made, ...place({ serves: [serving('parent', [{ condition: 'c1', contribution }])] }) }));
  return rolled('parent', [workflow('parent', { promise: promise(parent) }), ...served]);
}

function rolled(id: string, all: readonly Planned[]): RolledUp {
  const found = rollUp(all).byWorkflow.get(id);
  if (found === undefined) throw new Error(`${id} was not rolled up`);
  return found;
}

function only(promised: RolledUp): RolledCondition {
  const [first] = promised.conditions;
  if (first === undefined) throw new Error('there is no condition');
  return first;
}

describe('the progress of a condition', () => {
  test('is its own measure where it has one, whatever serves it', () => {
    const own = family([[measured('90'), '1']], measured('30'));
    expect([own.progress, only(own).progress]).toEqual([{ value: 0.3, basis: 'CONDITIONS', known: 1, of: 1 }, { value: 0.3, basis: 'MEASURED', known: 1, of: 1 }]);
    const unmeasured = family([[measured('90'), '1']], measured(null));
    expect([only(unmeasured).progress.value, formulaOfCondition(only(unmeasured), 'progress')]).toEqual([null, 'its own measure; nothing has been measured yet']);
  });

  test('is the sum of what contributes to it times how far that is', () => {
    const parent = family([[measured('50'), '0.5'], [measured('20'), '0.25']]);
    expect(only(parent).progress).toEqual({ value: 0.3, basis: 'CHILDREN', known: 2, of: 2 });
    expect(formulaOfCondition(only(parent), 'progress')).toBe('Σ contribution × progress of what serves it; 0.25 of it rests on none of them');
    expect(only(parent).parts.map(({ child, weight, progress }) => [child, weight, progress])).toEqual([['child 0', '0.5', 0.5], ['child 1', '0.25', 0.2]]);
  });

  test('shares what is left among contributions that nobody gave, and says so', () => {
    const some = only(family([[measured('50'), '0.5'], [measured('20'), null], [measured('40'), null]]));
    expect([some.progress.value, some.parts.map(({ contribution, weight }) => [contribution, weight])]).toEqual([0.4, [['0.5', '0.5'], [null, '0.25'], [null, '0.25']]]);
    expect(formulaOfCondition(some, 'progress')).toContain('share the rest in equal parts');
    const none = only(family([[measured('10'), null], [measured('20'), null], [measured('60'), null]]));
    expect([none.progress.value, formulaOfCondition(none, 'progress')]).toEqual([0.3, 'Σ contribution × progress of what serves it; no contribution was given, so each counts the same']);
    expect(formulaOfCondition(only(family([[measured('10'), null]])), 'progress')).toContain('counts as 1');
  });

  test('is never more than the whole, though contributions of an import are', () => {
    const parent = only(family([[measured('100'), '0.9'], [measured('50'), '0.9'], [measured('50'), null]]));
    expect([parent.progress.value, formulaOfCondition(parent, 'progress')]).toEqual([0.75, expect.stringContaining('divided by their sum') as string]);
  });

  test('counts a child that has shown nothing as nothing, and is unknown when none has shown anything', () => {
    const some = only(family([[measured('50'), null], [promise(), null], [null, null]]));
    expect([some.progress, formulaOfCondition(some, 'progress')]).toEqual([{ value: 0.166667, basis: 'CHILDREN', known: 1, of: 3 }, expect.stringContaining('2 of 3 have shown nothing yet and count as 0') as string]);
    const none = only(family([[promise(), '0.5'], [null, '0.5']]));
    expect([none.progress, formulaOfCondition(none, 'progress')]).toEqual([{ value: null, basis: 'UNKNOWN', known: 0, of: 2 }, 'what serves it has shown nothing yet']);
    expect(formulaOfCondition(only(family([])), 'progress')).toBe('it has no measure, and nothing serves it');
  });

  test('is whole once the Customer found it met, where it has no measure', () => {
    expect(only(family([[measured('50'), '1']], { conditions: [condition('c1', { outcome: 'MET' })] })).progress).toMatchObject({ value: 1, basis: 'ACCEPTED' });
    expect(only(family([[measured('50'), '1']], { conditions: [condition('c1', { outcome: 'NOT_MET' })] })).progress).toMatchObject({ value: 0.5, basis: 'CHILDREN' });
  });
});

describe('a child that has ended', () => {
  test('brings all when it is kept, and nothing when it came to nothing, whatever was measured', () => {
    const progressWith = (status: PromiseState['status']): unknown[] => {
      const { progress, confidence, kept } = only(family([[measured('60', { status, confidence: 0.4 }), '1']]));
      return [progress.value, confidence.value, kept];
    };
    expect([progressWith('REDEEMED'), progressWith('BROKEN'), progressWith('RELEASED')]).toEqual([[1, 1, 1], [0, 0, 0], [0, 0, 0]]);
    expect([progressWith('IN_FORCE'), progressWith('DELIVERED')]).toEqual([[0.6, 0.4, 0], [0.6, 0.4, 0]]);
  });
});

describe('the progress of a promise', () => {
  const with_ = (...conditions: PromiseState['conditions']): RolledUp => rolled('one', [workflow('one', { promise: promise({ conditions }) })]);
  const at = (key: string, current: string, parts = {}) => condition(key, { measure: measure(), current, ...parts });

  test('is the mean of its mandatory conditions, without those that were waived', () => {
    const one = with_(at('c1', '80'), at('c2', '40'), at('c3', '0', { mandatory: false }), at('c4', '0', { outcome: 'WAIVED' }));
    expect([one.progress, formulaOfPromise(one, 'progress')]).toEqual([{ value: 0.6, basis: 'CONDITIONS', known: 2, of: 2 }, 'the mean of its 2 mandatory conditions that were not waived']);
  });

  test('counts what nobody has shown as nothing, and says so', () => {
    const one = with_(at('c1', '80'), condition('c2'));
    expect([one.progress.value, formulaOfPromise(one, 'progress')]).toEqual([0.4, expect.stringContaining('1 of 2 have shown nothing') as string]);
    expect([with_(condition('c1')).progress.value, formulaOfPromise(with_(condition('c1')), 'progress')]).toEqual([null, 'nothing is known yet of its mandatory conditions']);
    expect(with_(at('c1', '50', { outcome: 'WAIVED' })).progress.value).toBeNull();
  });

  test('is whole or nothing once it has ended, and kept only when it was accepted', () => {
    const ended = (status: PromiseState['status']): unknown[] => {
      const one = rolled('one', [workflow('one', { promise: measured('50', { status }) })]);
      return [one.progress.value, one.kept, formulaOfPromise(one, 'progress')];
    };
    expect([ended('REDEEMED'), ended('BROKEN'), ended('DELIVERED')]).toEqual([[1, true, 'the promise is kept'], [0, false, 'the promise has come to nothing'], [0.5, false, expect.any(String)]]);
  });

  test('is not there where nobody has promised', () => {
    const none = rolled('one', [workflow('one')]);
    expect([none.promise, none.progress.value, none.conditions, formulaOfPromise(none, 'progress')]).toEqual([null, null, [], 'there is no promise in this cycle yet']);
  });
});

describe('confidence', () => {
  const sure = (confidence: number | null): PromiseState => promise({ confidence });

  test('is what the Performer stated, whatever serves it', () => {
    const one = family([[sure(0.2), '1']], { confidence: 0.9 });
    expect([one.confidence, only(one).confidence, formulaOfPromise(one, 'confidence')]).toEqual([{ value: 0.9, basis: 'STATED', known: 1, of: 1 }, one.confidence, 'as the Performer last said']);
  });

  test('comes from what serves it where they stated none', () => {
    const one = family([[sure(0.5), '0.6'], [sure(1), '0.2']]);
    expect([one.confidence.value, only(one).confidence.value]).toEqual([0.5, 0.5]);
  });

  test('takes those who are silent to be as those who spoke', () => {
    const one = only(family([[sure(0.5), '0.4'], [sure(null), '0.4'], [sure(1), '0.2']]));
    expect([one.confidence.value, formulaOfCondition(one, 'confidence')]).toEqual([0.666667, expect.stringContaining('1 of 3 have stated none and are taken to be as the others are') as string]);
    expect(only(family([[sure(null), '1']])).confidence).toMatchObject({ value: null, basis: 'UNKNOWN' });
    expect(only(family([[sure(null), '1'], [sure(0.5), null]])).confidence.value).toBeNull();
  });
});

test('the forecast is the latest of its own and of what serves its mandatory conditions, as long as they are under way', () => {
  const [may, june, july] = ['2026-05-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'];
  expect(family([[promise({ forecast: july }), null], [promise({ forecast: may }), null]], { forecast: june }).forecast).toEqual({ at: july, from: 'child 0' });
  expect(family([[promise({ forecast: may }), null]], { forecast: june }).forecast).toEqual({ at: june, from: 'parent' });
  expect(family([[promise({ forecast: july, status: 'REDEEMED' }), null]], { forecast: june }).forecast).toEqual({ at: june, from: 'parent' });
  expect(family([[promise({ forecast: july }), null]], { status: 'REDEEMED' }).forecast).toBeNull();
  expect(family([[promise({ forecast: july }), null]], { conditions: [condition('c1', { mandatory: false }), condition('c2')] }).forecast).toBeNull();
  expect(family([]).forecast).toBeNull();
});

test('a roll-up is that of naive recursion in fractions, to the last place', () => {
  fc.assert(fc.property(cascades, (all) => {
    const { byWorkflow, unsorted } = rollUp(all);
    expect(unsorted).toEqual([]);
    for (const one of all) {
      const naive = naivelyRolled(one.id, all);
      const { progress, confidence, forecast, kept, conditions } = byWorkflow.get(one.id) ?? rolled('nobody', []);
      expect({ progress: progress.value, confidence: confidence.value, forecast: forecast?.at ?? null, kept }).toEqual({ progress: naive.progress, confidence: naive.confidence, forecast: naive.forecast, kept: naive.kept });
      expect(conditions.map((each) => ({ progress: each.progress.value, confidence: each.confidence.value, kept: each.kept, forecast: each.forecast?.at ?? null }))).toEqual(naive.conditions);
    }
  }));
});

test('a roll-up does not depend on the order in which workflows come', () => {
  fc.assert(fc.property(cascades, fc.infiniteStream(fc.nat()), (all, dice) => {
    const mixed = all.map((one) => ({ one, place: dice.next().value as number })).sort((a, b) => a.place - b.place).map(({ one }) => one);
    const figures = (some: readonly Planned[]): unknown => {
      const { byWorkflow } = rollUp(some);
      return all.map(({ id }) => [byWorkflow.get(id)?.progress, byWorkflow.get(id)?.confidence]);
    };
    expect(figures(mixed)).toEqual(figures(all));
  }));
});

describe('what is large or broken', () => {
  const serves = (parent: string, contribution: string | null = null): { cascade: Planned['cascade'] } => place({ serves: [serving(parent, [{ condition: 'c1', contribution } satisfies Contribution])] });

  test('is rolled up as well: a chain deeper than any stack, and tens of thousands under one', () => {
    const template = workflow('template');
    const chain = Array.from({ length: 30_000 }, (_, index): Planned => ({ ...template, id: String(index), promise: index === 29_999 ? measured('25') : promise(), ...(index === 0 ? {} : serves(String(index - 1))) }));
    expect(rolled('0', chain).progress.value).toBe(0.25);
    const star = Array.from({ length: 30_001 }, (_, index): Planned => ({ ...template, id: String(index), promise: index === 0 ? promise() : measured(index % 2 === 0 ? '40' : '20'), ...(index === 0 ? {} : serves('0')) }));
    expect(rolled('0', star).progress.value).toBe(0.3);
  });

  test('knows nothing of a ring, and says where it is', () => {
    const ring = [workflow('a', { promise: measured('10'), ...serves('b') }), workflow('b', { promise: measured('10'), ...serves('a') }), workflow('c', { promise: measured('10') })];
    const { byWorkflow, unsorted } = rollUp(ring);
    expect([unsorted, byWorkflow.get('a')?.progress.value, byWorkflow.get('c')?.progress.value]).toEqual([['a', 'b'], null, 0.1]);
  });
});
