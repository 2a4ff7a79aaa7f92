import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Bulk } from './bulk.js';
import type { EventNode } from './outbox.js';

/** The files that Neo4j's importer makes a store of, and how many of each it is to find in them. */
export interface Manifest {
  readonly nodes: readonly ImportFile[];
  readonly edges: readonly ImportFile[];
  readonly counts: { readonly nodes: number; readonly edges: number };
}

export interface ImportFile {
  /** A label of nodes, or a type of edges. */
  readonly name: string;
  readonly path: string;
  /** Whether a value in it goes over several lines. */
  readonly multiline: boolean;
}

/** How the files are written, for the importer's options. The quote is a sign that JSON isn't full of. */
export const dialect = { quote: '|', arrayDelimiter: ';' } as const;

type Row = Readonly<Record<string, unknown>>;
type Label = 'Organization' | 'Agent' | 'Concern' | 'Workflow' | 'Proposal' | 'Promise' | 'Condition' | 'Assessment' | 'Act' | 'ExternalId' | 'Event' | 'Round';

/** As much of a file is held until it is written. */
const held = 128 * 1024;

class OpenFile {
  #text = '';
  readonly #descriptor: number;

  constructor(readonly name: string, readonly path: string, readonly multiline: boolean, header: string) {
    this.#descriptor = openSync(path, 'wx', 0o600);
    this.#text = header;
  }

