import { Refusal } from '../common/refusal.js';

/** What a question may cost, and what is to happen when that is spent. */
export interface Budget {
  /** How many dependencies may be looked at. */
  readonly steps?: number;
  /** Whether the time is up; asked now and then. */
  readonly isOver?: () => boolean;
  /** REFUSE: no answer. PARTIAL: what was found by then, which says that it isn't all. */
  readonly otherwise: 'REFUSE' | 'PARTIAL';
}

/**
 * Why an answer isn't whole. DEPTH: there is more, further away than was asked for. NEAREST: the nearest were asked for, and
 * the search ended with them. STEPS, TIME: the budget was spent. NOT_LOADED: it leads to workflows that the graph knows by name alone.
 * STARTS_UNSEEN: it begins at workflows, too, that the asker may not see.
 */
export const cuts = ['DEPTH', 'NEAREST', 'STEPS', 'TIME', 'NOT_LOADED', 'STARTS_UNSEEN'] as const;
export type Cut = (typeof cuts)[number];

// Some microseconds of work: rare enough to cost nothing, often enough to stop in time.
const stepsBetweenLooks = 4_096;

/** A budget while it is spent. One serves all walks that a question takes. */
export class Allowance {
  spentOn: Extract<Cut, 'STEPS' | 'TIME'> | null = null;
  private steps = 0;
  private nextLook: number;
  private readonly most: number;

  constructor(private readonly budget: Budget = { otherwise: 'REFUSE' }) {
    this.most = budget.steps ?? Number.POSITIVE_INFINITY;
    this.nextLook = Math.min(stepsBetweenLooks, this.most);
  }

  /** Takes steps from it; false when there were not as many left. */
  spend(steps: number): boolean {
    this.steps += steps;
    return this.steps < this.nextLook || this.look();
  }

  /** Looks whether the time is up before something is begun that takes no steps. @throws Refusal TIMEOUT, unless what was found by then will do */
  check(): void {
    this.look();
  }

  private look(): boolean {
    if (this.spentOn !== null) return false;
    this.nextLook = Math.min(this.steps + stepsBetweenLooks, this.most);
    if (this.steps >= this.most) return this.end('STEPS');
    return this.budget.isOver?.() === true ? this.end('TIME') : true;
  }

  private end(spentOn: 'STEPS' | 'TIME'): boolean {
    this.spentOn = spentOn;
    if (this.budget.otherwise === 'PARTIAL') return false;
    throw new Refusal('TIMEOUT', 'Too many promises hang together here to look through all of them in time. Ask for less: a smaller depth, fewer kinds, or the nearest alone.');
  }
}
