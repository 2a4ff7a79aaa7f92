import { Refusal } from '../domain/common/refusal.js';
import type { Voice } from '../domain/workflow/speaker.rules.js';
import type { Database, Reading } from './database.js';
import type { Statement } from './statement.js';
import { Turns } from './turns.js';

export interface Viewing {
  readonly org: string;
  readonly subject: string;
}

/** The viewer as every read returns it, so that what they may do costs no round trip more. */
export interface ViewerRow {
  readonly id: string;
  readonly administrator: boolean;
  readonly represents: readonly string[];
}

export function voiceOf(viewer: ViewerRow): Voice {
  return { person: viewer.id, administrator: viewer.administrator, represents: viewer.represents };
}

/**
 * Statements of one operation that are under way at once, and of a heavy one. What a list leads to is read in pieces, and
 * what comes of them is kept until the answer is made: who began them all would have read everything before it is known to
 * be too much.
 */
const readsAtOnce = 8;
const readsOfHeavyAtOnce = 2;

/**
 * Reads on behalf of one verified viewer. Every read statement finds the active viewer itself and returns exactly one
 * row for one; no row means that the viewer is not, or no longer, active here.
 */
export class Reader {
  readonly #database: Database;
  readonly #viewing: Viewing;
  readonly #reading: Reading;
  readonly #turns = new Turns(readsAtOnce);
  readonly #turnsOfHeavy = new Turns(readsOfHeavyAtOnce);

  constructor(database: Database, viewing: Viewing, reading: Reading = {}) {
    this.#database = database;
    this.#viewing = viewing;
    this.#reading = reading;
  }

  /** @throws Refusal UNAUTHENTICATED when the viewer is not active in the organisation; TIMEOUT or Exceeded when the budget is used up */
  async one<Parameters extends object, Row extends object>(statement: Statement<Parameters & Viewing, Row>, parameters: Parameters): Promise<Row> {
    const { budget } = this.#reading;
    const { org, subject } = this.#viewing;
    const leave = await (budget?.heavy === true ? this.#turnsOfHeavy : this.#turns).take('', budget);
    try {
      const leaveAll = await (budget?.heavy === true ? this.#database.turnsOfHeavy : this.#database.turns).take(JSON.stringify([org, subject]), budget);
      try {
        const [row] = await this.#database.read(statement, { ...this.#viewing, ...parameters }, this.#reading);
        if (row === undefined) throw new Refusal('UNAUTHENTICATED', 'The token belongs to no active agent of this organisation.');
        budget?.read(lettersIn(row));
        return row;
      } finally {
        leaveAll();
      }
    } finally {
      leave();
    }
  }
}

/** Letters in whatever a statement returned; anything else counts as one. */
function lettersIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let letters = 1;
  for (const inner of Object.values(value)) letters += lettersIn(inner);
  return letters;
}
