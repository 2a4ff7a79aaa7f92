import { IdMap, idAt } from '../common/id-map.rules.js';
import { BondLedger } from './bonds.rules.js';
import { givenIds } from './chain-reader.rules.js';
import type { IdsInLines, Part, ThingKind } from './chain-reader.rules.js';
import { quoted } from './records.rules.js';
import { RoundLedger } from './round-ledger.rules.js';
import type { RecordOf } from './records.rules.js';
import type { Problems } from './wish.rules.js';

/** A digest of what was read, in hexadecimal. */
export interface Digest {
  update(read: string | Uint8Array): unknown;
  hex(): string;
}

const rank: Readonly<Record<ThingKind, number>> = { ORGANIZATION: 0, AGENT: 1, CONCERN: 2, WORKFLOW: 3, ROUND: 4, ROLE: 5 };
const labels = { PROPOSAL: 'proposal', PROMISE: 'promise', ASSESSMENT: 'assessment' } as const;

/**
 * What holds between the things of an export: organisation, agents, concerns, workflows, planning rounds, roles, each by id, then the ids of other
 * systems, then the end with a digest of everything before it; nothing twice, and nothing named that isn't there.
 */
export class ExportLedger {
  /** The organisation that the header names; null until it was read. */
  organization: string | null = null;
  #ended = false;
  #records = 0;
  #last: { readonly kind: ThingKind; readonly id: string } | null = null;
  readonly #things: Readonly<Record<ThingKind, IdMap>> = { ORGANIZATION: new IdMap(), AGENT: new IdMap(), CONCERN: new IdMap(), WORKFLOW: new IdMap(), ROUND: new IdMap(), ROLE: new IdMap() };
  readonly #acts = new IdMap();
  readonly #given = { PROPOSAL: new IdMap(), PROMISE: new IdMap(), ASSESSMENT: new IdMap() };
  readonly #externals = new Set<string>();
  readonly #identities = new Set<string>();
  /** References to agents that have not been read, with the line of the first. */
  readonly #named = new Map<string, number>();
  /** What else names things that have not been read. In a file that is in its order there is none. */
  readonly #amiss: { readonly kind: ThingKind; readonly id: string; readonly line: number; readonly message: string }[] = [];
  readonly #bonds = new BondLedger((workflow) => this.#things.WORKFLOW.has(workflow));
  readonly #rounds = new RoundLedger((workflow) => this.#things.WORKFLOW.has(workflow));

  constructor(private readonly problems: Problems) {}

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Takes what was read of one part; parts come in their order. */
  take(part: Part): void {
    const { problems } = this;
    problems.join(part.problems);
    if (this.#ended) {
      if (part.records > 0) problems.add(part.first, 'Nothing follows the end.');
      return;
    }
    this.organization ??= part.organization;
    this.#records += part.records;
    for (const { kind, id, line } of part.things) this.#thing(kind, id, line);
    this.#each(part.acts, this.#acts, (id) => `There is another act with the id ${id}.`);
    for (const kind of givenIds) this.#each(part.given[kind], this.#given[kind], (id) => `There is another ${labels[kind]} with the id ${id}.`);
    for (const [agent, line] of part.agents) if (!this.#things.AGENT.has(agent) && !this.#named.has(agent)) this.#named.set(agent, line);
    for (const { id, line } of part.concerns) if (!this.#things.CONCERN.has(id)) this.#amiss.push({ kind: 'CONCERN', id, line, message: 'The concern of this workflow is not in the export.' });
    for (const [role, line] of part.roles) this.#amiss.push({ kind: 'ROLE', id: role, line, message: 'The role of this workflow is not in the export.' });
    for (const { subject, line } of part.identities) {
      if (this.#identities.has(subject)) problems.add(line, `Two agents have the identity ${quoted(subject)}.`);
      this.#identities.add(subject);
    }
    this.#bonds.take(part.bonds);
    this.#rounds.take(part.rounds);
    for (const { key, record, line } of part.externals) this.#external(key, record, line);
  }

  /** The end, where it was read, when everything before it was digested. */
  end({ record, line }: NonNullable<Part['end']>, digest: Digest): void {
    if (this.#ended) {
      this.problems.add(line, 'Nothing follows the end.');
      return;
    }
    this.#ended = true;
    if (record.records !== this.#records || record.sha256 !== digest.hex()) {
      this.problems.add(line, `The file has changed since it was written: it ends after ${String(record.records)} records with another digest than these ${String(this.#records)} have.`);
    }
  }

  /** After the last line: whether it was all. */
  close(): void {
    if (!this.#ended) this.problems.add(this.#records + 1, 'The file breaks off: an export has an end, and nobody can say what is missing here.');
    for (const [agent, line] of this.#named) if (!this.#things.AGENT.has(agent)) this.problems.add(line, `There is no agent ${agent} in this export.`);
    for (const { kind, id, line, message } of this.#amiss) if (!this.#things[kind].has(id)) this.problems.add(line, message);
    this.#bonds.close(this.problems);
    this.#rounds.close(this.problems);
    if (this.#ended && this.#things.ORGANIZATION.size === 0) this.problems.add(1, 'The organisation itself is missing.');
  }

  #thing(kind: ThingKind, id: string, line: number): void {
    const last = this.#last;
    const outOfOrder = last !== null && (rank[kind] < rank[last.kind] || (kind === last.kind && id <= last.id));
    const isNew = this.#things[kind].add(id);
    this.#last = { kind, id };
    if (!isNew || outOfOrder) this.problems.add(line, `The acts about ${id} are out of their order: organisation, agents, concerns, workflows, planning rounds, roles, each by id with all its acts.`);
    else if (kind === 'ORGANIZATION' && id !== this.organization) this.problems.add(line, 'This is another organisation than that of the header.');
  }

  #each({ words, lines }: IdsInLines, known: IdMap, message: (id: string) => string): void {
    lines.forEach((line, index) => {
      if (!known.addWords(words, index * 4)) this.problems.add(line, message(idAt(words, index)));
    });
  }

  #external(key: string, record: RecordOf<'externalId'>, line: number): void {
    if (this.#externals.has(key)) this.problems.add(line, `${quoted(record.id)} of ${quoted(record.source)} stands here twice.`);
    else if (!this.#things[record.kind].has(record.about)) this.#amiss.push({ kind: record.kind, id: record.about, line, message: `There is no ${record.kind.toLowerCase()} ${record.about} in this export.` });
    this.#externals.add(key);
  }
}
