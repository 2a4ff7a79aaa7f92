import { at, intsFor } from './columns.rules.js';

const BUCKETS = 32;

/**
 * A queue that gives the least key first, for keys that never fall below the last one given: all that is needed where values
 * only ever get worse along a chain, and a good deal faster than a heap. Keys are whole and from 0 to 2³¹ - 1.
 */
export class RadixHeap {
  size = 0;
  /** The key of what was given last. */
  last = 0;
  private readonly keys = Array.from({ length: BUCKETS }, () => new Int32Array(0));
  private readonly items = Array.from({ length: BUCKETS }, () => new Int32Array(0));
  private readonly sizes = new Int32Array(BUCKETS);

  push(key: number, item: number): void {
    this.size++;
    this.put(this.bucketOf(key), key, item);
  }

  /** Takes the item with the least key, which is in `last` from then on; -1 when there is none. */
  pop(): number {
    if (this.size === 0) return -1;
    if (this.sizes[0] === 0) this.deal();
    this.size--;
    const left = at(this.sizes, 0) - 1;
    this.sizes[0] = left;
    return this.items[0]?.[left] ?? -1;
  }

  // Keys that agree with the last one given in all but the lowest n bits are in bucket n.
  private bucketOf(key: number): number {
    return BUCKETS - Math.clz32(key ^ this.last);
  }

  private put(bucket: number, key: number, item: number): void {
    const place = at(this.sizes, bucket);
    const keys = intsFor(this.keys[bucket] as Int32Array<ArrayBuffer>, place + 1);
    const items = intsFor(this.items[bucket] as Int32Array<ArrayBuffer>, place + 1);
    keys[place] = key;
    items[place] = item;
    this.keys[bucket] = keys;
    this.items[bucket] = items;
    this.sizes[bucket] = place + 1;
  }

  /** Deals the first bucket that holds anything to those before it. */
  private deal(): void {
    const bucket = this.sizes.findIndex((size) => size > 0);
    const keys = this.keys[bucket] as Int32Array;
    const items = this.items[bucket] as Int32Array;
    const size = at(this.sizes, bucket);
    let least = at(keys, 0);
    for (let place = 1; place < size; place++) least = Math.min(least, at(keys, place));
    this.last = least;
    this.sizes[bucket] = 0;
    for (let place = 0; place < size; place++) this.put(this.bucketOf(at(keys, place)), at(keys, place), at(items, place));
  }
}
