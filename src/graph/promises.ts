import type { Moment } from '../domain/common/moment.rules.js';
import type { Assessment, Phase, PromiseState, PromiseStatus, Proposal, WorkflowState } from '../domain/workflow/workflow.types.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import { readToTheEnd, rowsAtOnce } from './in-pieces.js';
import { castOf } from './workflows.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

export interface PromiseFound {
  readonly state: PromiseState;
  /** Its parties, where they came along. */
  readonly cast?: ReadonlyMap<string, AgentState>;
  readonly zone: string;
  readonly workflow: string;
}

interface PromiseRow {
  readonly state: string;
  readonly cast?: readonly string[];
  readonly zone: string;
  readonly workflow: string;
}

export type PromiseOrder = 'DUE_FIRST' | 'NEWEST_FIRST' | 'LONGEST_HORIZON_FIRST';

/** What narrows a list of promises; null does not. */
export interface PromiseListing {
  readonly statuses: readonly PromiseStatus[] | null;
  readonly counterparts: readonly string[] | null;
  readonly phases: readonly Phase[] | null;
  readonly horizonFrom: number | null;
  readonly horizonTo: number | null;
  readonly dueFrom: Moment | null;
  readonly dueTo: Moment | null;
  readonly overdue: boolean | null;
  readonly atRisk: boolean | null;
  readonly now: Moment;
  readonly riskBelow: number;
  readonly limit: number;
  readonly withTotal: boolean;
  readonly withHidden: boolean;
}

interface ListedPromises {
  promises: PromiseRow[];
  total: number | null;
  hidden: number | null;
}

type Sought = Viewing & PromiseListing & { readonly agent: string | null; readonly afterId: string };
type SoughtByDue = Sought & { readonly afterDue: string };
type SoughtByHorizon = Sought & { readonly afterHorizon: number };

const lists = {
  MADE_BY: {
    dueFirst: statement<SoughtByDue, ListedPromises>('promise/list-made-by-due-first'),
    newestFirst: statement<Sought, ListedPromises>('promise/list-made-by-newest-first'),
    longestHorizonFirst: statement<SoughtByHorizon, ListedPromises>('promise/list-made-by-longest-horizon-first'),
  },
  MADE_TO: {
    dueFirst: statement<SoughtByDue, ListedPromises>('promise/list-made-to-due-first'),
    newestFirst: statement<Sought, ListedPromises>('promise/list-made-to-newest-first'),
    longestHorizonFirst: statement<SoughtByHorizon, ListedPromises>('promise/list-made-to-longest-horizon-first'),
  },
};
const byIds = statement<Viewing & { ids: readonly string[] }, { promises: PromiseRow[] }>('promise/by-ids');

/** Of some workflows, what is behind one thing in one of them. */
interface OfWorkflows {
  readonly ids: readonly string[];
  readonly afterWorkflow: string;
  readonly limit: number;
}
const ofWorkflows = statement<Viewing & OfWorkflows & { afterId: string }, { promises: PromiseRow[] }>('promise/of-workflows');

function found(row: PromiseRow): PromiseFound {
  const { cast, ...rest } = row;
  return { ...rest, state: JSON.parse(row.state) as PromiseState, ...(cast === undefined ? {} : { cast: castOf(cast) }) };
}

/** Greater than every UUID: where a list that runs backwards begins. */
const lastId = 'g';

/** Longer than every horizon: where the list of the longest begins. Cursors hold what is left to it, so that they sort as text. */
const endlessDays = 9_999_999;

export function horizonInCursor(days: number): string {
  return String(endlessDays - days).padStart(7, '0');
}

export async function listPromises(
  reader: Reader,
  side: 'MADE_BY' | 'MADE_TO',
  agent: string | null,
  order: PromiseOrder,
  listing: PromiseListing,
  after: { readonly value: string; readonly id: string } | null,
): Promise<{ readonly promises: readonly PromiseFound[]; readonly total: number | null; readonly hidden: number | null }> {
  const { dueFirst, newestFirst, longestHorizonFirst } = lists[side];
  const sought = { ...listing, agent };
  const read = (): Promise<ListedPromises> => {
    switch (order) {
      case 'DUE_FIRST':
        return reader.one(dueFirst, { ...sought, afterDue: after?.value ?? '', afterId: after?.id ?? '' });
      case 'NEWEST_FIRST':
        return reader.one(newestFirst, { ...sought, afterId: after?.id ?? lastId });
      case 'LONGEST_HORIZON_FIRST':
        return reader.one(longestHorizonFirst, { ...sought, afterHorizon: endlessDays - Number(after?.value ?? 0), afterId: after?.id ?? lastId });
    }
  };
  const row = await read();
  return { promises: row.promises.map(found), total: row.total, hidden: row.hidden };
}

interface PastRow {
  readonly key: string;
  readonly ended: string | null;
  /** The state of the workflow it was still open in. */
  readonly open: string | null;
  readonly phase: Phase;
  readonly zone: string | null;
  readonly workflow: string;
  readonly seen: boolean;
}

