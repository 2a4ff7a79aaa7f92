import type { Moment } from '../../src/domain/common/moment.rules.js';
import type { Side } from '../../src/domain/workflow/workflow.types.js';
import type { Database } from '../../src/graph/database.js';

/** An act as it lies in the database, with what it keeps as JSON read back. */
export interface RecordedAct {
  readonly id: string;
  readonly kind: string;
  readonly sequence: number;
  readonly act: string;
  readonly side: Side | null;
  readonly person: string;
  readonly saidAt: Moment;
  readonly recordedAt: Moment;
  readonly from: Moment;
  readonly to: Moment;
  readonly data: unknown;
  readonly state: unknown;
  readonly customer: string | null;
  readonly performer: string | null;
  readonly phase: string | null;
}

/** The acts about one thing, in their order. */
export async function actsAbout(database: Database, org: string, about: string): Promise<readonly RecordedAct[]> {
  const rows = await database.runText(
    `MATCH (act:Act {org: $org, about: $about})
     RETURN act {.id, .kind, .sequence, .act, .side, .person, .saidAt, .recordedAt, .from, .to, .data, .state, .customer, .performer, .phase} AS act
     ORDER BY act.sequence`,
    { org, about },
  );
  return rows.map(({ act }) => act as RecordedAct & { data: string; state: string }).map((act) => ({ ...act, data: JSON.parse(act.data), state: JSON.parse(act.state) }));
}

/** The acts as the fold takes them: what was said, without what is kept of it. */
export function asSaid(acts: readonly RecordedAct[]): unknown[] {
  return acts.map(({ id, act, side, person, saidAt, data }) => ({ id, act, side, person, at: saidAt, data }));
}

/** The properties of a node, without those of nobody's concern here. */
export type Properties = Record<string, unknown>;

/** A node or an edge of a thing's neighbourhood, in a form that compares. */
export async function rowsOf(database: Database, text: string, parameters: Record<string, unknown>): Promise<Properties[]> {
  return (await database.runText(text, parameters)).map(({ row }) => row as Properties);
}
