import { FOREVER } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { Serving } from '../domain/cascade/cascade.types.js';
import type { Dependency } from '../domain/interlock/interlock.types.js';
import { cascadeOf, interlockOf } from '../domain/workflow/bonds.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import type { WriteTransaction } from './database.js';
import { statement } from './statement.js';

/** An edge as it is kept in the graph, with the span of time in which it held. */
export interface BondRow {
  readonly id: string;
  readonly [property: string]: string | number | boolean | readonly string[] | null;
}

interface CascadeRows {
  readonly begun: readonly { readonly parent: string; readonly properties: BondRow }[];
  readonly ended: readonly string[];
}

interface InterlockRows {
  readonly begun: readonly { readonly provider: string; readonly properties: BondRow }[];
  readonly changed: readonly { readonly id: string; readonly status: string }[];
  readonly ended: readonly string[];
}

const recordCascade = statement<{ org: string; workflow: string; at: string } & CascadeRows, object>('cascade/record');
const recordInterlock = statement<{ org: string; workflow: string; at: string } & InterlockRows, object>('interlock/record');

/**
 * What a list of contributions holds where nobody has said how much: Neo4j's lists hold no nulls, and its importer can't
 * tell one empty text from no list.
 */
export const unsaid = '-';

/** What of an edge of the cascade makes it another one when it changes. */
export function weightsSaid({ id, share, contributions }: Serving): string {
  return JSON.stringify([id, share, contributions]);
}

/** An edge of the cascade as a relationship. @param from since when it has been as it is: weighed anew, it is another */
export function servingProperties(org: string, edge: Serving, from: Moment, to: Moment = FOREVER): BondRow {
  return {
    org,
    id: edge.id,
    share: edge.share,
    conditions: edge.contributions.map(({ condition }) => condition),
    contributions: edge.contributions.map(({ contribution }) => contribution ?? unsaid),
    from,
    to,
  };
}

/** A dependency as a relationship, as the one who needs holds it. */
export function dependencyProperties(org: string, edge: Dependency, to: Moment = FOREVER): BondRow {
  const { id, condition, needs, kind, neededBy, status } = edge;
  return { org, id, condition, needs, kind, neededBy, status, from: edge.at, to };
}

/** What ties a workflow to others, where a change has touched it; nothing is sent for a change that has not. */
export function writeBonds(transaction: WriteTransaction, org: string, before: WorkflowState | null, after: WorkflowState, at: Moment): Promise<unknown>[] {
  const common = { org, workflow: after.id, at };
  const writes: Promise<unknown>[] = [];
  if (after.cascade !== before?.cascade) {
    const { added, gone } = parted(before === null ? [] : cascadeOf(before).serves, cascadeOf(after).serves, weightsSaid);
    if (added.length + gone.length > 0) {
      writes.push(transaction.run(recordCascade, { ...common, begun: added.map((edge) => ({ parent: edge.parent, properties: servingProperties(org, edge, at) })), ended: gone }));
    }
  }
  if (after.interlock !== before?.interlock) {
    const had = before === null ? [] : interlockOf(before).needs;
    const has = interlockOf(after).needs;
    const { added, gone } = parted(had, has, ({ id }) => id);
    const changed = has.filter((edge) => had.some(({ id, status }) => id === edge.id && status !== edge.status)).map(({ id, status }) => ({ id, status }));
    if (added.length + gone.length + changed.length > 0) {
      writes.push(transaction.run(recordInterlock, { ...common, begun: added.map((edge) => ({ provider: edge.provider, properties: dependencyProperties(org, edge) })), changed, ended: gone }));
    }
  }
  return writes;
}

function parted<Edge extends { readonly id: string }>(had: readonly Edge[], has: readonly Edge[], keyOf: (edge: Edge) => string): { added: readonly Edge[]; gone: readonly string[] } {
  const before = new Set(had.map(keyOf));
  const after = new Set(has.map(keyOf));
  return { added: has.filter((edge) => !before.has(keyOf(edge))), gone: had.filter((edge) => !after.has(keyOf(edge))).map(({ id }) => id) };
}
