import { join } from 'node:path';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { BlockReader } from './block-reader.js';
import type { Answer, Order, Setting } from './crew.js';
import { ImportFiles } from './import-files.js';
import { NodeNumbers } from './places.js';

/* A thread of the crew (crew.ts): reads the parts of an export that it is given. */

const port = parentPort;
if (port === null) throw new Error('this is no program, but a thread of one');
const { folder, numbers } = workerData as Setting;
const reader = new BlockReader(folder === null ? null : new ImportFiles(join(folder, `thread-${String(threadId)}`), new NodeNumbers(numbers)));

port.on('message', (order: Order) => {
  try {
    if ('close' in order) {
      port.postMessage({ manifest: reader.close(order.close) } satisfies Answer);
      port.close();
      return;
    }
    const read = reader.read(order.job);
    port.postMessage({ read } satisfies Answer, [read.digested.buffer as ArrayBuffer]);
  } catch (error) {
    const { message, stack, code } = error as Error & { readonly code?: string };
    port.postMessage({ failed: { message, stack, code } } satisfies Answer);
  }
});
