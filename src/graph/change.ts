import { createHash, randomBytes } from 'node:crypto';
import { momentOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import { Refusal } from '../domain/common/refusal.js';
import { uuidv7 } from '../domain/common/identifier.rules.js';
import type { AgentState, Membership } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { Reach } from '../domain/webhook/url.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { compose, idsFrom } from './composing.js';
import { writeAll } from './composing-many.js';
import type { Budget } from './budget.js';
import type { Speaking, SubjectChange } from './composing.js';
import type { Database, WriteTransaction } from './database.js';
import type { EventStream } from './event-stream.js';
import type { InterlockCopies } from './interlock-copies.js';
import type { PastInterlocks } from './past-interlocks.js';
import { appendEvents, eventOf } from './outbox.js';
import { actRecord } from './records.js';
import type { ActRecord, ActRow } from './records.js';
import { agentsAbove, showAbove } from './sight.js';
import { statement } from './statement.js';
import type { WebhookSecrets } from './webhook-secrets.js';

/** How long an idempotency key is remembered: longer than any client retries, and a day and a half of outage. */
const keyRemembered = 48 * 60 * 60 * 1_000;

/** Who asks for what, as the API door has verified it. */
export interface ChangeRequest {
  readonly org: string;
  /** The verified token's subject. */
  readonly subject: string;
  /** The name of the mutation. */
  readonly operation: string;
  /** The client's idempotency key; without one the request is its own and a repeat is a new wish. */
  readonly key: string | null;
  /** The input, from which a reuse of the key for another wish is recognised. */
  readonly input: unknown;
  readonly bookmarks: readonly string[];
  readonly budget?: Budget;
}

/** What is read, and which locks are taken, before deciding. */
export interface ChangeTarget {
  readonly workflow?: string | null;
  readonly concern?: string | null;
  /** Agents to be known besides the parties. */
  readonly agents?: readonly string[];
  readonly membership?: { readonly group: string; readonly member: string };
  /** An identity that is to be given to somebody: whether another agent has it. */
  readonly identity?: string;
  /** The concern of the workflow changes with it. */
  readonly lockConcern?: boolean;
  /** The roster changes, or what ties workflows to each other: one change of it at a time. */
  readonly lockOrganization?: boolean;
  /** Workflows that are read under lock besides, and may be changed too. */
  readonly others?: readonly string[];
  /** A planning round that changes, with those of its workflows that change with it. */
  readonly round?: RoundTarget;
  /** A role that changes, with workflows and concerns that change with it. */
  readonly role?: RoleTarget;
}

export interface RoleTarget {
  readonly role: string;
  /** Whose workflows of the role stand still, and those that they are named to take over; the viewer's where it is of them. */
  readonly performer: string | null;
  readonly ofViewer: boolean;
  /** Workflows that are to become workflows of the role. */
  readonly workflows: readonly string[];
}

export interface RoundTarget {
  readonly round: string;
  readonly workflows: readonly string[];
  /** All that the round touches stands still: what is in it, and what that is tied to. */
  readonly all: boolean;
}

/** From so many things on they are written together. */
const togetherFrom = 5;

/** A workflow besides the one that is spoken in. */
export interface OtherWorkflow {
  readonly state: WorkflowState;
  /** Whether the viewer may see it: what they may not see is changed where it follows, and not told of. */
  readonly seen: boolean;
}

/** What stands, read under lock. */
export interface Found {
  readonly viewer: { readonly id: string; readonly administrator: boolean; readonly represents: readonly string[] };
  readonly organization: OrganizationState;
  readonly workflow: WorkflowState | null;
  /** Whom the chain above shows the workflow to, where it is kept for these. */
  readonly above: readonly string[];
  /** By their ids; those that aren't there are left out. */
  readonly others: ReadonlyMap<string, OtherWorkflow>;
  readonly concern: ConcernState | null;
  /** Whether another workflow than this is, or was, about the concern. */
  readonly concernIsShared: boolean;
  readonly cast: ReadonlyMap<string, AgentState>;
  /** Active administrators who can sign in, at most ten. */
  readonly administrators: readonly string[];
  readonly membership: Membership | null;
  /** The agent that has the identity asked about; null for none. */
  readonly identityOf: string | null;
  readonly now: Moment;
  readonly newId: () => string;
}

export interface Changed {
  readonly acts: readonly ActRecord[];
  /** What was remembered beside the acts. */
  readonly outcome: string | null;
  readonly viewer: Found['viewer'];
  readonly cast: ReadonlyMap<string, AgentState>;
  /** Whom the chain above showed the workflow to that was spoken in. */
  readonly above: readonly string[];
  readonly bookmarks: readonly string[];
}

/** What whoever runs this has said of webhooks. */
export interface WebhookSettings {
  readonly reach: Reach;
  readonly secrets: WebhookSecrets;
}

export interface Sources {
  readonly database: Database;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** What happens, for those who listen; commands have nobody who does. */
  readonly events?: EventStream;
  /** Copies of what hangs on what, for whoever asks for it; commands ask for nothing of it. */
  readonly interlocks?: InterlockCopies;
  /** The same, as it stood at moments that have passed. */
  readonly pastInterlocks?: PastInterlocks;
  /** What webhooks may be sent to, and how their secrets rest; left out, by https to public addresses, and as they are. */
  readonly webhooks?: WebhookSettings;
  /** Hears of each change that has committed here, so that its event is numbered without delay. */
  readonly onChange?: () => void;
}

interface LockParameters {
  org: string; subject: string; operation: string; key: string; operationId: string; expiresAt: string;
  lockOrganization: boolean; lockConcern: boolean; concern: string | null; workflow: string | null; workflows: readonly string[];
}
interface ReadParameters { org: string; subject: string; operation: string; key: string; concern: string | null; workflow: string | null; others: readonly string[]; agents: readonly string[] }
interface ReadRow {
  viewer: { id: string; administrator: boolean; represents: string[]; wordsKey: string };
  record: { inputHash: string | null; acts: string[] | null; outcome: string | null };
  organization: string; concern: string | null; shared: boolean; workflow: string | null; above: string[]; others: { state: string; seen: boolean }[]; cast: string[]; administrators: string[];
}

const lock = statement<LockParameters, { locked: string[] }>('change/lock');
const lockRound = statement<{ org: string; round: string; operationId: string }, { locked: string[] }>('change/lock-round');
const lockWorkflows = statement<{ org: string; operationId: string } & RoundTarget, { locked: number }>('change/lock-round-workflows');
const lockRole = statement<{ org: string; role: string; operationId: string }, { locked: string[] }>('change/lock-role');
const lockOfRole = statement<{ org: string; subject: string; operationId: string } & RoleTarget, { locked: number }>('change/lock-of-role');
const read = statement<ReadParameters, ReadRow>('change/read');
const readMembership = statement<{ org: string; group: string; member: string }, { representative: boolean }>('change/memberships');
const readIdentity = statement<{ org: string; identity: string }, { agent: string }>('change/identity');
const finish = statement<{ org: string; viewer: string; operation: string; key: string; inputHash: string; acts: readonly string[]; outcome: string | null; leaving: boolean }, { finished: boolean }>('change/finish');
const actsById = statement<{ org: string; subject: string; ids: readonly string[] }, { acts: ActRow[] }>('act/by-ids');

export function hashOf(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(sorted(input))).digest('hex');
}

