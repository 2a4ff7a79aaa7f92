import type { Context } from '../../context.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import type { CascadeRisks } from '../../domain/interlock/cascade.rules.js';
import { Allowance } from '../../domain/interlock/allowance.rules.js';
import type { Facet, People } from '../../domain/interlock/facets.rules.js';
import { impactOf, nearestImpact } from '../../domain/interlock/impact.rules.js';
import type { Impact as ImpactFound, ImpactCursor, ImpactDetail, NearestImpact, NearestRow, RowTelling } from '../../domain/interlock/impact.rules.js';
import type { InterlockGraph } from '../../domain/interlock/graph.rules.js';
import type { Path } from '../../domain/interlock/paths.rules.js';
import type { ImpactQuestion } from '../../domain/interlock/question.rules.js';
import type { AffectedAgent, AffectedPromise, AgentFacet, DependencyPath, ImpactFacets, PromiseAtRisk } from '../../schema/interlock/impact.types.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { walkedWorkflow } from '../workflow/workflow.view.js';

const mostPeople = 100;
const mostAtRisk = 100;

/**
 * The answer to a question about the interlock. The nearest are found without the rest; everything else is read off one
 * walk, which is made when the first of it is asked for. All of it is worked out at once, before the graph can change.
 */
export class ImpactView {
  #whole: ImpactFound | undefined;
  #risks: CascadeRisks | undefined;
  #people: People | undefined;
  readonly #nearest = new Map<string, NearestImpact>();

  /**
   * @param asked what was asked, from which a cursor of another question is told
   * @param fates whether anything is asked for by what becomes of each
   * @param asOf the moment that all of it is of; null for now
   */
  constructor(private readonly graph: InterlockGraph, private readonly question: ImpactQuestion, readonly asked: unknown, private readonly fates: boolean, readonly asOf: Moment | null) {}

  // What is asked for under several names, or in several ways, is worked out once.
  get whole(): ImpactFound {
    return (this.#whole ??= this.#inTime(() => impactOf(this.graph, this.question, this.fates)));
  }

  private get risks(): CascadeRisks {
    return (this.#risks ??= this.#inTime(() => this.whole.atRisk()));
  }

  private get everybody(): People {
    return (this.#people ??= this.#inTime(() => this.whole.people()));
  }

  nearest(first: number, telling: RowTelling): NearestImpact {
    const asked = JSON.stringify([first, telling]);
    const found = this.#nearest.get(asked) ?? this.#inTime(() => nearestImpact(this.graph, this.question, first, telling));
    this.#nearest.set(asked, found);
    return found;
  }

  /** @throws Refusal TIMEOUT when the turn that all of this has is over before it begins */
  #inTime<Found>(find: () => Found): Found {
    new Allowance(this.question.budget).check();
    return find();
  }

  rows(first: number, after: ImpactCursor | null): readonly ImpactDetail[] {
    const { whole } = this;
    return this.#inTime(() => whole.page(first, after).rows);
  }

  get count(): number {
    return this.whole.count;
  }

  get hiddenCount(): number {
    return this.whole.hiddenCount;
  }

  get isPartial(): boolean {
    return this.whole.isPartial;
  }

  get because(): readonly string[] {
    return this.whole.cut;
  }

  get people(): readonly Lazy<AffectedAgent>[] {
    return this.everybody.foremost(mostPeople).map(({ agent, ...counts }) => ({ ...counts, agent: (_: never, context: Context) => loadAgent(agent, this.asOf, context) }));
  }

  get peopleCount(): number {
    return this.everybody.count;
  }

  get facets(): Lazy<ImpactFacets> {
    const { whole } = this;
    const { phases, statuses, horizons, distances } = this.#inTime(() => whole.facets());
    // Sides are counted for whoever asks for them: there may be as many agents as promises.
    return {
      performers: () => agentFacets(this.everybody.performers, this.asOf), performersCount: () => this.everybody.performers.length,
      customers: () => agentFacets(this.everybody.customers, this.asOf), customersCount: () => this.everybody.customers.length,
      phases, statuses, horizons, distances,
    };
  }

  get atRisk(): readonly Lazy<PromiseAtRisk>[] {
    return this.risks.nearest(mostAtRisk).map(({ workflow, distance, conditions, isRoot }) => ({
      workflow: walkedWorkflow(workflow, this.asOf), distance, conditions, root: isRoot,
    }));
  }

  get atRiskCount(): number {
    return this.risks.count;
  }
}

function agentFacets(facets: readonly Facet<string>[], asOf: Moment | null): readonly Lazy<AgentFacet>[] {
  return facets.slice(0, mostPeople).map(({ value, count }) => ({ value: (_: never, context: Context) => loadAgent(value, asOf, context), count }));
}

/** Days as clients read them: what will never come has no number. */
export function late(daysLate: number | null): { readonly daysLate: number | null; readonly never: boolean } {
  return { daysLate: daysLate === Number.POSITIVE_INFINITY ? null : daysLate, never: daysLate === Number.POSITIVE_INFINITY };
}

function notWorkedOut(): never {
  throw new Error('this was not worked out, since the operation did not ask for it');
}

export function affectedView(row: NearestRow & Partial<Pick<ImpactDetail, 'conditions'>>, asOf: Moment | null): Lazy<AffectedPromise> {
  return {
    workflow: walkedWorkflow(row.workflow, asOf),
    distance: row.distance,
    kind: row.kind ?? notWorkedOut,
    ...(row.daysLate === undefined ? { daysLate: notWorkedOut, never: notWorkedOut } : late(row.daysLate)),
    path: row.path === undefined ? notWorkedOut : pathView(row.path, asOf),
    conditions: (row.conditions ?? []).map(({ key, mandatory, daysLate }) => ({ key, mandatory, ...late(daysLate) })),
  };
}

export function pathView(path: Path, asOf: Moment | null = null): Lazy<DependencyPath> {
  return {
    start: walkedWorkflow(path.start, asOf),
    steps: path.steps.map(({ workflow, hidden, kind, dependency }) => ({
      workflow: walkedWorkflow(workflow, asOf),
      hiddenHops: hidden,
      kind,
      dependency: dependency === null ? null : idOf('Dependency', dependency.id),
      condition: dependency?.condition ?? null,
      needs: dependency?.needs ?? null,
      neededBy: dependency?.neededBy ?? null,
      status: dependency?.status ?? null,
    })),
    length: path.length,
  };
}
