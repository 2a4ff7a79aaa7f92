import DataLoader from 'dataloader';
import { PRESENTLY } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import { listActsAbout, readActContents, readActs } from './acts.js';
import type { ActPage, ActsWanted, ContentWanted } from './acts.js';
import { readAgents, readGroups, readMembers } from './agents.js';
import type { MembershipRow } from './agents.js';
import { keyOfCycle, readDualRecords } from './duties.js';
import type { CycleWanted, DualRecord } from './duties.js';
import { readRecords } from './accountability.js';
import type { RoleState } from '../domain/role/role.types.js';
import type { PromisesAlike } from '../domain/cascade/accountability.rules.js';
import { readServings } from './cascade.js';
import type { ServingFound } from './cascade.js';
import { readRolledUnder } from './roll-up.js';
import type { RolledUnder } from './roll-up.js';
import { readConcerns } from './concerns.js';
import { readAssessments, readAssessmentsOfWorkflows, readPromises, readPromisesOfWorkflows, readProposals, readProposalsOfWorkflows } from './promises.js';
import type { AssessmentFound, PromiseFound, ProposalCompared, ProposalFound } from './promises.js';
import type { Reader } from './reader.js';
import type { ActHead, ContentFound } from './records.js';
import { readPartiesWithoutRole, readRoles, readRolesOfAgents, readRolesTaken } from './roles.js';
import type { HoldingOfAgent, PartiesWithoutRole, RoleFound } from './roles.js';
import { readRounds } from './rounds.js';
import type { RoundFound } from './rounds.js';
import { readUnseenAbout, readWorkflows, readWorkflowsAbout } from './workflows.js';
import type { WorkflowFound } from './workflows.js';

/** One thing by id, as it stands or as it stood. */
export interface Key {
  readonly id: string;
  readonly asOf: Moment | null;
}

type ById<T> = DataLoader<string, T | null>;
type ManyById<T> = DataLoader<string, readonly T[]>;
type ByKey<T> = DataLoader<Key, T | null, string>;

/**
 * Loads whatever is reached from a list, once and in batches. Made for one request and one viewer and thrown away with
 * it: keys are ids inside the viewer's organisation, and never meet another's.
 */
export interface Loaders {
  readonly agents: ByKey<AgentState>;
  readonly workflows: ByKey<WorkflowFound>;
  readonly concerns: ByKey<ConcernState>;
  readonly members: DataLoader<Key, readonly MembershipRow[], string>;
  readonly groups: DataLoader<Key, readonly MembershipRow[], string>;
  readonly rounds: ByKey<RoundFound>;
  readonly roles: ByKey<RoleFound>;
  /** Between whom there are workflows that the viewer may put into a role: asked for once, whatever the roles. */
  readonly partiesWithoutRole: DataLoader<'', PartiesWithoutRole>;
  /** A role as the act left it by which somebody took it. */
  readonly rolesTaken: ById<{ readonly act: string; readonly state: RoleState }>;
  /** The roles that an agent holds. */
  readonly rolesOfAgent: DataLoader<Key, readonly HoldingOfAgent[], string>;
  readonly promises: ById<PromiseFound>;
  readonly proposals: ById<ProposalCompared>;
  readonly assessments: ById<AssessmentFound>;
  readonly acts: ById<ActHead>;
  readonly actContents: DataLoader<ContentWanted, ContentFound | null, string>;
  /** Pages of acts, for many things at once where they are reached from a list. */
  readonly actsAbout: DataLoader<ActsWanted, ActPage, string>;
  readonly promisesOfWorkflow: ManyById<PromiseFound>;
  readonly proposalsOfWorkflow: ManyById<ProposalFound>;
  readonly assessmentsOfWorkflow: ManyById<AssessmentFound>;
  /** What the duals of workflows are judged from. */
  readonly dualRecords: DataLoader<CycleWanted, DualRecord, string>;
  readonly workflowsAboutConcern: ManyById<WorkflowFound>;
  /** Since when there has been a workflow about a concern that the viewer may not see. */
  readonly unseenAboutConcern: ById<{ readonly since: Moment; readonly until: Moment }>;
  /** The edges by which a workflow serves others, with what is around them. */
  readonly servingsOfWorkflow: ManyById<ServingFound>;
  /** What became of all that an agent ever promised. */
  readonly recordsOfAgent: DataLoader<Key, readonly PromisesAlike[], string>;
  /** What serves a workflow and what that adds up to, put together once for all of a list. */
  readonly rolledUnder: DataLoader<Key, RolledUnder, string>;
}

