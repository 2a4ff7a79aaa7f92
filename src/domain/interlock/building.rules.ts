import { writeConditions, mentionCondition, putWorkflow, removeWorkflow } from './changes.rules.js';
import { at, byteAt, intsFor } from './columns.rules.js';
import { codeOf, linkTo } from './edges.rules.js';
import { factsIn } from './facts.rules.js';
import { InterlockGraph } from './graph.rules.js';
import type { WorkflowFacts } from './interlock.types.js';
import { invariant } from '../common/refusal.js';

const WHOLE = -1;

/**
 * Builds a graph from many workflows at once, in any order. Links are laid out when all is known, each list exactly as long
 * as it is; put one by one, they would have moved about and left holes.
 */
export class GraphBuilder {
  private readonly graph: InterlockGraph;
  /** By dependency: the workflow and the key that are needed, until stations can be told for them. */
  private provider = new Int32Array(0);
  private needs = new Int32Array(0);
  /** The cascade: who serves whom, and by which condition. */
  private child = new Int32Array(0);
  private parent = new Int32Array(0);
  private served = new Int32Array(0);
  private servings = 0;

  constructor(zone: string) {
    this.graph = new InterlockGraph(zone);
  }

  add(facts: WorkflowFacts): void {
    const { graph } = this;
    const node = graph.mention(facts.id);
    invariant(!graph.isKnown(node), 'a graph is built of each workflow once');
    graph.describe(node, facts);
    writeConditions(graph, node, facts);
    for (const need of facts.needs) {
      const from = need.condition === null ? graph.begun(node) : mentionCondition(graph, node, need.condition);
      const edge = graph.edges.add(need.id, from, WHOLE, codeOf(need.kind, need.status), Date.parse(need.neededBy), graph.calendar.dayNumber(need.neededBy));
      this.provider = intsFor(this.provider, edge + 1);
      this.needs = intsFor(this.needs, edge + 1);
      this.provider[edge] = graph.workflows.add(need.provider);
      this.needs[edge] = need.needs === null ? WHOLE : graph.keys.add(need.needs);
    }
    for (const { parent, conditions } of facts.serves) {
      const above = graph.workflows.add(parent);
      if (conditions.length === 0) this.serve(node, above, WHOLE);
      for (const key of conditions) this.serve(node, above, graph.keys.add(key));
    }
  }

  /** The graph. Nothing may be added afterwards. */
  finish(): InterlockGraph {
    const steps = this.finishing();
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** The same in steps, so that it can be made beside other work. */
  *finishing(thingsAStep = 100_000): Generator<undefined, InterlockGraph> {
    const { graph } = this;
    for (let node = 0; node < graph.size; node++) {
      if (node % thingsAStep === thingsAStep - 1) yield;
      graph.place(node);
    }
    const { edges } = graph;
    for (let edge = 0; edge < edges.size; edge++) {
      if (edge % thingsAStep === thingsAStep - 1) yield;
      const node = at(this.provider, edge);
      edges.to[edge] = this.needs[edge] === WHOLE ? graph.done(node) : mentionCondition(graph, node, graph.keys.text(at(this.needs, edge)));
    }
    for (let serving = 0; serving < this.servings; serving++) {
      if (serving % thingsAStep === thingsAStep - 1) yield;
      const node = at(this.parent, serving);
      const whole = this.served[serving] === WHOLE;
      this.served[serving] = whole ? graph.begun(node) : mentionCondition(graph, node, graph.keys.text(at(this.served, serving)));
    }
    graph.makeRoomForLinks();
    yield;
    const numbers = Int32Array.from({ length: edges.size }, (_, edge) => edge);
    const links = new Int32Array(edges.size);
    for (let edge = 0; edge < edges.size; edge++) links[edge] = linkTo(at(edges.to, edge), byteAt(edges.code, edge));
    graph.needs.layOut(edges.from, links, numbers, edges.size);
    yield;
    for (let edge = 0; edge < edges.size; edge++) links[edge] = linkTo(at(edges.from, edge), byteAt(edges.code, edge));
    graph.needed.layOut(edges.to, links, numbers, edges.size);
    yield;
    graph.serves.layOut(this.child, this.served, this.served, this.servings);
    graph.version++;
    return graph;
  }

  private serve(child: number, parent: number, key: number): void {
    const serving = this.servings++;
    this.child = intsFor(this.child, this.servings);
    this.parent = intsFor(this.parent, this.servings);
    this.served = intsFor(this.served, this.servings);
    this.child[serving] = child;
    this.parent[serving] = parent;
    this.served[serving] = key;
  }
}

export function buildGraph(zone: string, workflows: Iterable<WorkflowFacts>): InterlockGraph {
  const builder = new GraphBuilder(zone);
  for (const facts of workflows) builder.add(facts);
  return builder.finish();
}

/**
 * The same graph without what was removed from it, in steps, so that it can be made beside other work: the old one answers
 * and is changed as before, and what changed in the meantime is put into the new one at the end.
 */
export function* rebuilding(graph: InterlockGraph, workflowsAStep = 10_000): Generator<undefined, InterlockGraph> {
  const started = graph.version;
  const builder = new GraphBuilder(graph.calendar.zone);
  for (let node = 0; node < graph.size; node++) {
    if (node % workflowsAStep === workflowsAStep - 1) yield;
    if (graph.isKnown(node)) builder.add(factsIn(graph, node));
  }
  const rebuilt = yield* builder.finishing();
  for (let node = 0; node < graph.size; node++) {
    if (at(graph.changedAt, node) <= started) continue;
    if (graph.isKnown(node)) putWorkflow(rebuilt, factsIn(graph, node));
    else removeWorkflow(rebuilt, graph.workflows.text(node));
  }
  rebuilt.version = graph.version;
  return rebuilt;
}
