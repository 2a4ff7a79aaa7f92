import { FOREVER, millisecondsOf } from '../domain/common/moment.rules.js';
import { uuidv7 } from '../domain/common/identifier.rules.js';
import { Refusal } from '../domain/common/refusal.js';
import type { AgentState, Membership } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { customershipDefaultsOf } from '../domain/organization/organization.rules.js';
import { externalKey, membershipKey, planImport } from '../domain/import/plan.rules.js';
import type { ExternalKind, Known, Plan, Planned } from '../domain/import/plan.rules.js';
import type { Problem } from '../domain/import/records.rules.js';
import { lineId } from '../domain/import/wish.rules.js';
import type { ImportWish, Problems } from '../domain/import/wish.rules.js';
import { agentRow, concernRow, emptyBulk, workflowRow, writeBulk } from './bulk.js';
import type { Bulk } from './bulk.js';
import { changeBy, hashOf } from './change.js';
import type { ChangeRequest, Footing, Sources, Writing } from './change.js';
import { compose, nodesOf } from './composing.js';
import type { Speaking, SubjectChange, Written } from './composing.js';
import type { Database, WriteTransaction } from './database.js';
import { appendEvents, eventOf } from './outbox.js';
import { endingAct } from './projection.js';
import type { EventNode } from './outbox.js';
import { randomPiece } from './random.js';
import { statement } from './statement.js';
import { newWordsKey } from './words.js';

/** What an import did, or would do. */
export type ImportTallies = Plan['tallies'];

/** That a file was not brought in: every line that is in its way, as far as they are listed. */
export class ImportRefused extends Refusal {
  readonly problems: readonly Problem[];
  readonly count: number;

  constructor(problems: Problems) {
    const { count, listed } = problems;
    super('INVALID_INPUT', `Nothing was brought in: ${count === 1 ? 'one line is' : `${String(count)} lines are`} in the way.`, { field: ['records'] });
    this.problems = listed;
    this.count = count;
  }
}

/** Carries what a rehearsal found out of a transaction that is to be rolled back. */
class Rehearsed extends Error {
  constructor(readonly tallies: ImportTallies) {
    super('the rehearsal is over');
  }
}

export interface Importing {
  readonly dryRun: boolean;
  /** Told how many things have been written so far, of how many. */
  readonly progress?: (written: number, of: number) => void;
}

const known = statement<{ org: string; source: string; wanted: readonly { kind: ExternalKind; id: string }[] }, { externals: { kind: ExternalKind; external: string; about: string; digest: string }[] }>('import/known');
const lockConcerns = statement<{ org: string; concerns: readonly string[]; operationId: string }, { locked: number }>('import/lock-concerns');
const things = statement<
  { org: string; agents: readonly string[]; subjects: readonly string[]; concerns: readonly string[]; groups: readonly string[] },
  { agents: string[]; concerns: string[]; memberships: { group: string; member: string; representative: boolean }[] }
>('import/things');

const administrators = statement<{ org: string; limit: number }, { agents: string[] }>('import/administrators');

/** Those in whose name a command may import. */
export async function findAdministrators(database: Database, org: string, limit: number): Promise<readonly AgentState[]> {
  const [row] = await database.read(administrators, { org, limit });
  return (row?.agents ?? []).map((state) => JSON.parse(state) as AgentState);
}

/** Things of one event: whoever listens reads no more of them at once. */
const subjectsOfEvent = 200;

/**
 * Brings in what a file asks for, all of it in one transaction or nothing, on the word of an administrator: read under
 * lock, planned by the rules, written in bulk. What an earlier import brought from the same records is left as it is.
 * @throws ImportRefused with every line that is in the way; FORBIDDEN and the refusals of `change`
 */
export async function importRecords(sources: Sources, request: ChangeRequest, wish: ImportWish, problems: Problems, importing: Importing): Promise<{ readonly tallies: ImportTallies; readonly bookmarks: readonly string[] }> {
  const before = { count: problems.count, listed: [...problems.listed] };
  try {
    const { outcome, bookmarks } = await changeBy(sources, request, { lockOrganization: true }, async (footing) => {
      // The transaction may be run again: what was found in the last attempt is found anew.
      problems.count = before.count;
      problems.listed.splice(0, problems.listed.length, ...before.listed);
      return importUnderLock(footing, request.org, wish, problems, importing);
    });
    if (outcome === null) throw new Error('an import remembers what it did');
    return { tallies: JSON.parse(outcome) as ImportTallies, bookmarks };
  } catch (error) {
    if (error instanceof Rehearsed) return { tallies: error.tallies, bookmarks: [] };
    throw error;
  }
}

async function importUnderLock({ transaction, found, speaking }: Footing, org: string, wish: ImportWish, problems: Problems, importing: Importing): Promise<Writing> {
  if (!found.viewer.administrator) throw new Refusal('FORBIDDEN', 'Only an administrator of the organisation may do this.');
  const planning = {
    zone: found.organization.zone, defaults: customershipDefaultsOf(found.organization), now: found.now, newId: found.newId, digestOf: hashOf,
    newIdAt: (milliseconds: number) => uuidv7(Math.min(milliseconds, millisecondsOf(found.now)), randomPiece(10)),
  };
  const plan = planImport(wish, await readKnown(transaction, org, wish, found.newId()), planning, problems);
  if (problems.count > 0) throw new ImportRefused(problems);
  if (importing.dryRun) throw new Rehearsed(plan.tallies);
  const [changed, events]: [Written[], EventNode[]] = [[], []];
  let done = 0;
  for (const batch of composePlan(plan, speaking, wish.source)) {
    await writeBulk(transaction, org, batch.bulk);
    changed.push(...batch.changed);
    events.push(...batch.events);
    importing.progress?.((done += batch.subjects), plan.subjects.length);
  }
  const writes = [...changed.flatMap((one) => one.write(transaction)), appendEvents(transaction, events)];
  return { acts: [], writes, outcome: JSON.stringify(plan.tallies) };
}

