/*
 * node bench/interlock.mjs [--promises=1000000] [--rounds=5] [--store]      after `npm run build`; needs no database
 *
 * The interlock in memory: what it takes to build it, how much memory it holds, and how long questions take that reach some
 * fifty promises, some thousands, and a quarter of all. Dependencies are two a promise, heavy-tailed, on promises that are older.
 * With --store, the organisation is the one that `bench:planning` puts into its databases, with what is kept and broken in it.
 */
import { parseArgs } from 'node:util';

const { GraphBuilder } = await import('../dist/domain/interlock/building.rules.js');
const { putWorkflow } = await import('../dist/domain/interlock/changes.rules.js');
const { criticalPath } = await import('../dist/domain/interlock/critical-path.rules.js');
const { ringClosedBy } = await import('../dist/domain/interlock/closing.rules.js');
const { countImpact, impactOf, nearestImpact } = await import('../dist/domain/interlock/impact.rules.js');
const { pathBetween } = await import('../dist/domain/interlock/path-between.rules.js');
const { whatIf } = await import('../dist/domain/interlock/what-if.rules.js');

const { values } = parseArgs({ options: { promises: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '5' }, store: { type: 'boolean', default: false } } });
const promises = Number(values.promises);
const rounds = Number(values.rounds);

// Always the same numbers, so that two runs measure the same graph (mulberry32).
let seed = 20261125;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let stirred = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  stirred = (stirred + Math.imul(stirred ^ (stirred >>> 7), 61 | stirred)) ^ stirred;
  return ((stirred ^ (stirred >>> 14)) >>> 0) / 4294967296;
}

const hex = (number, digits) => number.toString(16).padStart(digits, '0');
const idOf = (index) => `0190b2c0-${hex(index >>> 16, 4)}-7${hex((index >>> 4) & 0xfff, 3)}-8${hex(index & 0xf, 1)}00-${hex(index, 12)}`;
const agentOf = (index) => `0190b2c1-0000-7000-8000-${hex(index % 50_000, 12)}`;
const days = Array.from({ length: 730 }, (_, day) => new Date(Date.UTC(2026, 0, day + 1, 22, 59, 59, 999)).toISOString());

/** A few promises are needed by many, most by hardly any; and by those nearby rather than by those far away. */
function providerOf(index) {
  const draw = random();
  if (draw < 0.2) return Math.floor(index * random() ** 6);
  return Math.max(0, index - 1 - Math.floor(random() ** 3 * Math.min(index, 400)));
}

function factsOf(index) {
  const due = days[Math.floor(random() * 700)];
  const needs = [];
  // Teams of forty hang together; one in five leans on another team.
  const team = Math.floor(index / 40) * 40;
  for (let edge = 0; edge < 2 && index > team; edge++) {
    const provider = random() < 0.82 ? team + Math.floor(random() * (index - team)) : providerOf(index);
    const kind = random() < 0.7 ? 'HARD' : random() < 0.7 ? 'SOFT' : 'INFORMATIONAL';
    needs.push({ id: `0190b2c2-${hex(index >>> 16, 4)}-7${hex(index & 0xfff, 3)}-8${hex(edge, 3)}-${hex(index, 12)}`, condition: random() < 0.5 ? 'c1' : null, provider: idOf(provider), needs: random() < 0.5 ? 'c2' : null, kind, neededBy: due, status: 'ACKNOWLEDGED' });
  }
  return {
    id: idOf(index), customer: agentOf(index), performer: agentOf(index * 7 + 1), phase: 'EXECUTING', status: 'IN_FORCE', due, horizonDays: 90, visibility: 'ORGANIZATION', settled: 'OPEN',
    conditions: [{ key: 'c1', mandatory: true, due: null, settled: 'OPEN' }, { key: 'c2', mandatory: random() < 0.7, due: null, settled: 'OPEN' }],
    needs, serves: index === 0 ? [] : [{ parent: idOf(Math.floor(index / 5)), conditions: ['c1'] }],
  };
}

/** What the graph is made of, and the numbers of some on which many build. */
async function source() {
  const few = Array.from({ length: 60 }, (_, index) => index);
  if (!values.store) return { facts: (function* () { for (let index = 0; index < promises; index++) yield factsOf(index); })(), candidates: few.map((index) => index * 7) };
  const { factsOfLeanStore, structureOf } = await import('./lib/lean-store.mjs');
  return { facts: factsOfLeanStore(promises), candidates: structureOf(promises).firsts.flatMap((first) => few.map((index) => first + index)) };
}

// Time of the processor and not of the clock: other programs may run on this machine too.
const now = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const shown = (milliseconds) => (milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds.toFixed(0)).padStart(8);

function memory() {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return Math.round((heapUsed + arrayBuffers) / 2 ** 20);
}