// Two inputs that say the same in another order of fields are the same wish.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}

/** What a change writes, on its way into the database. */
export interface Writing {
  readonly acts: readonly ActRecord[];
  readonly writes: readonly Promise<unknown>[];
  /** Whether the viewer leaves by it. */
  readonly leaving?: boolean;
  /** What is remembered beside the acts, for a repeat of the request to be answered by. */
  readonly outcome?: string;
}

/** What a change stands on: locks taken, key claimed, and what stood read. */
export interface Footing {
  readonly transaction: WriteTransaction;
  readonly found: Found;
  readonly speaking: Speaking;
}

/**
 * The one door for writes. Claims the idempotency key and takes the locks, reads what stands under them, lets `decide`
 * apply the rules, and writes what the fold returns together with the acts, all in one transaction. A key used before
 * returns what was done then. `decide` may run more than once and must not act outside.
 * @throws Refusal of `decide`; UNAUTHENTICATED, IDEMPOTENCY_KEY_REUSED, BUSY, UNAVAILABLE
 */
export function change<Also = undefined>(
  sources: Sources,
  request: ChangeRequest,
  target: ChangeTarget,
  decide: (found: Found, also: Also) => readonly SubjectChange[],
  also?: AlsoRead<Also>,
): Promise<Changed> {
  return changeBy(sources, request, target, ({ transaction, found, speaking, also }) => {
    const decided = decide(found, also);
    const leaving = decided.some((one) => one.kind === 'AGENT' && one.id === found.viewer.id && one.said.some(({ act }) => act === 'DEACTIVATE_AGENT'));
    const written = decided.map((one) => compose(speaking, one));
    const writes = written.length > togetherFrom ? [...writeAll(transaction, speaking, written)] : written.flatMap((one) => one.write(transaction));
    const acts = written.flatMap((one) => one.records);
    const event = eventOf(request.org, found.newId(), found.now, decided, acts);
    writes.push(appendEvents(transaction, [event]), showAbove(transaction, event, written, target.lockOrganization === true));
    return Promise.resolve({ acts, writes, leaving });
  }, also);
}

