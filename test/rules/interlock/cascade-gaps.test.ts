import fc from 'fast-check';
import { gapsOf } from '../../../src/domain/cascade/gaps.rules.js';
import { buildGraph } from '../../../src/domain/interlock/building.rules.js';
import { gapsIn, workflowGapKinds } from '../../../src/domain/interlock/cascade-gaps.rules.js';
import type { WorkflowGapKind } from '../../../src/domain/interlock/cascade-gaps.rules.js';
import { putWorkflow } from '../../../src/domain/interlock/changes.rules.js';
import { factsOf } from '../../../src/domain/interlock/facts-of-state.rules.js';
import type { CascadePlace } from '../../../src/domain/interlock/facts-of-state.rules.js';
import type { InterlockGraph } from '../../../src/domain/interlock/graph.rules.js';
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
    const expected = gapsOf(all, []).map((gap) => [gap.kind, 'workflow' in gap ? gap.workflow : '', gap.kind === 'CONDITION_UNSERVED' ? gap.condition : null, gap.kind === 'PARENT_GONE' ? gap.parent : null]);
    const gaps = found(all).gaps.map(({ kind, workflow: of, condition: key, parent }) => [kind, of, key, parent]);
    const inOrder = (rows: readonly (readonly unknown[])[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();
    expect(inOrder(gaps)).toEqual(inOrder(expected));
  }));
});

const adas = workflow('adas', { customer: 'grace', performer: 'ada', phase: 'EXECUTING', promise: promise({ conditions: [condition('c1'), condition('c2', { mandatory: false })] }), ...place({ root: true }) });
const brams = workflow('brams', { phase: 'EXECUTING', promise: promise(), ...place({ serves: [serving('adas')], own: ['c1'] }) });

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
