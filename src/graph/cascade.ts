import type { Moment } from '../domain/common/moment.rules.js';
import type { ChainDirection, OtherServing } from '../domain/cascade/cascade.types.js';
import { unsaid } from './bonds.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import type { WriteTransaction } from './database.js';
import { statement } from './statement.js';
import { workflowFound } from './workflows.js';
import type { WorkflowFound, WorkflowRow } from './workflows.js';

/** Where a chain begins: at a workflow, at one condition of it (downwards), or at all that an agent stands in. */
export type ChainStart = { readonly workflow: string; readonly condition: string | null } | { readonly agent: string };

/** A workflow of a chain, and how many edges lie between, at the least. */
export interface ChainStation {
  readonly found: WorkflowFound;
  readonly distance: number;
}

export interface ChainListing {
  readonly depth: number;
  readonly afterDistance: number;
  readonly afterId: string;
  readonly limit: number;
  readonly withTotal: boolean;
  readonly withHidden: boolean;
}

interface Chained {
  viewer?: ViewerRow;
  stations: (WorkflowRow & { distance: number })[];
  total: number | null;
  hidden: number | null;
}

type FromWorkflow = Viewing & ChainListing & { readonly workflow: string };
type FromCondition = FromWorkflow & { readonly condition: string | null };
type FromAgent = Viewing & ChainListing & { readonly agent: string };
type Past<Sought> = Sought & { readonly at: Moment };

const up = statement<FromWorkflow, Chained>('cascade/chain-up');
const upAsOf = statement<Past<FromWorkflow>, Chained>('cascade/chain-up-as-of');
const upOfAgent = statement<FromAgent, Chained>('cascade/chain-up-of-agent');
const upOfAgentAsOf = statement<Past<FromAgent>, Chained>('cascade/chain-up-of-agent-as-of');
const down = statement<FromCondition, Chained>('cascade/chain-down');
const downAsOf = statement<Past<FromCondition>, Chained>('cascade/chain-down-as-of');
const downOfAgent = statement<FromAgent, Chained>('cascade/chain-down-of-agent');
const downOfAgentAsOf = statement<Past<FromAgent>, Chained>('cascade/chain-down-of-agent-as-of');

/** A page of a chain, the nearest first. */
export async function readChain(reader: Reader, direction: ChainDirection, start: ChainStart, listing: ChainListing, asOf: Moment | null): Promise<{ readonly stations: readonly ChainStation[]; readonly total: number | null; readonly hidden: number | null }> {
  const row = await chained(reader, direction, start, listing, asOf);
  return { stations: row.stations.map(({ distance, ...each }) => ({ distance, found: workflowFound(each, row.viewer ?? null, asOf) })), total: row.total, hidden: row.hidden };
}

function chained(reader: Reader, direction: ChainDirection, start: ChainStart, listing: ChainListing, at: Moment | null): Promise<Chained> {
  if ('agent' in start) {
    const sought = { ...listing, ...start };
    const [present, past] = direction === 'UP' ? [upOfAgent, upOfAgentAsOf] : [downOfAgent, downOfAgentAsOf];
    return at === null ? reader.one(present, sought) : reader.one(past, { ...sought, at });
  }
  const { workflow, condition } = start;
  if (direction === 'UP') return at === null ? reader.one(up, { ...listing, workflow }) : reader.one(upAsOf, { ...listing, workflow, at });
  return at === null ? reader.one(down, { ...listing, workflow, condition }) : reader.one(downAsOf, { ...listing, workflow, condition, at });
}

/** What a new edge of the cascade would meet, read under the lock that edges are made under. */
export interface Around {
  /** The edges that serve the parent already. */
  readonly servings: readonly OtherServing[];
  /** The way by which the parent serves the child already, from the one to the other; empty for none. */
  readonly way: readonly { readonly workflow: string; readonly objective: string }[];
  /** Whether the child's Customer is a member of the group that performs for the parent, or holds the role that it is of, as its Performer does. */
  readonly standsIn: boolean;
}

const around = statement<{ org: string; child: string; parent: string; at: Moment }, Omit<Around, 'servings'> & { servings: WeightsRow[] }>('change/serving');

/** @returns null where one of the two is not there */
export async function readAround(transaction: WriteTransaction, org: string, child: string, parent: string, at: Moment): Promise<Around | null> {
  const [row] = await transaction.run(around, { org, child, parent, at });
  return row === undefined ? null : { ...row, servings: row.servings.map(weightsOf) };
}

/** An edge of the cascade, with what decides whether it still holds. */
export interface ServingFound {
  readonly child: string;
  readonly serving: string;
  readonly standsIn: boolean;
  readonly others: readonly OtherServing[];
}

interface ServingRow {
  readonly child: string;
  readonly serving: string;
  readonly standsIn: boolean;
  readonly others: readonly WeightsRow[];
}

const aroundServings = statement<Viewing & { ids: readonly string[]; at: Moment }, { viewer: ViewerRow; edges: ServingRow[] }>('cascade/around');

/** The edges by which some workflows serve others, with what is around each. */
export async function readServings(reader: Reader, ids: readonly string[], at: Moment): Promise<readonly ServingFound[]> {
  return (await reader.one(aroundServings, { ids, at })).edges.map(({ others, ...edge }) => ({ ...edge, others: others.map(weightsOf) }));
}

interface WeightsRow {
  readonly child: string;
  readonly conditions: readonly string[];
  readonly contributions: readonly string[];
}

/** Two lists beside each other are one list of pairs. */
export function weightsOf({ child, conditions, contributions }: WeightsRow): OtherServing {
  return { child, contributions: conditions.map((condition, index) => ({ condition, contribution: contributions[index] === unsaid ? null : (contributions[index] ?? null) })) };
}
