import fc from 'fast-check';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { buildGraph } from '../../src/domain/interlock/building.rules.js';
import { factsOf } from '../../src/domain/interlock/facts-of-state.rules.js';
import { findRings } from '../../src/domain/interlock/rings.rules.js';
import { cascadeOf, interlockOf } from '../../src/domain/workflow/bonds.rules.js';
import { promiseStatuses } from '../../src/domain/workflow/workflow.types.js';
import { Organisation } from '../../src/generator/organisation.js';
import { canonical } from '../../src/graph/export-text.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { exported, rehearsedOffline, restored } from '../kit/exports.js';
import { judgedAgain } from '../kit/judged-again.js';
import { Naive, nameOf } from '../rules/interlock/naive.js';

let api: Api;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const textOf = (promises: number, seed = '1'): string => Buffer.concat([...new Organisation({ promises, seed }).chunks()]).toString();
const linesOf = (text: string): string[] => text.trimEnd().split('\n');

test('one seed is one organisation, byte for byte, and another seed is another', () => {
  expect(textOf(300)).toBe(textOf(300));
  expect(textOf(300, '2')).not.toBe(textOf(300));
  const ids = (['1', '2', '3'] as const).flatMap((seed) => [300, 301].map((promises) => new Organisation({ promises, seed }).id));
  expect(new Set(ids).size).toBe(6);
});

test('each line is as an export writes it', () => {
  for (const line of linesOf(textOf(120))) expect(line).toBe(canonical(JSON.parse(line)));
});

test('of any size, from any seed, it is a whole export, whose acts add up to what can be', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 400 })), fc.string({ minLength: 1, maxLength: 8 }), async (promises, seed) => {
    const text = textOf(promises, seed);
    const { things, acts, organization } = await rehearsedOffline(text);
    const lines = linesOf(text);
    expect(lines.filter((line) => line.includes('"act":"OPEN"'))).toHaveLength(promises);
    expect({ acts, name: organization.name }).toEqual({ acts: lines.length - 2, name: `A company of ${String(promises)} promises (${seed})` });
    expect(things).toBeGreaterThan(2 * promises);
  }), { numRuns: 40 });
});

test('nobody says what the rules would not have let them say', () => {
  const { states, judged } = judgedAgain(linesOf(textOf(700)));
  expect(judged).toBeGreaterThan(5_000);
  const all = [...states.values()];
  expect(new Set(all.map(({ promise }) => promise?.status))).toEqual(new Set(promiseStatuses.filter((status) => status !== 'SUPERSEDED')));
  expect(findRings(buildGraph('Europe/Amsterdam', all.map((state) => factsOf(state)))).rings).toEqual([]);
  // Everything but what the Board asked for serves something, and leads up to it.
  const above = (id: string): string => { const [serving] = cascadeOf(states.get(id) ?? {}).serves; return serving === undefined ? id : above(serving.parent); };
  for (const { id } of all) expect(cascadeOf(states.get(above(id)) ?? {}).root).toBe(true);
});

