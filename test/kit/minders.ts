import type { Worker } from '../../src/live/worker.js';
import type { Api, Company } from './api.js';

/**
 * Who minds the clocks of companies for one test, and then no more: each looks twenty times a second, and those of all
 * the tests before would keep the database from the present one.
 */
export class Minders {
  readonly #workers: Worker[] = [];

  mind(api: Api, company: Company): Worker {
    const worker = api.mind(company);
    this.#workers.push(worker);
    return worker;
  }

  /** For `afterEach`. */
  async leave(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.stop()));
  }
}
