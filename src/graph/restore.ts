import { createHash, randomUUID } from 'node:crypto';
import { FOREVER } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { Refusal } from '../domain/common/refusal.js';
import { ExportReader, membershipSpans } from '../domain/import/export-reader.rules.js';
import type { ActRow, Restored } from '../domain/import/export-reader.rules.js';
import type { Line } from '../domain/import/lines.rules.js';
import type { RecordOf } from '../domain/import/records.rules.js';
import { Problems } from '../domain/import/wish.rules.js';
import { agentRow, concernRow, emptyBulk, workflowRow, writeBulk } from './bulk.js';
import type { Sources } from './change.js';
import { actNode, next } from './composing.js';
import type { Database, WriteTransaction } from './database.js';
import { ImportRefused } from './import.js';
import { findOrganization } from './organizations.js';
import { giveLeaseBack, takeLease } from './outbox.js';
import type { Lease } from './outbox.js';
import { organizationProperties } from './projection.js';
import type { ActNode, SubjectKind, SubjectStates } from './records.js';
import { statement } from './statement.js';
import { newWordsKey, sealWords } from './words.js';

const sweep = statement<{ org: string; limit: number }, { removed: number }>('restore/sweep');
const openDoors = statement<{ org: string; identities: readonly { agent: string; subject: string }[] }, object>('restore/open-doors');
const recordOrganization = statement<{ org: string; properties: object }, object>('organization/record');

/** Things gathered before they are written. */
const batchSize = 500;
/** As many acts and memberships as one transaction takes; those of all agents, or of one long workflow, are more. */
const mostInTransaction = 1_000;
/** A restore that was killed keeps the next one waiting so long at most. */
const leaseFor = 30_000;

export interface RestoreReport {
  readonly organization: OrganizationState;
  readonly things: number;
  readonly acts: number;
}

export interface Restoring {
  readonly dryRun: boolean;
  readonly progress?: (acts: number) => void;
}

/**
 * Makes an organisation again out of its export, where it is not: every act with its id, its times and its place. The file
 * is read twice, first to find whatever is wrong with it. Until the last transaction there is no such organisation and
 * nobody can sign in to it, so what a stopped restore leaves is seen by nobody, and swept away by the next.
 * @param lines the file from its beginning, each time it is called
 * @throws ImportRefused with every line that is in the way
 */
export async function restoreOrganization(sources: Sources, lines: () => AsyncIterable<Line>, restoring: Restoring): Promise<RestoreReport> {
  const problems = new Problems();
  let acts = 0;
  let things = 0;
  const found: OrganizationState[] = [];
  const org = await read(lines(), problems, {
    thing: (thing) => {
      acts += thing.acts.length;
      things += 1;
      if (thing.kind === 'ORGANIZATION') found.push(thing.states[thing.states.length - 1] as OrganizationState);
    },
    external: () => undefined,
  });
  const [organization] = found;
  if (problems.count > 0 || organization === undefined) throw new ImportRefused(problems);
  const report: RestoreReport = { organization, things, acts };
  const { organization: present } = await findOrganization(sources.database, org);
  if (present !== null) throw new Refusal('INVALID_INPUT', `${present.name} (${org}) is here already. An export becomes an organisation where there is none: nothing that is there is overwritten.`);
  if (!restoring.dryRun) await new Restoration(sources.database, org, restoring.progress ?? (() => undefined)).write(lines());
  return report;
}

interface Heard {
  readonly thing: (thing: Restored) => Promise<void> | void;
  readonly external: (record: RecordOf<'externalId'>) => void;
}

/** @returns the organisation it is an export of */
async function read(lines: AsyncIterable<Line>, problems: Problems, heard: Heard): Promise<string> {
  const hash = createHash('sha256');
  const reader = new ExportReader({ fold: next, digest: { update: (line) => void hash.update(`${line}\n`), hex: () => hash.digest('hex') } }, problems);
  for await (const line of lines) {
    const { thing, external } = reader.take(line);
    if (thing !== null) await heard.thing(thing);
    if (external !== null) heard.external(external);
  }
  reader.close();
  return reader.organization ?? '';
}

/** Writes what is read, batch by batch, and the organisation itself last. */
class Restoration {
  #bulk = emptyBulk();
  #acts = 0;
  /** Groups come before their members, and acts before who said them: these wait until every agent is there. */
  readonly #afterAgents = emptyBulk();
  #agentsAreThere = false;
  #organization: Restored | null = null;
  #lease: Lease | null = null;
  readonly #identities: { agent: string; subject: string }[] = [];
  readonly #wordsKeys = new Map<string, string>();
  readonly #holder = randomUUID();

  constructor(private readonly database: Database, private readonly org: string, private readonly progress: (acts: number) => void) {}

