import type { Serving } from '../domain/cascade/cascade.types.js';
import { rollUp } from '../domain/cascade/roll-up.rules.js';
import type { Rollable, RollUp } from '../domain/cascade/roll-up.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { invalid } from '../domain/common/refusal.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { weightsOf } from './cascade.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';

/** As many workflows as are rolled up in one answer, those that serve counted: their states are some kilobytes each. */
export const mostRolledUp = 5_000;

interface EdgeRow {
  readonly id: string;
  readonly parent: string;
  readonly share: string | null;
  readonly conditions: readonly string[];
  readonly contributions: readonly string[];
}

interface UnderRow {
  readonly id: string;
  /** Null where the viewer may not see it. */
  readonly state: string | null;
  /** Of what the viewer may not see; of others, the state says it. */
  readonly serves: readonly EdgeRow[];
}

type Sought = Viewing & { readonly ids: readonly string[]; readonly limit: number };

const under = statement<Sought, { viewer: ViewerRow; workflows: UnderRow[] }>('cascade/under');
const underAsOf = statement<Sought & { readonly at: Moment }, { workflows: UnderRow[] }>('cascade/under-as-of');

/** Workflows with all that serves them, and what that adds up to for one viewer. */
export interface RolledUnder {
  readonly workflows: readonly Rollable[];
  /** As far as the viewer sees them. */
  readonly states: ReadonlyMap<string, WorkflowState>;
  readonly rolled: RollUp;
}

/** @throws Refusal INVALID_INPUT where more serves them than one answer rolls up */
export async function readRolledUnder(reader: Reader, ids: readonly string[], asOf: Moment | null): Promise<RolledUnder> {
  const sought = { ids, limit: mostRolledUp + 1 };
  const rows: readonly UnderRow[] = (asOf === null ? await reader.one(under, sought) : await reader.one(underAsOf, { ...sought, at: asOf })).workflows;
  if (rows.length > mostRolledUp) {
    throw invalid('rollUp', `More than ${String(mostRolledUp)} workflows serve what you ask about, and no part of them would tell what the whole adds up to. Ask about fewer workflows at once, or about what serves these.`);
  }
  const states = new Map<string, WorkflowState>();
  // The oldest first, so that the inputs of a figure stand in the same order each time.
  const workflows = [...rows].sort((one, other) => (one.id < other.id ? -1 : 1)).map(({ id, state, serves }): Rollable => {
    if (state === null) return unseen(id, serves);
    const read = JSON.parse(state) as WorkflowState;
    states.set(id, read);
    return read;
  });
  return { workflows, states, rolled: rollUp(workflows) };
}

// Where it stands is told by the edges; what is promised in it, and how far it is, by nobody.
function unseen(id: string, serves: readonly EdgeRow[]): Rollable {
  const edges = serves.map((edge): Serving => ({
    id: edge.id, parent: edge.parent, share: edge.share, contributions: weightsOf({ child: id, conditions: edge.conditions, contributions: edge.contributions }).contributions, at: '', act: '',
  }));
  return { id, promise: null, cascade: { serves: edges, root: false, own: [] } };
}
