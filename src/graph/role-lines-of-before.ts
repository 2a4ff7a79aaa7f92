import type { Moment } from '../domain/common/moment.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { catchUp, inBatches, putOnRecord } from './catching-up.js';
import type { CaughtUp, Pace } from './catching-up.js';
import type { Database } from './database.js';
import { statement } from './statement.js';

/*
 * Workflows that were put into a role before it was kept beside their state into which line of it.
 */

interface LineOfWorkflow {
  readonly workflow: string;
  readonly version: number;
  readonly line: string;
}

const listBehind = statement<{ org: string; afterId: string; limit: number }, { lastId: string | null; behind: string[] }>('catching-up/list-without-role-line');
const recordLines = statement<{ org: string; rows: readonly LineOfWorkflow[] }, object>('catching-up/record-role-lines');

/** Lets each say it as its state does. What somebody writes to meanwhile says so itself. One process at a time: under the lock of the migrations. */
export function recordRoleLinesOfBefore(database: Database, now: Moment, { page: limit = 1_000, batch = 1_000, onPage }: Pace = {}): Promise<CaughtUp> {
  return catchUp(database, 'role-lines', now, async (org, afterId) => {
    const [page] = await database.read(listBehind, { org, afterId, limit });
    const behind = (page?.behind ?? []).flatMap((text): LineOfWorkflow[] => {
      const { id, version, role } = JSON.parse(text) as WorkflowState;
      return role == null ? [] : [{ workflow: id, version, line: role.line }];
    });
    const record = async (rows: readonly LineOfWorkflow[]): Promise<readonly LineOfWorkflow[]> => {
      await putOnRecord(database, recordLines, { org, rows });
      return [];
    };
    return { lastId: page?.lastId ?? null, workflows: await inBatches(behind, batch, record) };
  }, onPage);
}
