/** A place among the operations that are under way. It is given back once, however often that is said. */
export interface Place {
  leave(): void;
}

/** Who takes a place when one is free. */
type Waiting = (place: Place) => void;

/** How many of one viewer's operations may be under way at once; 0 for no limit. */
export class Places {
  readonly most: number;
  readonly #taken = new Map<string, number>();
  readonly #waiting = new Map<string, Set<Waiting>>();

  constructor(most: number) {
    this.most = most;
  }

  /** How many are taken, by all viewers together. */
  get taken(): number {
    return [...this.#taken.values()].reduce((sum, count) => sum + count, 0);
  }

  /** @returns null when the viewer has none left */
  take(viewer: string): Place | null {
    const taken = this.#taken.get(viewer) ?? 0;
    if (this.most > 0 && taken >= this.most) return null;
    this.#taken.set(viewer, taken + 1);
    return this.#placeOf(viewer);
  }

  /** Takes one as soon as the viewer has one left. @returns null when the signal ends the waiting */
  async wait(viewer: string, signal: AbortSignal): Promise<Place | null> {
    if (signal.aborted) return null;
    const free = this.take(viewer);
    if (free !== null) return free;
    const waiting = this.#waiting.get(viewer) ?? new Set<Waiting>();
    this.#waiting.set(viewer, waiting);
    return new Promise((resolve) => {
      const end = (place: Place | null): void => {
        waiting.delete(sit);
        if (waiting.size === 0) this.#waiting.delete(viewer);
        signal.removeEventListener('abort', giveUp);
        resolve(place);
      };
      const sit: Waiting = end;
      const giveUp = (): void => { end(null); };
      waiting.add(sit);
      signal.addEventListener('abort', giveUp);
    });
  }

  #placeOf(viewer: string): Place {
    let left = false;
    return {
      leave: () => {
        if (left) return;
        left = true;
        // The place goes from one to the next, so nobody who comes later is faster.
        const [next] = this.#waiting.get(viewer) ?? [];
        if (next !== undefined) {
          next(this.#placeOf(viewer));
          return;
        }
        const others = (this.#taken.get(viewer) ?? 1) - 1;
        if (others === 0) this.#taken.delete(viewer);
        else this.#taken.set(viewer, others);
      },
    };
  }
}

/** What has no place to give back: nothing works for a subscription until something happens. */
export const nowhere: Place = { leave: () => undefined };

/**
 * A place that an operation keeps until it is over both here and there: its work has ended, and its answer has been taken,
 * or nobody takes it any more. Whoever leaves early would otherwise have room for more while the first still works, and
 * whoever never reads could have as many answers waiting as they like.
 */
export class Stay {
  readonly #place: Place;
  #worked = false;
  #parted = false;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Nothing works for it any more. */
  worked(): void {
    this.#worked = true;
    if (this.#parted) this.#place.leave();
  }

  /** Its client has the answer, or has gone. */
  parted(): void {
    this.#parted = true;
    if (this.#worked) this.#place.leave();
  }
}
