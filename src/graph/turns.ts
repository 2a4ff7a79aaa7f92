import { outOfBudget } from './budget.js';
import type { Budget } from './budget.js';

/** Lets go on whoever comes next. */
export type Leave = () => void;

interface Waiting {
  /** When what it waits for began: of one's own, the oldest comes first, so that it is over and forgotten before the next begins. */
  readonly began: number;
  /** Is called with a turn, or with none when it has waited too long. */
  readonly call: (turn: Leave | null) => void;
}

interface Queue {
  underWay: number;
  readonly waiting: Set<Waiting>;
}

/**
 * Lets so many go on at once, and so many of each. The others wait; of several who have something waiting each is served in
 * turn, however much it has.
 */
export class Turns {
  readonly #most: number;
  readonly #mostEach: number;
  /** Whoever has something under way or waiting; who was served last stands last. */
  readonly #queues = new Map<string, Queue>();
  #underWay = 0;

  constructor(most: number, mostEach = most) {
    this.#most = most;
    this.#mostEach = mostEach;
  }

  /**
   * Waits for a turn, and no longer than the budget lasts.
   * @throws Refusal TIMEOUT when that is used up before
   */
  async take(whose: string, budget?: Budget): Promise<Leave> {
    const queue = this.#queues.get(whose) ?? { underWay: 0, waiting: new Set() };
    this.#queues.set(whose, queue);
    if (this.#underWay < this.#most && queue.underWay < this.#mostEach) return this.#begin(whose, queue);
    const leave = await this.#wait(whose, queue, budget);
    if (leave !== null && (budget === undefined || budget.left > 0)) return leave;
    leave?.();
    throw outOfBudget();
  }

  #wait(whose: string, queue: Queue, budget: Budget | undefined): Promise<Leave | null> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        began: budget?.began ?? 0,
        call: (turn) => {
          clearTimeout(timer);
          queue.waiting.delete(waiting);
          if (turn === null) this.#forget(whose, queue);
          resolve(turn);
        },
      };
      const left = budget?.left ?? Infinity;
      const timer = Number.isFinite(left) ? setTimeout(() => { waiting.call(null); }, Math.max(0, left)) : undefined;
      queue.waiting.add(waiting);
    });
  }

  #begin(whose: string, queue: Queue): Leave {
    this.#underWay++;
    queue.underWay++;
    // Served last, so everybody else comes before.
    this.#queues.delete(whose);
    this.#queues.set(whose, queue);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#underWay--;
      queue.underWay--;
      this.#forget(whose, queue);
      this.#callNext();
    };
  }

  #forget(whose: string, queue: Queue): void {
    if (queue.underWay === 0 && queue.waiting.size === 0) this.#queues.delete(whose);
  }

  #callNext(): void {
    if (this.#underWay >= this.#most) return;
    for (const [whose, queue] of this.#queues) {
      if (queue.underWay >= this.#mostEach) continue;
      const next = oldestOf(queue.waiting);
      if (next === undefined) continue;
      next.call(this.#begin(whose, queue));
      return;
    }
  }
}

function oldestOf(all: Iterable<Waiting>): Waiting | undefined {
  let oldest: Waiting | undefined;
  for (const one of all) if (oldest === undefined || one.began < oldest.began) oldest = one;
  return oldest;
}
