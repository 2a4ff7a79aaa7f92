import { invalid } from '../common/refusal.js';
import { interlockOf } from '../workflow/bonds.rules.js';
import type { Asserted, Condition, Terms, WorkflowState } from '../workflow/workflow.types.js';
import { buildGraph } from './building.rules.js';
import { ringClosedBy } from './closing.rules.js';
import { factsOf } from './facts-of-state.rules.js';
import type { Dependency, WorkflowFacts } from './interlock.types.js';
import { ringThrough } from './rings.rules.js';
import type { Ring } from './rings.rules.js';
import { termsThatCount } from './state-facts.rules.js';

/*
 * Nobody could begin in a ring of hard needs, so none comes to be: neither by a dependency, nor by terms that make a
 * condition mandatory, which whoever needs the whole promise then waits for, nor by one that was refused and is
 * acknowledged after all. Each is judged among what is in force elsewhere, or proposed where nothing is.
 */

/** A workflow that what is needed hangs on, and what it is called in a refusal. */
export interface DependingStation {
  readonly facts: WorkflowFacts;
  readonly objective: string;
}

/**
 * Whether a dependency may be made among those that stand. While its promise is renegotiated both count, the promise that
 * it may come back to, and what is on the table: the conditions that the dependency names may be new.
 * @param stations all that the provider hangs on, where it hangs on the dependent already
 * @throws Refusal INVALID_INPUT, with the whole ring named
 */
export function judgeDependency(edge: Asserted, dependent: WorkflowState, stations: readonly DependingStation[]): void {
  if (edge.kind !== 'HARD' || stations.length === 0) return;
  for (const counts of termsThatCount) {
    const graph = buildGraph(dependent.zone, [...besides(dependent.id, stations), factsOf(dependent, counts)]);
    const ring = ringClosedBy(graph, [{ ...edge, id: edge.dependency }]);
    if (ring === null) continue;
    const own = Math.max(0, ring.findIndex(({ dependency }) => dependency === edge.dependency));
    throw invalid('provider', `This would close a ring, in which each waits for the next and none can begin: ${toldFrom(own, ring, namesOf(dependent, stations))}. Make one of these soft, narrow one to a condition, or do without it.`);
  }
}

/**
 * Whether terms could close a ring of needs: they make a condition mandatory that needs something itself, of a promise that
 * others need as a whole. Other terms add nothing to what waits for what.
 */
export function mayCloseRing(state: WorkflowState, { conditions }: Pick<Terms, 'conditions'>): boolean {
  const { needs, needed } = interlockOf(state);
  if (!needed.some((edge) => edge.needs === null && binds(edge))) return false;
  const made = madeMandatory(state, conditions);
  return needs.some((edge) => edge.condition !== null && made.has(edge.condition) && binds(edge));
}

function binds({ kind, status }: Dependency): boolean {
  return kind === 'HARD' && status !== 'REFUSED';
}

function madeMandatory(state: WorkflowState, conditions: readonly Condition[]): ReadonlySet<string> {
  const before = new Set(factsOf(state).conditions.filter(({ mandatory }) => mandatory).map(({ key }) => key));
  return new Set(conditions.filter(({ key, mandatory }) => mandatory && !before.has(key)).map(({ key }) => key));
}

/**
 * The ring that terms would close, in words, told from the workflow that they are of; null: none. A ring that was there
 * before is not theirs.
 * @param stations all that the workflow hangs on, where it hangs on itself
 */
export function ringByTerms(state: WorkflowState, { conditions }: Pick<Terms, 'conditions'>, stations: readonly DependingStation[]): string | null {
  if (stations.length === 0) return null;
  const before = factsOf(state);
  const after: WorkflowFacts = { ...before, conditions: conditions.map(({ key, mandatory, due }) => ({ key, mandatory, due, settled: 'OPEN' })) };
  const others = besides(state.id, stations);
  return newRing(state, stations, [...others, before], [...others, after]);
}

/**
 * Whether a dependency that was refused may be acknowledged: while it was, rings were not looked for through it.
 * @param edge as the provider holds it
 * @param stations all that the provider hangs on, where it hangs on itself
 * @throws Refusal INVALID_INPUT, with the whole ring named
 */
export function judgeAcknowledging(edge: Dependency, provider: WorkflowState, stations: readonly DependingStation[]): void {
  if (!isTakenBack(edge) || stations.length === 0) return;
  const others = besides(provider.id, stations);
  const acknowledged = others.map((facts) => ({ ...facts, needs: facts.needs.map((need) => (need.id === edge.id ? { ...need, status: 'ACKNOWLEDGED' as const } : need)) }));
  const ring = newRing(provider, stations, [...others, factsOf(provider)], [...acknowledged, factsOf(provider)]);
  if (ring === null) return;
  throw invalid('dependency', `Acknowledged, it would close a ring, in which each waits for the next and none can begin: ${ring}. Leave it refused, or have one of these ended or made soft first.`);
}

/** Whether acknowledging it makes it bind again. */
export function isTakenBack({ kind, status }: Pick<Dependency, 'kind' | 'status'>): boolean {
  return kind === 'HARD' && status === 'REFUSED';
}

function besides(workflow: string, stations: readonly DependingStation[]): readonly WorkflowFacts[] {
  return stations.map(({ facts }) => facts).filter(({ id }) => id !== workflow);
}

function namesOf(state: WorkflowState, stations: readonly DependingStation[]): ReadonlyMap<string, string> {
  return new Map([...stations.map(({ facts, objective }) => [facts.id, objective] as const), [state.id, state.concern.statement]]);
}

/** The ring through a workflow that there is after a change and was not before it, in words, told from that workflow; null: none. */
function newRing(state: WorkflowState, stations: readonly DependingStation[], before: readonly WorkflowFacts[], after: readonly WorkflowFacts[]): string | null {
  const through = (facts: readonly WorkflowFacts[]): Ring | null => ringThrough(buildGraph(state.zone, facts), state.id);
  const ring = through(after);
  if (ring === null || through(before) !== null) return null;
  return toldFrom(Math.max(0, ring.findIndex(({ workflow }) => workflow === state.id)), ring, namesOf(state, stations));
}

/** A ring begins anywhere: it is told from whoever speaks. */
function toldFrom(step: number, ring: Ring, objectives: ReadonlyMap<string, string>): string {
  const named = [...ring.slice(step), ...ring.slice(0, step)].map(({ workflow, condition }) => `“${objectives.get(workflow) ?? 'another promise'}”${condition === null ? '' : ` (${condition})`}`);
  return [...named, named[0]].join(' needs ');
}
