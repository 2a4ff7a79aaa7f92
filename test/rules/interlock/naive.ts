import { dayOf } from '../../../src/domain/common/moment.rules.js';
import type { DependencyKind, DependencyStatus, Need, Place, WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import { zone } from './company.js';

/*
 * The interlock as its sentences say it, and nothing done to be quick: conditions and what each needs, spelled out.
 * "A dependency of a whole promise holds for each of its conditions; one on a whole promise is on all its mandatory conditions."
 */

/** The condition that nobody has named yet, of a promise of which none is known that it must keep. */
export const unnamed = '*';

export interface NaiveCondition {
  readonly workflow: string;
  readonly key: string;
  readonly mandatory: boolean;
  readonly settled: 'OPEN' | 'ACCEPTED' | 'BROKEN';
  readonly due: number | null;
}

export interface NaiveEdge {
  readonly need: Need;
  readonly dependent: string;
  readonly dependents: readonly NaiveCondition[];
  readonly providers: readonly NaiveCondition[];
}

const standing: readonly DependencyStatus[] = ['ASSERTED', 'ACKNOWLEDGED'];

const days = new Map<string, number>();

export function dayNumber(moment: string): number {
  const known = days.get(moment) ?? Date.parse(dayOf(moment, zone)) / 86_400_000;
  days.set(moment, known);
  return known;
}

export class Naive {
  readonly conditions: readonly NaiveCondition[];
  readonly edges: readonly NaiveEdge[];

  constructor(readonly company: readonly WorkflowFacts[], readonly statuses = standing, dues: ReadonlyMap<string, number> = new Map()) {
    const facts = new Map(company.map((one) => [one.id, one]));
    const spokenOf = new Map<string, Set<string>>();
    const mention = (workflow: string, key: string | null): void => {
      const known = spokenOf.get(workflow) ?? new Set();
      spokenOf.set(workflow, known);
      if (key !== null) known.add(key);
    };
    for (const one of company) {
      mention(one.id, null);
      for (const need of one.needs) {
        mention(one.id, need.condition);
        mention(need.provider, need.needs);
      }
      for (const { parent } of one.serves) mention(parent, null);
    }
    this.conditions = [...spokenOf].flatMap(([workflow, keys]) => conditionsOf(workflow, facts.get(workflow), keys))
      .map((one) => ({ ...one, due: dues.get(nameOf(one)) ?? one.due }));
    this.edges = company.flatMap((one) => one.needs.filter(({ status }) => statuses.includes(status)).map((need) => ({
      need,
      dependent: one.id,
      dependents: this.of(one.id).filter(({ key }) => need.condition === null || key === need.condition),
      providers: this.of(need.provider).filter(({ key, mandatory }) => (need.needs === null ? mandatory : key === need.needs)),
    })));
  }

  of(workflow: string): NaiveCondition[] {
    return this.conditions.filter((one) => one.workflow === workflow);
  }

  at({ workflow, condition = null }: Place): NaiveCondition[] {
    return this.of(workflow).filter(({ key }) => condition === null || key === condition);
  }

  facts(workflow: string): WorkflowFacts | undefined {
    return this.company.find(({ id }) => id === workflow);
  }

  slack({ need }: NaiveEdge, provider: NaiveCondition): number {
    return provider.due === null ? 0 : Math.max(0, dayNumber(need.neededBy) - provider.due);
  }

  /** delay(d) = max(own slip, max over its hard providers p of max(0, delay(p) - max(0, neededBy - due(p)))). */
  delays(slips: ReadonlyMap<string, number>): Map<string, number> {
    const delays = new Map<string, number>();
    for (let isNew = true; isNew;) {
      isNew = false;
      for (const one of this.conditions) {
        const reasons = this.edges.filter(({ need, dependents }) => need.kind === 'HARD' && dependents.includes(one))
          .flatMap((edge) => edge.providers.map((provider) => Math.max(0, (delays.get(nameOf(provider)) ?? 0) - this.slack(edge, provider))));
        const delay = one.settled === 'ACCEPTED' ? 0 : Math.max(slips.get(nameOf(one)) ?? 0, ...reasons);
        if (delay === (delays.get(nameOf(one)) ?? 0)) continue;
        delays.set(nameOf(one), delay);
        isNew = true;
      }
    }
    return delays;
  }

  /** Of a promise: the greatest of its mandatory conditions'. */
  delayOf(workflow: string, delays: ReadonlyMap<string, number>): number {
    return Math.max(0, ...this.of(workflow).filter(({ mandatory }) => mandatory).map((one) => delays.get(nameOf(one)) ?? 0));
  }

  /** Whether one who needs something misses it: some of what it is comes later than slack allows. */
  misses(edge: NaiveEdge, late: ReadonlyMap<string, number>): boolean {
    return edge.providers.some((one) => (late.get(nameOf(one)) ?? 0) > this.slack(edge, one));
  }

  /** Those to whom something comes by certain dependencies, and from them on by dependencies of certain kinds. */
  spread(isSeed: (edge: NaiveEdge) => boolean, goesOn: readonly DependencyKind[]): Set<NaiveCondition> {
    const found = new Set<NaiveCondition>();
    for (let before = -1; before < found.size;) {
      before = found.size;
      for (const edge of this.edges) {
        if (!isSeed(edge) && !(goesOn.includes(edge.need.kind) && edge.providers.some((one) => found.has(one)))) continue;
        for (const one of edge.dependents) if (one.settled !== 'ACCEPTED') found.add(one);
      }
    }
    return found;
  }

  /** A soft dependency on what is late beyond slack gives risk, and whoever needs what is at risk is at risk. */
  atRisk(late: ReadonlyMap<string, number>): Set<NaiveCondition> {
    return this.spread((edge) => edge.need.kind === 'SOFT' && this.misses(edge, late), ['HARD', 'SOFT']);
  }

  broken(): Map<string, number> {
    return new Map(this.conditions.filter(({ settled }) => settled === 'BROKEN').map((one) => [nameOf(one), Number.POSITIVE_INFINITY]));
  }

  /** The conditions reached from some, one dependency at a time, with the number of steps to each. */
  reach(from: readonly NaiveCondition[], direction: 'DEPENDENTS' | 'PROVIDERS', kinds: readonly DependencyKind[], throughAccepted = false): Map<NaiveCondition, number> {
    const passes = (one: NaiveCondition): boolean => throughAccepted || one.settled !== 'ACCEPTED';
    const steps = new Map(from.filter(passes).map((one) => [one, 0]));
    for (const [one, distance] of steps) {
      for (const edge of this.edges.filter(({ need }) => kinds.includes(need.kind))) {
        const [here, there] = direction === 'DEPENDENTS' ? [edge.providers, edge.dependents] : [edge.dependents, edge.providers];
        if (here.includes(one)) for (const next of there) if (passes(next) && !steps.has(next)) steps.set(next, distance + 1);
      }
    }
    return steps;
  }
}

export function nameOf({ workflow, key }: Pick<NaiveCondition, 'workflow' | 'key'>): string {
  return `${workflow} ${key}`;
}

function conditionsOf(workflow: string, facts: WorkflowFacts | undefined, spokenOf: ReadonlySet<string>): NaiveCondition[] {
  const due = facts === undefined || facts.due === null ? null : dayNumber(facts.due);
  const declared = (facts?.conditions ?? []).map((one) => ({
    workflow, key: one.key, mandatory: one.mandatory, settled: one.settled, due: one.due === null ? due : dayNumber(one.due),
  }));
  const isKept = declared.length > 0 && declared.every(({ settled }) => settled === 'ACCEPTED');
  const others = [...spokenOf].filter((key) => !declared.some((one) => one.key === key))
    .map((key) => ({ workflow, key, mandatory: false, settled: isKept ? 'ACCEPTED' as const : 'OPEN' as const, due }));
  const isBare = !declared.some(({ mandatory }) => mandatory);
  return [...declared, ...others, ...(isBare ? [{ workflow, key: unnamed, mandatory: true, settled: facts?.settled ?? 'OPEN', due }] : [])];
}
