import { millisecondsOf, momentOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { mostStandings } from './diagnosis-trend.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';
import { workflowFound } from './workflows.js';
import type { After, WorkflowFound, WorkflowRow } from './workflows.js';

/** Null: the whole organisation. */
type Agents = readonly string[] | null;

const count = statement<Viewing & { agents: Agents }, { explicit: number; implicit: number }>('explicitness/count');
const listImplicit = statement<
  Viewing & { agents: Agents; afterSince: Moment; afterId: string; limit: number },
  { viewer: ViewerRow; workflows: (WorkflowRow & { since: Moment; id: string })[] }
>('explicitness/list-implicit');

interface AskedOfThePast {
  /** Null: the whole organisation. Whoever belongs to a group is looked up for each moment. */
  readonly agent: string | null;
  readonly moments: readonly Moment[];
  /** The same, in milliseconds since 1970. */
  readonly times: readonly number[];
  readonly firstMoment: Moment;
  readonly lastMoment: Moment;
  readonly first: number;
  readonly last: number;
  readonly most: number;
}

interface SpanRow {
  /** Null: of what an agent was party to. */
  readonly phase: string | null;
  readonly implicit: boolean;
  /** The place of the first moment at which they were so, and of the first at which they were no more; null where they never were. */
  readonly span: readonly [from: number, to: number] | null;
  readonly count: number;
}

const trend = statement<Viewing & AskedOfThePast, { spans: SpanRow[] }>('explicitness/trend');
const listImplicitAsOf = statement<
  Viewing & { agent: string | null; at: Moment; time: number; afterSince: number; afterId: string; limit: number },
  { workflows: (WorkflowRow & { since: number })[] }
>('explicitness/list-implicit-as-of');

export interface ExplicitCounts {
  readonly explicit: number;
  readonly implicit: number;
}

/** How many workflows that are not closed are explicit, and how many are not. */
export async function countExplicit(reader: Reader, agents: Agents): Promise<ExplicitCounts> {
  const { explicit, implicit } = await reader.one(count, { agents });
  return { explicit, implicit };
}

export interface ImplicitFound {
  readonly since: Moment;
  readonly found: WorkflowFound;
}

/** Implicit workflows, those that have been known of for longest first. */
export async function listImplicitWorkflows(reader: Reader, agents: Agents, limit: number, after: After | null): Promise<readonly ImplicitFound[]> {
  const { viewer, workflows } = await reader.one(listImplicit, { agents, limit, afterSince: after?.value ?? '', afterId: after?.id ?? '' });
  return workflows.map(({ since, ...row }) => ({ since, found: workflowFound(row, viewer) }));
}

export interface ExplicitnessThen {
  /** For each moment. */
  readonly counts: readonly ExplicitCounts[];
  /** Whether there was more to go through than was. */
  readonly isPartial: boolean;
}

/**
 * How many workflows that were not closed were explicit at each of some moments, and how many were not, in one pass for all of them.
 * @param moments in order
 */
export async function readExplicitness(reader: Reader, agent: string | null, moments: readonly Moment[], most: number = mostStandings): Promise<ExplicitnessThen> {
  const [firstMoment, lastMoment] = [moments[0], moments[moments.length - 1]];
  if (firstMoment === undefined || lastMoment === undefined) return { counts: [], isPartial: false };
  const { spans } = await reader.one(trend, {
    agent, moments, times: moments.map(millisecondsOf), firstMoment, lastMoment, first: millisecondsOf(firstMoment), last: millisecondsOf(lastMoment), most: most + 1,
  });
  const counts = moments.map(() => ({ explicit: 0, implicit: 0 }));
  const gone = new Map<string, number>();
  for (const { phase, implicit, span, count } of spans) {
    if (phase !== null) gone.set(phase, (gone.get(phase) ?? 0) + count);
    for (const at of counts.slice(...(span ?? [0, 0]))) at[implicit ? 'implicit' : 'explicit'] += count;
  }
  return { counts, isPartial: [...gone.values()].some((count) => count > most) };
}

/** Before all that is known, in milliseconds since 1970. */
const beginning = -8_640_000_000_000_000;

/** Workflows that were implicit at a moment, those that had been known of for longest first. */
export async function listImplicitWorkflowsAsOf(reader: Reader, agent: string | null, at: Moment, limit: number, after: After | null): Promise<readonly ImplicitFound[]> {
  const { workflows } = await reader.one(listImplicitAsOf, { agent, at, time: millisecondsOf(at), limit, afterSince: after === null ? beginning : millisecondsOf(after.value), afterId: after?.id ?? '' });
  return workflows.map(({ since, ...row }) => ({ since: momentOf(since), found: workflowFound(row, null, at) }));
}
