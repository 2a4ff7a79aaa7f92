import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { SearchKind } from '../domain/search/search.rules.js';
import type { PromiseState } from '../domain/workflow/workflow.types.js';
import type { PromiseFound } from './promises.js';
import type { Reader, Viewing } from './reader.js';
import { luceneQuery } from './search-text.js';
import { statement } from './statement.js';

interface Place {
  readonly score: number;
  readonly id: string;
}

interface Listing {
  readonly kinds: readonly SearchKind[] | null;
  readonly includePast: boolean;
  readonly limit: number;
}

interface HitRow extends Place {
  readonly kind: SearchKind;
  readonly state: string;
  readonly zone: string | null;
  readonly workflow: string | null;
  readonly condition: string | null;
}

export type Found =
  | { readonly kind: 'CONCERN'; readonly concern: ConcernState }
  | { readonly kind: 'PROMISE'; readonly promise: PromiseFound }
  | { readonly kind: 'CONDITION'; readonly promise: PromiseFound; readonly condition: string }
  | { readonly kind: 'PERSON' | 'GROUP' | 'AUTOMATION'; readonly agent: AgentState };

export type Hit = Found & Place;

const find = statement<Viewing & Listing & { query: string; words: number; afterScore: number; afterId: string }, { hits: HitRow[]; total: number }>('search/find');

export async function search(
  reader: Reader,
  org: string,
  words: readonly string[],
  listing: Listing,
  after: Place | null,
): Promise<{ readonly hits: readonly Hit[]; readonly total: number }> {
  const { hits, total } = await reader.one(find, {
    ...listing, query: luceneQuery(org, words), words: words.length, afterScore: after?.score ?? 2, afterId: after?.id ?? '',
  });
  return { hits: hits.map(hitOf), total };
}

function hitOf(row: HitRow): Hit {
  const { score, id } = row;
  const state: unknown = JSON.parse(row.state);
  const promise = { state: state as PromiseState, zone: row.zone ?? '', workflow: row.workflow ?? '' };
  switch (row.kind) {
    case 'CONCERN':
      return { score, id, kind: row.kind, concern: state as ConcernState };
    case 'PROMISE':
      return { score, id, kind: row.kind, promise };
    case 'CONDITION':
      return { score, id, kind: row.kind, promise, condition: row.condition ?? '' };
    case 'PERSON':
    case 'GROUP':
    case 'AUTOMATION':
      return { score, id, kind: row.kind, agent: state as AgentState };
  }
}
