import fc from 'fast-check';
import { GraphBuilder, buildGraph, rebuilding } from '../../../src/domain/interlock/building.rules.js';
import { putWorkflow, removeWorkflow } from '../../../src/domain/interlock/changes.rules.js';
import { factsIn } from '../../../src/domain/interlock/facts.rules.js';
import { InterlockGraph } from '../../../src/domain/interlock/graph.rules.js';
import { type Impact, impactOf } from '../../../src/domain/interlock/impact.rules.js';
import type { WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import { companies, condition, counted, day, manyTimes, needs, promise, zone } from './company.js';

/** All that a graph says of its workflows, in an order that doesn't depend on how they came in. */
function contents(graph: InterlockGraph): WorkflowFacts[] {
  const nodes = Array.from({ length: graph.size }, (_, node) => node).filter((node) => graph.isKnown(node));
  return nodes.map((node) => inOrder(factsIn(graph, node))).sort((one, other) => (one.id < other.id ? -1 : 1));
}

function inOrder(facts: WorkflowFacts): WorkflowFacts {
  const by = <Thing>(things: readonly Thing[], name: (thing: Thing) => string): Thing[] => [...things].sort((one, other) => (name(one) < name(other) ? -1 : 1));
  return {
    ...facts,
    conditions: by(facts.conditions, ({ key }) => key),
    needs: by(facts.needs, ({ id }) => id),
    serves: by(facts.serves.map(({ parent, conditions }) => ({ parent, conditions: by(conditions, (key) => key) })), ({ parent }) => parent),
  };
}

function atRisk(impact: Impact): unknown {
  const { promises, count, hiddenCount, isPartial } = impact.atRisk();
  return { promises, count, hiddenCount, isPartial };
}

/** What it answers of each of its workflows, both ways. */
function answers(graph: InterlockGraph, company: readonly WorkflowFacts[]): unknown {
  return company.map(({ id }) => (['DEPENDENTS', 'PROVIDERS'] as const).map((direction) => {
    const impact = impactOf(graph, { from: [{ workflow: id }], direction, kinds: ['HARD', 'SOFT', 'INFORMATIONAL'] });
    return [impact.page(100).rows.map(({ path: _, ...row }) => row), counted(impact.facets()), atRisk(impact)];
  }));
}

test('a graph holds what was put into it', () => {
  fc.assert(fc.property(companies(), (company) => {
    expect(contents(buildGraph(zone, company))).toEqual(company.map(inOrder).sort((one, other) => (one.id < other.id ? -1 : 1)));
  }), manyTimes(1));
});

test('a graph that was put together in steps is the same', () => {
  fc.assert(fc.property(companies(), fc.integer({ min: 1, max: 5 }), (company, size) => {
    const builder = new GraphBuilder(zone);
    for (const facts of company) builder.add(facts);
    const steps = builder.finishing(size);
    let pauses = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses++;
    const graph = buildGraph(zone, company);
    expect(pauses).toBeGreaterThanOrEqual(Math.floor(graph.size / size));
    expect(contents(step.value)).toEqual(contents(graph));
    expect(answers(step.value, company)).toEqual(answers(graph, company));
  }), manyTimes(1));
});

test('a graph that followed any changes answers as one that was built from what there is now', () => {
  const changes = fc.array(fc.oneof(companies(), fc.nat(6)), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(companies(), changes, (first, then) => {
    const graph = buildGraph(zone, first);
    const now = new Map(first.map((facts) => [facts.id, facts]));
    for (const change of then) {
      if (typeof change === 'number') {
        const id = [...now.keys()][change];
        if (id === undefined) continue;
        removeWorkflow(graph, id);
        now.delete(id);
      } else {
        for (const facts of change) {
          putWorkflow(graph, facts);
          now.set(facts.id, facts);
        }
      }
    }
    const company = [...now.values()];
    expect(contents(graph)).toEqual(contents(buildGraph(zone, company)));
    expect(answers(graph, company)).toEqual(answers(buildGraph(zone, company), company));
  }), manyTimes(2));
});

test('a graph that is put together one by one is the same', () => {
  fc.assert(fc.property(companies(), (company) => {
    const graph = new InterlockGraph(zone);
    for (const facts of [...company].reverse()) putWorkflow(graph, facts);
    expect(answers(graph, company)).toEqual(answers(buildGraph(zone, company), company));
  }), manyTimes(1));
});

test('a workflow is built in once', () => {
  expect(() => buildGraph(zone, [promise('bram'), promise('bram')])).toThrow('once');
});

describe('a graph that is built anew beside its work', () => {
  test('has nothing wasted, and what changed in the meantime', () => {
    fc.assert(fc.property(companies(), companies(), fc.nat(6), (first, then, gone) => {
      const graph = buildGraph(zone, first);
      for (const facts of then) putWorkflow(graph, facts);
      const work = rebuilding(graph, 2);
      const step = work.next();
      for (const facts of first) putWorkflow(graph, facts);
      const id = first[gone]?.id;
      if (id !== undefined) removeWorkflow(graph, id);
      let rebuilt = step.done === true ? step.value : undefined;
      while (rebuilt === undefined) {
        const { done, value } = work.next();
        if (done === true) rebuilt = value;
      }
      if (step.done === true) return;
      expect(contents(rebuilt)).toEqual(contents(graph));
      const known = contents(graph);
      expect(answers(rebuilt, known)).toEqual(answers(graph, known));
    }));
  });

  test('wastes less than before', () => {
    const graph = buildGraph(zone, [promise('bram'), promise('chidi', { needs: [needs('bram'), needs('bram')] })]);
    for (let time = 0; time < 10; time++) putWorkflow(graph, promise('chidi', { needs: [needs('bram'), needs('bram')] }));
    expect(graph.waste).toBeGreaterThan(0.8);
    const steps = rebuilding(graph);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    expect(step.value.waste).toBe(0);
  });
});

describe('an answer given before a change', () => {
  test('stays what it was', () => {
    const graph = buildGraph(zone, [promise('bram'), promise('chidi', { needs: [needs('bram')] })]);
    const impact = impactOf(graph, { from: [{ workflow: 'bram' }], direction: 'DEPENDENTS' });
    const before = impact.page(10);
    putWorkflow(graph, promise('chidi', { needs: [] }));
    putWorkflow(graph, promise('dana', { needs: [needs('bram')] }));
    expect(impact.page(10)).toEqual(before);
    expect(impactOf(graph, { from: [{ workflow: 'bram' }], direction: 'DEPENDENTS' }).page(10).rows.map(({ workflow }) => workflow)).toEqual(['dana']);
  });
});

test('a change of a due moves the conditions that have none of their own', () => {
  const bram = promise('bram', { conditions: [condition('c1'), condition('c2', { due: day(100) })] });
  const graph = buildGraph(zone, [bram, promise('chidi', { needs: [needs('bram', { needs: 'c1' })] }), promise('dana', { needs: [needs('bram', { needs: 'c2' })] })]);
  putWorkflow(graph, { ...bram, due: day(95) });
  const rows = impactOf(graph, { from: [{ workflow: 'bram' }], direction: 'DEPENDENTS', days: 5 }).page(10).rows;
  expect(rows.map(({ workflow, daysLate }) => [workflow, daysLate])).toEqual([['dana', 5]]);
});
