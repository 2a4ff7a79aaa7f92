import { createHash } from 'node:crypto';
import { FOREVER } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { RoleState } from '../domain/role/role.types.js';
import type { RoundState } from '../domain/round/round.types.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { ChainReader } from '../domain/import/chain-reader.rules.js';
import type { ActRow, Restored } from '../domain/import/chain-reader.rules.js';
import { ExportLedger } from '../domain/import/ledger.rules.js';
import type { Digest } from '../domain/import/ledger.rules.js';
import type { Line } from '../domain/import/lines.rules.js';
import type { RecordOf } from '../domain/import/records.rules.js';
import { membershipSpans } from '../domain/import/spans.rules.js';
import type { Problems } from '../domain/import/wish.rules.js';
import { BondsInOrder, bondsOf } from './bond-history.js';
import { agentRow, concernRow, emptyBulk, roleRow, roundRow, workflowRow } from './bulk.js';
import type { Bulk, ExternalRow } from './bulk.js';
import { actNode, next } from './composing.js';
import { endingAct } from './projection.js';
import type { ActNode, SubjectKind, SubjectStates } from './records.js';
import { NewWordsKeys, newWordsKey, sealWords } from './words.js';

export interface Heard {
  readonly thing: (thing: Restored) => Promise<void> | void;
  readonly external: (record: RecordOf<'externalId'>) => void;
}

/** Lines whose notes are entered at once. */
const linesEntered = 1_000;

/**
 * Reads an export, with every check of it. Problems are gathered.
 * @returns the organisation it is an export of
 */
export async function readExport(lines: AsyncIterable<Line>, problems: Problems, heard: Heard): Promise<string> {
  const digest = newDigest();
  const reader = new ChainReader(next, false);
  const ledger = new ExportLedger(problems);
  let taken = 0;
  for await (const line of lines) {
    const { thing, external } = reader.take(line);
    if ('text' in line && !reader.hasEnded) digest.update(`${line.text}\n`);
    if (thing !== null) await heard.thing(thing);
    if (external !== null) heard.external(external);
    taken += 1;
    if (taken % linesEntered === 0) ledger.take(reader.part());
  }
  const part = reader.part();
  ledger.take(part);
  if (part.end !== null) ledger.end(part.end, digest);
  ledger.close();
  return ledger.organization ?? '';
}

export function newDigest(): Digest {
  const hash = createHash('sha256');
  return { update: (read) => hash.update(read), hex: () => hash.digest('hex') };
}

/** Makes rows of things: what they became, and each act of theirs. */
export class ThingRows {
  constructor(private readonly org: string, private readonly wordsKeys = new NewWordsKeys()) {}

  /** @param acting where acts and memberships go, whose agents need not be there yet */
  add({ kind, acts, states, id }: Restored, bulk: Bulk, acting: Bulk = bulk): void {
    const { org } = this;
    const texts = states.map((state) => JSON.stringify(state));
    const [last, text] = [states[states.length - 1], texts[texts.length - 1]];
    if (kind === 'AGENT') {
      bulk.agents.push(agentRow(org, last as AgentState, this.wordsKeys.of(id), text));
      for (const span of membershipSpans(acts)) acting.memberships.push({ group: id, ...span });
    }
    if (kind === 'CONCERN') bulk.concerns.push(concernRow(org, last as ConcernState, text));
    if (kind === 'ROUND') bulk.rounds.push(roundRow(org, last as RoundState));
    if (kind === 'ROLE') bulk.roles.push(roleRow(org, states as RoleState[]));
    if (kind === 'WORKFLOW') {
      bulk.workflows.push(workflowRow(org, states as WorkflowState[], acts.map(endingAct), text));
      bulk.bonds.push(...bondsOf(org, (states as WorkflowState[]).map((state, index) => ({ state, at: acts[index]?.recordedAt ?? state.changedAt }))));
    }
    for (let index = 0; index < acts.length; index++) {
      acting.acts.push(this.#actNode(acts[index] as ActRow, states[index] as SubjectStates[SubjectKind], acts[index + 1]?.recordedAt ?? FOREVER, texts[index]));
    }
  }

  #actNode(act: ActRow, state: SubjectStates[SubjectKind], to: Moment, text: string | undefined): ActNode {
    const { id, kind, about, sequence, side = null, person = null, party = null, saidAt, recordedAt, data, words = null } = act;
    // Each field by its name, since there are millions of these: spreading one costs as much as all else of it.
    const node = actNode(this.org, { id, kind, about, sequence, act: act.act, side, person, party, saidAt, recordedAt, data, state, words }, to, words === null || person === null ? null : this.wordsKeys.of(person), text);
    // Words that were erased stay so: sealed with a key that nobody has.
    return act.wordsErased === true ? { ...node, words: sealWords('', newWordsKey()) } : node;
  }
}

