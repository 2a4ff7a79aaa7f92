import { at } from './columns.rules.js';
import { Delays } from './delays.rules.js';
import type { EdgeSet } from './edges.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import { dependencyKinds } from './interlock.types.js';
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
  /** Once finished: the kind of each of some workflows, by its place among `dependencyKinds`, and its days (NaN: no date follows). */
  tell(nodes: Int32Array, kinds: Uint8Array, days: Float64Array): void;
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

const NONE = -1;
const [HARD, SOFT, INFORMATIONAL] = [dependencyKinds.indexOf('HARD'), dependencyKinds.indexOf('SOFT'), dependencyKinds.indexOf('INFORMATIONAL')];
const mostBackwards = 20_000;

/** Tiers for a break, and for what a promise rests on: three walks, of which the stricter ones go as far as somebody asks. */
export class BreakTiers implements Tiers {
  readonly outer: Walk;
  private hardWalk: Walk | null = null;
  private bindingWalk: Walk | null = null;
  /** As many stations may be looked at backwards, for all that is asked. */
  private backwards = mostBackwards;

  constructor(private readonly graph: InterlockGraph, private readonly starts: readonly Start[], private readonly edges: AskedEdges, private readonly rules: WalkRules) {
    this.outer = start(new Walk(graph, rules), starts);
  }

  kindOf(node: number): DependencyKind {
    if (this.isHard(node)) return 'HARD';
    if (this.binding.isFinished) return this.binding.reachedNode(node) ? 'SOFT' : 'INFORMATIONAL';
    return this.comesTo(this.binding, this.edges.binding, (walk) => walk.reachedNode(node), (back) => { back.startAt(node); }) ? 'SOFT' : 'INFORMATIONAL';
  }

  daysLate(node: number): number | null {
    if (this.rules.direction === 'PROVIDERS' || !this.isHard(node)) return null;
    const done = this.graph.done(node);
    if (this.hard.isFinished) return this.hard.reached(done) ? Number.POSITIVE_INFINITY : 0;
    return this.comesTo(this.hard, this.edges.hard, (walk) => walk.reached(done), (back) => { back.arrive(done, NONE, NONE); }) ? Number.POSITIVE_INFINITY : 0;
  }

  finish(): void {
    if (this.edges.hard !== 0) this.hard.walkThrough();
    this.binding.walkThrough();
  }

  tell(nodes: Int32Array, kinds: Uint8Array, days: Float64Array): void {
    const { hard, binding, graph } = this;
    const hasDates = this.rules.direction === 'DEPENDENTS';
    for (let place = 0; place < kinds.length; place++) {
      const node = at(nodes, place);
      const isHard = hard.reachedNode(node);
      kinds[place] = isHard ? HARD : binding.reachedNode(node) ? SOFT : INFORMATIONAL;
      days[place] = !isHard || !hasDates ? Number.NaN : hard.reached(graph.done(node)) ? Number.POSITIVE_INFINITY : 0;
    }
  }

  private isHard(node: number): boolean {
    if (this.hard.isFinished) return this.hard.reachedNode(node);
    return this.comesTo(this.hard, this.edges.hard, (walk) => walk.reachedNode(node), (back) => { back.startAt(node); });
  }

  /**
   * Whether a stricter walk comes to where the outer one has been. Where it hasn't yet, it is asked from there back to the starts:
   * what only a soft chain leads to is passed by all of the hard walk, which may be a quarter of a million for one row of a hundred,
   * and what leads there is some dozens. Once that has been much, the walk goes on instead, for as long as it takes.
   */
  private comesTo(walk: Walk, along: EdgeSet, isThere: (walk: Walk) => boolean, startBack: (back: Walk) => void): boolean {
    while (!isThere(walk) && walk.levelEnds.length < this.outer.levelEnds.length) if (!walk.advance()) break;
    if (isThere(walk) || walk.isFinished) return isThere(walk);
    if (this.backwards > 0) {
      const answer = this.leadsBack(along, startBack);
      if (answer !== null) return answer;
    }
    while (!isThere(walk)) if (!walk.advance()) break;
    return isThere(walk);
  }

  /** Null when finding out would have been too much. */
  private leadsBack(along: EdgeSet, startBack: (back: Walk) => void): boolean | null {
    const { direction, throughAccepted, allowance } = this.rules;
    const back = new Walk(this.graph, { direction: direction === 'DEPENDENTS' ? 'PROVIDERS' : 'DEPENDENTS', along, throughAccepted, allowance });
    try {
      startBack(back);
      const isAtStart = (): boolean => this.starts.some(({ node, station }) => (station === null ? back.reachedNode(node) : back.reached(station)));
      while (!isAtStart()) {
        if (back.size > this.backwards) return null;
        if (!back.advance()) return isAtStart();
      }
      return true;
    } finally {
      this.backwards -= back.size;
      back.end();
    }
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

  tell(nodes: Int32Array, kinds: Uint8Array, days: Float64Array): void {
    for (let place = 0; place < kinds.length; place++) {
      const node = at(nodes, place);
      kinds[place] = dependencyKinds.indexOf(this.kindOf(node));
      days[place] = this.daysLate(node) ?? Number.NaN;
    }
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
