import type { Moment } from '../domain/common/moment.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import { catchUp, inBatches, putOnRecord } from './catching-up.js';
import type { CaughtUp, Pace } from './catching-up.js';
import type { Database } from './database.js';
import { likenessProperties } from './projection.js';
import { statement } from './statement.js';

/*
 * Concerns from before it was kept which of them are in the same words, and how much is under way about each.
 */

interface Kept {
  readonly state: string;
  readonly alike: string | null;
  readonly underWay: number | null;
}

interface Likeness {
  readonly concern: string;
  readonly version: number;
  readonly properties: object;
}

const listConcerns = statement<{ org: string; afterId: string; limit: number }, { lastId: string | null; concerns: Kept[] }>('catching-up/list-concerns');
const recordLikeness = statement<{ org: string; rows: readonly Likeness[] }, object>('catching-up/record-likeness');

/** Lets each concern say so. What somebody writes to meanwhile says so itself. One process at a time: under the lock of the migrations. */
export function recordLikenessOfBefore(database: Database, now: Moment, { page: limit = 1_000, batch = 1_000, onPage }: Pace = {}): Promise<CaughtUp> {
  return catchUp(database, 'likeness', now, async (org, afterId) => {
    const [page] = await database.read(listConcerns, { org, afterId, limit });
    const behind = (page?.concerns ?? []).flatMap(({ state, alike, underWay }): Likeness[] => {
      const concern = JSON.parse(state) as ConcernState;
      const properties = likenessProperties(org, concern);
      return properties.alike === alike && properties.underWay === underWay ? [] : [{ concern: concern.id, version: concern.version, properties }];
    });
    const record = async (rows: readonly Likeness[]): Promise<readonly Likeness[]> => {
      await putOnRecord(database, recordLikeness, { org, rows });
      return [];
    };
    return { lastId: page?.lastId ?? null, workflows: await inBatches(behind, batch, record) };
  }, onPage);
}