/** The same door for what is not written thing by thing: `work` reads and writes for itself, under the same claim and locks. */
export async function changeBy<Also = undefined>(sources: Sources, request: ChangeRequest, target: ChangeTarget, work: (footing: Footing & { readonly also: Also }) => Promise<Writing>, alsoRead?: AlsoRead<Also>): Promise<Changed> {
  const { database, clock } = sources;
  const operationId = uuidv7(clock(), randomBytes(10));
  // The key, or this operation's own id, is claimed in each attempt: a commit whose answer was lost is found, not repeated.
  const claim = { org: request.org, operation: request.operation, key: request.key ?? operationId };
  const inputHash = hashOf(request.input);
  const { result, bookmarks } = await database.inTransaction(async (transaction) => {
    const { row, found, also } = await readUnderLock(transaction, sources, request, target, { ...claim, operationId }, alsoRead);
    const common = { viewer: found.viewer, cast: found.cast, above: found.above };
    if (row.record.acts !== null && row.record.acts !== undefined) {
      if (row.record.inputHash !== inputHash) {
        throw new Refusal('IDEMPOTENCY_KEY_REUSED', 'This idempotency key was used before with another input. Use a new key for a new wish.', { field: ['idempotencyKey'] });
      }
      const [done] = await transaction.run(actsById, { org: request.org, subject: request.subject, ids: row.record.acts });
      if (done === undefined) throw hasLeft();
      const byId = new Map(done.acts.map((act) => [act.act.id, actRecord(act)]));
      return { ...common, acts: row.record.acts.flatMap((id) => byId.get(id) ?? []), outcome: row.record.outcome ?? null };
    }
    const { acts, writes, leaving = false, outcome = null } = await work({ transaction, found, also, speaking: { org: request.org, at: found.now, speaker: row.viewer, newId: found.newId } });
    const finishing = transaction.run(finish, { ...claim, viewer: row.viewer.id, inputHash, acts: acts.map((act) => act.id), outcome, leaving });
    await settled([...writes, finishing]);
    if ((await finishing).length === 0) throw hasLeft();
    return { ...common, acts, outcome };
  }, request);
  sources.onChange?.();
  return { ...result, bookmarks };
}

function hasLeft(): Refusal {
  return new Refusal('UNAUTHENTICATED', 'The token belongs to no active agent of this organisation.');
}

