/**
 * Choices for a random content, thrown in advance: a list of numbers that fast-check makes and shrinks. The same dice
 * make the same choices, so a failure comes back as it was.
 */
export class Dice {
  readonly #throws: readonly number[];
  #next = 0;

  constructor(throws: readonly number[]) {
    this.#throws = throws;
  }

  /** A whole number from 0 up to, but not including, `choices`. */
  below(choices: number): number {
    const thrown = this.#throws[this.#next++ % this.#throws.length] ?? 0;
    return thrown % choices;
  }

  /** True once in so many times. */
  onceIn(times: number): boolean {
    return this.below(times) === times - 1;
  }

  oneOf<Choice>(choices: readonly Choice[]): Choice {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new RangeError('there is nothing to choose from');
    return chosen;
  }
}
