import type { DependencyKind } from '../domain/interlock/interlock.types.js';
import type { Dice } from './dice.js';
import { layers, tierSizes, tiers } from './tiers.js';

/** A workflow needs no more than this, and is needed by no more: the heaviest of the heavy tail. */
const mostNeeds = 40;
const mostNeeded = 200;
/** So far off, by number, is what somebody near by promises. */
const near = 64;

/**
 * Who promises to whom, what serves what, and what needs what, in an organisation of so many promises: numbers, since each
 * end of an edge tells of it, and the whole must be known before the first is told.
 */
export class Structure {
  readonly promises: number;
  readonly sizes: readonly number[];
  /** The first promise of each tier. */
  readonly firsts: readonly number[];
  /** How many perform in each tier, and the number of the first of them among all who do. */
  readonly people: readonly number[];
  readonly firstPeople: readonly number[];
  /** By the number of a promise: who performs it, among all who do. */
  readonly performers: Int32Array;
  /** The promise that it serves; -1 for none. */
  readonly parents: Int32Array;
  readonly layers: Uint8Array;
  /** Edges in the order of those who need: by number of an edge, what is needed. */
  readonly providers: Int32Array;
  readonly dependents: Int32Array;
  readonly #needsFrom: Int32Array;
  readonly #neededFrom: Int32Array;
  readonly #needed: Int32Array;

  constructor(promises: number, private readonly dice: Dice) {
    this.promises = promises;
    this.sizes = tierSizes(promises);
    this.firsts = starts(this.sizes);
    this.people = this.sizes.reduce<number[]>((counts, size, tier) => [...counts, tier === 0 ? 1 : Math.max(counts[tier - 1] ?? 1, Math.ceil(size / (tiers[tier]?.load ?? 1)))], []);
    this.firstPeople = starts(this.people);
    this.performers = new Int32Array(promises);
    this.parents = new Int32Array(promises).fill(-1);
    this.layers = new Uint8Array(promises);
    this.#cascade();
    const { from, providers } = this.#needs();
    this.#needsFrom = from;
    this.providers = providers;
    this.dependents = new Int32Array(providers.length);
    for (let promise = 0; promise < promises; promise++) this.dependents.fill(promise, from[promise], from[promise + 1]);
    [this.#neededFrom, this.#needed] = turned(providers, promises);
  }

  tierOf(promise: number): number {
    return this.firsts.findLastIndex((first) => first <= promise);
  }

  /** Another promise of the same Performer that it serves too; -1 for none. */
  secondParent(promise: number): number {
    const parent = this.parents[promise] ?? -1;
    const isOneOfAFew = this.dice.below(100, 'PARENT', promise) < 20;
    return isOneOfAFew && parent !== -1 && this.performers[parent + 1] === this.performers[parent] && this.tierOf(parent) === this.tierOf(parent + 1) ? parent + 1 : -1;
  }

  /** The edges by which it needs others. */
  needsOf(promise: number): readonly number[] {
    return range(this.#needsFrom[promise] ?? 0, this.#needsFrom[promise + 1] ?? 0);
  }

  /** The edges by which others need it. */
  neededOf(promise: number): Int32Array {
    return this.#needed.subarray(this.#neededFrom[promise], this.#neededFrom[promise + 1]);
  }

  kindOf(edge: number): DependencyKind {
    const thrown = this.dice.below(100, 'KIND', edge);
    return thrown < 70 ? 'HARD' : thrown < 92 ? 'SOFT' : 'INFORMATIONAL';
  }

  #cascade(): void {
    const { dice, sizes, firsts, people, firstPeople } = this;
    sizes.forEach((size, tier) => {
      const [first, above, aboveFirst] = [firsts[tier] ?? 0, sizes[tier - 1] ?? 0, firsts[tier - 1] ?? 0];
      const [own, aboves] = [people[tier] ?? 1, people[tier - 1] ?? 1];
      for (let place = 0; place < size; place++) {
        const promise = first + place;
        // Those that others build on come first, and early.
        this.layers[promise] = place < size / 100 ? dice.below(3, 'LAYER', promise) : dice.below(layers, 'LAYER', promise);
        if (tier === 0) continue;
        const parent = aboveFirst + Math.floor((place * above) / size);
        this.parents[promise] = parent;
        // Whoever performs answers to whom the parent is performed by.
        const customer = (this.performers[parent] ?? 0) - (firstPeople[tier - 1] ?? 0);
        const [from, until] = [Math.ceil((customer * own) / aboves), Math.ceil(((customer + 1) * own) / aboves)];
        this.performers[promise] = (firstPeople[tier] ?? 0) + from + dice.below(until - from, 'PERFORMER', promise);
      }
    });
  }

  #needs(): { readonly from: Int32Array; readonly providers: Int32Array } {
    const from = new Int32Array(this.promises + 1);
    let providers = new Int32Array(this.promises * 3 + mostNeeds);
    const neededBy = new Uint8Array(this.promises);
    let count = 0;
    for (let promise = 0; promise < this.promises; promise++) {
      if (count + mostNeeds > providers.length) providers = grown(providers);
      const begin = count;
      const wanted = this.#wanted(promise);
      for (let which = 0; which < wanted; which++) {
        const provider = this.#provider(promise, which, (candidate) => (neededBy[candidate] ?? 0) < mostNeeded && !providers.subarray(begin, count).includes(candidate));
        if (provider === -1) continue;
        providers[count++] = provider;
        neededBy[provider] = (neededBy[provider] ?? 0) + 1;
      }
      from[promise + 1] = count;
    }
    return { from, providers: providers.slice(0, count) };
  }