const { facts, candidates } = await source();
const before = memory();
const began = now();
const builder = new GraphBuilder('Europe/Amsterdam');
for await (const one of facts) builder.add(one);
const added = now();
const graph = builder.finish();
console.log(`${promises} promises, ${graph.edges.size} dependencies, ${graph.stations.size} stations: added in ${Math.round(added - began)} ms, laid out in ${Math.round(now() - added)} ms, ${memory() - before} MB`);

/** Of many promises drawn, those whose impact is nearest to the wanted sizes. */
function samples(wanted) {
  const found = wanted.map((size) => ({ size, id: graph.workflows.text(0), count: 0 }));
  const draws = [...candidates, ...Array.from({ length: 400 }, () => Math.floor(random() * promises))];
  for (const index of draws) {
    const id = graph.workflows.text(index);
    const { count } = countImpact(graph, { from: [{ workflow: id }], direction: 'DEPENDENTS' });
    for (const one of found) if (Math.abs(Math.log((count + 1) / one.size)) < Math.abs(Math.log((one.count + 1) / one.size))) [one.id, one.count] = [id, count];
  }
  return found;
}

function median(run) {
  const times = Array.from({ length: rounds }, () => {
    const start = now();
    run();
    return now() - start;
  });
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)];
}

const sizes = samples([53, 3_000, 16_000, 230_000]);
console.log(`${'median ms of the processor, by how many are affected'.padEnd(54)}${sizes.map(({ count }) => String(count).padStart(8)).join('')}`);
const questions = {
  'count, hard alone': (from) => countImpact(graph, { from, direction: 'DEPENDENTS', kinds: ['HARD'] }),
  'count': (from) => countImpact(graph, { from, direction: 'DEPENDENTS' }),
  'full answer': (from) => impactOf(graph, { from, direction: 'DEPENDENTS' }),
  'full answer and its first page': (from) => impactOf(graph, { from, direction: 'DEPENDENTS' }).page(100),
  'full answer, people and facets': (from) => {
    const impact = impactOf(graph, { from, direction: 'DEPENDENTS' });
    const { phases, statuses, horizons, distances } = impact.facets();
    return [impact.people().performers, impact.people().customers, phases, statuses, horizons, distances];
  },
  'full answer, up the cascade': (from) => impactOf(graph, { from, direction: 'DEPENDENTS' }).atRisk(),
  'full answer with all of that': (from) => {
    const impact = impactOf(graph, { from, direction: 'DEPENDENTS' });
    const { phases, distances } = impact.facets();
    return [impact.count, impact.people().count, phases, distances, impact.atRisk().count, impact.page(100)];
  },
  'full answer of a slip of 30 days': (from) => impactOf(graph, { from, direction: 'DEPENDENTS', days: 30 }),
  'nearest 100': (from) => nearestImpact(graph, { from, direction: 'DEPENDENTS' }, 100),
  'nearest 100, which and how far': (from) => nearestImpact(graph, { from, direction: 'DEPENDENTS' }, 100, { path: false, fate: false }),
  'nearest 100, hard alone': (from) => nearestImpact(graph, { from, direction: 'DEPENDENTS', kinds: ['HARD'] }, 100),
  'what if it were revoked': ([{ workflow }]) => whatIf(graph, { changes: [{ workflow, revoked: true }], most: 100 }),
  'what if it slipped by 5 days': ([{ workflow }]) => whatIf(graph, { changes: [{ workflow, days: 5 }], most: 100 }),
  // What was kept of before a change counts for nothing after it.
  'the same, after something has changed': ([{ workflow }]) => { graph.version++; whatIf(graph, { changes: [{ workflow, days: 5 }], most: 100 }); },
};
for (const [name, ask] of Object.entries(questions)) {
  console.log(`${name.padEnd(54)}${sizes.map(({ id }) => shown(median(() => ask([{ workflow: id }])))).join('')}`);
}
const [first, last] = [0, promises - 1].map((node) => graph.workflows.text(node));
console.log(`${'critical path under the youngest'.padEnd(54)}${shown(median(() => criticalPath(graph, { under: { workflow: last } })))}`);
console.log(`${'path from the youngest to the oldest'.padEnd(54)}${shown(median(() => pathBetween(graph, { from: { workflow: last }, to: { workflow: first }, direction: 'PROVIDERS' })))}`);
console.log(`${'ring closed by the oldest on the youngest'.padEnd(54)}${shown(median(() => ringClosedBy(graph, [{ dependent: first, condition: null, provider: last, needs: null, kind: 'HARD' }])))}`);
const changed = Array.from({ length: 10_000 }, () => factsOf(Math.floor(random() * promises)));
const start = now();
for (const facts of changed) putWorkflow(graph, facts);
console.log(`${'10,000 changes'.padEnd(54)}${shown(now() - start)}`);
console.log(`memory at the end, with what walks keep: ${memory() - before} MB`);