  async write(lines: AsyncIterable<Line>): Promise<void> {
    try {
      await this.#sweep();
      const problems = new Problems();
      await read(lines, problems, { thing: (thing) => this.#thing(thing), external: (external) => this.#external(external) });
      // It was read before, without any; unless somebody writes to it meanwhile.
      if (problems.count > 0) throw new ImportRefused(problems);
      await this.#finish();
    } finally {
      if (this.#lease !== null) await giveLeaseBack(this.database, this.#lease).catch(() => undefined);
    }
  }

  async #sweep(): Promise<void> {
    for (;;) {
      await this.#holdLease();
      const [row] = await this.#inTransaction((transaction) => transaction.run(sweep, { org: this.org, limit: 2_000 }));
      if ((row?.removed ?? 0) === 0) return;
    }
  }

  async #thing(thing: Restored): Promise<void> {
    if (thing.kind === 'ORGANIZATION') {
      this.#organization = thing;
      return;
    }
    if (thing.kind !== 'AGENT') await this.#whenAgentsAreThere();
    this.#add(thing);
    const size = this.#bulk.agents.length + this.#bulk.concerns.length + this.#bulk.acts.length;
    if (size >= batchSize) await this.#flush();
  }

  async #whenAgentsAreThere(): Promise<void> {
    if (this.#agentsAreThere) return;
    this.#agentsAreThere = true;
    await this.#flush();
    this.#bulk = this.#afterAgents;
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const { acts, memberships, ...things } = this.#bulk;
    this.#bulk = emptyBulk();
    for (let from = 0; from === 0 || from < Math.max(acts.length, memberships.length); from += mostInTransaction) {
      const some = { acts: acts.slice(from, from + mostInTransaction), memberships: memberships.slice(from, from + mostInTransaction) };
      await this.#holdLease();
      await this.#inTransaction((transaction) => writeBulk(transaction, this.org, { ...(from === 0 ? things : emptyBulk()), ...some }));
      this.#acts += some.acts.length;
      this.progress(this.#acts);
    }
  }

  async #finish(): Promise<void> {
    await this.#whenAgentsAreThere();
    const organization = this.#organization;
    if (organization === null) throw new Error('an export that was read has its organisation');
    this.#add(organization);
    await this.#flush();
    const state = organization.states[organization.states.length - 1] as OrganizationState;
    await this.#holdLease();
    await this.#inTransaction(async (transaction) => {
      await transaction.run(openDoors, { org: this.org, identities: this.#identities });
      await transaction.run(recordOrganization, { org: this.org, properties: organizationProperties(state) });
    });
  }

  async #holdLease(): Promise<void> {
    this.#lease = await takeLease(this.database, `restore of ${this.org}`, this.#holder, leaseFor);
    if (this.#lease === null) throw new Refusal('BUSY', 'This organisation is being restored by another process just now.');
  }

  async #inTransaction<Result>(work: (transaction: WriteTransaction) => Promise<Result>): Promise<Result> {
    const { result } = await this.database.inTransaction((transaction) => {
      transaction.holdsItsLocks(); // the organisation is nobody else's yet
      return work(transaction);
    });
    return result;
  }

  #external({ source, kind, id, about, digest }: RecordOf<'externalId'>): void {
    this.#bulk.externals.push({ org: this.org, source, kind, external: id, about, digest });
  }

  #add({ kind, acts, states, id }: Restored): void {
    const { org } = this;
    const bulk = this.#bulk;
    const last = states[states.length - 1];
    const acting = kind === 'AGENT' ? this.#afterAgents : bulk;
    if (kind === 'AGENT') {
      const state = last as AgentState;
      if (state.subject !== null) this.#identities.push({ agent: id, subject: state.subject });
      bulk.agents.push({ ...agentRow(org, state, this.#wordsKeyOf(id)), subject: null });
      for (const span of membershipSpans(acts)) acting.memberships.push({ group: id, ...span });
    }
    if (kind === 'CONCERN') bulk.concerns.push(concernRow(org, last as ConcernState));
    if (kind === 'WORKFLOW') bulk.workflows.push(workflowRow(org, states as WorkflowState[]));
    acts.forEach((act, index) => acting.acts.push(this.#actNode(act, states[index] as SubjectStates[SubjectKind], acts[index + 1]?.recordedAt ?? FOREVER)));
  }

  #actNode(act: ActRow, state: SubjectStates[SubjectKind], to: Moment): ActNode {
    const { record, side = null, person = null, party = null, words = null, wordsErased = false, ...said } = act;
    void record;
    const node = actNode(this.org, { ...said, side, person, party, words, wordsErased, state, before: null }, to, person === null ? null : this.#wordsKeyOf(person));
    // Words that were erased stay so: sealed with a key that nobody has.
    return wordsErased ? { ...node, words: sealWords('', newWordsKey()) } : node;
  }

  /** Every agent gets a new key: the old ones never leave their database. */
  #wordsKeyOf(agent: string): string {
    const key = this.#wordsKeys.get(agent) ?? newWordsKey();
    this.#wordsKeys.set(agent, key);
    return key;
  }
}
