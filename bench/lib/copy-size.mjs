import { performance } from 'node:perf_hooks';
import { openDatabase } from './organisation.mjs';

/* node --expose-gc bench/lib/copy-size.mjs <organisation>: reads its interlock into memory, and says how long that took and how much it takes. */

const { InterlockCopies } = await import('../../dist/graph/interlock-copies.js');
const { BENCH_NEO4J_URI: uri, BENCH_NEO4J_USER: user, BENCH_NEO4J_PASSWORD: password } = process.env;
const database = await openDatabase({ uri, user, password });
const held = () => {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};
const before = held();
const began = performance.now();
const copies = new InterlockCopies({ database, mostWorkflows: 100_000_000 });
const reading = { budget: undefined };
let copy;
for (;;) {
  // Nobody waits longer than a minute for it; it goes on all the same.
  try {
    copy = await copies.of(process.argv[2], 'Europe/Amsterdam', reading);
    break;
  } catch (error) {
    if (error.code !== 'TIMEOUT') throw error;
  }
}
const milliseconds = performance.now() - began;
const megabytes = Math.round(held() - before);
console.log(JSON.stringify({ milliseconds, megabytes, workflows: copy.graph.size }));
await database.close();