test('what hangs on what has a heavy tail, and no more of it than a workflow may have', () => {
  const { structure } = new Organisation({ promises: 30_000, seed: '1' });
  const counts = Array.from({ length: structure.promises }, (_, promise) => structure.neededOf(promise).length).sort((one, other) => other - one);
  const edges = structure.providers.length;
  expect(edges / structure.promises).toBeGreaterThan(1.7);
  expect(edges / structure.promises).toBeLessThan(2.3);
  expect(counts[0]).toBeGreaterThan(100);
  expect(counts[0]).toBeLessThanOrEqual(200);
  // The hundredth part that is needed most is needed for more than a tenth of all; half of all by nobody, or by one.
  expect(counts.slice(0, counts.length / 100).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(edges / 10);
  expect(counts[counts.length / 2]).toBeLessThanOrEqual(1);
});

test('restored, it is asked like any other, and exported it is the same file', async () => {
  const organisation = new Organisation({ promises: 150, seed: `asked ${String(Date.now())}` });
  const text = Buffer.concat([...organisation.chunks()]).toString();
  await restored(api.database, text);
  expect(await exported(api.database, organisation.id)).toBe(text);

  const { states } = judgedAgain(linesOf(text));
  const all = [...states.values()];
  const leaf = all[all.length - 1];
  const needed = [...all].sort((one, other) => interlockOf(other).needed.length - interlockOf(one).needed.length)[0];
  const token = await api.token({ org: organisation.id, subject: 'olga' });
  const { data, errors } = await api.ask(token,
    `query($leaf: ID!, $of: [PlaceInput!]!) {
      chain(of: $leaf, direction: UP) { totalCount nodes { distance } }
      impact(of: $of, daysLate: 1000) { count nearest(first: 100) { nodes { distance workflow { id } } } }
    }`, { leaf: globalId('Workflow', leaf?.id ?? ''), of: [{ id: globalId('Workflow', needed?.id ?? '') }] });
  expect(errors).toBeUndefined();
  expect(data['chain'].totalCount).toBeGreaterThanOrEqual(4);
  // So late that no slack between the two takes it up.
  const direct = new Set(all.filter((state) => interlockOf(state).needs.some(({ provider, status, kind }) => provider === needed?.id && status !== 'REFUSED' && kind !== 'INFORMATIONAL')).map(({ id }) => globalId('Workflow', id)));
  const nearest = data['impact'].nearest.nodes as { distance: number; workflow: { id: string } }[];
  expect(data['impact'].count).toBeGreaterThanOrEqual(direct.size);
  expect(direct.size).toBeGreaterThan(1);
  for (const { distance, workflow } of nearest) expect(direct.has(workflow.id)).toBe(distance === 1);
});

test('what breaks, how far away and how late, is answered of it as one finds by spelling every condition out', async () => {
  const organisation = new Organisation({ promises: 120, seed: `spelled out ${String(Date.now())}` });
  const text = Buffer.concat([...organisation.chunks()]).toString();
  await restored(api.database, text);
  const company = [...judgedAgain(linesOf(text)).states.values()].map((state) => factsOf(state));
  const naive = new Naive(company);
  const token = await api.token({ org: organisation.id, subject: 'olga' });
  const needed = [...company].sort((one, other) => company.filter(({ needs }) => needs.some(({ provider }) => provider === other.id)).length - company.filter(({ needs }) => needs.some(({ provider }) => provider === one.id)).length);
  const ids = new Map(company.map(({ id }) => [globalId('Workflow', id), id]));
  let rows = 0;
  for (const { id } of needed.slice(0, 12)) {
    const starts = naive.at({ workflow: id });
    const [hard, binding] = [naive.reach(starts, 'DEPENDENTS', ['HARD']), naive.reach(starts, 'DEPENDENTS', ['HARD', 'SOFT'])];
    const distances = new Map<string, number>();
    for (const [{ workflow }, distance] of binding) if (workflow !== id && distance < (distances.get(workflow) ?? Number.POSITIVE_INFINITY)) distances.set(workflow, distance);
    const delays = naive.delays(new Map(starts.filter(({ settled }) => settled !== 'ACCEPTED').map((one) => [nameOf(one), 40])));
    const { data, errors } = await api.ask(token, `query($of: [PlaceInput!]!) {
      broken: impact(of: $of) { count hiddenCount affected(first: 100) { nodes { distance kind workflow { id } } } }
      late: impact(of: $of, daysLate: 40) { affected(first: 100) { nodes { kind daysLate workflow { id } } } }
    }`, { of: [{ id: globalId('Workflow', id) }] });
    expect(errors).toBeUndefined();
    const broken = data['broken'].affected.nodes as { distance: number; kind: string; workflow: { id: string } }[];
    expect([id, data['broken'].count + data['broken'].hiddenCount]).toEqual([id, distances.size]);
    for (const { distance, kind, workflow } of broken) {
      const local = ids.get(workflow.id) ?? '';
      expect([local, distance, kind]).toEqual([local, distances.get(local), [...hard.keys()].some((one) => one.workflow === local) ? 'HARD' : 'SOFT']);
    }
    for (const { kind, daysLate, workflow } of data['late'].affected.nodes as { kind: string; daysLate: number | null; workflow: { id: string } }[]) {
      if (kind === 'HARD') expect([workflow.id, daysLate]).toEqual([workflow.id, naive.delayOf(ids.get(workflow.id) ?? '', delays)]);
    }
    rows += broken.length;
  }
  expect(rows).toBeGreaterThan(12);
});
