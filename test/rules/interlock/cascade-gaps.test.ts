import fc from 'fast-check';
import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { gapsIn, workflowGapKinds } from '../../../src/domain/interlock/cascade-gaps.rules.js';
import type { WorkflowGap, WorkflowGapKind } from '../../../src/domain/interlock/cascade-gaps.rules.js';
import { putWorkflow } from '../../../src/domain/interlock/changes.rules.js';
import { factsOf } from '../../../src/domain/interlock/facts-of-state.rules.js';
import type { CascadePlace } from '../../../src/domain/interlock/facts-of-state.rules.js';
import type { InterlockGraph } from '../../../src/domain/interlock/graph.rules.js';
import { gapsOfStates } from '../../kit/gaps-of-states.js';
import { condition, place, promise, proposal, serving, workflow } from '../../kit/planned-workflows.js';
import type { Planned } from '../../kit/planned-workflows.js';
import { cascades } from '../../kit/random-cascades.js';

/** A graph with what is beside it, once put together whole and once workflow by workflow. */
function graphsOf(all: readonly Planned[]): readonly { readonly graph: InterlockGraph; readonly places: ReadonlyMap<number, CascadePlace> }[] {
  const facts = all.map((one) => factsOf(one));
  const changed = buildGraph('UTC', []);
  for (const one of facts) putWorkflow(changed, one);
  return [buildGraph('UTC', facts), changed].map((graph) => ({ graph, places: new Map(facts.flatMap((one) => (one.place === null ? [] : [[graph.node(one.id), one.place]]))) }));
}

function found(all: readonly Planned[], { kinds = workflowGapKinds, performer = null, hides = [] }: { readonly kinds?: readonly WorkflowGapKind[]; readonly performer?: string | null; readonly hides?: readonly string[] } = {}) {
  const [whole, changed] = graphsOf(all).map(({ graph, places }) => gapsIn(graph, places, { kinds: new Set(kinds), performer, isShown: (node) => !hides.includes(graph.workflows.text(node)) }));
  const sorted = (one: typeof whole): unknown => ({ ...one, gaps: [...(one?.gaps ?? [])].map((gap) => JSON.stringify(gap)).sort() });
  expect(sorted(changed)).toEqual(sorted(whole));
  return whole ?? { gaps: [], hidden: 0 };
}

test('the gaps of a graph are those of the states that it is made of', () => {
  fc.assert(fc.property(cascades, fc.infiniteStream(fc.nat(9)), (some, dice) => {
    const throws = (): number => dice.next().value as number;
    const all = some.map((one): Planned => {
      const { cascade = { serves: [], root: false, own: [] } } = one;
      return {
        ...one, phase: throws() === 0 ? 'CLOSED' : one.phase, standing: throws() < 3 ? proposal({ conditions: [condition('c1'), condition('c4', { mandatory: throws() < 5 })] }) : null,
        cascade: { ...cascade, root: cascade.serves.length === 0 && throws() < 5, own: throws() < 3 ? ['c1'] : [] },
      };
    });
    const inOrder = (gaps: readonly WorkflowGap[]): readonly string[] => gaps.map((gap) => JSON.stringify([gap.kind, gap.workflow, gap.condition, gap.mandatory, gap.parent])).sort();
    expect(inOrder(found(all).gaps)).toEqual(inOrder(gapsOfStates(all)));
  }));
});

const adas = workflow('adas', { customer: 'grace', performer: 'ada', phase: 'EXECUTING', promise: promise({ conditions: [condition('c1'), condition('c2', { mandatory: false })] }), ...place({ root: true }) });
const brams = workflow('brams', { phase: 'EXECUTING', promise: promise(), ...place({ serves: [serving('adas')], own: ['c1'] }) });

describe('a gap in the cascade', () => {
  const gaps = (...all: readonly Planned[]): readonly WorkflowGap[] => found(all).gaps;
  const unserved = (of: string, key: string, mandatory = true): WorkflowGap => ({ kind: 'CONDITION_UNSERVED', workflow: of, condition: key, mandatory, parent: null });

  test('is a workflow that serves nothing and is no declared root', () => {
    expect(gaps(workflow('alone'))).toEqual([{ kind: 'SERVES_NOTHING', workflow: 'alone', condition: null, mandatory: null, parent: null }]);
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
    const gone: WorkflowGap = { kind: 'PARENT_GONE', workflow: 'brams', condition: null, mandatory: null, parent: 'adas' };
    expect(gaps({ ...adas, phase: 'CLOSED' }, brams)).toEqual([gone]);
    expect(gaps({ ...adas, phase: 'ASSESSING', promise: promise({ status: 'RELEASED' }) }, brams)).toEqual([gone]);
    expect(gaps(brams)).toEqual([]);
  });

  test('is nothing in what is over', () => {
    expect(gaps(workflow('over', { phase: 'CLOSED' }), workflow('kept', { phase: 'ASSESSING', promise: promise({ status: 'REDEEMED' }) }))).toEqual([]);
  });
});

test('only the kinds that are asked for are found, and only of whoever is asked about', () => {
  const alone = workflow('alone');
  expect(found([adas, brams, alone]).gaps).toHaveLength(2);
  expect(found([adas, brams, alone], { kinds: ['SERVES_NOTHING'] }).gaps).toEqual([{ kind: 'SERVES_NOTHING', workflow: 'alone', condition: null, mandatory: null, parent: null }]);
  expect(found([adas, brams, alone], { performer: 'ada' }).gaps).toEqual([{ kind: 'CONDITION_UNSERVED', workflow: 'adas', condition: 'c2', mandatory: false, parent: null }]);
  expect(found([adas, brams, alone], { performer: 'nobody' }).gaps).toEqual([]);
});

describe('what is not shown', () => {
  test('has no gaps that are told of, and is counted', () => {
    expect(found([adas, workflow('alone')], { hides: ['alone'] })).toEqual({ gaps: found([adas]).gaps, hidden: 1 });
    expect(found([adas, workflow('over', { phase: 'CLOSED' })], { hides: ['over'] }).hidden).toBe(0);
  });

  test('serves what it serves, whatever has become of it', () => {
    const broken = { ...brams, promise: promise({ status: 'BROKEN' }) };
    expect(found([adas, broken]).gaps).toContainEqual({ kind: 'CONDITION_UNSERVED', workflow: 'adas', condition: 'c1', mandatory: true, parent: null });
    expect(found([adas, broken], { hides: ['brams'] }).gaps).toEqual(found([adas, brams]).gaps);
  });

  test('is not said to be gone', () => {
    const gone = { ...adas, phase: 'CLOSED' as const };
    expect(found([gone, brams]).gaps).toEqual([{ kind: 'PARENT_GONE', workflow: 'brams', condition: null, mandatory: null, parent: 'adas' }]);
    expect(found([gone, brams], { hides: ['adas'] }).gaps).toEqual([]);
  });
});
