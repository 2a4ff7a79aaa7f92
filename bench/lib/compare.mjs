import { performance } from 'node:perf_hooks';
import { load, median, processorTimeOf, spread } from './load.mjs';

/* Several ways to ask the same, beside each other on a machine that others use too. */

/** So long each has its turn, about, and at least one request. */
const turn = 150;

/**
 * How long each way takes, in turns: round by round, another one first each time. What is measured in work is of the server that is
 * asked and of the database.
 * @param ways by their names, the request of each number; `memory` is done here
 */
export async function compare(label, what, ways, { targets, wanted, say, local }) {
  const runs = Object.fromEntries(Object.entries(ways).map(([name, way]) => [name, name === 'memory' ? async (n, timed) => timed(() => Promise.resolve(way(n))) : async (n, timed) => timed(() => (targets[name] ?? targets.raw).ask(way(n)))]));
  const names = Object.keys(runs);
  const pieces = {};
  for (const name of names) {
    // A server that runs for days has its machine code long since; what takes seconds is known after a few.
    const began = performance.now();
    let asked = 0;
    while (asked < 2 || (asked < wanted.warmUp && performance.now() - began < wanted.warmUpFor)) await patiently(() => runs[name](asked++, (asking) => asking()));
    const { median: once } = await load(2, 1, runs[name]);
    pieces[name] = Math.max(1, Math.min(40, Math.round(turn / Math.max(once, 0.05))));
  }
  const seen = Object.fromEntries(names.map((name) => [name, []]));
  // Of those who ask Neo4j, what they and it work together: the same on a quiet machine and on a crowded one, where clocks also count who else had their turn.
  const worked = Object.fromEntries(names.filter((name) => !['memory', 'postgres'].includes(name)).map((name) => [name, []]));
  const processor = (name) => (targets[name] ?? targets.raw).processorTime() + processorTimeOf(local.pid());
  for (let round = 0; round < wanted.rounds; round++) {
    for (const [index] of names.entries()) {
      const name = names[(index + round) % names.length];
      const before = name in worked ? processor(name) : 0;
      const { median: time, requests } = await load(pieces[name], 1, runs[name]);
      seen[name].push(time);
      worked[name]?.push((processor(name) - before) / requests);
    }
  }
  const milliseconds = Object.fromEntries(names.map((name) => [name, median(seen[name])]));
  const ratios = Object.fromEntries(names.filter((name) => name !== 'ours').map((name) => [name, spread(seen[name].map((theirs, round) => seen.ours[round] / theirs))]));
  const processed = Object.fromEntries(Object.entries(worked).map(([name, each]) => [name, median(each)]));
  const work = Object.fromEntries(Object.keys(worked).filter((name) => name !== 'ours').map((name) => [name, spread(worked[name].map((theirs, round) => worked.ours[round] / theirs))]));
  say(`${label.padEnd(28)} ${names.map((name) => `${name} ${milliseconds[name].toFixed(milliseconds[name] < 10 ? 2 : 0)} ms`).join(', ')}${ratios.raw === undefined ? '' : `; ${work.raw.median.toFixed(2)} of the work and ${ratios.raw.median.toFixed(2)} of raw`}`);
  return { ...what, milliseconds, ratios, processed, work };
}

/** On a crowded machine a database that has just started needs longer for its first plans than an operation may take. */
async function patiently(work) {
  for (let left = 20; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !error.message.includes('TIMEOUT')) throw error;
    }
  }
}
