import type { Moment } from '../domain/common/moment.rules.js';
import { addedReviews, endedDuties } from '../domain/dual/duties.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { actsSaid, after, catchUp, inBatches, putOnRecord } from './catching-up.js';
import type { ActSaid, CaughtUp, Pace } from './catching-up.js';
import type { Database } from './database.js';
import { dutyProperties, reviewProperties } from './projection.js';
import { statement } from './statement.js';

/*
 * Workflows from before there were duties get them from their acts, by the same rules as those that are spoken in now. Each says up
 * to which act its duties are on record, and whoever wrote without them leaves it behind.
 */

interface Behind {
  readonly id: string;
  /** The last act whose duties are on record; 0 for none. */
  readonly dutiesTo: number;
}

interface JudgedWorkflow {
  readonly workflow: string;
  readonly dutiesTo: number;
  readonly duties: readonly object[];
  readonly reviews: readonly object[];
  readonly superseded: readonly { readonly promise: string; readonly at: Moment }[];
}

const listBehind = statement<{ org: string; afterId: string; limit: number }, { lastId: string | null; behind: Behind[] }>('catching-up/list-behind');
const recordDuties = statement<{ org: string; rows: readonly JudgedWorkflow[] }, { behind: Behind[] }>('catching-up/record-duties');

/** Puts the duties of acts on record that were written without. One process at a time: under the lock of the migrations. */
export function recordDutiesOfBefore(database: Database, now: Moment, { page: limit = 1_000, batch = 50, onPage }: Pace = {}): Promise<CaughtUp> {
  return catchUp(database, 'duties', now, async (org, afterId) => {
    const [page] = await database.read(listBehind, { org, afterId, limit });
    return { lastId: page?.lastId ?? null, workflows: await inBatches(page?.behind ?? [], batch, (some) => judgeAndRecord(database, org, some)) };
  }, onPage);
}

/** @returns those in which something was said meanwhile */
async function judgeAndRecord(database: Database, org: string, some: readonly Behind[]): Promise<Behind[]> {
  const chains = await actsSaid(database, org, some.map(({ id }) => id));
  const rows = some.flatMap(({ id, dutiesTo }) => judged(org, id, chains.get(id) ?? [], dutiesTo) ?? []);
  return (await putOnRecord(database, recordDuties, { org, rows }))?.behind ?? [];
}

/** What the acts after one have ended; the acts before it are told again, since what is owed follows from them. */
function judged(org: string, workflow: string, acts: readonly ActSaid[], known: number): JudgedWorkflow | null {
  if (acts.length === 0) return null;
  const [duties, reviews, superseded]: [object[], object[], { promise: string; at: Moment }[]] = [[], [], []];
  let before: WorkflowState | null = null;
  for (const said of acts) {
    const state: WorkflowState = after(before, said);
    if (state.version > known) {
      for (const duty of endedDuties(before, { id: said.id, act: said.act, side: said.side ?? null, withWords: said.withWords }, state)) duties.push(dutyProperties(org, workflow, duty));
      for (const review of addedReviews(before, state)) reviews.push(reviewProperties(org, workflow, review));
      const replaced = before?.promise ?? null;
      if (replaced !== null && before?.renegotiation != null && state.promise?.supersedes === replaced.id && state.promise.id !== replaced.id) superseded.push({ promise: replaced.id, at: before.renegotiation.at });
    }
    before = state;
  }
  return { workflow, dutiesTo: acts.length, duties, reviews, superseded };
}
