import { beyond } from '../cascade/commitment.rules.js';
import { servedConditions } from '../cascade/served.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { compareTexts } from '../common/order.rules.js';
import { invariant } from '../common/refusal.js';
import type { Dependency } from '../interlock/interlock.types.js';
import { neededDueOf } from '../interlock/needed-due.rules.js';
import { cascadeOf, interlockOf } from '../workflow/bonds.rules.js';
import { isInForce } from '../workflow/standing.rules.js';
import { capacityOf, overload, percentOf } from './capacity.rules.js';
import { misalignment } from './misalignment.rules.js';
import type { Surroundings } from './misalignment.rules.js';
import { accepter, isKept, planOf } from './plan.rules.js';
import type { Planned } from './plan.rules.js';
import { misalignmentKinds } from './round.types.js';
import type { Load, Misaligned, Misalignment, RoundFacts, RoundState, RoundWorkflow } from './round.types.js';

type Round = Pick<RoundState, 'id' | 'workflows' | 'window'>;
type Plan = ReadonlyMap<string, Planned>;

/**
 * Everything that stands between a round and its settlement, by kind, in a fixed order. It is judged on what would be
 * promised if the round were settled as it stands: the proposals of its workflows, and elsewhere what is promised.
 * Linear, but for sorting.
 */
export function alignmentOf(round: Round, facts: RoundFacts): readonly Misalignment[] {
  const plan = planOf(round, facts);
  const own = round.workflows.flatMap((id) => plan.get(id) ?? []);
  const stateOf = (workflow: string): RoundWorkflow => {
    const state = facts.workflows.get(workflow);
    invariant(state !== undefined, `the facts of a round hold every workflow that it touches, and not ${workflow}`);
    return state;
  };
  const context: Surroundings = { stateOf, left: facts.left };
  const found: Misalignment[] = [
    ...undecided(own, facts.now),
    ...dependencies(own, plan),
    ...facts.rings.map((ring): Misaligned => ({ kind: 'HARD_RING', ring })),
    ...outsideWindows(new Set(round.workflows), plan),
    ...unserved(own, plan),
  ].map((about) => misalignment(about, context));
  return [...found, ...overloaded(round, own, facts, context)].sort(inOrder);
}

function inOrder(left: Misalignment, right: Misalignment): number {
  const [a, b] = [left, right].map(({ kind }) => misalignmentKinds.indexOf(kind));
  return (a ?? 0) - (b ?? 0) || compareTexts(left.key, right.key);
}

function undecided(own: readonly Planned[], now: Moment): readonly Misaligned[] {
  return own.flatMap(({ state, decision }): readonly Misaligned[] => {
    if (decision === 'UNDECIDED') return [{ kind: 'UNDECIDED', workflow: state.id }];
    const side = accepter(state, now);
    return decision === 'AWAITS_CONSENT' && state.standing !== null && side !== null
      ? [{ kind: 'CONSENT_MISSING', workflow: state.id, proposal: state.standing.id, side }]
      : [];
  });
}

/**
 * Hard dependencies of what the round would promise, and those of others on it, as far as days go: what others assert
 * is theirs to have acknowledged, but what they were told to count on is not moved behind their backs.
 */
function dependencies(own: readonly Planned[], plan: Plan): readonly Misaligned[] {
  const found: Misaligned[] = [];
  const seen = new Set<string>();
  for (const { state } of own) {
    for (const dependency of interlockOf(state).needs) {
      seen.add(dependency.id);
      if (!holds(dependency, plan)) continue;
      if (dependency.status !== 'ACKNOWLEDGED') found.push({ kind: 'DEPENDENCY_NOT_ACKNOWLEDGED', ...endsOf(dependency), refused: dependency.status === 'REFUSED' });
      found.push(...tooLate(dependency, plan));
    }
  }
  for (const { state } of own) {
    for (const dependency of interlockOf(state).needed) {
      if (!seen.has(dependency.id) && dependency.status === 'ACKNOWLEDGED' && holds(dependency, plan)) found.push(...tooLate(dependency, plan));
    }
  }
  return found;
}

function endsOf({ id, dependent, provider }: Dependency): { dependency: string; dependent: string; provider: string } {
  return { dependency: id, dependent, provider };
}

/** Whether a dependency binds: it is hard, what needs it will be promised, and what it needs isn't kept already. */
function holds({ kind, dependent, condition, provider }: Dependency, plan: Plan): boolean {
  const prospect = plan.get(dependent)?.prospect ?? null;
  if (kind !== 'HARD' || prospect === null) return false;
  if (condition !== null && !prospect.conditions.some(({ key }) => key === condition)) return false;
  const needed = plan.get(provider);
  return needed === undefined || !isKept(needed.state);
}

