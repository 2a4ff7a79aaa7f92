import fc from 'fast-check';
import { gapsOf } from '../../../src/domain/cascade/gaps.rules.js';
import type { Gap } from '../../../src/domain/cascade/gaps.rules.js';
import { condition, place, promise, proposal, serving, workflow } from '../../kit/planned-workflows.js';
import type { Planned } from '../../kit/planned-workflows.js';
import { cascades } from '../../kit/random-cascades.js';

const adas = workflow('adas', { phase: 'EXECUTING', promise: promise({ conditions: [condition('c1'), condition('c2', { mandatory: false })] }), ...place({ root: true }) });
const brams = workflow('brams', { phase: 'EXECUTING', promise: promise(), ...place({ serves: [serving('adas')], own: ['c1'] }) });
const gaps = (...workflows: readonly Planned[]): readonly Gap[] => gapsOf(workflows, []);
const unserved = (workflow: string, key: string, mandatory = true): Gap => ({ kind: 'CONDITION_UNSERVED', workflow, condition: key, mandatory });

describe('a gap in the cascade', () => {
  test('is a workflow that serves nothing and is no declared root', () => {
    expect(gaps(workflow('alone'))).toEqual([{ kind: 'SERVES_NOTHING', workflow: 'alone' }]);
    expect(gaps(workflow('root', place({ root: true })))).toEqual([]);
  });

  test('is a condition, promised or on the table, that nothing serves and nobody keeps alone', () => {
    expect(gaps(adas, brams)).toEqual([unserved('adas', 'c2', false)]);
    expect(gaps(adas)).toEqual([unserved('adas', 'c1'), unserved('adas', 'c2', false)]);
    expect(gaps({ ...adas, ...place({ root: true, own: ['c1', 'c2'] }) })).toEqual([]);
    expect(gaps({ ...adas, promise: null, standing: proposal({ conditions: [condition('c3')] }) })).toEqual([unserved('adas', 'c3')]);
  });

  test('is a condition whose child came to nothing, not one whose child is kept', () => {
    expect(gaps(adas, { ...brams, phase: 'CLOSED' })).toContainEqual(unserved('adas', 'c1'));
    expect(gaps(adas, { ...brams, phase: 'ASSESSING', promise: promise({ status: 'BROKEN' }) })).toContainEqual(unserved('adas', 'c1'));
    expect(gaps(adas, { ...brams, phase: 'CLOSED', promise: promise({ status: 'REDEEMED' }) })).toEqual([unserved('adas', 'c2', false)]);
  });

  test('is an edge to what is gone', () => {
    const gone: Gap = { kind: 'PARENT_GONE', workflow: 'brams', serving: 'to adas', parent: 'adas' };
    expect(gaps({ ...adas, phase: 'CLOSED' }, brams)).toEqual([gone]);
    expect(gaps({ ...adas, phase: 'ASSESSING', promise: promise({ status: 'RELEASED' }) }, brams)).toEqual([gone]);
    expect(gaps(brams)).toEqual([]);
  });

  test('is an open concern', () => {
    expect(gapsOf([], (['OPEN', 'TAKEN_UP', 'SETTLED', 'DROPPED'] as const).map((status) => ({ id: status, status })))).toEqual([{ kind: 'CONCERN_OPEN', concern: 'OPEN' }]);
  });

  test('is nothing in what is over', () => {
    expect(gaps(workflow('over', { phase: 'CLOSED' }), workflow('kept', { phase: 'ASSESSING', promise: promise({ status: 'REDEEMED' }) }))).toEqual([]);
  });
});

test('the gaps of a cascade are those that looking at each workflow by itself finds', () => {
  fc.assert(fc.property(cascades, fc.infiniteStream(fc.nat(9)), (some, dice) => {
    const throws = (): number => dice.next().value as number;
    const all = some.map((one): Planned => {
      const { cascade = { serves: [], root: false, own: [] } } = one;
      return { ...one, phase: throws() === 0 ? 'CLOSED' : one.phase, cascade: { ...cascade, root: cascade.serves.length === 0 && throws() < 5, own: throws() < 3 ? ['c1'] : [] } };
    });
    const ended = (status: string | undefined): boolean => status === 'REDEEMED' || status === 'BROKEN' || status === 'RELEASED';
    const naive = all.filter((one) => one.phase !== 'CLOSED' && !ended(one.promise?.status)).flatMap((one): Gap[] => {
      const { serves, root, own } = one.cascade ?? { serves: [], root: false, own: [] };
      const lost = serves.filter(({ parent }) => all.some(({ id, phase, promise: made }) => id === parent && (phase === 'CLOSED' || made?.status === 'BROKEN' || made?.status === 'RELEASED')));
      const open = (one.promise?.conditions ?? []).filter(({ key }) => !own.includes(key) && !all.some((child) =>
        (child.promise?.status === 'REDEEMED' || (child.phase !== 'CLOSED' && !ended(child.promise?.status)))
        && child.cascade?.serves.some(({ parent, contributions }) => parent === one.id && contributions.some((each) => each.condition === key))));
      return [
        ...(serves.length === 0 && !root ? [{ kind: 'SERVES_NOTHING' as const, workflow: one.id }] : []),
        ...lost.map(({ id, parent }) => ({ kind: 'PARENT_GONE' as const, workflow: one.id, serving: id, parent })),
        ...open.map(({ key, mandatory }) => unserved(one.id, key, mandatory)),
      ];
    });
    expect(gapsOf(all, [])).toEqual(naive);
  }));
});
