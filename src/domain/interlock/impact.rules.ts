import type { Cut } from './allowance.rules.js';
import { cascadeAbove } from './cascade.rules.js';
import type { CascadeRisks } from './cascade.rules.js';
import { at, byteAt, doubleAt } from './columns.rules.js';
import { Exploration } from './exploration.rules.js';
import { Facets, People } from './facets.rules.js';
import { dueOf } from './facts.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { dependencyKinds } from './interlock.types.js';
import type { DependencyKind, Place } from './interlock.types.js';
import { byDueAndId, firstOf } from './order.rules.js';
import { pathAlong } from './paths.rules.js';
import type { Path } from './paths.rules.js';
import type { ImpactQuestion } from './question.rules.js';
import { MANDATORY } from './stations.rules.js';
import type { Moment } from '../common/moment.rules.js';

const informational = dependencyKinds.indexOf('INFORMATIONAL');

export interface AffectedCondition {
  readonly key: string;
  readonly mandatory: boolean;
  /** Null: at risk, or no more than good to know; or the question isn't about being late. */
  readonly daysLate: number | null;
}

export interface ImpactRow {
  readonly workflow: string;
  /** The least number of dependencies from the start; 1: direct. */
  readonly distance: number;
  readonly due: Moment | null;
  /** By what chain, at its strongest: HARD, it can't be kept; SOFT, it is at risk; INFORMATIONAL, neither. */
  readonly kind: DependencyKind;
  /** Days late after slack, Infinity: without end; 0: only conditions that aren't mandatory are late. Null where no date follows. */
  readonly daysLate: number | null;
  /** One of the shortest paths that lead to it. */
  readonly path: Path;
}

/** What is told of each of the nearest: nobody works out what nobody asks for. */
export interface RowTelling {
  /** The way that leads to it. */
  readonly path: boolean;
  /** What becomes of it: its kind, and how late it will be. */
  readonly fate: boolean;
}

/** One of the nearest, with what was asked of it. */
export type NearestRow = Pick<ImpactRow, 'workflow' | 'distance' | 'due'> & Partial<Pick<ImpactRow, 'kind' | 'daysLate' | 'path'>>;

/** A row of a whole answer, which knows all conditions that are reached, by whatever way. */
export interface ImpactDetail extends ImpactRow {
  readonly conditions: readonly AffectedCondition[];
}

/** Where a page ends: the place of its last row in the order of all. */
export interface ImpactCursor {
  readonly distance: number;
  readonly due: Moment | null;
  readonly workflow: string;
}

export interface ImpactPage<Row = ImpactDetail> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
}

/** How a question was answered, apart from what was found. */
export interface Completeness {
  /** There is, or may be, more than was found: `cut` says why. */
  readonly isPartial: boolean;
  readonly cut: readonly Cut[];
  /** How many more were reached that the asker may not see. */
  readonly hiddenCount: number;
  /** Starts that the graph has never heard of. */
  readonly unknown: readonly Place[];
}

/** An answer, whole in memory; pages, counts and paths are taken from it without walking again. */
export class Impact implements Completeness {
  readonly count: number;
  readonly isPartial: boolean;
  readonly cut: readonly Cut[];
  readonly hiddenCount: number;
  readonly unknown: readonly Place[];
  /** By place in the list: the kind among `dependencyKinds`, and the days (NaN: no date follows). */
  private readonly kinds: Uint8Array;
  private readonly days: Float64Array;

  /**
   * Only for an exploration that has ended its way, and not yet given back its sheets.
   * @param isWhole left out, all of it is worked out; else what is told of a row is worked out with it, before they are given back
   */
  constructor(private readonly graph: InterlockGraph, private readonly exploration: Exploration, private readonly isWhole = true) {
    const { tiers, listed, count } = exploration;
    this.kinds = new Uint8Array(isWhole ? count : 0);
    this.days = new Float64Array(isWhole ? count : 0);
    if (isWhole) tiers.tell(listed, this.kinds, this.days);
    this.count = count;
    this.cut = exploration.cut;
    this.isPartial = this.cut.length > 0;
    this.hiddenCount = exploration.hiddenCount;
    this.unknown = exploration.unknown;
  }

