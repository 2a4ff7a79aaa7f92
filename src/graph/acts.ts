import type { Moment } from '../domain/common/moment.rules.js';
import { actRecord } from './records.js';
import type { ActRecord, ActRow } from './records.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

interface Listing {
  readonly limit: number;
  readonly withTotal: boolean;
}

export interface ActPage {
  readonly acts: readonly ActRecord[];
  readonly total: number | null;
}

/** A page of the acts about one thing. */
export interface ActsWanted extends Listing {
  readonly about: string;
  readonly until: Moment;
  /** The sequence number to go on after; 0 for the first page. */
  readonly after: number;
}

const byIds = statement<Viewing & { ids: readonly string[] }, { acts: ActRow[] }>('act/by-ids');
const listAbout = statement<Viewing & Omit<ActsWanted, 'about'> & { abouts: readonly string[] }, { pages: { about: string; acts: ActRow[]; total: number | null }[] }>('act/list-about');
const listRecorded = statement<Viewing & Listing & { from: Moment; to: Moment; afterAt: string; afterId: string }, { acts: ActRow[]; total: number | null }>('act/list-recorded');

export async function readActs(reader: Reader, ids: readonly string[]): Promise<readonly ActRecord[]> {
  return (await reader.one(byIds, { ids })).acts.map(actRecord);
}

/** The same page of the acts about each of several things. */
export async function listActsAbout(reader: Reader, abouts: readonly string[], page: Omit<ActsWanted, 'about'>): Promise<ReadonlyMap<string, ActPage>> {
  const { pages } = await reader.one(listAbout, { ...page, abouts });
  return new Map(pages.map(({ about, acts, total }) => [about, { acts: acts.map(actRecord), total }]));
}

export async function listActsRecorded(reader: Reader, from: Moment, to: Moment, listing: Listing, after: { readonly value: string; readonly id: string } | null): Promise<ActPage> {
  const row = await reader.one(listRecorded, { ...listing, from, to, afterAt: after?.value ?? from, afterId: after?.id ?? '' });
  return { acts: row.acts.map(actRecord), total: row.total };
}
