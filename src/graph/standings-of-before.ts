import { phaseEntered, standingSpans } from '../domain/diagnosis/standing.rules.js';
import type { PhaseEntered } from '../domain/diagnosis/standing.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { actsSaid, after, catchUp, inBatches, putOnRecord } from './catching-up.js';
import type { ActSaid, CatchUp, CaughtUp, Pace } from './catching-up.js';
import type { Database } from './database.js';
import { standingProperties } from './projection.js';
import { statement } from './statement.js';

/*
 * How workflows stood before that was written down is told from their acts, by the same rules as now.
 */

interface StandingsOfWorkflow {
  readonly workflow: string;
  readonly version: number;
  readonly proposalsBefore: number;
  readonly standings: readonly object[];
}

const listBehind = statement<{ org: string; afterId: string; limit: number }, { lastId: string | null; behind: string[] }>('catching-up/list-without-standing');
const listWithoutPerformer = statement<{ org: string; afterId: string; limit: number }, { lastId: string | null; behind: string[] }>('catching-up/list-without-performer');
const recordStandings = statement<{ org: string; rows: readonly StandingsOfWorkflow[] }, { behind: string[] }>('catching-up/record-standings');

/** Puts on record how workflows stood after acts that were written without it. One process at a time: under the lock of the migrations. */
export function recordStandingsOfBefore(database: Database, now: Moment, pace: Pace = {}): Promise<CaughtUp> {
  return bringUp(database, 'standings', listBehind, now, pace);
}

/**
 * Puts on record who performed what executed. What there was, a migration has seen to; a process of the version before that ran
 * beside it knew how workflows stood, but not that, and left no workflow behind by which to find them.
 */
export function recordPerformersOfBefore(database: Database, now: Moment, pace: Pace = {}): Promise<CaughtUp> {
  return bringUp(database, 'performers', listWithoutPerformer, now, pace);
}

function bringUp(database: Database, name: CatchUp, list: typeof listBehind, now: Moment, { page: limit = 1_000, batch = 50, onPage }: Pace): Promise<CaughtUp> {
  return catchUp(database, name, now, async (org, afterId) => {
    const [page] = await database.read(list, { org, afterId, limit });
    return { lastId: page?.lastId ?? null, workflows: await inBatches(page?.behind ?? [], batch, (some) => record(database, org, some)) };
  }, onPage);
}

/** @returns those in which something was said meanwhile */
async function record(database: Database, org: string, some: readonly string[]): Promise<string[]> {
  const said = await actsSaid(database, org, some);
  const rows = [...said].flatMap(([workflow, acts]) => standingsOf(org, workflow, acts) ?? []);
  return (await putOnRecord(database, recordStandings, { org, rows }))?.behind ?? [];
}

function standingsOf(org: string, workflow: string, acts: readonly ActSaid[]): StandingsOfWorkflow | null {
  const states: WorkflowState[] = [];
  let entered: PhaseEntered | null = null;
  for (const act of acts) {
    const before = states[states.length - 1] ?? null;
    const state = after(before, act);
    entered = phaseEntered(before, state) ?? entered;
    states.push(state);
  }
  if (entered === null) return null;
  return { workflow, version: states.length, proposalsBefore: entered.proposalsBefore, standings: standingSpans(states).map((span) => standingProperties(org, workflow, span)) };
}
