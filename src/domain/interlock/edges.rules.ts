import { NO_DAY } from './calendar.rules.js';
import { at, bytesFor, doublesFor, intsFor } from './columns.rules.js';
import { dependencyKinds, dependencyStatuses } from './interlock.types.js';
import type { DependencyKind, DependencyStatus } from './interlock.types.js';
import { Ids } from './names.rules.js';

/** Kind and status of a dependency in one small number, which its links carry so that a walk needn't look up the edge. */
export function codeOf(kind: DependencyKind, status: DependencyStatus): number {
  return dependencyKinds.indexOf(kind) * dependencyStatuses.length + dependencyStatuses.indexOf(status);
}

export function kindOfCode(code: number): DependencyKind {
  return dependencyKinds[Math.floor(code / dependencyStatuses.length)] as DependencyKind;
}

export function statusOfCode(code: number): DependencyStatus {
  return dependencyStatuses[code % dependencyStatuses.length] as DependencyStatus;
}

const CODE_BITS = 4;

/** A station with the code of the dependency that leads there. */
export function linkTo(station: number, code: number): number {
  return (station << CODE_BITS) | code;
}

export function stationOf(link: number): number {
  return link >> CODE_BITS;
}

export function codeIn(link: number): number {
  return link & ((1 << CODE_BITS) - 1);
}

/** Which dependencies count, as a set of codes. */
export type EdgeSet = number;

/** A refused dependency is none, unless somebody asks for those. */
export const standing: readonly DependencyStatus[] = ['ASSERTED', 'ACKNOWLEDGED'];

export function edgeSet(kinds: readonly DependencyKind[], statuses: readonly DependencyStatus[] = standing): EdgeSet {
  let set = 0;
  for (const kind of kinds) for (const status of statuses) set |= 1 << codeOf(kind, status);
  return set;
}

export function inSet(set: EdgeSet, link: number): boolean {
  return ((set >>> (link & ((1 << CODE_BITS) - 1))) & 1) !== 0;
}

export const hard: EdgeSet = edgeSet(['HARD']);

/** The dependencies, each with a number. A removed one keeps its number, so that answers given before can still name it. */
export class Edges {
  readonly ids = new Ids();
  /** The station that needs. */
  from = new Int32Array(0);
  /** The station that is needed. */
  to = new Int32Array(0);
  code = new Uint8Array(0);
  neededBy = new Float64Array(0);
  neededDay = new Int32Array(0);
  removed = 0;

  get size(): number {
    return this.ids.size;
  }

  add(id: string, from: number, to: number, code: number, neededBy: number, neededDay: number): number {
    const edge = this.ids.append(id);
    this.from = intsFor(this.from, edge + 1);
    this.to = intsFor(this.to, edge + 1);
    this.code = bytesFor(this.code, edge + 1);
    this.neededBy = doublesFor(this.neededBy, edge + 1);
    this.neededDay = intsFor(this.neededDay, edge + 1);
    this.from[edge] = from;
    this.to[edge] = to;
    this.code[edge] = code;
    this.neededBy[edge] = neededBy;
    this.neededDay[edge] = neededDay;
    return edge;
  }

  /** How many days what is needed may come after its due without being missed. */
  slack(edge: number, dueDay: number): number {
    return dueDay === NO_DAY ? 0 : Math.max(0, at(this.neededDay, edge) - dueDay);
  }

  noteRemoved(): void {
    this.removed++;
  }
}
