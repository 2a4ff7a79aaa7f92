import fc from 'fast-check';
import { endOfDay } from '../../../src/domain/common/moment.rules.js';
import type { Facets } from '../../../src/domain/interlock/facets.rules.js';
import type { ConditionFacts, Need, WorkflowFacts } from '../../../src/domain/interlock/interlock.types.js';
import { dependencyKinds, dependencyStatuses } from '../../../src/domain/interlock/interlock.types.js';
import { phases, promiseStatuses } from '../../../src/domain/workflow/workflow.types.js';

export const zone = 'Europe/Amsterdam';

/** How often a property is tried: set it to some thousands after a change of the rules, and have a coffee. */
const companiesTried = Number(process.env.PROMISEGRAPH_TEST_COMPANIES ?? 50);

export function manyTimes(times: number): { readonly numRuns: number } {
  return { numRuns: times * companiesTried };
}

const evenings = new Map<number, string>();

/** The evening of a day of 2026, counted from the first of January as day 1. */
export function day(number: number): string {
  const known = evenings.get(number) ?? endOfDay(new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10), zone);
  evenings.set(number, known);
  return known;
}

/** A promise in force with one mandatory condition, c1, due on day 100; all of which may be said otherwise. */
export function promise(id: string, said: Partial<WorkflowFacts> = {}): WorkflowFacts {
  return {
    id, customer: 'ada', performer: id, phase: 'EXECUTING', status: 'IN_FORCE', due: day(100), horizonDays: 90, visibility: 'ORGANIZATION',
    settled: 'OPEN', conditions: [condition('c1')], needs: [], serves: [], ...said,
  };
}

export function condition(key: string, said: Partial<ConditionFacts> = {}): ConditionFacts {
  return { key, mandatory: true, due: null, settled: 'OPEN', ...said };
}

let count = 0;

/** A hard, acknowledged need of a whole promise by a whole promise, on day 100; all of which may be said otherwise. */
export function needs(provider: string, said: Partial<Need> = {}): Need {
  return { id: `${provider}-${++count}`, condition: null, provider, needs: null, kind: 'HARD', neededBy: day(100), status: 'ACKNOWLEDGED', ...said };
}

const keys = ['c1', 'c2', 'c3'] as const;

export interface Shape {
  readonly workflows?: number;
  /** Only those that come before are needed, so that nothing is a ring. */
  readonly acyclic?: boolean;
  /** Nothing is accepted, broken, refused, forgotten or unknown. */
  readonly simple?: boolean;
}

const settled = fc.constantFrom('OPEN', 'OPEN', 'OPEN', 'OPEN', 'ACCEPTED', 'BROKEN') as fc.Arbitrary<ConditionFacts['settled']>;
const dues = fc.integer({ min: 95, max: 110 }).map(day);

function conditionsOf(simple: boolean): fc.Arbitrary<ConditionFacts[]> {
  const one = (key: string): fc.Arbitrary<ConditionFacts> => fc.record({
    key: fc.constant(key), mandatory: fc.boolean(), due: fc.option(dues), settled: simple ? fc.constant('OPEN' as const) : settled,
  });
  return fc.subarray([...keys], { minLength: 0 }).chain((chosen) => fc.tuple(...chosen.map(one)));
}

function needOf(index: number, ids: readonly string[], { acyclic = false, simple = false }: Shape): fc.Arbitrary<Need> {
  const named = simple ? [null, null, ...keys] : [null, null, ...keys, 'c9'];
  const providers = acyclic ? ids.slice(0, index) : simple ? ids : [...ids, 'nobody'];
  return fc.record({
    id: fc.uuid(),
    condition: fc.constantFrom(...named),
    provider: fc.constantFrom(...providers),
    needs: fc.constantFrom(...named),
    kind: fc.constantFrom(...dependencyKinds, 'HARD' as const, 'HARD' as const),
    neededBy: dues,
    status: simple ? fc.constantFrom('ASSERTED', 'ACKNOWLEDGED') : fc.constantFrom(...dependencyStatuses),
  });
}

function workflowOf(index: number, ids: readonly string[], shape: Shape): fc.Arbitrary<WorkflowFacts> {
  const most = shape.acyclic === true && index === 0 ? 0 : 4;
  return fc.record({
    id: fc.constant(ids[index] as string),
    customer: fc.constantFrom('ada', 'bram', 'chidi'),
    performer: fc.constantFrom('dana', 'emil', 'fatima'),
    phase: fc.constantFrom(...phases),
    status: fc.constantFrom(null, ...promiseStatuses),
    due: fc.option(dues, { freq: 10 }),
    horizonDays: fc.constantFrom(1, 7, 30, 90, 365, 1_000),
    visibility: fc.constantFrom('ORGANIZATION', 'ORGANIZATION', 'PARTIES'),
    settled: shape.simple === true ? fc.constant('OPEN' as const) : settled,
    conditions: conditionsOf(shape.simple ?? false),
    needs: most === 0 ? fc.constant([]) : fc.array(needOf(index, ids, shape), { maxLength: most }),
    serves: fc.array(fc.record({ parent: fc.constantFrom(...ids), conditions: fc.subarray([...keys]) }), { maxLength: 2 })
      .map((all) => all.filter(({ parent }, place) => parent !== ids[index] && all.findIndex((other) => other.parent === parent) === place)),
  });
}

/** Some of its workflows have ids as the graph of the product has them, some are called by a word. */
function idsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index % 3 === 2 ? `w${index}` : `0190b2c0-0000-7000-8000-00000000000${index.toString(16)}`));
}

/** Whole companies, small enough to be looked through by hand and dense enough to hold every strange thing. */
export function companies(shape: Shape = {}): fc.Arbitrary<WorkflowFacts[]> {
  return fc.integer({ min: 1, max: shape.workflows ?? 7 }).chain((size) => {
    const ids = idsOf(size);
    return fc.tuple(...ids.map((_, index) => workflowOf(index, ids, shape)));
  });
}

/** A workflow of a company, and one of its conditions or none. */
export function placesIn(company: readonly WorkflowFacts[]): fc.Arbitrary<{ workflow: string; condition: string | null }> {
  return fc.constantFrom(...company).chain(({ id, conditions }) =>
    fc.constantFrom(null, ...conditions.map(({ key }) => key)).map((chosen) => ({ workflow: id, condition: chosen })));
}

type Counted = Pick<Facets, 'performers' | 'customers' | 'phases' | 'statuses' | 'horizons' | 'distances'>;

/** All facets of an answer, counted. */
export function counted({ performers, customers, phases, statuses, horizons, distances }: Facets): Counted {
  return { performers, customers, phases, statuses, horizons, distances };
}
