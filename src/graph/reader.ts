import { Refusal } from '../domain/common/refusal.js';
import type { Voice } from '../domain/workflow/speaker.rules.js';
import type { Database, Reading } from './database.js';
import type { Statement } from './statement.js';

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
 * Reads on behalf of one verified viewer. Every read statement finds the active viewer itself and returns exactly one
 * row for one; no row means that the viewer is not, or no longer, active here.
 */
export class Reader {
  readonly #database: Database;
  readonly #viewing: Viewing;
  readonly #reading: Reading;

  constructor(database: Database, viewing: Viewing, reading: Reading = {}) {
    this.#database = database;
    this.#viewing = viewing;
    this.#reading = reading;
  }

  /** @throws Refusal UNAUTHENTICATED when the viewer is not active in the organisation; TIMEOUT when the time is used up */
  async one<Parameters extends object, Row extends object>(statement: Statement<Parameters & Viewing, Row>, parameters: Parameters): Promise<Row> {
    const [row] = await this.#database.read(statement, { ...this.#viewing, ...parameters }, this.#reading);
    if (row === undefined) throw new Refusal('UNAUTHENTICATED', 'The token belongs to no active agent of this organisation.');
    return row;
  }
}
