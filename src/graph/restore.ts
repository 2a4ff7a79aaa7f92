import { randomUUID } from 'node:crypto';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import { Refusal } from '../domain/common/refusal.js';
import type { Restored } from '../domain/import/chain-reader.rules.js';
import type { Line } from '../domain/import/lines.rules.js';
import { Problems } from '../domain/import/wish.rules.js';
import { writeBulk } from './bulk.js';
import type { Bulk } from './bulk.js';
import type { Sources } from './change.js';
import type { Database, WriteTransaction } from './database.js';
import { ImportRefused } from './import.js';
import { findOrganization } from './organizations.js';
import { giveLeaseBack, takeLease } from './outbox.js';
import type { Lease } from './outbox.js';
import { organizationProperties } from './projection.js';
import { Restoration, readExport } from './restoration.js';
import type { Destination } from './restoration.js';
import { statement } from './statement.js';

const sweep = statement<{ org: string; limit: number }, { removed: number }>('restore/sweep');
const openDoors = statement<{ org: string; identities: readonly { agent: string; subject: string }[] }, object>('restore/open-doors');
const showAboveOfPage = statement<{ org: string; afterId: string; limit: number }, { lastId: string | null }>('restore/show-above');
const recordOrganization = statement<{ org: string; properties: object }, object>('organization/record');

/** What is kept for the chain above learns whom that is when all that ties it is there. */
const workflowsShownAtOnce = 250;

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
  const counting = new Counting();
  const org = await readExport(lines(), problems, { thing: (thing) => { counting.take(thing); }, external: () => undefined });
  const report = counting.report(problems);
  const { organization: present } = await findOrganization(sources.database, org);
  if (present !== null) throw new Refusal('INVALID_INPUT', `${present.name} (${org}) is here already. An export becomes an organisation where there is none: nothing that is there is overwritten.`);
  if (restoring.dryRun) return report;
  const batches = new Batches(sources.database, org);
  try {
    await batches.sweep();
    const restoration = new Restoration(org, batches, restoring.progress ?? (() => undefined));
    await readExport(lines(), problems, { thing: (thing) => restoration.thing(thing), external: (external) => { restoration.external(external); } });
    // It was read before, without any; unless somebody writes to it meanwhile.
    if (problems.count > 0) throw new ImportRefused(problems);
    await restoration.finish();
  } finally {
    await batches.close();
  }
  return report;
}

/** What an export holds. */
class Counting {
  #acts = 0;
  #things = 0;
  #organization: OrganizationState | null = null;

  take({ kind, acts, states }: Restored): void {
    this.#acts += acts.length;
    this.#things += 1;
    if (kind === 'ORGANIZATION') this.#organization = states[states.length - 1] as OrganizationState;
  }

  report(problems: Problems): RestoreReport {
    if (problems.count > 0 || this.#organization === null) throw new ImportRefused(problems);
    return { organization: this.#organization, things: this.#things, acts: this.#acts };
  }
}

/** Writes to a database, a batch in a transaction. */
class Batches implements Destination {
  #lease: Lease | null = null;
  readonly #identities: { agent: string; subject: string }[] = [];
  readonly #holder = randomUUID();

  constructor(private readonly database: Database, private readonly org: string) {}

  async sweep(): Promise<void> {
    for (;;) {
      await this.#holdLease();
      const [row] = await this.#inTransaction((transaction) => transaction.run(sweep, { org: this.org, limit: 2_000 }));
      if ((row?.removed ?? 0) === 0) return;
    }
  }

  async write(bulk: Bulk): Promise<void> {
    await this.#holdLease();
    const agents = bulk.agents.map((agent) => {
      const { id, subject } = agent as { readonly id: string; readonly subject: string | null };
      if (subject !== null) this.#identities.push({ agent: id, subject });
      return { ...agent, subject: null };
    });
    await this.#inTransaction((transaction) => writeBulk(transaction, this.org, { ...bulk, agents }));
  }

  async finish(organization: OrganizationState): Promise<void> {
    for (let afterId = ''; ; ) {
      await this.#holdLease();
      const [row] = await this.#inTransaction((transaction) => transaction.run(showAboveOfPage, { org: this.org, afterId, limit: workflowsShownAtOnce }));
      if (row === undefined || row.lastId === null) break;
      afterId = row.lastId;
    }
    await this.#holdLease();
    await this.#inTransaction(async (transaction) => {
      await transaction.run(openDoors, { org: this.org, identities: this.#identities });
      await transaction.run(recordOrganization, { org: this.org, properties: organizationProperties(organization) });
    });
  }

  async close(): Promise<void> {
    if (this.#lease !== null) await giveLeaseBack(this.database, this.#lease).catch(() => undefined);
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
}
