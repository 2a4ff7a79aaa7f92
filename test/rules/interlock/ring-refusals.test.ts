import fc from 'fast-check';
import type { Dependency, WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import { factsOf } from '../../../src/domain/interlock/facts-of-state.rules.js';
import { judgeAcknowledging, mayCloseRing, ringByTerms } from '../../../src/domain/interlock/ring-refusals.rules.js';
import type { DependingStation } from '../../../src/domain/interlock/ring-refusals.rules.js';
import { Dice } from '../../kit/dice.js';
import { untilOften } from '../../kit/often.js';
import { condition, needs, promise, proposal, workflow } from '../../kit/planned-workflows.js';
import type { Planned } from '../../kit/planned-workflows.js';
import { manyTimes } from './company.js';
import { Naive } from './naive.js';
import type { NaiveCondition } from './naive.js';

const keys = ['c1', 'c2', 'c3'] as const;
const someConditions = (dice: Dice) => keys.filter((key) => key === 'c1' || !dice.onceIn(3)).map((key) => condition(key, { mandatory: key === 'c1' || dice.onceIn(2) }));

/** Workflows that need each other anyhow: some promised, some promised and renegotiated, some only proposed. */
function someWorkflows(dice: Dice): readonly Planned[] {
  const ids = Array.from({ length: 2 + dice.below(3) }, (_, index) => `w${String(index)}`);
  const edges = Array.from({ length: 1 + dice.below(6) }, (_, index): Dependency => {
    const [dependent, provider] = [dice.oneOf(ids), dice.oneOf(ids)];
    return needs(`d${String(index)}`, dependent, provider === dependent ? (ids.find((id) => id !== dependent) ?? '') : provider, {
      condition: dice.onceIn(3) ? null : dice.oneOf(keys), needs: dice.onceIn(2) ? null : dice.oneOf(keys),
      kind: dice.oneOf(['HARD', 'HARD', 'HARD', 'SOFT']), status: dice.oneOf(['ASSERTED', 'ACKNOWLEDGED', 'ACKNOWLEDGED', 'REFUSED']),
    });
  });
  return ids.map((id) => workflow(id, {
    phase: 'NEGOTIATING',
    promise: dice.onceIn(2) ? promise({ status: 'UNDER_RENEGOTIATION', conditions: someConditions(dice) }) : null,
    standing: dice.onceIn(4) ? null : proposal({ conditions: someConditions(dice) }),
    interlock: { needs: edges.filter(({ dependent }) => dependent === id), needed: edges.filter(({ provider }) => provider === id) },
  }));
}

/** Whether anything waits for itself in the end. */
function hasRing(all: readonly WorkflowFacts[]): boolean {
  const naive = new Naive(all);
  const next = (one: NaiveCondition): NaiveCondition[] => naive.edges.filter(({ need, dependents }) => need.kind === 'HARD' && dependents.includes(one)).flatMap(({ providers }) => providers);
  return naive.conditions.some((one) => {
    const rests = new Set(next(one));
    for (const each of rests) for (const further of next(each)) rests.add(further);
    return rests.has(one);
  });
}

const stationsOf = (all: readonly Planned[]): readonly DependingStation[] => all.map((one) => ({ facts: factsOf(one), objective: one.id }));
const throws = fc.array(fc.nat(5_039), { minLength: 120, maxLength: 120 });

test('of any workflows, terms close a ring exactly if something then waits for itself, and only terms that may are looked at', () => {
  let [rings, looked] = [0, 0];
  untilOften(() => rings > 5, () => { fc.assert(fc.property(throws, (thrown) => {
    const dice = new Dice(thrown);
    const all = someWorkflows(dice);
    const [own] = all;
    if (own === undefined || hasRing(all.map((one) => factsOf(one)))) return;
    const terms = { conditions: someConditions(dice) };
    const after = { ...factsOf(own), conditions: terms.conditions.map(({ key, mandatory, due }) => ({ key, mandatory, due, settled: 'OPEN' as const })) };
    const closes = hasRing([after, ...all.slice(1).map((one) => factsOf(one))]);
    const ring = ringByTerms(own, terms, stationsOf(all));
    expect(ring !== null).toBe(closes);
    if (closes) expect(mayCloseRing(own, terms)).toBe(true);
    if (ring !== null) expect(ring.startsWith('“w0”') && ring.split(' needs ').at(-1) === ring.split(' needs ')[0]).toBe(true);
    rings += Number(closes);
    looked += Number(mayCloseRing(own, terms));
  }), manyTimes(20)); });
  expect(rings).toBeGreaterThan(5);
  expect(looked).toBeGreaterThanOrEqual(rings);
});

test('of any workflows, what was refused closes a ring when it is acknowledged exactly if something then waits for itself', () => {
  let rings = 0;
  untilOften(() => rings > 5, () => { fc.assert(fc.property(throws, (thrown) => {
    const all = someWorkflows(new Dice(thrown));
    const facts = all.map((one) => factsOf(one));
    const edge = all.flatMap(({ interlock }) => interlock?.needed ?? []).find(({ kind, status }) => kind === 'HARD' && status === 'REFUSED');
    const provider = all.find(({ id }) => id === edge?.provider);
    if (edge === undefined || provider === undefined || hasRing(facts)) return;
    const closes = hasRing(facts.map((one) => ({ ...one, needs: one.needs.map((need) => (need.id === edge.id ? { ...need, status: 'ACKNOWLEDGED' as const } : need)) })));
    const judged = (): void => { judgeAcknowledging(edge, provider, stationsOf(all)); };
    if (closes) expect(judged).toThrow(/would close a ring, in which each waits for the next and none can begin: “w/);
    else expect(judged).not.toThrow();
    rings += Number(closes);
  }), manyTimes(20)); });
  expect(rings).toBeGreaterThan(5);
});

test('terms of a workflow that is on a ring already are not held against whoever proposes them', () => {
  const both = [needs('d1', 'adas', 'brams'), needs('d2', 'brams', 'adas'), needs('d3', 'adas', 'brams', { condition: 'c2' })];
  const [adas, brams] = ['adas', 'brams'].map((id) => workflow(id, { promise: promise(), interlock: { needs: both.filter(({ dependent }) => dependent === id), needed: both.filter(({ provider }) => provider === id) } })) as [Planned, Planned];
  expect(ringByTerms(adas, { conditions: [condition('c1'), condition('c2')] }, stationsOf([adas, brams]))).toBeNull();
});
