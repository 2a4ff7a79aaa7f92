import { LRUCache } from 'lru-cache';

/** How many points a viewer may spend. */
export interface Rate {
  /** Given back in a minute, bit by bit; 0 for no limit. */
  readonly perMinute: number;
  /** Saved up at most, and there at the beginning. */
  readonly burst: number;
}

/** What became of a wish to spend points. */
export interface Allowance {
  readonly granted: boolean;
  /** Points left, after this one where it was granted; null where there is no limit. */
  readonly available: number | null;
  /** When the same wish can be granted, if nothing else is asked for meanwhile. */
  readonly retryAfterSeconds: number;
}

interface Bucket {
  points: number;
  at: number;
}

/** Viewers who are remembered. One who is forgotten begins with a full bucket: what it holds is nobody's for long. */
const mostBuckets = 10_000;

const minute = 60_000;

/** A bucket of points for each viewer, that fills by itself and that operations are paid from. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #clock: () => number;
  readonly #buckets = new LRUCache<string, Bucket>({ max: mostBuckets });

  constructor(rate: Rate, clock: () => number) {
    this.#rate = rate;
    this.#clock = clock;
  }

  spend(viewer: string, cost: number): Allowance {
    const { perMinute, burst } = this.#rate;
    if (perMinute === 0) return { granted: true, available: null, retryAfterSeconds: 0 };
    const now = this.#clock();
    const bucket = this.#buckets.get(viewer) ?? { points: burst, at: now };
    bucket.points = Math.min(burst, bucket.points + (Math.max(0, now - bucket.at) * perMinute) / minute);
    bucket.at = now;
    this.#buckets.set(viewer, bucket);
    // What costs more than a bucket holds is granted when the bucket is full: it could never be otherwise.
    const needed = Math.min(cost, burst);
    const granted = needed <= bucket.points;
    if (granted) bucket.points -= cost;
    const retryAfterSeconds = granted ? 0 : Math.ceil(((needed - bucket.points) * minute) / perMinute / 1_000);
    return { granted, available: Math.max(0, Math.floor(bucket.points)), retryAfterSeconds };
  }
}
