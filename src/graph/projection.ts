import { createHash } from 'node:crypto';
import { horizonDays, millisecondsOf } from '../domain/common/moment.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import type { ConcernState } from '../domain/concern/concern.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import { agentsOf } from '../domain/role/role.rules.js';
import type { RoleState } from '../domain/role/role.types.js';
import type { RoundState } from '../domain/round/round.types.js';
import { foreverFrom, phaseEntered, standingAfter } from '../domain/diagnosis/standing.rules.js';
import type { StandingSpan } from '../domain/diagnosis/standing.rules.js';
import { addedReviews, endedDuties } from '../domain/dual/duties.rules.js';
import type { EndedDuty, EndingAct, KeptReview } from '../domain/dual/duties.rules.js';
import { factsOf } from '../domain/interlock/facts-of-state.rules.js';
import { proposalOfAttested } from '../domain/workflow/attest.rules.js';
import { nextClock } from '../domain/workflow/clock.rules.js';
import { isUnmeasured } from '../domain/workflow/terms.rules.js';
import { visibilityOf } from '../domain/workflow/visibility.rules.js';
import { sides } from '../domain/workflow/workflow.types.js';
import type { ActKind, Assessment, Awaited, PromiseState, Proposal, Side, WorkflowState } from '../domain/workflow/workflow.types.js';
import { searchText } from './search-text.js';

/**
 * How a state stands in the graph: pure functions from what `apply` returned to properties and edges. The state itself
 * is kept whole as JSON; what is beside it is there to be found, ordered and walked by.
 */
type Properties = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** @param text the state as JSON, where it was written out before */
export function workflowProperties(state: WorkflowState, text = JSON.stringify(state)): Properties {
  return {
    state: text,
    facts: JSON.stringify(factsOf(state)),
    version: state.version,
    phase: state.phase,
    explicit: state.explicit,
    private: visibilityOf(state) === 'ORGANIZATION' ? null : true,
    customer: state.customer,
    performer: state.performer,
    concern: state.concern.id,
    objective: state.concern.statement,
    cycle: state.cycle.number,
    starts: state.cycle.starts,
    due: state.cycle.due,
    horizonDays: horizonDays(state.cycle.starts, state.cycle.due, state.zone),
    successors: sides.flatMap((side) => state.handOver[side]?.successor ?? []),
    customerVoices: state.voices.CUSTOMER,
    performerVoices: state.voices.PERFORMER,
    openedAt: state.openedAt,
    changedAt: state.changedAt,
    clockAt: nextClock(state, state.changedAt),
    role: state.role?.role ?? null,
    roleLine: state.role?.line ?? null,
  };
}

export function proposalProperties(org: string, workflow: WorkflowState, proposal: Proposal): Properties {
  return {
    org,
    id: proposal.id,
    workflow: workflow.id,
    version: proposal.version,
    zone: workflow.zone,
    cycle: proposal.cycle,
    author: proposal.author,
    party: proposal.party,
    due: proposal.terms.due,
    at: proposal.at,
    state: JSON.stringify(proposal),
  };
}

/** @param renegotiatedAt when the renegotiation began that put another promise in its place */
export function promiseProperties(org: string, workflow: WorkflowState, promise: PromiseState, renegotiatedAt: Moment | null = null): Properties {
  return {
    org,
    id: promise.id,
    workflow: workflow.id,
    performer: promise.performer,
    customer: promise.customer,
    status: promise.status,
    cycle: promise.cycle,
    objective: promise.objective,
    searchText: searchText(org, promise.objective),
    zone: workflow.zone,
    starts: promise.starts,
    due: promise.due,
    madeAt: promise.madeAt,
    endedAt: promise.endedAt,
    deliveredAt: promise.deliveredAt,
    renegotiatedAt,
    horizonDays: horizonDays(promise.starts, promise.due, workflow.zone),
    unmeasured: isUnmeasured(promise) ? true : null,
    confidence: promise.confidence,
    forecast: promise.forecast,
    state: JSON.stringify(promise),
  };
}

