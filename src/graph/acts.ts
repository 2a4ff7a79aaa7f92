import type { Moment } from '../domain/common/moment.rules.js';
import { actHead, contentFound } from './records.js';
import type { ActHead, ContentFound, ContentRow, HeadRow } from './records.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

interface Listing {
  readonly limit: number;
  readonly withTotal: boolean;
}

export interface ActPage {
  readonly acts: readonly ActHead[];
  readonly total: number | null;
}

/** A page of the acts about one thing. */
export interface ActsWanted extends Listing {
  readonly about: string;
  readonly until: Moment;
  /** The sequence number to go on after; 0 for the first page. */
  readonly after: number;
}

const heads = statement<Viewing & { ids: readonly string[] }, { acts: HeadRow[] }>('act/heads');
const contents = statement<Viewing & { ids: readonly string[]; withSaid: boolean; withStates: boolean }, { contents: ContentRow[] }>('act/contents');
const listAbout = statement<Viewing & Omit<ActsWanted, 'about'> & { abouts: readonly string[] }, { pages: { about: string; acts: HeadRow[]; total: number | null }[] }>('act/list-about');
const listRecorded = statement<Viewing & Listing & { from: Moment; to: Moment; afterAt: string; afterId: string }, { acts: HeadRow[]; total: number | null }>('act/list-recorded');

export async function readActs(reader: Reader, ids: readonly string[]): Promise<readonly ActHead[]> {
  return (await reader.one(heads, { ids })).acts.map(actHead);
}

/** What of an act is read apart from its head, since it is heavy: what it said, or the states around it. */
export interface ContentWanted {
  readonly id: string;
  readonly part: 'SAID' | 'STATES';
}

/** For each act that was found, by its id, the parts that anybody wanted of any of them. */
export async function readActContents(reader: Reader, wanted: readonly ContentWanted[]): Promise<ReadonlyMap<string, ContentFound>> {
  const asks = (part: ContentWanted['part']): boolean => wanted.some((one) => one.part === part);
  const ids = [...new Set(wanted.map(({ id }) => id))];
  const rows = (await reader.one(contents, { ids, withSaid: asks('SAID'), withStates: asks('STATES') })).contents;
  return new Map(rows.map((row) => [row.id, contentFound(row)]));
}

/** The same page of the acts about each of several things. */
export async function listActsAbout(reader: Reader, abouts: readonly string[], page: Omit<ActsWanted, 'about'>): Promise<ReadonlyMap<string, ActPage>> {
  const { pages } = await reader.one(listAbout, { ...page, abouts });
  return new Map(pages.map(({ about, acts, total }) => [about, { acts: acts.map(actHead), total }]));
}

export async function listActsRecorded(reader: Reader, from: Moment, to: Moment, listing: Listing, after: { readonly value: string; readonly id: string } | null): Promise<ActPage> {
  const row = await reader.one(listRecorded, { ...listing, from, to, afterAt: after?.value ?? from, afterId: after?.id ?? '' });
  return { acts: row.acts.map(actHead), total: row.total };
}
