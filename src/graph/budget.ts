import { Refusal } from '../domain/common/refusal.js';

/** The time that one operation has. What the database is asked for on its behalf may take no longer than is left of it. */
export class Budget {
  /** When it began. */
  readonly began = performance.now();
  /** Round trips to the database made in it. */
  roundTrips = 0;
  readonly #whole: number;
  #end: number;

  /** `milliseconds` from now on, by a clock that nobody sets. */
  constructor(milliseconds: number) {
    this.#whole = milliseconds;
    this.#end = this.began + milliseconds;
  }

  /** As much again, from now on. */
  renewed(): Budget {
    return new Budget(this.#whole);
  }

  /** Milliseconds; none or less when it is used up. */
  get left(): number {
    return this.#end - performance.now();
  }

  /** Ends it now: nobody waits for the answer any more. */
  cancel(): void {
    this.#end = 0;
  }

  /** @throws Refusal TIMEOUT when it is used up: nothing new is begun then */
  check(): void {
    if (this.left <= 0) throw outOfBudget();
  }
}

export function outOfBudget(cause?: unknown): Refusal {
  return new Refusal('TIMEOUT', 'The operation took longer than it may. Ask for less at once.', { cause });
}
