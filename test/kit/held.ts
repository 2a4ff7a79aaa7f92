import type { Api } from './api.js';

/** Keeps every read of a statement waiting, until it is told to let them go. */
export class Held {
  /** How many wait. */
  waiting = 0;
  #release: () => void = () => undefined;
  readonly #restore: () => void;

  constructor(api: Api, statement: string) {
    const read = api.database.read.bind(api.database);
    const released = new Promise<void>((resolve) => (this.#release = resolve));
    const held: typeof read = async (...asked) => {
      if (asked[0].name === statement) {
        this.waiting++;
        await released;
        this.waiting--;
      }
      return read(...asked);
    };
    api.database.read = held;
    this.#restore = () => { api.database.read = read; };
  }

  release(): void {
    this.#restore();
    this.#release();
  }
}
