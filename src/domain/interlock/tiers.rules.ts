import { at } from './columns.rules.js';
import { Delays } from './delays.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { DependencyKind } from './interlock.types.js';
import type { AskedEdges, Start } from './question.rules.js';
import { lateIn, spreadOver } from './spreading.rules.js';
import { Walk } from './walk.rules.js';
import type { WalkRules } from './walk.rules.js';

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
    if (reachesNode(this.hard, node)) return 'HARD';
    return reachesNode(this.binding, node) ? 'SOFT' : 'INFORMATIONAL';
  }

  daysLate(node: number): number | null {
    if (this.rules.direction === 'PROVIDERS' || !reachesNode(this.hard, node)) return null;
    return reaches(this.hard, this.graph.done(node)) ? Number.POSITIVE_INFINITY : 0;
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
}

/** Whether a walk comes to a workflow, going on for as long as that takes. */
function reachesNode(walk: Walk, node: number): boolean {
  while (!walk.reachedNode(node)) if (!walk.advance()) return walk.reachedNode(node);
  return true;
}

function reaches(walk: Walk, station: number): boolean {
  while (!walk.reached(station)) if (!walk.advance()) return walk.reached(station);
  return true;
}

/** Tiers for a slip of some days: how late things are is reckoned first, and says along what the slip is felt. */
export class SlipTiers implements Tiers {
  readonly outer: Walk;
  private readonly delays: Delays;
  private readonly risk: Walk;
  private readonly news: Walk;
  private readonly late: ReadonlySet<number>;

  constructor(private readonly graph: InterlockGraph, starts: readonly Start[], edges: AskedEdges, rules: WalkRules) {
    const { allowance } = rules;
    this.delays = new Delays(graph, { along: edges.hard, allowance, throughAccepted: rules.throughAccepted });
    for (const { node, station, days } of starts) this.delays.slip(station ?? graph.begun(node), days);
    this.delays.run();
    this.late = lateIn(graph, this.delays);
    const plain = { ...rules, avoids: undefined };
    this.risk = spreadOver('SOFT', graph, this.delays, { ...plain, along: edges.binding });
    this.news = spreadOver('INFORMATIONAL', graph, this.delays, { ...plain, along: edges.all }, this.risk);
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
}
