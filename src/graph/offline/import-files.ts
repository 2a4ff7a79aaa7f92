import { join } from 'node:path';
import type { Bulk } from '../bulk.js';
import type { EventNode } from '../outbox.js';
import { BondsHeld } from './bonds-held.js';
import { AllPlaces } from './places.js';
import type { Known, NodeNumbers, Places } from './places.js';
import { Tables } from './tables.js';
import type { ImportFile, Row } from './tables.js';

/** The files that Neo4j's importer makes a store of, and how many of each it is to find in them. */
export interface Manifest {
  readonly nodes: readonly ImportFile[];
  readonly edges: readonly ImportFile[];
  readonly counts: { readonly nodes: number; readonly edges: number };
}

type Label = 'Organization' | 'Agent' | 'Concern' | 'Workflow' | 'Proposal' | 'Promise' | 'Condition' | 'Assessment' | 'Duty' | 'Review' | 'Standing' | 'Act' | 'ExternalId' | 'Event' | 'Round' | 'Role';

/** The number of a node, or what will have one. */
type End = number | readonly [label: Known, id: string];

/** An edge to what isn't there yet. */
export interface Edge {
  readonly type: string;
  readonly from: End;
  readonly to: End;
  readonly properties: Row;
}

/**
 * Rows of new things as files for Neo4j's importer. Nodes are known by numbers that are given to them here: ids are texts,
 * and the importer would have to sort and search millions of them.
 */
export class ImportFiles {
  readonly #nodes: Tables;
  readonly #edges: Tables;
  /** Edges between workflows wait for the last of them. */
  readonly #bonds: BondsHeld;
  #unplaced: Edge[] = [];

  constructor(folder: string, private readonly numbers: NodeNumbers) {
    this.#nodes = new Tables(join(folder, 'nodes'));
    this.#edges = new Tables(join(folder, 'edges'));
    this.#bonds = new BondsHeld(join(folder, 'bonds.ndjson'));
  }