export function createLoaders(reader: Reader, now: Moment): Loaders {
  return {
    agents: byKey((ids, asOf) => readAgents(reader, ids, asOf), (agent) => agent.id),
    workflows: byKey((ids, asOf) => readWorkflows(reader, ids, asOf), (found) => found.state.id, batchSizes.states),
    concerns: byKey((ids, asOf) => readConcerns(reader, ids, asOf), (concern) => concern.id),
    rounds: byKey((ids, asOf) => readRounds(reader, ids, asOf), (found) => found.state.id),
    roles: byKey((ids, asOf) => readRoles(reader, ids, asOf), (found) => found.state.id),
    partiesWithoutRole: new DataLoader(async (keys) => {
      const parties = await readPartiesWithoutRole(reader);
      return keys.map(() => parties);
    }),
    rolesTaken: byId((acts) => readRolesTaken(reader, acts), (one) => one.act, batchSizes.states),
    rolesOfAgent: manyByKey((ids, asOf) => readRolesOfAgents(reader, ids, asOf, now), (row) => row.agent),
    members: manyByKey((ids, asOf) => readMembers(reader, ids, asOf ?? PRESENTLY), (row) => row.of),
    groups: manyByKey((ids, asOf) => readGroups(reader, ids, asOf ?? PRESENTLY), (row) => row.of),
    promises: byId((ids) => readPromises(reader, ids), (found) => found.state.id, batchSizes.states),
    proposals: byId((ids) => readProposals(reader, ids), (found) => found.state.id, batchSizes.states),
    assessments: byId((ids) => readAssessments(reader, ids), (found) => found.state.id),
    acts: byId((ids) => readActs(reader, ids), (act) => act.id, batchSizes.words),
    actContents: new DataLoader(async (wanted) => {
      const found = await readActContents(reader, wanted);
      return wanted.map(({ id }) => found.get(id) ?? null);
    }, { maxBatchSize: batchSizes.contents, cacheKeyFn: ({ id, part }) => `${part} ${id}` }),
    actsAbout: new DataLoader((wanted) => pagesOfActs(reader, wanted), { maxBatchSize, cacheKeyFn: (one) => `${pageKey(one)} ${one.about}` }),
    promisesOfWorkflow: manyById((ids) => readPromisesOfWorkflows(reader, ids), (found) => found.workflow),
    proposalsOfWorkflow: manyById((ids) => readProposalsOfWorkflows(reader, ids), (found) => found.workflow),
    assessmentsOfWorkflow: manyById((ids) => readAssessmentsOfWorkflows(reader, ids), (found) => found.workflow),
    servingsOfWorkflow: manyById((ids) => readServings(reader, ids, now), (found) => found.child),
    recordsOfAgent: manyByKey<PromisesAlike & { agent: string }>((ids, asOf) => readRecords(reader, ids, asOf), (row) => row.agent),
    dualRecords: new DataLoader(async (wanted) => {
      const found = await readDualRecords(reader, wanted);
      return wanted.map((one) => found.get(keyOfCycle(one)) ?? { duties: [], engaged: null });
    }, { maxBatchSize: batchSizes.states, cacheKeyFn: keyOfCycle }),
    rolledUnder: togetherByMoment((ids, asOf) => readRolledUnder(reader, ids, asOf)),
    workflowsAboutConcern: manyById(
      async (ids) => (await readWorkflowsAbout(reader, ids)).map((row) => ({ ...row.found, concern: row.concern })),
      (found) => (found as WorkflowFound & { concern: string }).concern,
    ),
    unseenAboutConcern: byId((ids) => readUnseenAbout(reader, ids), (found) => found.concern),
  };
}

function pageKey({ until, after, limit, withTotal }: ActsWanted): string {
  return JSON.stringify([until, after, limit, withTotal]);
}

/** Acts of all pages that one statement reads, each with its words. */
const mostActsAtOnce = 500;