export function conditionProperties(org: string, workflow: WorkflowState, promise: PromiseState): readonly Properties[] {
  return promise.conditions.map((condition) => ({
    org,
    id: `${promise.id}/${condition.key}`,
    workflow: workflow.id,
    promise: promise.id,
    key: condition.key,
    statement: condition.statement,
    searchText: searchText(org, condition.statement, condition.measure?.metric),
    mandatory: condition.mandatory,
    due: condition.due ?? promise.due,
    metric: condition.measure?.metric ?? null,
    unit: condition.measure?.unit ?? null,
    direction: condition.measure?.direction ?? null,
    baseline: condition.measure?.baseline ?? null,
    target: condition.measure?.target ?? null,
    current: condition.current,
    outcome: condition.outcome,
  }));
}

export function assessmentProperties(org: string, workflow: WorkflowState, assessment: Assessment): Properties {
  return {
    org,
    id: assessment.id,
    workflow: workflow.id,
    promise: assessment.promise,
    cycle: assessment.cycle,
    verdict: assessment.verdict,
    satisfaction: assessment.satisfaction,
    at: assessment.at,
    state: JSON.stringify(assessment),
  };
}

export function dutyProperties(org: string, workflow: string, duty: EndedDuty): Properties {
  return { org, workflow, ...duty };
}

export function reviewProperties(org: string, workflow: string, { act, ...review }: KeptReview): Properties {
  return { org, workflow, id: act, ...review };
}

/** A wait as its edge has it: whose, and where it stands in their list (cypher/workflow/my-moves.cypher). */
export function awaitedProperties(org: string, workflow: WorkflowState, { agent, side, move, subject, since, from, due }: Awaited): Properties {
  // Several may need something of one workflow; whatever else is waited for in it is waited for once.
  const which = move === 'ANSWER_DEPENDENCY' ? `/${subject}` : '';
  return { org, agent, side, move, subject, since, from, due, atDue: from === due, key: `${workflow.id}/${side}/${move}${which}` };
}

export function agentProperties(org: string, state: AgentState, text = JSON.stringify(state)): Properties {
  return {
    state: text,
    version: state.version,
    kind: state.kind,
    name: state.name,
    searchText: searchText(org, state.name),
    active: state.active,
    administrator: state.administrator,
    subject: state.subject,
    createdAt: state.createdAt,
  };
}

export function concernProperties(org: string, state: ConcernState, text = JSON.stringify(state)): Properties {
  return {
    state: text,
    version: state.version,
    holder: state.holder,
    statement: state.statement,
    searchText: searchText(org, state.statement),
    status: state.status,
    ...likenessProperties(org, state),
    heldSince: state.heldSince,
  };
}

/** By what others in the same words are found, whatever their length, and how much is under way about it; what has no words is like nothing. */
export function likenessProperties(org: string, { statement, workflows }: ConcernState): { readonly alike: string | null; readonly underWay: number } {
  const words = searchText(org, statement);
  return { alike: words === '' ? null : createHash('sha256').update(words).digest('hex').slice(0, 32), underWay: workflows.length };
}

export function organizationProperties(state: OrganizationState): Properties {
  return { state: JSON.stringify(state), version: state.version, name: state.name, zone: state.zone };
}

/** Which workflows are in it stands in edges too: they are locked and read by those. Neo4j's importer leaves empty lists out, so nobody writes one. */
export function roundProperties(state: RoundState): Properties {
  return { state: JSON.stringify(state), version: state.version, name: state.name, status: state.status, convener: state.convener, invited: state.invited.length === 0 ? null : state.invited, openedAt: state.openedAt };
}