  add(line: string): void {
    this.#text += `\n${line}`;
    if (this.#text.length > held) this.#write();
  }

  close(): void {
    this.#text += '\n';
    this.#write();
    closeSync(this.#descriptor);
  }

  #write(): void {
    writeSync(this.#descriptor, this.#text);
    this.#text = '';
  }
}

/**
 * Rows of new things as files for Neo4j's importer. A row decides itself what its columns are, so that a value is in the
 * store what it would be through a statement: rows of one kind that have other properties, or a whole number in the place
 * of a broken one, are in a file of their own.
 */
export class ImportFiles {
  readonly #nodes = new Map<string, OpenFile>();
  readonly #edges = new Map<string, OpenFile>();
  #nodeCount = 0;
  #edgeCount = 0;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Adds what one organisation has. Ids are looked for among those of the same organisation. */
  add(org: string, bulk: Bulk): void {
    for (const agent of bulk.agents) this.#node(org, 'Agent', agent);
    for (const { group, member, ...span } of bulk.memberships) this.#edge(org, 'MEMBER_OF', ['Agent', member], ['Agent', group], span);
    for (const { holder, properties } of bulk.concerns) {
      this.#node(org, 'Concern', properties);
      this.#edge(org, 'HOLDS', ['Agent', holder], ['Concern', properties['id']]);
    }
    for (const workflow of bulk.workflows) this.#workflow(org, workflow);
    for (const { properties, workflows } of bulk.rounds) {
      this.#node(org, 'Round', properties);
      for (const workflow of workflows) this.#edge(org, 'IN_ROUND', ['Workflow', workflow], ['Round', properties['id']]);
    }
    for (const { type, from, to, properties } of bulk.bonds) this.#edge(org, type, ['Workflow', from], ['Workflow', to], properties);
    for (const act of bulk.acts) {
      this.#node(org, 'Act', act as unknown as Row);
      // What the clock said, nobody said.
      if (act.person !== null) this.#edge(org, 'SAID', ['Agent', act.person], ['Act', act.id]);
    }
    for (const external of bulk.externals) this.#node(org, 'ExternalId', external as unknown as Row, false);
  }

  addOrganization(org: string, properties: Row): void {
    this.#node(org, 'Organization', { org, id: org, ...properties }, false);
  }

  addEvents(org: string, events: readonly EventNode[]): void {
    for (const event of events) this.#node(org, 'Event', event as unknown as Row, false);
  }

  /** Ends every file. */
  close(): Manifest {
    for (const file of [...this.#nodes.values(), ...this.#edges.values()]) file.close();
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()], counts: { nodes: this.#nodeCount, edges: this.#edgeCount } };
  }

  #workflow(org: string, { properties, customer, performer, concern, successors, awaited, proposals, promises, assessments }: Bulk['workflows'][number]): void {
    const workflow: End = ['Workflow', properties['id']];
    this.#node(org, 'Workflow', properties);
    this.#edge(org, 'CUSTOMER_OF', ['Agent', customer], workflow);
    this.#edge(org, 'PERFORMER_OF', ['Agent', performer], workflow);
    this.#edge(org, 'ABOUT', workflow, ['Concern', concern]);
    for (const { agent, ...named } of successors) this.#edge(org, 'NAMED_FOR', ['Agent', agent], workflow, named);
    for (const wait of awaited) this.#edge(org, 'AWAITED_IN', ['Agent', wait.agent], workflow, wait.properties);
    for (const proposal of proposals) {
      this.#node(org, 'Proposal', proposal);
      this.#edge(org, 'HAS_PROPOSAL', workflow, ['Proposal', proposal['id']]);
    }
    for (const promise of promises) this.#promise(org, workflow, promise);
    for (const assessment of assessments) {
      this.#node(org, 'Assessment', assessment);
      this.#edge(org, 'HAS_ASSESSMENT', workflow, ['Assessment', assessment['id']]);
      this.#edge(org, 'ASSESSES', ['Assessment', assessment['id']], ['Promise', assessment['promise']]);
    }
  }

  #promise(org: string, workflow: End, { properties, conditions, supersedes, madeOf }: Bulk['workflows'][number]['promises'][number]): void {
    const promise: End = ['Promise', properties['id']];
    this.#node(org, 'Promise', properties);
    this.#edge(org, 'HAS_PROMISE', workflow, promise);
    for (const condition of conditions) {
      this.#node(org, 'Condition', condition);
      this.#edge(org, 'HAS_CONDITION', promise, ['Condition', condition['id']]);
    }
    for (const earlier of supersedes) this.#edge(org, 'SUPERSEDES', promise, ['Promise', earlier]);
    for (const proposal of madeOf) this.#edge(org, 'MADE_OF', promise, ['Proposal', proposal]);
  }

  #node(org: string, label: Label, properties: Row, isReferredTo = true): void {
    this.#nodeCount += 1;
    put(this.#nodes, this.folder, label, isReferredTo ? [[`:ID(${label}-${org})`, properties['id']]] : [], properties);
  }

  #edge(org: string, type: string, from: End, to: End, properties: Row = {}): void {
    this.#edgeCount += 1;
    put(this.#edges, this.folder, type, [[`:START_ID(${from[0]}-${org})`, from[1]], [`:END_ID(${to[0]}-${org})`, to[1]]], properties);
  }
}

type End = readonly [label: Label, id: unknown];

function put(files: Map<string, OpenFile>, folder: string, name: string, keys: readonly (readonly [column: string, value: unknown])[], properties: Row): void {
  let header = '';
  let line = '';
  const add = (column: string, text: string): void => {
    const comma = header === '' ? '' : ',';
    header += `${comma}${column}`;
    line += `${comma}${text}`;
  };
  for (const [column, value] of keys) add(column, quoted(String(value)));
  for (const property of Object.keys(properties)) {
    const value = properties[property];
    if (value !== null && value !== undefined) add(`${property}:${typeOf(value)}`, textOf(value));
  }
  const multiline = line.includes('\n') || line.includes('\r');
  const shape = `${multiline ? 'lines' : 'line'} ${name} ${header}`;
  let file = files.get(shape);
  if (file === undefined) {
    file = new OpenFile(name, join(folder, `${name}-${String(files.size + 1)}.csv`), multiline, header);
    files.set(shape, file);
  }
  file.add(line);
}

function typeOf(value: unknown): string {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'long' : 'double';
  if (typeof value === 'boolean') return 'boolean';
  return Array.isArray(value) ? 'string[]' : 'string';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const list = value as readonly string[];
  if (!Array.isArray(value) || list.some((one) => typeof one !== 'string' || one.includes(dialect.arrayDelimiter))) throw new TypeError('a property is a text, a number, a truth value or a list of ids');
  return quoted(list.join(dialect.arrayDelimiter));
}

function quoted(text: string): string {
  return dialect.quote + (text.includes(dialect.quote) ? text.replaceAll(dialect.quote, dialect.quote + dialect.quote) : text) + dialect.quote;
}
