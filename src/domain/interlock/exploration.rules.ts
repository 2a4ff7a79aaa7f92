import { Allowance } from './allowance.rules.js';
import type { Cut } from './allowance.rules.js';
import { at, intsFor } from './columns.rules.js';
import { predicateOf } from './filter.rules.js';
import type { NodePredicate } from './filter.rules.js';
import type { InterlockGraph } from './graph.rules.js';
import type { Place } from './interlock.types.js';
import { askedEdges, findStarts } from './question.rules.js';
import type { ImpactQuestion, Start } from './question.rules.js';
import { BreakTiers, SlipTiers } from './tiers.rules.js';
import type { Tiers } from './tiers.rules.js';

/** A question on its way: what was reached so far, and which of it is listed. */
export class Exploration {
  readonly starts: readonly Start[];
  readonly unknown: readonly Place[];
  readonly tiers: Tiers;
  /** The workflows that are listed, the nearest first. */
  listed = new Int32Array(64);
  count = 0;
  /** Where each distance ends in `listed`, from distance 0 on. */
  readonly distanceEnds: number[] = [0];
  /** How many more there are that the asker may not see. */
  hiddenCount = 0;
  /** Whether a workflow is listed, but for its distance. */
  readonly lists: NodePredicate;
  private readonly allowance: Allowance;
  private readonly cuts = new Set<Cut>();

  constructor(private readonly graph: InterlockGraph, private readonly question: ImpactQuestion) {
    const { known, unknown } = findStarts(graph, question.from, question.days);
    this.starts = known;
    this.unknown = unknown;
    if (question.startsUnseen === true) this.cuts.add('STARTS_UNSEEN');
    this.allowance = new Allowance(question.budget);
    const wanted = predicateOf(graph, question.filter ?? {});
    this.lists = (node) => graph.isKnown(node) && this.sees(node) && (wanted === null || wanted(node));
    const stops = question.unlisted === 'STOP' && wanted !== null ? wanted : null;
    const edges = askedEdges(question);
    const rules = {
      direction: question.direction,
      along: edges.all,
      throughAccepted: question.throughAccepted ?? false,
      allowance: this.allowance,
      avoids: stops === null ? undefined : (node: number) => graph.isKnown(node) && this.sees(node) && !stops(node),
    };
    const breaks = question.direction === 'PROVIDERS' || known.every(({ days }) => days === Number.POSITIVE_INFINITY);
    this.tiers = breaks ? new BreakTiers(graph, known, edges, rules) : new SlipTiers(graph, known, edges, rules);
  }

  /** Goes on until as many are listed, with all others at the same distance; or to the end. */
  go(enough = Number.POSITIVE_INFINITY): void {
    const { outer } = this.tiers;
    const { least = 1, greatest = Number.POSITIVE_INFINITY } = this.question.depth ?? {};
    const levels = outer.nodeLevelEnds;
    for (let distance = this.distanceEnds.length; distance <= greatest && this.count < enough; distance++) {
      // Whoever asked how late something is may have led the walk further already.
      if (levels.length < distance) outer.advance();
      if (levels.length < distance) break;
      this.take(levels[distance - 1] ?? 0, levels[distance] ?? outer.nodeCount, distance >= least);
      this.distanceEnds.push(this.count);
    }
    if (this.distanceEnds.length > greatest && this.leadsBeyond(greatest)) this.cuts.add('DEPTH');
  }

  /** Whether there is nothing to list beyond what is listed. */
  isExhausted(): boolean {
    const before = this.count;
    this.go(before + 1);
    return this.count === before;
  }

  noteCut(cut: Cut): void {
    this.cuts.add(cut);
  }

  /** Why this isn't all there is. */
  get cut(): readonly Cut[] {
    if (this.allowance.spentOn !== null) this.cuts.add(this.allowance.spentOn);
    return [...this.cuts];
  }

  end(): void {
    this.tiers.end();
  }

  sees(node: number): boolean {
    return this.question.sees === undefined || this.question.sees(node);
  }

  private leadsBeyond(distance: number): boolean {
    const { outer } = this.tiers;
    const reached = outer.nodeLevelEnds[distance] ?? outer.nodeCount;
    while (outer.nodeCount === reached) if (!outer.advance()) break;
    return outer.nodeCount > reached;
  }

  private take(first: number, last: number, isDeepEnough: boolean): void {
    const { graph } = this;
    const { nodes } = this.tiers.outer;
    for (let place = first; place < last; place++) {
      const node = at(nodes, place);
      if (!graph.isKnown(node)) this.cuts.add('NOT_LOADED');
      else if (isDeepEnough && !this.sees(node)) this.hiddenCount++;
      else if (isDeepEnough && this.lists(node)) {
        this.listed = intsFor(this.listed, this.count + 1);
        this.listed[this.count++] = node;
      }
    }
  }
}