/** Who holds it stands in edges, with their spans. `agents`: all that its state names, which a change reads with it. No list is empty, as above. */
export function roleProperties(state: RoleState): Properties {
  return { state: JSON.stringify(state), version: state.version, name: state.name, status: state.status, keeper: state.keeper, agents: agentsOf(state), offered: orNull(state.offers.map(({ agent }) => agent)), vacant: orNull(state.vacant.map(({ concern }) => concern)), createdAt: state.createdAt };
}

function orNull(list: readonly string[]): readonly string[] | null {
  return list.length === 0 ? null : list;
}

export interface PromiseRow {
  readonly properties: Properties;
  readonly conditions: readonly Properties[];
  readonly supersedes: readonly string[];
  readonly madeOf: readonly string[];
}

export interface StandingRow {
  /** In milliseconds since 1970, as all moments of how it stands. */
  readonly at: number;
  /** Null where it is closed. */
  readonly properties: Properties | null;
}

export interface WorkflowRows {
  readonly properties: Properties;
  readonly customers: readonly string[];
  readonly performers: readonly string[];
  readonly concerns: readonly string[];
  readonly successors: readonly { readonly agent: string; readonly side: string; readonly from: string }[] | null;
  readonly awaited: readonly { readonly agent: string; readonly properties: Properties }[] | null;
  readonly proposals: readonly Properties[];
  readonly promises: readonly PromiseRow[];
  readonly assessments: readonly Properties[];
  readonly duties: readonly Properties[];
  readonly reviews: readonly Properties[];
  readonly standings: readonly StandingRow[];
}

/** An act as far as it says which duties of the Customer it ends. */
export function endingAct({ id, act, side, words, wordsErased }: { readonly id: string; readonly act: string; readonly side?: Side | null; readonly words?: string | null; readonly wordsErased?: boolean }): EndingAct {
  return { id, act: act as ActKind, side: side ?? null, withWords: (words ?? null) !== null || wordsErased === true };
}

/** What one change of a workflow writes, from its acts and the states it went through; what didn't change is left out. */
export function workflowRows(org: string, before: WorkflowState | null, after: readonly WorkflowState[], acts: readonly EndingAct[], text?: string): WorkflowRows {
  const last = after[after.length - 1];
  if (last === undefined) throw new RangeError('a change has at least one act');
  const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
  const steps = after.map((is, index): Step => ({ was: index === 0 ? before : (after[index - 1] ?? null), is, act: acts[index] }));
  return {
    properties: { ...workflowProperties(last, text), ...chainProperties(before, last), ...phaseProperties(steps) },
    customers: before?.customer === last.customer ? [] : [last.customer],
    performers: before?.performer === last.performer ? [] : [last.performer],
    concerns: before === null ? [last.concern.id] : [],
    successors: before !== null && same(before.handOver, last.handOver) ? null
      : sides.flatMap((side) => {
          const named = last.handOver[side];
          return named === null ? [] : [{ agent: named.successor, side, from: named.at }];
        }),
    awaited: before !== null && same(before.awaited, last.awaited) ? null
      : last.awaited.map((wait) => ({ agent: wait.agent, properties: awaitedProperties(org, last, wait) })),
    proposals: steps.flatMap(({ was, is }) => {
      const proposal = was === null ? (is.standing ?? proposalOfAttested(is)) : is.standing;
      return proposal !== null && proposal.id !== was?.standing?.id ? [proposalProperties(org, is, proposal)] : [];
    }),
    promises: promiseRows(org, steps),
    assessments: steps.flatMap(({ was, is }) => (is.assessment !== null && is.assessment.id !== was?.assessment?.id ? [assessmentProperties(org, is, is.assessment)] : [])),
    duties: steps.flatMap(({ was, is, act }) => (act === undefined ? [] : endedDuties(was, act, is).map((duty) => dutyProperties(org, is.id, duty)))),
    reviews: steps.flatMap(({ was, is }) => addedReviews(was, is).map((review) => reviewProperties(org, is.id, review))),
    standings: standingRows(org, before, before === null ? [last] : after, last),
  };
}