  /** Adds what one organisation has. */
  add(bulk: Bulk, places: Places): void {
    for (const agent of bulk.agents) places.keep('Agent', agent['id'] as string, this.#node('Agent', agent));
    for (const { group, member, ...span } of bulk.memberships) this.#edge({ type: 'MEMBER_OF', from: ['Agent', member], to: ['Agent', group], properties: span }, places);
    for (const { holder, properties } of bulk.concerns) {
      const concern = this.#node('Concern', properties);
      places.keep('Concern', properties['id'] as string, concern);
      this.#edge({ type: 'HOLDS', from: ['Agent', holder], to: concern, properties: none }, places);
    }
    for (const workflow of bulk.workflows) this.#workflow(workflow, places);
    for (const { properties, workflows } of bulk.rounds) {
      const round = this.#node('Round', properties);
      for (const workflow of workflows) this.#edge({ type: 'IN_ROUND', from: ['Workflow', workflow], to: round, properties: none }, places);
    }
    for (const { properties, holdings } of bulk.roles) {
      const role = this.#node('Role', properties);
      for (const { agent, properties: span } of holdings) this.#edge({ type: 'HOLDS_ROLE', from: ['Agent', agent], to: role, properties: span }, places);
    }
    for (const bond of bulk.bonds) this.#bonds.add(bond);
    for (const act of bulk.acts) {
      const node = this.#node('Act', act);
      // What the clock said, nobody said.
      if (act.person !== null) this.#edge({ type: 'SAID', from: ['Agent', act.person], to: node, properties: none }, places);
    }
    for (const external of bulk.externals) this.#node('ExternalId', external);
  }

  addOrganization(org: string, properties: Row): void {
    this.#node('Organization', { org, id: org, ...properties });
  }

  addEvents(events: readonly EventNode[]): void {
    for (const event of events) this.#node('Event', event);
  }

  /** The edges to what wasn't there when they came; they are no longer in here. */
  takeUnplaced(): readonly Edge[] {
    const edges = this.#unplaced;
    this.#unplaced = [];
    return edges;
  }

  addEdges(edges: readonly Edge[], places: Places): void {
    for (const edge of edges) this.#edge(edge, places);
  }

  /**
   * Ends every file.
   * @param workflows where all workflows are, of whatever was added to any files
   */
  close(workflows: Places = new AllPlaces()): Manifest {
    const unplaced = this.#unplaced.length;
    for (const { type, from, to, properties } of this.#bonds.take()) this.#edge({ type, from: ['Workflow', from], to: ['Workflow', to], properties }, workflows);
    if (this.#unplaced.length > unplaced) throw new Error('there are edges to workflows that are in none of the files');
    return { nodes: this.#nodes.close(), edges: this.#edges.close(), counts: { nodes: this.#nodes.rows, edges: this.#edges.rows } };
  }

  #workflow({ properties, customer, performer, concern, successors, awaited, proposals, promises, assessments, duties, reviews, standings }: Bulk['workflows'][number], places: Places): void {
    const workflow = this.#node('Workflow', properties);
    places.keep('Workflow', properties['id'] as string, workflow);
    const edge = (type: string, from: End, to: End, of: Row = none): void => { this.#edge({ type, from, to, properties: of }, places); };
    edge('CUSTOMER_OF', ['Agent', customer], workflow);
    edge('PERFORMER_OF', ['Agent', performer], workflow);
    edge('ABOUT', workflow, ['Concern', concern]);
    for (const { agent, ...named } of successors) edge('NAMED_FOR', ['Agent', agent as string], workflow, named);
    for (const wait of awaited) edge('AWAITED_IN', ['Agent', wait.agent], workflow, wait.properties);
    const within = new Map<unknown, number>();
    for (const proposal of proposals) {
      const node = this.#node('Proposal', proposal);
      within.set(proposal['id'], node);
      edge('HAS_PROPOSAL', workflow, node);
    }
    for (const promise of promises) this.#promise(workflow, promise, within, edge);
    for (const assessment of assessments) {
      const node = this.#node('Assessment', assessment);
      edge('HAS_ASSESSMENT', workflow, node);
      edge('ASSESSES', node, placed(within, assessment['promise']));
    }
    for (const duty of duties) edge('HAS_DUTY', workflow, this.#node('Duty', duty));
    for (const review of reviews) edge('HAS_REVIEW', workflow, this.#node('Review', review));
    for (const standing of standings) this.#node('Standing', standing);
  }

  #promise(workflow: number, { properties, conditions, supersedes, madeOf }: Bulk['workflows'][number]['promises'][number], within: Map<unknown, number>, edge: (type: string, from: End, to: End) => void): void {
    const promise = this.#node('Promise', properties);
    within.set(properties['id'], promise);
    edge('HAS_PROMISE', workflow, promise);
    for (const condition of conditions) edge('HAS_CONDITION', promise, this.#node('Condition', condition));
    for (const earlier of supersedes) edge('SUPERSEDES', promise, placed(within, earlier));
    for (const proposal of madeOf) edge('MADE_OF', promise, placed(within, proposal));
  }

  #node(label: Label, properties: object): number {
    const number = this.numbers.next();
    this.#nodes.add(label, ':ID', String(number), properties as Row);
    return number;
  }

  #edge(edge: Edge, places: Places): void {
    const [from, to] = [placeOf(edge.from, places), placeOf(edge.to, places)];
    if (from === undefined || to === undefined) this.#unplaced.push(edge);
    else this.#edges.add(edge.type, ':START_ID,:END_ID', `${String(from)},${String(to)}`, edge.properties);
  }
}

const none: Row = {};

function placeOf(end: End, places: Places): number | undefined {
  return typeof end === 'number' ? end : places.find(...end);
}

/** What a workflow made and what points to it there come together. */
function placed(within: ReadonlyMap<unknown, number>, id: unknown): number {
  const number = within.get(id);
  if (number === undefined) throw new Error(`${String(id)} is pointed to by its workflow, which has not made it`);
  return number;
}