/** Things gathered before they are written. */
const batchSize = 500;
/** As many acts, memberships and bonds as one transaction takes; those of all agents, or of one long workflow, are more. */
const mostAtOnce = 1_000;

/** Where rows are written, a batch at a time. */
export interface Destination {
  write(bulk: Bulk): Promise<void>;
  /** Ends it, with the organisation itself: until then nobody sees any of it. */
  finish(organization: OrganizationState): Promise<void>;
}

/** Writes what is read, batch by batch, and the organisation itself last. */
export class Restoration {
  #bulk = emptyBulk();
  #acts = 0;
  /** Groups come before their members, and acts before who said them: these wait until every agent is there. */
  readonly #afterAgents = emptyBulk();
  #agentsAreThere = false;
  #organization: Restored | null = null;
  readonly #bondsInOrder = new BondsInOrder();
  readonly #rows: ThingRows;

  constructor(private readonly org: string, private readonly destination: Destination, private readonly progress: (acts: number) => void) {
    this.#rows = new ThingRows(org);
  }

  async thing(thing: Restored): Promise<void> {
    if (thing.kind === 'ORGANIZATION') {
      this.#organization = thing;
      return;
    }
    if (thing.kind !== 'AGENT') await this.#whenAgentsAreThere();
    const bonds = this.#bulk.bonds.length;
    this.#rows.add(thing, this.#bulk, thing.kind === 'AGENT' ? this.#afterAgents : this.#bulk);
    // An edge can't come before its ends.
    if (thing.kind === 'WORKFLOW') this.#bulk.bonds.push(...this.#bondsInOrder.after(thing.id, this.#bulk.bonds.splice(bonds)));
    const size = this.#bulk.agents.length + this.#bulk.concerns.length + this.#bulk.acts.length;
    if (size >= batchSize) await this.#flush();
  }

  external(record: RecordOf<'externalId'>): void {
    this.#bulk.externals.push(externalRow(this.org, record));
  }

  async finish(): Promise<void> {
    await this.#whenAgentsAreThere();
    const organization = this.#organization;
    if (organization === null) throw new Error('an export that was read has its organisation');
    this.#rows.add(organization, this.#bulk);
    await this.#flush();
    await this.destination.finish(organization.states[organization.states.length - 1] as OrganizationState);
  }

  async #whenAgentsAreThere(): Promise<void> {
    if (this.#agentsAreThere) return;
    this.#agentsAreThere = true;
    await this.#flush();
    this.#bulk = this.#afterAgents;
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const { acts, memberships, bonds, ...things } = this.#bulk;
    this.#bulk = emptyBulk();
    for (let from = 0; from === 0 || from < Math.max(acts.length, memberships.length, bonds.length); from += mostAtOnce) {
      const until = from + mostAtOnce;
      const some = { acts: acts.slice(from, until), memberships: memberships.slice(from, until), bonds: bonds.slice(from, until) };
      await this.destination.write({ ...(from === 0 ? things : emptyBulk()), ...some });
      this.#acts += some.acts.length;
      this.progress(this.#acts);
    }
  }
}

export function externalRow(org: string, { source, kind, id, about, digest }: RecordOf<'externalId'>): ExternalRow {
  return { org, source, kind, external: id, about, digest };
}