/**
 * Whether the chain above sees it. Whom that is follows from other workflows too, and is written when it changes (sight.ts): by
 * nothing but that, except that what has only begun serves nothing yet, and that it is forgotten when the chain sees it no more.
 */
function chainProperties(before: WorkflowState | null, after: WorkflowState): Properties {
  if (visibilityOf(after) !== 'PARTIES_AND_CHAIN_ABOVE') return { chained: null, above: null };
  return { chained: true, ...(before === null ? { above: [] } : {}) };
}

interface Step {
  readonly was: WorkflowState | null;
  readonly is: WorkflowState;
  readonly act: EndingAct | undefined;
}

/** Since when it has been where it is: left as it stands where a change leads to no other phase. What was never spoken and then is begins to listen there. */
function phaseProperties(steps: readonly Step[]): Properties {
  const entered = steps.map(({ was, is }) => phaseEntered(was, is)).findLast((one) => one !== null);
  return entered === undefined ? {} : { inPhaseSince: entered.phaseSince, proposalsBefore: entered.proposalsBefore };
}

export function standingProperties(org: string, workflow: string, span: StandingSpan): Properties {
  return { org, workflow, ...span };
}

/** What a change makes of how it stands; nothing where that stays as it was. Since when it is in its phase, and over how many proposals, stands at the workflow. */
function standingRows(org: string, before: WorkflowState | null, after: readonly WorkflowState[], last: WorkflowState): readonly StandingRow[] {
  const standing = standingAfter([before, ...after]);
  if (standing === undefined) return [];
  const at = millisecondsOf(last.changedAt);
  return [{ at, properties: standing === null ? null : { org, workflow: last.id, ...standing, from: at, to: foreverFrom } }];
}

/** What becomes of a promise in several steps: where it stands after the last, and every edge that any of them makes. */
interface Becoming {
  last: readonly [workflow: WorkflowState, promise: PromiseState];
  /** Where its conditions last changed; null where it was only superseded. */
  conditions: readonly [workflow: WorkflowState, promise: PromiseState] | null;
  readonly supersedes: Set<string>;
  readonly madeOf: Set<string>;
  /** When the renegotiation began that another promise came of. */
  renegotiatedAt: Moment | null;
}

/** Each promise once, in the order they were made: one that is superseded stands before the one that does. */
function promiseRows(org: string, steps: readonly Step[]): readonly PromiseRow[] {
  const promises = new Map<string, Becoming>();
  const becomes = (workflow: WorkflowState, promise: PromiseState): Becoming => {
    const known: Becoming = promises.get(promise.id) ?? { last: [workflow, promise], conditions: null, supersedes: new Set(), madeOf: new Set(), renegotiatedAt: null };
    known.last = [workflow, promise];
    promises.set(promise.id, known);
    return known;
  };
  for (const { was, is } of steps) {
    const promise = is.promise;
    const replaced = was?.promise ?? null;
    if (promise === null || promise === replaced) continue;
    if (replaced !== null && promise.supersedes === replaced.id && replaced.id !== promise.id) becomes(is, { ...replaced, status: 'SUPERSEDED', endedAt: promise.madeAt }).renegotiatedAt = was?.renegotiation?.at ?? null;
    const known = becomes(is, promise);
    known.conditions = known.last;
    if (promise.supersedes !== null && promise.supersedes === replaced?.id) known.supersedes.add(promise.supersedes);
    if (replaced?.id !== promise.id) known.madeOf.add(promise.proposal);
  }
  return [...promises.values()].map(({ last, conditions, supersedes, madeOf, renegotiatedAt }) => ({
    properties: promiseProperties(org, ...last, renegotiatedAt),
    conditions: conditions === null ? [] : conditionProperties(org, ...conditions),
    supersedes: [...supersedes],
    madeOf: [...madeOf],
  }));
}
