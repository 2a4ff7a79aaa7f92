/*
 * The limit: breadth first over the same dependencies as typed arrays in this very process, and nothing else. It knows no
 * conditions, no viewers, no dates and no names, and nobody asks it over a network.
 */
import { answerTo } from '../../dist/generator/edges.js';
import { Dice } from '../../dist/generator/dice.js';

export class Adjacency {
  #from;
  #to;
  #seen;
  #queue;
  #round = 0;

  /** Who needs what, hard or soft, and was not refused; as the questions ask. */
  constructor(structure, seed = '1') {
    const { promises, providers, dependents } = structure;
    const dice = new Dice(`${seed}/${String(promises)}`);
    const counts = new Int32Array(promises + 1);
    const counted = (edge) => structure.kindOf(edge) !== 'INFORMATIONAL' && answerTo(dice, edge) !== 'REFUSED';
    for (let edge = 0; edge < providers.length; edge++) if (counted(edge)) counts[providers[edge] + 1]++;
    for (let one = 0; one < promises; one++) counts[one + 1] += counts[one];
    const next = counts.slice();
    const to = new Int32Array(counts[promises]);
    for (let edge = 0; edge < providers.length; edge++) if (counted(edge)) to[next[providers[edge]]++] = dependents[edge];
    [this.#from, this.#to, this.#seen, this.#queue] = [counts, to, new Int32Array(promises), new Int32Array(promises)];
  }

  get edges() {
    return this.#to.length;
  }

  /** How many hang on it, by whatever way; with `enough`, no more of them than that. */
  reach(start, enough = Number.POSITIVE_INFINITY) {
    const [from, to, seen, queue, round] = [this.#from, this.#to, this.#seen, this.#queue, ++this.#round];
    seen[start] = round;
    queue[0] = start;
    let size = 1;
    for (let at = 0; at < size && size <= enough; at++) {
      const one = queue[at];
      for (let slot = from[one]; slot < from[one + 1]; slot++) {
        const other = to[slot];
        if (seen[other] === round) continue;
        seen[other] = round;
        queue[size++] = other;
      }
    }
    return size - 1;
  }
}
