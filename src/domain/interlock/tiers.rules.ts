import { at } from './columns.rules.js';
import { Delays } from './delays.rules.js';
import { edgeSet, inSet, stationOf } from './edges.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { DependencyKind } from './interlock.types.js';
import type { AskedEdges, Start } from './question.rules.js';
import { BEGUN } from './stations.rules.js';
import { Walk } from './walk.rules.js';
import type { WalkRules } from './walk.rules.js';

const NONE = -1;

/**
 * How something is reached, which is told by the strongest chain there is to it: by hard dependencies alone it is late; by
 * some soft one it is at risk, without a date; by some informational one it is neither, but good to know.
 */
export interface Tiers {
  /** The walk over all that is asked for. */
  readonly outer: Walk;
  kindOf(node: number): DependencyKind;
  /** How late a promise is; 0 when only conditions that aren't mandatory are late; null: no date follows. */
  daysLate(node: number): number | null;
  /** Goes to the end of what the answers rest on; without it, as far as each answer takes. */
  finish(): void;
  /** The same of conditions that were reached, once finished. */
  conditionDaysLate(stations: ReadonlySet<number>): Map<number, number>;
  end(): void;
}

function start(walk: Walk, starts: readonly Start[]): Walk {
  for (const { node, station } of starts) {
    if (station === null) walk.startAt(node);
    else walk.startAtCondition(station);
  }
  return walk;
}

/** Tiers for a break, and for what a promise rests on: three walks, of which the stricter ones go as far as somebody asks. */
export class BreakTiers implements Tiers {
  readonly outer: Walk;
  private hardWalk: Walk | null = null;
  private bindingWalk: Walk | null = null;

  constructor(private readonly graph: InterlockGraph, private readonly starts: readonly Start[], private readonly edges: AskedEdges, private readonly rules: WalkRules) {
    this.outer = start(new Walk(graph, rules), starts);
  }

  kindOf(node: number): DependencyKind {
    if (this.goesTo(this.hard, (walk) => walk.reachedNode(node))) return 'HARD';
    return this.goesTo(this.binding, (walk) => walk.reachedNode(node)) ? 'SOFT' : 'INFORMATIONAL';
  }

  daysLate(node: number): number | null {
    if (this.rules.direction === 'PROVIDERS' || this.kindOf(node) !== 'HARD') return null;
    return this.goesTo(this.hard, (walk) => walk.reached(this.graph.done(node))) ? Number.POSITIVE_INFINITY : 0;
  }

  finish(): void {
    if (this.rules.direction === 'DEPENDENTS' && this.edges.hard !== 0) this.hard.walkThrough();
  }

  conditionDaysLate(stations: ReadonlySet<number>): Map<number, number> {
    const late = new Map<number, number>();
    if (this.edges.hard === 0 || this.rules.direction === 'PROVIDERS') return late;
    for (let place = 0; place < this.hard.size; place++) {
      const station = at(this.hard.stations, place);
      if (stations.has(station)) late.set(station, Number.POSITIVE_INFINITY);
    }
    return late;
  }

  end(): void {
    for (const walk of [this.outer, this.hardWalk, this.bindingWalk]) walk?.end();
  }

  private get hard(): Walk {
    return (this.hardWalk ??= this.inner(this.edges.hard));
  }

  private get binding(): Walk {
    if (this.edges.binding === this.edges.hard) return this.hard;
    return (this.bindingWalk ??= this.inner(this.edges.binding));
  }

  private inner(along: EdgeSet): Walk {
    // Workflows that aren't entered can still be what makes another late.
    if (along === this.rules.along && this.rules.avoids === undefined) return this.outer;
    return start(new Walk(this.graph, { ...this.rules, along, avoids: undefined }), this.starts);
  }

  private goesTo(walk: Walk, isThere: (walk: Walk) => boolean): boolean {
    for (;;) {
      if (isThere(walk)) return true;
      if (!walk.advance()) return isThere(walk);
    }
  }
}

/** Tiers for a slip of some days: how late things are is reckoned first, and says along what the slip is felt. */
export class SlipTiers implements Tiers {
  readonly outer: Walk;
  private readonly delays: Delays;
  private readonly risk: Walk;
  private readonly news: Walk;
  private readonly late = new Set<number>();

  constructor(private readonly graph: InterlockGraph, starts: readonly Start[], edges: AskedEdges, rules: WalkRules) {
    const { allowance } = rules;
    this.delays = new Delays(graph, { along: edges.hard, allowance, throughAccepted: rules.throughAccepted });
    for (const { node, station, days } of starts) this.delays.slip(station ?? graph.begun(node), days);
    this.delays.run();
    const plain = { ...rules, avoids: undefined };
    this.risk = new Walk(graph, { ...plain, along: edges.binding });
    this.seed(this.risk, edges.binding & edgeSet(['SOFT'], ['ASSERTED', 'ACKNOWLEDGED', 'REFUSED']));
    this.risk.walkThrough();
    this.news = new Walk(graph, { ...plain, along: edges.all });
    this.seed(this.news, edges.all & edgeSet(['INFORMATIONAL'], ['ASSERTED', 'ACKNOWLEDGED', 'REFUSED']));
    this.news.walkThrough();
    for (let entry = 0; entry < this.delays.size; entry++) {
      const station = at(this.delays.stations, entry);
      if (this.delays.isSettled(entry) && graph.stations.kind(station) !== BEGUN) this.late.add(at(graph.stations.owner, station));
    }
    const carries = (station: number, edge: number): boolean =>
      this.risk.reached(station) || this.news.reached(station) || this.delays.misses(station, edge);
    this.outer = start(new Walk(graph, { ...rules, carries }), starts);
  }

  kindOf(node: number): DependencyKind {
    if (this.late.has(node)) return 'HARD';
    return this.risk.reachedNode(node) ? 'SOFT' : 'INFORMATIONAL';
  }

  daysLate(node: number): number | null {
    return this.late.has(node) ? this.delays.of(this.graph.done(node)) : null;
  }

  finish(): void {
    // How late things are was reckoned before the walk began.
  }

  conditionDaysLate(stations: ReadonlySet<number>): Map<number, number> {
    const late = new Map<number, number>();
    for (let entry = 0; entry < this.delays.size; entry++) {
      const station = at(this.delays.stations, entry);
      if (stations.has(station) && this.delays.isSettled(entry)) late.set(station, this.delays.daysAt(entry));
    }
    return late;
  }

  end(): void {
    this.delays.end();
    for (const walk of [this.outer, this.risk, this.news]) walk.end();
  }

  /** Begins a walk where such dependencies miss what they need; for news, also where they need what is at risk. */
  private seed(walk: Walk, along: number): void {
    const { delays, graph } = this;
    const { needed } = graph;
    const from = (station: number, misses: (edge: number) => boolean): void => {
      const first = at(needed.start, station);
      for (let slot = first; slot < first + at(needed.count, station); slot++) {
        if (inSet(along, at(needed.value, slot)) && misses(at(needed.edge, slot))) walk.arrive(stationOf(at(needed.value, slot)), NONE, NONE);
      }
    };
    for (let entry = 0; entry < delays.size; entry++) {
      const station = at(delays.stations, entry);
      if (graph.stations.kind(station) !== BEGUN) from(station, (edge) => delays.misses(station, edge));
    }
    if (walk === this.risk) return;
    for (let place = 0; place < this.risk.size; place++) from(at(this.risk.stations, place), () => true);
  }
}