async function readKnown(transaction: WriteTransaction, org: string, wish: ImportWish, operationId: string): Promise<Known> {
  const { agents, memberships, concerns, workflows, reportingLines } = wish;
  const named: Readonly<Record<ExternalKind, readonly string[]>> = {
    AGENT: [...agents.map(({ id }) => id), ...memberships.flatMap(({ group, member }) => [group, member]), ...concerns.map(({ holder }) => holder), ...workflows.flatMap(({ customer, performer }) => [customer, performer])],
    CONCERN: [...concerns.map(({ id }) => id), ...workflows.map(({ concern }) => concern), ...reportingLines.map(lineId)],
    WORKFLOW: [...workflows.map(({ id }) => id), ...reportingLines.map(lineId)],
  };
  const wanted = (Object.keys(named) as ExternalKind[]).flatMap((kind) => [...new Set(named[kind])].map((id) => ({ kind, id })));
  const [row] = await transaction.run(known, { org, source: wish.source, wanted });
  const externals = new Map((row?.externals ?? []).map(({ kind, external, about, digest }) => [externalKey(kind, external), { about, digest }]));
  const idsOf = (kind: ExternalKind): string[] => [...externals].filter(([key]) => key.startsWith(`${kind} `)).map(([, { about }]) => about);
  const heldConcerns = idsOf('CONCERN').sort();
  if (heldConcerns.length > 0) await transaction.run(lockConcerns, { org, concerns: heldConcerns, operationId });
  const groups = memberships.flatMap(({ group }) => externals.get(externalKey('AGENT', group))?.about ?? []);
  const subjects = agents.flatMap(({ subject }) => (typeof subject === 'string' ? [subject.trim()] : []));
  const [found] = await transaction.run(things, { org, agents: idsOf('AGENT'), subjects, concerns: heldConcerns, groups: [...new Set(groups)] });
  const states = (found?.agents ?? []).map((state) => JSON.parse(state) as AgentState);
  return {
    externals,
    agents: new Map(states.map((state) => [state.id, state])),
    agentsBySubject: new Map(states.flatMap((state) => (state.subject === null ? [] : [[state.subject, state]]))),
    concerns: new Map((found?.concerns ?? []).map((state) => JSON.parse(state) as ConcernState).map((state) => [state.id, state])),
    memberships: new Map((found?.memberships ?? []).map(({ group, member, representative }): [string, Membership] => [membershipKey(group, member), { representative }])),
  };
}

/** Some of a plan, ready to be written. */
export interface ComposedBatch {
  readonly subjects: number;
  readonly bulk: Bulk;
  /** What was there already, and hears of what comes in. */
  readonly changed: readonly Written[];
  readonly events: readonly EventNode[];
}

/** So many events' things are composed and written at once: all of a file would be in memory as often as it has states. */
const eventsOfBatch = 5;

/** Composes a plan batch by batch, in an order in which each thing comes after what it hangs on. */
export function* composePlan(plan: Plan, speaking: Speaking, source: string): Generator<ComposedBatch> {
  const { org, at } = speaking;
  const subjects = plan.subjects as readonly (Planned & SubjectChange)[];
  const inBatch = eventsOfBatch * subjectsOfEvent;
  for (let from = 0; from < subjects.length; from += inBatch) {
    const batch = { subjects: Math.min(inBatch, subjects.length - from), bulk: emptyBulk(), changed: [] as Written[], events: [] as EventNode[] };
    for (let next = from; next < from + batch.subjects; next += subjectsOfEvent) {
      const some = subjects.slice(next, Math.min(next + subjectsOfEvent, from + batch.subjects));
      const written = some.map((subject) => {
        const composed = compose(speaking, subject);
        if (subject.before === null) addNew(batch.bulk, speaking, subject, composed);
        else batch.changed.push(composed);
        return composed;
      });
      batch.events.push(eventOf(org, speaking.newId(), at, some, written.flatMap(({ records }) => records)));
    }
    yield batch;
  }
  const rest = emptyBulk();
  for (const membership of plan.memberships) rest.memberships.push({ ...membership, from: at, to: FOREVER });
  for (const external of plan.externals) rest.externals.push({ org, source, ...external });
  yield { subjects: 0, bulk: rest, changed: [], events: [] };
}

function addNew(bulk: Bulk, speaking: Speaking, subject: SubjectChange, { records }: Written): void {
  const { org } = speaking;
  const states = records.map(({ state }) => state);
  const last = states[states.length - 1];
  if (subject.kind === 'AGENT') bulk.agents.push(agentRow(org, last as AgentState, newWordsKey()));
  if (subject.kind === 'CONCERN') bulk.concerns.push(concernRow(org, last as ConcernState));
  if (subject.kind === 'WORKFLOW') bulk.workflows.push(workflowRow(org, states as WorkflowState[], records.map(endingAct)));
  bulk.acts.push(...nodesOf(records, speaking));
}