  /** A page in the order of distance, due and id. */
  page(first: number, after: ImpactCursor | null = null): ImpactPage {
    const { found, hasMore } = this.placesOn(first, after);
    const paths = this.pathsTo(found);
    const conditions = this.conditionsOf(found.map(({ place }) => at(this.exploration.listed, place)));
    return {
      rows: found.map(({ place, distance }, index) => ({
        ...this.outlineOf(place, distance), kind: this.kindAt(place), daysLate: this.daysAt(place), path: paths[index] as Path,
        conditions: conditions.get(at(this.exploration.listed, place)) ?? [],
      })),
      hasMore,
    };
  }

  /** The first page of those that are listed, with no more told of them than this. */
  outlinePage(first: number, telling: RowTelling): ImpactPage<NearestRow> {
    const { found, hasMore } = this.placesOn(first, null);
    const rows = found.map(({ place, distance }) => this.outlineOf(place, distance));
    const fates = telling.fate ? found.map(({ place }) => ({ kind: this.kindAt(place), daysLate: this.daysAt(place) })) : [];
    const paths = telling.path ? this.pathsTo(found) : [];
    return { rows: rows.map((row, index) => ({ ...row, ...fates[index], ...(telling.path ? { path: paths[index] as Path } : {}) })), hasMore };
  }

  private placesOn(first: number, after: ImpactCursor | null): { readonly found: readonly FoundPlace[]; readonly hasMore: boolean } {
    const { listed, distanceEnds } = this.exploration;
    const found: FoundPlace[] = [];
    const order = byDueAndId(this.graph);
    const compare = (one: number, other: number): number => order(at(listed, one), at(listed, other));
    for (let distance = Math.max(1, after?.distance ?? 1); distance < distanceEnds.length && found.length <= first; distance++) {
      const candidates = this.placesBetween(distanceEnds[distance - 1] ?? 0, distanceEnds[distance] ?? 0, after?.distance === distance ? after : null);
      for (const place of firstOf(candidates, first + 1 - found.length, compare)) found.push({ place, distance });
    }
    return { found: found.slice(0, first), hasMore: found.length > first };
  }

  /** Counts by what the list can be narrowed to. */
  facets(): Facets {
    return new Facets(this.graph, this.nodes, this.exploration.distanceEnds);
  }

  /** Who must know: the performers and customers, each once. */
  people(): People {
    return new People(this.graph, this.nodes);
  }

  /** The promises up the cascade, to the root, that are put at risk by what is late or at risk, and by what starts it. */
  atRisk(): CascadeRisks {
    return cascadeAbove(this.graph, this.lateOrAtRisk(), (node) => this.exploration.sees(node));
  }

  private lateOrAtRisk(): Int32Array {
    const { starts, listed } = this.exploration;
    const from = starts.map(({ node }) => node);
    const found = new Int32Array(from.length + this.count);
    found.set(from);
    let size = from.length;
    // Where no kinds were told, none of them is merely good to know.
    for (let place = 0; place < this.count; place++) if (this.kinds[place] !== informational) found[size++] = at(listed, place);
    return found.subarray(0, size);
  }

  /** All rows without their paths and conditions, in no order: for comparing two answers. */
  *outline(): Generator<Pick<ImpactRow, 'workflow' | 'distance' | 'kind' | 'daysLate'>> {
    const { listed, distanceEnds } = this.exploration;
    for (let distance = 1; distance < distanceEnds.length; distance++) {
      for (let place = distanceEnds[distance - 1] ?? 0; place < (distanceEnds[distance] ?? 0); place++) {
        yield { workflow: this.graph.workflows.text(at(listed, place)), distance, kind: this.kindAt(place), daysLate: this.daysAt(place) };
      }
    }
  }

  private *placesBetween(first: number, last: number, after: ImpactCursor | null): Generator<number> {
    const due = after === null || after.due === null ? Number.POSITIVE_INFINITY : Date.parse(after.due);
    for (let place = first; place < last; place++) {
      if (after !== null) {
        const node = at(this.exploration.listed, place);
        const own = doubleAt(this.graph.due, node);
        if (own < due || (own === due && this.graph.workflows.text(node) <= after.workflow)) continue;
      }
      yield place;
    }
  }

  private get nodes(): Int32Array {
    return this.exploration.listed.subarray(0, this.count);
  }

  private kindAt(place: number): DependencyKind {
    if (!this.isWhole) return this.exploration.tiers.kindOf(at(this.exploration.listed, place));
    return dependencyKinds[byteAt(this.kinds, place)] as DependencyKind;
  }

  private daysAt(place: number): number | null {
    if (!this.isWhole) return this.exploration.tiers.daysLate(at(this.exploration.listed, place));
    const days = doubleAt(this.days, place);
    return Number.isNaN(days) ? null : days;
  }