function tooLate(dependency: Dependency, plan: Plan): readonly Misaligned[] {
  const prospect = plan.get(dependency.provider)?.prospect ?? null;
  const due = prospect === null ? null : neededDueOf(prospect, dependency.needs);
  return due !== null && due <= dependency.neededBy ? [] : [{ kind: 'DEPENDENCY_TOO_LATE', ...endsOf(dependency), neededBy: dependency.neededBy, due }];
}

function outsideWindows(inRound: ReadonlySet<string>, plan: Plan): readonly Misaligned[] {
  const found: Misaligned[] = [];
  for (const { state: child, prospect } of plan.values()) {
    if (prospect === null) continue;
    for (const { id: serving, parent: parentId } of cascadeOf(child).serves) {
      const parent = plan.get(parentId);
      if (parent === undefined || (!inRound.has(child.id) && !inRound.has(parentId))) continue;
      if (parent.state.phase === 'CLOSED') continue; // flagged as gone: there is no window to be outside of
      const [childsWindow, parentsWindow] = [prospect, parent.prospect ?? parent.state.cycle].map(({ starts, due }) => ({ starts, due }));
      if (childsWindow === undefined || parentsWindow === undefined || beyond(childsWindow, parentsWindow, child.zone).length === 0) continue;
      found.push({ kind: 'OUTSIDE_PARENTS_WINDOW', serving, child: child.id, parent: parentId, childsWindow, parentsWindow });
    }
  }
  return found;
}

/**
 * Conditions of what the round would promise that rest on nothing. Only of parents: where nobody serves a promise at
 * all, its Performer keeps it. A child that was declined still makes a parent, so what it leaves behind is seen.
 */
function unserved(own: readonly Planned[], plan: Plan): readonly Misaligned[] {
  const states = [...plan.values()].map(({ state }) => state);
  const served = servedConditions(states, ({ id, promise }) => plan.get(id)?.prospect != null || isKept({ promise }));
  const parents = new Set(states.flatMap((state) => cascadeOf(state).serves.map(({ parent }) => parent)));
  return own.flatMap(({ state, prospect }): readonly Misaligned[] => {
    if (prospect === null || !parents.has(state.id)) return [];
    const { own: alone } = cascadeOf(state);
    return prospect.conditions
      .filter(({ key }) => !alone.includes(key) && served.get(state.id)?.has(key) !== true)
      .map(({ key: condition }) => ({ kind: 'CONDITION_UNSERVED', workflow: state.id, condition }));
  });
}

function overloaded(round: Round, own: readonly Planned[], facts: RoundFacts, context: Surroundings): readonly Misalignment[] {
  const inRound = new Set(round.workflows);
  const loads = new Map<string, Load[]>();
  const add = (load: Load): void => {
    const known = loads.get(load.performer);
    if (known === undefined) loads.set(load.performer, [load]);
    else known.push(load);
  };
  for (const planned of own) {
    const load = loadOf(planned, facts.now);
    if (load !== null) add(load);
  }
  const performers = new Set(loads.keys());
  for (const load of facts.carried) if (!inRound.has(load.workflow) && performers.has(load.performer)) add(stillCarried(load, facts.now));
  const percent = percentOf(facts.capacity);
  return [...loads].flatMap(([agent, carried]): readonly Misalignment[] => {
    const capacity = capacityOf(agent, facts.capacity);
    const peak = overload(carried, round.window, capacity, percent);
    if (peak === null) return [];
    const promises = peak.promises.map(({ workflow }) => workflow).sort();
    const about: Misaligned = { kind: 'OVERLOADED', agent, at: peak.at, promises, percent: peak.percent, capacity };
    return [misalignment(about, context, peak.promises.map(({ workflow, customer }) => ({ workflow, customer, inRound: inRound.has(workflow) })))];
  });
}

/** What a workflow of the round will have its Performer carry; null where that is nothing, or it is delivered. */
function loadOf({ state, prospect }: Planned, now: Moment): Load | null {
  if (prospect === null || (prospect.source === 'PROMISE' && (state.promise === null || !isInForce(state.promise)))) return null;
  const performer = prospect.source === 'PROMISE' ? (state.promise?.performer ?? state.performer) : state.performer;
  return stillCarried({ workflow: state.id, customer: state.customer, performer, starts: prospect.starts, due: prospect.due }, now);
}

/** What is overdue is on somebody's desk until now, at least. */
function stillCarried(load: Load, now: Moment): Load {
  return load.due < now ? { ...load, due: now } : load;
}
