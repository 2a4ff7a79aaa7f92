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

const byIds = statement<Viewing & { ids: readonly string[] }, { acts: ActRow[] }>('act/by-ids');
const listAbout = statement<Viewing & Listing & { about: string; until: Moment; after: number }, { acts: ActRow[]; total: number | null }>('act/list-about');
const listRecorded = statement<Viewing & Listing & { from: Moment; to: Moment; afterAt: string; afterId: string }, { acts: ActRow[]; total: number | null }>('act/list-recorded');

export async function readActs(reader: Reader, ids: readonly string[]): Promise<readonly ActRecord[]> {
  return (await reader.one(byIds, { ids })).acts.map(actRecord);
}

export async function listActsAbout(reader: Reader, about: string, until: Moment, listing: Listing, after: number): Promise<ActPage> {
  const row = await reader.one(listAbout, { ...listing, about, until, after });
  return { acts: row.acts.map(actRecord), total: row.total };
}

export async function listActsRecorded(reader: Reader, from: Moment, to: Moment, listing: Listing, after: { readonly value: string; readonly id: string } | null): Promise<ActPage> {
  const row = await reader.one(listRecorded, { ...listing, from, to, afterAt: after?.value ?? from, afterId: after?.id ?? '' });
  return { acts: row.acts.map(actRecord), total: row.total };
}