  /** Most need one or two, a few need dozens. */
  #wanted(promise: number): number {
    if (this.dice.below(100, 'NEEDS', promise) < 8) return 0;
    return Math.min(mostNeeds, Math.floor((1 - this.dice.part('NEEDS', promise, 1)) ** -0.7));
  }

  /** Something that is due before it, by somebody near or by one of those on whom all build; -1 where none is found. */
  #provider(promise: number, which: number, isFree: (candidate: number) => boolean): number {
    const { dice } = this;
    const tier = this.tierOf(promise);
    const [first, size] = [this.firsts[tier] ?? 0, this.sizes[tier] ?? 0];
    const isNear = dice.below(100, 'PROVIDER', promise, which) < 55;
    for (let attempt = 0; attempt < 8; attempt++) {
      const time = which * 8 + attempt;
      const candidate = isNear
        ? promise + dice.below(2 * near + 1, 'NEAR', promise, time) - near
        : first + Math.floor(size * dice.part('FAR', promise, time) ** 3);
      if (candidate < first || candidate >= first + size) continue;
      if ((this.layers[candidate] ?? 0) < (this.layers[promise] ?? 0) && isFree(candidate)) return candidate;
    }
    return -1;
  }
}

function starts(sizes: readonly number[]): readonly number[] {
  let sum = 0;
  return sizes.map((size) => (sum += size) - size);
}

function range(from: number, until: number): readonly number[] {
  return Array.from({ length: until - from }, (_, index) => from + index);
}

function grown(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** The same edges in the order of what is needed. */
function turned(providers: Int32Array, promises: number): [from: Int32Array, edges: Int32Array] {
  const from = new Int32Array(promises + 1);
  for (const provider of providers) from[provider + 1] = (from[provider + 1] ?? 0) + 1;
  for (let promise = 0; promise < promises; promise++) from[promise + 1] = (from[promise + 1] ?? 0) + (from[promise] ?? 0);
  const next = from.slice();
  const edges = new Int32Array(providers.length);
  providers.forEach((provider, edge) => {
    edges[next[provider] ?? 0] = edge;
    next[provider] = (next[provider] ?? 0) + 1;
  });
  return [from, edges];
}