/** One read for each kind of page that is asked for; nearly always there is one kind. */
async function pagesOfActs(reader: Reader, wanted: readonly ActsWanted[]): Promise<ActPage[]> {
  const kinds = grouped(wanted, pageKey);
  const pages = new Map(
    await Promise.all([...kinds].map(async ([kind, group]): Promise<[string, ReadonlyMap<string, ActPage>]> => {
      const [{ until, after, limit, withTotal }] = group as [ActsWanted, ...ActsWanted[]];
      const pieces = inPieces(group.map(({ about }) => about), Math.max(1, Math.floor(mostActsAtOnce / limit)));
      const read = await Promise.all(pieces.map((abouts) => listActsAbout(reader, abouts, { until, after, limit, withTotal })));
      return [kind, new Map(read.flatMap((one) => [...one]))];
    })),
  );
  return wanted.map((one) => pages.get(pageKey(one))?.get(one.about) ?? { acts: [], total: 0 });
}

/**
 * How many ids travel in one statement; more are sent as several. What comes back is a few million letters at most, so that
 * neither the database nor we have to bear more at once, and an operation that reads too much is found out on its way.
 */
const maxBatchSize = 500;
const batchSizes = {
  /** What acts said and led to: three texts of a hundred thousand letters, at most. */
  contents: 20,
  /** States of workflows, promises, proposals. A page of them is one statement. */
  states: 100,
  /** Acts with their words, of ten thousand letters at most. */
  words: 200,
} as const;

function byId<T, Row extends T>(read: (ids: readonly string[]) => Promise<readonly Row[]>, idOf: (found: Row) => string, batchSize = maxBatchSize): ById<T> {
  return new DataLoader(async (ids) => {
    const found = new Map((await read(ids)).map((one) => [idOf(one), one]));
    return ids.map((id) => found.get(id) ?? null);
  }, { maxBatchSize: batchSize });
}

function manyById<T>(read: (ids: readonly string[]) => Promise<readonly T[]>, ownerOf: (found: T) => string): ManyById<T> {
  return new DataLoader(async (ids) => {
    const rows = grouped(await read(ids), ownerOf);
    return ids.map((id) => rows.get(id) ?? []);
  }, { maxBatchSize });
}

const cacheKeyFn = (key: Key): string => `${key.asOf ?? 'now'} ${key.id}`;

function byKey<T>(read: (ids: readonly string[], asOf: Moment | null) => Promise<readonly T[]>, idOf: (found: T) => string, batchSize = maxBatchSize): ByKey<T> {
  return new DataLoader(async (keys) => {
    const found = await perMoment(keys, read, idOf);
    return keys.map((key) => found.get(cacheKeyFn(key))?.[0] ?? null);
  }, { maxBatchSize: batchSize, cacheKeyFn });
}

function manyByKey<T>(read: (ids: readonly string[], asOf: Moment | null) => Promise<readonly T[]>, ownerOf: (found: T) => string): DataLoader<Key, readonly T[], string> {
  return new DataLoader(async (keys) => {
    const found = await perMoment(keys, read, ownerOf);
    return keys.map((key) => found.get(cacheKeyFn(key)) ?? []);
  }, { maxBatchSize, cacheKeyFn });
}

/** One answer for all that is asked about at the same moment. */
function togetherByMoment<T>(read: (ids: readonly string[], asOf: Moment | null) => Promise<T>): DataLoader<Key, T, string> {
  return new DataLoader(async (keys) => {
    const groups = grouped(keys, ({ asOf }) => asOf ?? 'now');
    const found = new Map(await Promise.all([...groups].map(async ([moment, group]): Promise<[string, T | Error]> =>
      [moment, await read(group.map(({ id }) => id), group[0]?.asOf ?? null).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))])));
    return keys.map(({ asOf }) => found.get(asOf ?? 'now') ?? new Error('A moment was asked about and not read.'));
  }, { maxBatchSize, cacheKeyFn });
}

/** One read for each moment that is asked about. */
async function perMoment<T>(keys: readonly Key[], read: (ids: readonly string[], asOf: Moment | null) => Promise<readonly T[]>, idOf: (found: T) => string): Promise<Map<string, T[]>> {
  const moments = [...new Set(keys.map((key) => key.asOf))];
  const batches = await Promise.all(
    moments.map(async (asOf) => {
      const ids = keys.filter((key) => key.asOf === asOf).map((key) => key.id);
      return (await read(ids, asOf)).map((one): [string, T] => [cacheKeyFn({ id: idOf(one), asOf }), one]);
    }),
  );
  const found = new Map<string, T[]>();
  for (const [key, one] of batches.flat()) found.set(key, [...(found.get(key) ?? []), one]);
  return found;
}

function inPieces<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}

function grouped<T>(rows: readonly T[], ownerOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(ownerOf(row));
    if (group === undefined) groups.set(ownerOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