  private outlineOf(place: number, distance: number): Pick<ImpactRow, 'workflow' | 'distance' | 'due'> {
    const node = at(this.exploration.listed, place);
    return { workflow: this.graph.workflows.text(node), distance, due: dueOf(this.graph, node) };
  }

  private pathsTo(found: readonly FoundPlace[]): readonly Path[] {
    const { outer } = this.exploration.tiers;
    const nodes = found.map(({ place }) => at(this.exploration.listed, place));
    const firstPlaces = firstPlacesOf(outer.nodes, outer.nodeCount, nodes);
    return nodes.map((node) => {
      const reachedAt = at(outer.nodePlace, firstPlaces.get(node) ?? 0);
      return pathAlong(this.graph, this.graph.stations.owner(outer.startOf(reachedAt)), outer.edgesTo(reachedAt), outer.direction, this.exploration.lists);
    });
  }

  private conditionsOf(nodes: readonly number[]): Map<number, AffectedCondition[]> {
    const { stations } = this.graph;
    const { tiers } = this.exploration;
    const byNode = new Map<number, AffectedCondition[]>(nodes.map((node) => [node, []]));
    const reached = new Set<number>();
    // The stations of a promise lie one after another: most of what was reached is told from these few by its number alone.
    const wanted = new Set(nodes.flatMap((node) => this.graph.conditionsSpokenOf(node)));
    const [least, greatest] = [Math.min(...wanted), Math.max(...wanted)];
    for (let place = 0; place < tiers.outer.size; place++) {
      const station = at(tiers.outer.stations, place);
      if (station >= least && station <= greatest && wanted.has(station)) reached.add(station);
    }
    const late = tiers.conditionDaysLate(reached);
    for (const station of reached) {
      byNode.get(stations.owner(station))?.push({
        key: this.graph.keyOf(station) ?? '', mandatory: stations.has(station, MANDATORY), daysLate: late.get(station) ?? null,
      });
    }
    for (const conditions of byNode.values()) conditions.sort((one, other) => (one.key < other.key ? -1 : 1));
    return byNode;
  }
}

interface FoundPlace {
  /** In the list of what was reached. */
  readonly place: number;
  readonly distance: number;
}

/** Where each of some workflows stands among those that were reached. */
function firstPlacesOf(reached: Int32Array, count: number, wanted: readonly number[]): Map<number, number> {
  const left = new Set(wanted);
  const places = new Map<number, number>();
  for (let place = 0; place < count && left.size > 0; place++) if (left.delete(at(reached, place))) places.set(at(reached, place), place);
  return places;
}

function explored<T>(graph: InterlockGraph, question: ImpactQuestion, answer: (exploration: Exploration) => T): T {
  const exploration = new Exploration(graph, question);
  try {
    return answer(exploration);
  } finally {
    exploration.end();
  }
}

/**
 * The whole answer: everything that is reached from the start.
 * @param fates whether it is told of each what becomes of it, which takes a walk of its own; left out, it can be
 */
export function impactOf(graph: InterlockGraph, question: ImpactQuestion, fates = true): Impact {
  return explored(graph, question, (exploration) => {
    exploration.go();
    if (fates) exploration.tiers.finish();
    return new Impact(graph, exploration, fates);
  });
}

export interface NearestImpact extends ImpactPage<NearestRow>, Completeness {}

/** The nearest so many, for which no more is walked than that takes; in the order of distance, due and id. */
export function nearestImpact(graph: InterlockGraph, question: ImpactQuestion, first: number, telling: RowTelling = { path: true, fate: true }): NearestImpact {
  return explored(graph, question, (exploration) => {
    exploration.go(first);
    if (exploration.count > first || (exploration.count === first && !exploration.isExhausted())) exploration.noteCut('NEAREST');
    const impact = new Impact(graph, exploration, false);
    const page = impact.outlinePage(first, telling);
    // What is told of the rows may have used up what it was allowed, too.
    const { cut, hiddenCount, unknown } = exploration;
    return { ...page, isPartial: cut.length > 0, cut, hiddenCount, unknown };
  });
}

/** How many there are, and nothing else about them. */
export function countImpact(graph: InterlockGraph, question: ImpactQuestion): Completeness & { readonly count: number } {
  return explored(graph, question, (exploration) => {
    exploration.go();
    const { count, cut, hiddenCount, unknown } = exploration;
    return { count, isPartial: cut.length > 0, cut, hiddenCount, unknown };
  });
}