/** Waits for all, so that no statement is left in flight when the transaction is rolled back. */
export async function settled(writes: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(writes);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** What a change reads for itself under its locks, in the same round trip. */
export interface AlsoRead<Also> {
  (transaction: WriteTransaction): Promise<Also>;
  /** When what it reads was changed last. */
  readonly changedAt?: (also: Also) => readonly Moment[];
}

async function readUnderLock<Also>(
  transaction: WriteTransaction,
  sources: Sources,
  request: ChangeRequest,
  target: ChangeTarget,
  claim: { org: string; operation: string; key: string; operationId: string },
  alsoRead: AlsoRead<Also> | undefined,
): Promise<{ row: ReadRow; found: Found; also: Also }> {
  const { org, subject } = request;
  const concern = target.concern ?? null;
  const workflow = target.workflow ?? null;
  const others = target.others ?? [];
  const locking = transaction.run(lock, {
    ...claim, subject, concern, workflow,
    expiresAt: momentOf(sources.clock() + keyRemembered),
    lockOrganization: target.lockOrganization ?? false,
    // Always in the same order, whoever speaks in which: two that each hold what the other wants never meet.
    workflows: [...new Set([...(workflow === null ? [] : [workflow]), ...others])].sort(),
    lockConcern: target.lockConcern ?? false,
  });
  const { round, role } = target;
  const ofRole = role === undefined ? [] : [
    transaction.run(lockRole, { org, role: role.role, operationId: claim.operationId }),
    transaction.run(lockOfRole, { org, subject, ...role, operationId: claim.operationId }),
  ];
  const ofRound = round === undefined ? [] : [
    transaction.run(lockRound, { org, round: round.round, operationId: claim.operationId }),
    transaction.run(lockWorkflows, { org, ...round, operationId: claim.operationId }),
  ];
  const reading = transaction.run(read, { org, subject, operation: claim.operation, key: claim.key, concern, workflow, others, agents: target.agents ?? [] });
  const belonging = target.membership === undefined ? Promise.resolve([]) : transaction.run(readMembership, { org, ...target.membership });
  const identifying = target.identity === undefined ? Promise.resolve([]) : transaction.run(readIdentity, { org, identity: target.identity });
  const besides = alsoRead === undefined ? Promise.resolve(undefined as Also) : alsoRead(transaction);
  await settled([locking, ...ofRole, ...ofRound, reading, belonging, identifying, besides]);
  transaction.holdsItsLocks();
  const [row] = await reading;
  if ((await locking).length === 0 || row === undefined) {
    throw hasLeft();
  }
  const organization = JSON.parse(row.organization) as OrganizationState;
  const otherStates = row.others.map(({ state, seen }) => ({ state: JSON.parse(state) as WorkflowState, seen }));
  const workflowState = row.workflow === null ? null : (JSON.parse(row.workflow) as WorkflowState);
  const concernState = row.concern === null ? null : (JSON.parse(row.concern) as ConcernState);
  const cast = row.cast.map((state) => JSON.parse(state) as AgentState);
  const present = momentOf(sources.clock());
  // Clocks of several servers differ; the record of one thing never runs backwards.
  const alsoFound = await besides;
  const changedAt = [
    ...[workflowState, concernState, organization, ...otherStates.map(({ state }) => state), ...cast].map((state) => state?.changedAt ?? ''),
    ...(alsoRead?.changedAt?.(alsoFound) ?? []),
  ];
  const now = changedAt.reduce((latest, moment) => (moment > latest ? moment : latest), present);
  return {
    row,
    also: alsoFound,
    found: {
      viewer: row.viewer,
      organization,
      workflow: workflowState,
      above: agentsAbove(row.above),
      others: new Map(otherStates.map((other) => [other.state.id, other])),
      concern: concernState,
      concernIsShared: row.shared,
      cast: new Map(cast.map((agent) => [agent.id, agent])),
      administrators: row.administrators,
      membership: (await belonging)[0] ?? null,
      identityOf: (await identifying)[0]?.agent ?? null,
      now,
      newId: idsFrom(sources.clock),
    },
  };
}

const forgetStatement = statement<{ now: string; limit: number }, { forgotten: number }>('change/forget-keys');

/** Forgets idempotency records that have outlived their 48 hours, in batches that hold no lock for long. */
export async function forgetKeys(sources: Sources): Promise<number> {
  let total = 0;
  for (;;) {
    const { result } = await sources.database.inTransaction((transaction) => {
      transaction.holdsItsLocks(); // nobody waits for this one, so it may
      return transaction.run(forgetStatement, { now: momentOf(sources.clock()), limit: 1_000 });
    });
    const forgotten = result[0]?.forgotten ?? 0;
    total += forgotten;
    if (forgotten < 1_000) return total;
  }
}
