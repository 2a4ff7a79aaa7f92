import { Calendar, NO_DAY } from './calendar.rules.js';
import { at, byteAt, bytesFor, doublesFor, intsFor } from './columns.rules.js';
import { Edges } from './edges.rules.js';
import type { WorkflowFacts } from './interlock.types.js';
import { Links } from './links.rules.js';
import { Pool, Sheet, Ticks } from './marks.rules.js';
import { Names } from './names.rules.js';
import { CONDITION, DECLARED, Stations } from './stations.rules.js';
import { phases, promiseStatuses, visibilities } from '../workflow/workflow.types.js';
import type { Phase, PromiseStatus, Visibility } from '../workflow/workflow.types.js';

const NONE = -1;

/** What a workflow says of itself, but for its conditions and its edges. */
export type Particulars = Omit<WorkflowFacts, 'id' | 'conditions' | 'needs' | 'serves' | 'settled'>;

/**
 * The interlock of an organisation, or of a part of it, in memory: workflows with what questions filter and order by, their
 * stations, the dependencies between these, and the cascade upwards. It is written by `changes.rules.ts` alone. The same
 * structure serves a million promises, shared by all requests, and fifty, built for one.
 *
 * Workflows are numbered from 0 ("node" in what follows). One that is only spoken of, by a dependency on it, has a number
 * too, and no particulars (`isKnown`).
 */
export class InterlockGraph {
  /** Counts changes: what was found before one may no longer be so. */
  version = 0;
  readonly calendar: Calendar;
  readonly workflows = new Names();
  readonly agents = new Names();
  readonly keys = new Names();
  readonly stations = new Stations();
  readonly edges = new Edges();
  /** By the station that needs: those it needs. */
  readonly needs = new Links();
  /** By the station that is needed: those that need it. */
  readonly needed = new Links();
  /** By workflow: the conditions it serves, or "begun" of what it serves as a whole. */
  readonly serves = new Links();
  /** For notes by station, and for ticking off stations and workflows. */
  readonly sheets = new Pool((places) => new Sheet(places));
  readonly stationTicks = new Pool((places) => new Ticks(places));
  readonly nodeTicks = new Pool((places) => new Ticks(places));

  due = new Float64Array(0);
  dueDay = new Int32Array(0);
  horizonDays = new Int32Array(0);
  customer = new Int32Array(0);
  performer = new Int32Array(0);
  phase = new Uint8Array(0);
  /** 0: nothing promised; otherwise one more than the place among `promiseStatuses`. */
  status = new Uint8Array(0);
  visibility = new Uint8Array(0);
  /** At which version a workflow last changed. */
  changedAt = new Int32Array(0);
  private known = new Uint8Array(0);
  private begunOf = new Int32Array(0);

  constructor(zone: string) {
    this.calendar = new Calendar(zone);
  }

  get size(): number {
    return this.workflows.size;
  }

  /** The numbers of all workflows. */
  *nodes(): Generator<number> {
    for (let node = 0; node < this.size; node++) yield node;
  }

  /** The number of a workflow; -1 when nobody has spoken of it. */
  node(id: string): number {
    return this.workflows.find(id);
  }

  isKnown(node: number): boolean {
    return node >= 0 && this.known[node] === 1;
  }

  /** The station "begun"; "done" is the next, and conditions follow it in `stations`. */
  begun(node: number): number {
    return at(this.begunOf, node);
  }

  done(node: number): number {
    return at(this.begunOf, node) + 1;
  }

  /** The station of a condition; -1 when nobody has spoken of one by this key. */
  condition(node: number, key: string): number {
    const number = this.keys.find(key);
    return number === NONE ? NONE : this.stations.conditionOf(this.begun(node), number);
  }

  /** The key of a condition's station; null of "begun" and "done": the whole promise. */
  keyOf(station: number): string | null {
    return this.stations.kind(station) === CONDITION ? this.keys.text(at(this.stations.key, station)) : null;
  }

  phaseOf(node: number): Phase {
    return phases[byteAt(this.phase, node)] as Phase;
  }

