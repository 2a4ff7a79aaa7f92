import type { Moment } from '../domain/common/moment.rules.js';
import type { ConcernState, ConcernStatus } from '../domain/concern/concern.rules.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

interface Listing {
  readonly statuses: readonly ConcernStatus[] | null;
  readonly limit: number;
  readonly withTotal: boolean;
}

const byIds = statement<Viewing & { ids: readonly string[] }, { concerns: string[] }>('concern/by-ids');
const statesAsOf = statement<Viewing & { ids: readonly string[]; kind: string; at: Moment }, { states: string[] }>('act/states-as-of');
const list = statement<Viewing & Listing & { afterId: string }, { concerns: string[]; total: number | null }>('concern/list');
const listOfHolder = statement<Viewing & Listing & { holder: string; afterId: string }, { concerns: string[]; total: number | null }>('concern/list-of-holder');

const parse = (text: string): ConcernState => JSON.parse(text) as ConcernState;

export async function readConcerns(reader: Reader, ids: readonly string[], asOf: Moment | null): Promise<readonly ConcernState[]> {
  if (asOf === null) return (await reader.one(byIds, { ids })).concerns.map(parse);
  return (await reader.one(statesAsOf, { ids, kind: 'CONCERN', at: asOf })).states.map(parse);
}

export async function listConcerns(
  reader: Reader,
  listing: Listing,
  holder: string | null,
  after: { readonly id: string } | null,
): Promise<{ readonly concerns: readonly ConcernState[]; readonly total: number | null }> {
  const afterId = after?.id ?? 'g';
  const row = await (holder === null ? reader.one(list, { ...listing, afterId }) : reader.one(listOfHolder, { ...listing, holder, afterId }));
  return { concerns: row.concerns.map(parse), total: row.total };
}