type SoughtInThePast = Viewing & { readonly agent: string | null; readonly at: Moment; readonly afterKey: string; readonly limit: number };
const madeByAsOf = statement<SoughtInThePast, { promises: PastRow[] }>('promise/list-made-by-as-of');
const madeToAsOf = statement<SoughtInThePast, { promises: PastRow[] }>('promise/list-made-to-as-of');

/** A promise as it stood at a moment, with the phase its workflow stood in. */
export interface PastPromise extends PromiseFound {
  readonly phase: Phase;
}

/** All promises made by or to an agent by a moment, as they stood then, in no order; of those that the viewer may not see, how many. */
export async function readPromisesAsOf(reader: Reader, side: 'MADE_BY' | 'MADE_TO', agent: string | null, at: Moment): Promise<{ readonly promises: readonly PastPromise[]; readonly hidden: number }> {
  const statementOfSide = side === 'MADE_BY' ? madeByAsOf : madeToAsOf;
  const promises = await readToTheEnd<PastRow>(async (last) => (await reader.one(statementOfSide, { agent, at, afterKey: last?.key ?? '', limit: rowsAtOnce })).promises);
  return {
    promises: promises.filter(({ seen }) => seen).flatMap(pastPromise),
    hidden: promises.filter(({ seen }) => !seen).flatMap(pastPromise).length,
  };
}

function pastPromise({ ended, open: state, phase, zone, workflow }: PastRow): readonly PastPromise[] {
  if (ended !== null) return [{ state: JSON.parse(ended) as PromiseState, zone: zone ?? '', workflow, phase }];
  if (state === null) return [];
  // What had ended by then comes as such; here stands only what was still open.
  const { promise, zone: ofWorkflow } = JSON.parse(state) as WorkflowState;
  return promise === null || promise.endedAt !== null ? [] : [{ state: promise, zone: ofWorkflow, workflow, phase }];
}

export async function readPromises(reader: Reader, ids: readonly string[]): Promise<readonly PromiseFound[]> {
  return (await reader.one(byIds, { ids })).promises.map(found);
}

export async function readPromisesOfWorkflows(reader: Reader, ids: readonly string[]): Promise<readonly PromiseFound[]> {
  return readToTheEnd<PromiseFound>(async (last) =>
    (await reader.one(ofWorkflows, { ids, afterWorkflow: last?.workflow ?? '', afterId: last?.state.id ?? '', limit: rowsAtOnce })).promises.map(found));
}

export interface ProposalFound {
  readonly zone: string;
  readonly state: Proposal;
  readonly workflow: string;
}

/** With the version before it. */
export interface ProposalCompared extends ProposalFound {
  readonly before: Proposal | null;
}

interface ProposalRow {
  readonly zone: string;
  readonly state: string;
  readonly workflow: string;
}

const proposalsByIds = statement<Viewing & { ids: readonly string[] }, { proposals: (ProposalRow & { before: string | null })[] }>('proposal/by-ids');
const proposalsOfWorkflows = statement<Viewing & OfWorkflows & { afterVersion: number }, { proposals: ProposalRow[] }>('proposal/of-workflows');

function proposalFound({ workflow, zone, state }: ProposalRow): ProposalFound {
  return { workflow, zone, state: JSON.parse(state) as Proposal };
}

export async function readProposals(reader: Reader, ids: readonly string[]): Promise<readonly ProposalCompared[]> {
  return (await reader.one(proposalsByIds, { ids })).proposals.map(({ before, ...row }) => ({ ...proposalFound(row), before: before === null ? null : (JSON.parse(before) as Proposal) }));
}

export async function readProposalsOfWorkflows(reader: Reader, ids: readonly string[]): Promise<readonly ProposalFound[]> {
  return readToTheEnd<ProposalFound>(async (last) =>
    (await reader.one(proposalsOfWorkflows, { ids, afterWorkflow: last?.workflow ?? '', afterVersion: last?.state.version ?? 0, limit: rowsAtOnce })).proposals.map(proposalFound));
}

export interface AssessmentFound {
  readonly state: Assessment;
  readonly workflow: string;
}

const assessmentsByIds = statement<Viewing & { ids: readonly string[] }, { assessments: { state: string; workflow: string }[] }>('assessment/by-ids');
const assessmentsOfWorkflows = statement<Viewing & OfWorkflows & { afterId: string }, { assessments: { state: string; workflow: string }[] }>('assessment/of-workflows');

function assessmentFound(row: { state: string; workflow: string }): AssessmentFound {
  return { workflow: row.workflow, state: JSON.parse(row.state) as Assessment };
}

export async function readAssessments(reader: Reader, ids: readonly string[]): Promise<readonly AssessmentFound[]> {
  return (await reader.one(assessmentsByIds, { ids })).assessments.map(assessmentFound);
}

export async function readAssessmentsOfWorkflows(reader: Reader, ids: readonly string[]): Promise<readonly AssessmentFound[]> {
  return readToTheEnd<AssessmentFound>(async (last) =>
    (await reader.one(assessmentsOfWorkflows, { ids, afterWorkflow: last?.workflow ?? '', afterId: last?.state.id ?? '', limit: rowsAtOnce })).assessments.map(assessmentFound));
}
