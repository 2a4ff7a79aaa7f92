/**
 * Chance without a memory: what is thrown depends on the seed and on what it is thrown for, and on nothing that was thrown
 * before. So each promise of a million can be told by itself, in any order, and is the same in every run.
 */
export class Dice {
  readonly #seed: number;

  constructor(seed: string) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < seed.length; at++) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
    this.#seed = mixed(hash);
  }

  /** 32 bits. @param about what it is thrown for @param which of those, and for which time */
  bits(about: About, which: number, time = 0): number {
    return mixed(mixed(mixed(this.#seed ^ Math.imul(subjects[about] + 1, 0x9e3779b1)) ^ which) ^ Math.imul(time + 1, 0x85ebca6b));
  }

  /** From 0 to 1, without 1. */
  part(about: About, which: number, time = 0): number {
    return this.bits(about, which, time) / 2 ** 32;
  }

  /** A whole number below a limit. */
  below(limit: number, about: About, which: number, time = 0): number {
    return Math.floor(this.part(about, which, time) * limit);
  }

  oneOf<Value>(values: readonly Value[], about: About, which: number, time = 0): Value {
    const value = values[this.below(values.length, about, which, time)];
    if (value === undefined) throw new RangeError('there is nothing to choose from');
    return value;
  }
}

const abouts = [
  'ORGANIZATION', 'PERFORMER', 'LAYER', 'NEEDS', 'PROVIDER', 'NEAR', 'FAR', 'KIND', 'ANSWER', 'PLACE', 'TIME', 'FATE', 'TERMS', 'WORDS', 'NAME', 'PROGRESS', 'OPENING', 'PARENT', 'OWN', 'ID',
] as const;
export type About = (typeof abouts)[number];
const subjects = Object.fromEntries(abouts.map((about, index) => [about, index])) as Readonly<Record<About, number>>;

/** The finishing mix of MurmurHash3: every bit of the input reaches every bit of the result. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
