import { createHash } from 'node:crypto';
import { FOREVER } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { RoundState } from '../domain/round/round.types.js';
import type { WorkflowState } from '../domain/workflow/workflow.types.js';
import { ExportReader, membershipSpans } from '../domain/import/export-reader.rules.js';
import type { ActRow, Restored } from '../domain/import/export-reader.rules.js';
import type { Line } from '../domain/import/lines.rules.js';
import type { RecordOf } from '../domain/import/records.rules.js';
import type { Problems } from '../domain/import/wish.rules.js';
import { BondsInOrder, bondsOf } from './bond-history.js';
import type { Bond } from './bond-history.js';
import { agentRow, concernRow, emptyBulk, roundRow, workflowRow } from './bulk.js';
import type { Bulk } from './bulk.js';
import { actNode, next } from './composing.js';
import type { ActNode, SubjectKind, SubjectStates } from './records.js';
import { newWordsKey, sealWords } from './words.js';

export interface Heard {
  readonly thing: (thing: Restored) => Promise<void> | void;
  readonly external: (record: RecordOf<'externalId'>) => void;
}

/**
 * Reads an export, with every check of it. Problems are gathered.
 * @returns the organisation it is an export of
 */
export async function readExport(lines: AsyncIterable<Line>, problems: Problems, heard: Heard): Promise<string> {
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

/** Where what is read goes. */
export interface Destination {
  /** Whether edges may come before what they hang on. */
  readonly anyOrder: boolean;
  write(bulk: Bulk): Promise<void> | void;
  /** Ends it, with the organisation itself: until then nobody sees any of it. */
  finish(organization: OrganizationState): Promise<void> | void;
}

/** Things gathered before they are written. */
const batchSize = 500;
/** As many acts, memberships and bonds as one transaction takes; those of all agents, or of one long workflow, are more. */
const mostAtOnce = 1_000;

/** Makes rows of what is read, batch by batch, and the organisation itself last. */
export class Restoration {
  #bulk = emptyBulk();
  #acts = 0;
  /** Groups come before their members, and acts before who said them: these wait until every agent is there. */
  readonly #afterAgents = emptyBulk();
  #agentsAreThere = false;
  #organization: Restored | null = null;
  readonly #bondsInOrder = new BondsInOrder();
  readonly #wordsKeys = new Map<string, string>();

  constructor(private readonly org: string, private readonly destination: Destination, private readonly progress: (acts: number) => void) {}

  async thing(thing: Restored): Promise<void> {
    if (thing.kind === 'ORGANIZATION') {
      this.#organization = thing;
      return;
    }
    if (thing.kind !== 'AGENT') await this.#whenAgentsAreThere();
    this.#add(thing);
    const size = this.#bulk.agents.length + this.#bulk.concerns.length + this.#bulk.acts.length;
    if (size >= batchSize) await this.#flush();
  }

  external({ source, kind, id, about, digest }: RecordOf<'externalId'>): void {
    this.#bulk.externals.push({ org: this.org, source, kind, external: id, about, digest });
  }

  async finish(): Promise<void> {
    await this.#whenAgentsAreThere();
    const organization = this.#organization;
    if (organization === null) throw new Error('an export that was read has its organisation');
    this.#add(organization);
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

  #add({ kind, acts, states, id }: Restored): void {
    const { org } = this;
    const bulk = this.#bulk;
    const last = states[states.length - 1];
    const acting = kind === 'AGENT' && !this.destination.anyOrder ? this.#afterAgents : bulk;
    if (kind === 'AGENT') {
      const state = last as AgentState;
      bulk.agents.push(agentRow(org, state, this.#wordsKeyOf(id)));
      for (const span of membershipSpans(acts)) acting.memberships.push({ group: id, ...span });
    }
    if (kind === 'CONCERN') bulk.concerns.push(concernRow(org, last as ConcernState));
    if (kind === 'ROUND') bulk.rounds.push(roundRow(org, last as RoundState));
    if (kind === 'WORKFLOW') {
      bulk.workflows.push(workflowRow(org, states as WorkflowState[]));
      bulk.bonds.push(...this.#bonds(id, acts, states as WorkflowState[]));
    }
    acts.forEach((act, index) => acting.acts.push(this.#actNode(act, states[index] as SubjectStates[SubjectKind], acts[index + 1]?.recordedAt ?? FOREVER)));
  }

  /** The edges of a workflow to others, or those that waited for it, where an edge can't come before its ends. */
  #bonds(workflow: string, acts: readonly ActRow[], states: readonly WorkflowState[]): readonly Bond[] {
    const bonds = bondsOf(this.org, states.map((state, index) => ({ state, at: acts[index]?.recordedAt ?? state.changedAt })));
    return this.destination.anyOrder ? bonds : this.#bondsInOrder.after(workflow, bonds);
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
