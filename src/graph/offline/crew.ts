import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Job, Read } from './block-reader.js';
import type { Manifest } from './import-files.js';
import type { SharedPlaces } from './places.js';

/** What a thread is told when it begins. */
export interface Setting {
  readonly folder: string | null;
  readonly numbers: SharedArrayBuffer;
}

export type Order = { readonly job: Job } | { readonly close: SharedPlaces };
export type Answer = { readonly read: Read } | { readonly manifest: Manifest | null } | { readonly failed: Failure };

/** An error as it goes from one thread to another. */
export interface Failure {
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
}

/** Whoever reads parts of an export. */
export interface Hand {
  /** How many parts it has been given and not read yet. */
  readonly busy: number;
  read(job: Job): Promise<Read>;
  /**
   * Ends its files.
   * @param workflows where all workflows are
   */
  close(workflows: SharedPlaces): Promise<Manifest | null>;
  /** Lets go of everything, whatever it is doing. */
  stop(): Promise<void>;
}

/** A thread of its own. What it is given is read in turn. */
export class ThreadHand implements Hand {
  readonly #worker: Worker;
  readonly #waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }[] = [];
  #broken: Error | null = null;

  constructor(setting: Setting) {
    // Most of what a thread makes is garbage with the next line: in a larger nursery it dies before it is moved.
    this.#worker = new Worker(new URL('./reader-thread.js', import.meta.url), { workerData: setting, resourceLimits: { maxYoungGenerationSizeMb: 64 } });
    this.#worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.shift();
      if ('failed' in answer) waiting?.reject(Object.assign(new Error(answer.failed.message), answer.failed));
      else waiting?.resolve(answer);
    });
    this.#worker.on('error', (error: Error) => {
      this.#broken = error;
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  get busy(): number {
    return this.#waiting.length;
  }

  async read(job: Job): Promise<Read> {
    const answer = await this.#send({ job }, [job.block.bytes.buffer as ArrayBuffer]);
    if (!('read' in answer)) throw new Error('a thread that reads answers with what it read');
    return answer.read;
  }

  async close(workflows: SharedPlaces): Promise<Manifest | null> {
    const answer = await this.#send({ close: workflows }, []);
    if (!('manifest' in answer)) throw new Error('a thread that ends says what it wrote');
    await once(this.#worker, 'exit');
    return answer.manifest;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(order: Order, transferred: readonly ArrayBuffer[]): Promise<Answer> {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(order, transferred);
    });
  }
}
