import { ExportText } from '../graph/export-text.js';
import { Dice } from './dice.js';
import { Ids } from './ids.js';
import { People, founded } from './people.js';
import { Structure } from './structure.js';
import { Telling } from './telling.js';
import { zone } from './tiers.js';
import { Workflows } from './workflows.js';

/** More than this no id here tells apart by its moment, and nobody has. */
export const mostPromises = 10_000_000;

export interface Wanted {
  readonly promises: number;
  /** The same seed makes the same organisation. */
  readonly seed: string;
}

/** So much text at once goes on to whoever reads it. */
const chunkSize = 256 * 1024;

/**
 * An organisation of any size that nobody has: who is in it, what they have promised each other from the Board's three
 * years down to an engineer's three months, what needs what, and everything that was said on the way. Told as an export, so
 * that it is restored like any other: as it is read, piece by piece, with no more of it in memory than who ties to whom.
 */
export class Organisation {
  readonly id: string;
  readonly structure: Structure;
  readonly #people: People;
  readonly #workflows: Workflows;
  readonly #ids: Ids;

  constructor(private readonly wanted: Wanted) {
    const dice = new Dice(`${wanted.seed}/${String(wanted.promises)}`);
    this.#ids = new Ids(dice);
    this.id = this.#ids.of('ORGANIZATION', founded, dice.bits('ORGANIZATION', 0), dice.bits('ORGANIZATION', 1) & 0xffff);
    this.structure = new Structure(wanted.promises, dice);
    this.#people = new People(this.structure, dice, this.#ids);
    this.#workflows = new Workflows(this.structure, dice, this.#ids, this.#people);
  }

  get name(): string {
    return `A company of ${String(this.wanted.promises)} promises (${this.wanted.seed})`;
  }

  /** About how many bytes the export has. */
  get size(): number {
    return this.wanted.promises * 8_000;
  }

  /**
   * The export, in pieces.
   * @param progress is told how many promises have been written
   */
  * chunks(progress: (promises: number) => void = () => undefined): Generator<Buffer> {
    const text = new ExportText();
    const telling = new Telling(this.#ids);
    const flush = function* (least: number): Generator<Buffer> {
      if (telling.length < least) return;
      const { records } = telling;
      yield text.lines(telling.take(), records);
    };
    yield Buffer.from(`${text.header(this.id)}\n`);
    this.#found(telling);
    for (let agent = 0; agent < this.#people.count; agent++) {
      this.#people.tell(agent, telling);
      yield* flush(chunkSize);
    }
    for (let promise = 0; promise < this.wanted.promises; promise++) {
      this.#workflows.tellConcern(promise, telling);
      yield* flush(chunkSize);
    }
    for (let promise = 0; promise < this.wanted.promises; promise++) {
      this.#workflows.tellWorkflow(promise, telling);
      if (telling.length < chunkSize) continue;
      yield* flush(chunkSize);
      progress(promise + 1);
    }
    yield* flush(1);
    yield Buffer.from(`${text.end()}\n`);
  }

  #found(telling: Telling): void {
    const thing = telling.about('ORGANIZATION', this.id, 'AGENT_ACT', 0xffffffff);
    thing.say({ act: 'FOUND_ORGANIZATION', at: founded, person: this.#people.administrator, data: JSON.stringify({ name: this.name, organization: this.id, zone }) });
  }
}
