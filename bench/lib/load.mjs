import { readFileSync, readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

/** A server under load, with connections that are kept. */
export class Target {
  constructor(name, port, pid) {
    this.name = name;
    this.port = port;
    this.pid = pid;
    this.agent = new Agent({ keepAlive: true, maxSockets: 64 });
  }

  /** @returns the answer, once all of it is there */
  ask({ path, headers, body }) {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: this.port, path, method: 'POST', agent: this.agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers } }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (answer.statusCode === 200 && !text.startsWith('{"errors"')) resolve(text);
          else reject(new Error(`${this.name} answered ${String(answer.statusCode)}: ${text.slice(0, 500)}`));
        });
        answer.on('error', reject);
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  /** Processor time that all threads of its process have used, in milliseconds; none where the system does not say. */
  processorTime() {
    return processorTimeOf(this.pid);
  }

  close() {
    this.agent.destroy();
  }
}

/** Processor time of all threads of a process, in milliseconds; none where the system does not say. */
export function processorTimeOf(pid) {
  const tasks = `/proc/${String(pid)}/task`;
  try {
    return readdirSync(tasks).reduce((sum, task) => sum + nanosecondsOf(`${tasks}/${task}/schedstat`) / 1e6, 0);
  } catch {
    return NaN;
  }
}

/** A thread may end while it is looked at. */
function nanosecondsOf(file) {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}

/**
 * So many pieces of work, so many of them at once. A piece is one request, or several that follow one another.
 * @param work is given the number of the piece and where to put the time of each request
 * @returns the median time of a request in milliseconds, and requests a second
 */
export async function load(pieces, atOnce, work) {
  const times = [];
  let next = 0;
  const timed = async (asking) => {
    const started = performance.now();
    const answer = await asking();
    times.push(performance.now() - started);
    return answer;
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, async (_, client) => {
    while (next < pieces) await work(next++, timed, client);
  }));
  return { requests: times.length, median: median(times), perSecond: times.length / ((performance.now() - started) / 1_000) };
}

export function median(values) {
  return quantile(values, 0.5);
}

/** The median with the quartiles around it: half of all rounds lie between the two. */
export function spread(values) {
  return { median: median(values), from: quantile(values, 0.25), to: quantile(values, 0.75) };
}

function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
