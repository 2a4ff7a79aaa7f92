import fc from 'fast-check';
import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { diffImpacts } from '../../../src/domain/interlock/impact-diff.rules.js';
import { impactOf } from '../../../src/domain/interlock/impact.rules.js';
import type { Impact } from '../../../src/domain/interlock/impact.rules.js';
import type { WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import { diffPlans } from '../../../src/domain/interlock/plan-diff.rules.js';
import { companies, condition, day, manyTimes, needs, promise, zone } from './company.js';

const onBram = needs('bram', { id: 'chidi-on-bram' });
const before = [
  promise('bram', { conditions: [condition('c1'), condition('c2', { due: day(90) })] }),
  promise('chidi', { needs: [onBram], serves: [{ parent: 'ada', conditions: ['c1', 'c2'] }] }),
  promise('dana', { needs: [needs('chidi', { id: 'dana-on-chidi' })] }),
];
const after = [
  promise('bram', { status: 'UNDER_RENEGOTIATION', phase: 'NEGOTIATING', conditions: [condition('c1', { mandatory: false }), condition('c3')] }),
  promise('chidi', { due: day(110), needs: [{ ...onBram, kind: 'SOFT', status: 'REFUSED' }, needs('emil', { id: 'chidi-on-emil' })], serves: [{ parent: 'ada', conditions: ['c2'] }] }),
  promise('emil'),
];

describe('two plans', () => {
  const diff = diffPlans(before, after);

  test('differ in the workflows that came, went and changed, with both values', () => {
    expect(diff.workflows).toMatchObject({
      appeared: [{ id: 'emil' }],
      gone: [{ id: 'dana' }],
      changed: [
        { after: { id: 'bram' }, fields: { phase: { before: 'EXECUTING', after: 'NEGOTIATING' }, status: { before: 'IN_FORCE', after: 'UNDER_RENEGOTIATION' } } },
        { after: { id: 'chidi' }, fields: { due: { before: day(100), after: day(110) } } },
      ],
    });
  });

  test('in their conditions', () => {
    expect(diff.conditions).toMatchObject({
      appeared: [{ workflow: 'bram', key: 'c3' }, { workflow: 'emil', key: 'c1' }],
      gone: [{ workflow: 'bram', key: 'c2' }, { workflow: 'dana', key: 'c1' }],
      changed: [{ fields: { mandatory: { before: true, after: false } } }],
    });
  });

  test('in what is needed', () => {
    expect(diff.dependencies).toMatchObject({
      appeared: [{ workflow: 'chidi', id: 'chidi-on-emil' }],
      gone: [{ workflow: 'dana', id: 'dana-on-chidi' }],
      changed: [{ before: { id: 'chidi-on-bram' }, fields: { kind: { before: 'HARD', after: 'SOFT' }, status: { before: 'ACKNOWLEDGED', after: 'REFUSED' } } }],
    });
  });

  test('and in whom they serve', () => {
    expect(diff.services).toMatchObject({ appeared: [], gone: [], changed: [{ fields: { conditions: { before: ['c1', 'c2'], after: ['c2'] } } }] });
  });

  test('that are the same don\'t differ, in whatever order they are told', () => {
    const nothing = { appeared: [], gone: [], changed: [] };
    expect(diffPlans(before, [...before].reverse())).toEqual({ workflows: nothing, conditions: nothing, dependencies: nothing, services: nothing });
  });

  test('of any two companies differ so that one and the difference make the other', () => {
    fc.assert(fc.property(companies(), companies(), (first, second) => {
      const { dependencies, workflows } = diffPlans(first, second);
      const ids = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id).sort();
      const without = <Thing extends { readonly id: string }>(all: readonly Thing[], gone: readonly { readonly id: string }[]): Thing[] => all.filter(({ id }) => !gone.some((one) => one.id === id));
      expect(ids([...without(first, workflows.gone), ...workflows.appeared])).toEqual(ids(second));
      const needsOf = (all: readonly WorkflowFacts[]): { id: string }[] => all.flatMap(({ needs: own }) => own);
      expect(ids([...without(needsOf(first), dependencies.gone), ...dependencies.appeared])).toEqual(ids(needsOf(second)));
      for (const { before: was, after: is } of workflows.changed) expect([first, second].map((all, place) => all.find(({ id }) => id === [was, is][place]?.id))).toMatchObject([was, is]);
    }), manyTimes(1));
  });
});

describe('two answers to one question', () => {
  const impact = (company: readonly WorkflowFacts[], days: number, greatest = 9): Impact =>
    impactOf(buildGraph(zone, company), { from: [{ workflow: 'bram' }], direction: 'DEPENDENTS', days, depth: { greatest } });

  test('differ in what appeared, what is gone, and what is otherwise', () => {
    const earlier = [promise('bram'), promise('chidi', { needs: [needs('bram')] }), promise('dana', { needs: [needs('chidi')] })];
    const later = [promise('bram'), promise('chidi', { needs: [needs('bram', { neededBy: day(102) })] }), promise('emil', { needs: [needs('chidi', { kind: 'SOFT' })] })];
    expect(diffImpacts(impact(earlier, 5), impact(later, 5))).toEqual({
      appeared: [{ workflow: 'emil', distance: 2, kind: 'SOFT', daysLate: null }],
      gone: [{ workflow: 'dana', distance: 2, kind: 'HARD', daysLate: 5 }],
      changed: [{
        before: { workflow: 'chidi', distance: 1, kind: 'HARD', daysLate: 5 },
        after: { workflow: 'chidi', distance: 1, kind: 'HARD', daysLate: 3 },
        fields: { daysLate: { before: 5, after: 3 } },
      }],
      isPartial: false,
    });
  });

  test('of which one was cut say so', () => {
    expect(diffImpacts(impact(before, 5), impact(before, 5, 1)).isPartial).toBe(true);
  });
});