  statusOf(node: number): PromiseStatus | null {
    return promiseStatuses[byteAt(this.status, node) - 1] ?? null;
  }

  visibilityOf(node: number): Visibility {
    return visibilities[byteAt(this.visibility, node)] as Visibility;
  }

  /** How much of the memory holds nothing any more, from 0 to 1. Past a third, building it anew is worth the while. */
  get waste(): number {
    const removed = this.edges.size === 0 ? 0 : this.edges.removed / this.edges.size;
    return Math.max(removed, this.needs.waste, this.needed.waste, this.serves.waste);
  }

  /** A number, and stations, for a workflow that is spoken of. */
  mention(id: string): number {
    const node = this.workflows.add(id);
    this.place(node);
    return node;
  }

  /** Gives a workflow that has a number its first two stations, if it has none. */
  place(node: number): void {
    if (node < this.begunOf.length && this.begunOf[node] !== NONE) return;
    this.makeRoom(node + 1);
    this.begunOf[node] = this.stations.addPromise(node);
  }

  /** Room in the links for all that is there by now. */
  makeRoomForLinks(): void {
    this.needs.reach(this.stations.size);
    this.needed.reach(this.stations.size);
    this.serves.reach(this.size);
  }

  /** Notes that a workflow is not as it was. */
  touch(node: number): void {
    this.changedAt[node] = ++this.version;
  }

  describe(node: number, facts: Particulars): void {
    this.known[node] = 1;
    this.due[node] = facts.due === null ? Number.POSITIVE_INFINITY : Date.parse(facts.due);
    this.dueDay[node] = facts.due === null ? NO_DAY : this.calendar.dayNumber(facts.due);
    this.horizonDays[node] = facts.horizonDays;
    this.customer[node] = this.agents.add(facts.customer);
    this.performer[node] = this.agents.add(facts.performer);
    this.phase[node] = phases.indexOf(facts.phase);
    this.status[node] = facts.status === null ? 0 : promiseStatuses.indexOf(facts.status) + 1;
    this.visibility[node] = visibilities.indexOf(facts.visibility);
  }

  forget(node: number): void {
    this.known[node] = 0;
    this.due[node] = Number.POSITIVE_INFINITY;
    this.dueDay[node] = NO_DAY;
  }

  /** Whether a condition is neither declared nor on a dependency any more: it was spoken of once, and counts for nothing. */
  isForgotten(station: number): boolean {
    return this.stations.isUndeclared(station) && this.needs.countOf(station) === 0 && this.needed.countOf(station) === 0;
  }

  /** The declared conditions of a workflow, in the order in which they were first spoken of. */
  conditions(node: number): number[] {
    return this.conditionsSpokenOf(node).filter((station) => this.stations.has(station, DECLARED));
  }

  /** The same, with those that dependencies name and the terms do not, or no longer. */
  conditionsSpokenOf(node: number): number[] {
    const found: number[] = [];
    for (let station = this.stations.next(this.begun(node)); station !== NONE; station = this.stations.next(station)) found.push(station);
    return found;
  }

  private makeRoom(nodes: number): void {
    if (nodes <= this.begunOf.length) return;
    const length = this.begunOf.length;
    this.begunOf = intsFor(this.begunOf, nodes);
    this.begunOf.fill(NONE, length);
    this.due = doublesFor(this.due, nodes);
    this.dueDay = intsFor(this.dueDay, nodes);
    this.due.fill(Number.POSITIVE_INFINITY, length);
    this.dueDay.fill(NO_DAY, length);
    this.horizonDays = intsFor(this.horizonDays, nodes);
    this.customer = intsFor(this.customer, nodes);
    this.performer = intsFor(this.performer, nodes);
    this.phase = bytesFor(this.phase, nodes);
    this.status = bytesFor(this.status, nodes);
    this.visibility = bytesFor(this.visibility, nodes);
    this.known = bytesFor(this.known, nodes);
    this.changedAt = intsFor(this.changedAt, nodes);
  }
}
